internal import Crypto
public import Diagnostics

/// A finished message: what is proofed, archived and sent, byte for byte.
public struct EmailMessage: Sendable {
  /// A display name with an address.
  public struct Mailbox: Sendable, Hashable {
    /// The display name; may be empty.
    public var name: String
    /// The address.
    public var address: String

    /// Creates a mailbox.
    public init(name: String = "", address: String) {
      self.name = name
      self.address = address
    }
  }

  /// Who it is from.
  public var from: Mailbox
  /// Where answers go, if not to `from`.
  public var replyTo: Mailbox?
  /// Whom it is for.
  public var to: Mailbox
  /// One line.
  public var subject: String
  /// When it was planned.
  public var date: Timestamp
  /// What makes the Message-ID: campaign, recipient and variant.
  public var identity: [String]
  /// Where one click unsubscribes (RFC 8058).
  public var unsubscribeURL: String?
  /// The List-Id (RFC 2919): a host-like name of the campaign's list.
  public var listID: String?
  /// Further headers, such as `X-Galley-Preview`.
  public var extraHeaders: [(name: String, value: String)] = []
  /// The HTML part, UTF-8.
  public var html: [UInt8]
  /// The text part, UTF-8.
  public var text: [UInt8]

  /// Creates a message.
  public init(
    from: Mailbox, replyTo: Mailbox? = nil, to: Mailbox, subject: String, date: Timestamp,
    identity: [String], unsubscribeURL: String? = nil, listID: String? = nil, html: [UInt8],
    text: [UInt8]
  ) {
    self.from = from
    self.replyTo = replyTo
    self.to = to
    self.subject = subject
    self.date = date
    self.identity = identity
    self.unsubscribeURL = unsubscribeURL
    self.listID = listID
    self.html = html
    self.text = text
  }

  /// The deterministic Message-ID, with angle brackets.
  public var messageID: String {
    let domain = from.address.split(separator: "@").last.map(String.init) ?? "invalid"
    return "<\(hash("message-id").prefix(32))@\(domain)>"
  }

  /// The message in the form of RFC 5322: CRLF line ends, multipart/alternative, text first.
  ///
  /// Throws `INVALID_FORMAT` when a header value holds a control character or an address is not
  /// one, so that nothing from CRM data can make a header of its own.
  public func encoded() throws(GalleyError) -> [UInt8] {
    let boundary = "=_galley_" + hash("boundary").prefix(24)
    var head = ""
    func header(_ name: String, _ value: String) {
      head += "\(name): \(value)\r\n"
    }
    func unstructured(_ name: String, _ value: String) throws(GalleyError) {
      try Self.refuseControls(value, in: name)
      header(name, EncodedWord.encode(value, used: name.utf8.count + 2))
    }
    header("Date", Self.date(date))
    header("From", try Self.mailbox(from, in: "From"))
    header("To", try Self.mailbox(to, in: "To"))
    if let replyTo { header("Reply-To", try Self.mailbox(replyTo, in: "Reply-To")) }
    try unstructured("Subject", subject)
    header("Message-ID", messageID)
    if let unsubscribeURL {
      try Self.refuseControls(unsubscribeURL, in: "List-Unsubscribe")
      header("List-Unsubscribe", "<\(unsubscribeURL)>")
      header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    }
    if let listID { header("List-Id", "<\(listID)>") }
    for extra in extraHeaders { try unstructured(extra.name, extra.value) }
    header("MIME-Version", "1.0")
    header("Content-Type", "multipart/alternative;\r\n boundary=\"\(boundary)\"")

    var output = Array(head.utf8)
    output.reserveCapacity(output.count + html.count + text.count + html.count / 8 + 512)
    for (type, body) in [("text/plain", text), ("text/html", html)] {
      output += Array(
        ("\r\n--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\n"
          + "Content-Transfer-Encoding: quoted-printable\r\n\r\n").utf8)
      QuotedPrintable.encode(body, into: &output)
    }
    output += Array("\r\n--\(boundary)--\r\n".utf8)
    return output
  }

  private func hash(_ purpose: String) -> String {
    let input = ([purpose] + identity).joined(separator: "\u{0}")
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in SHA256.hash(data: Array(input.utf8)) {
      text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func mailbox(_ mailbox: Mailbox, in header: String) throws(GalleyError) -> String {
    try refuseControls(mailbox.name, in: header)
    guard isAddress(mailbox.address) else {
      throw GalleyError(
        .invalidFormat, "The address in \(header) is not an e-mail address.",
        details: ["field": header])
    }
    guard !mailbox.name.isEmpty else { return mailbox.address }
    let isPlain = mailbox.name.utf8.allSatisfy { $0 >= 32 && $0 < 127 }
    let name =
      isPlain && !mailbox.name.contains("=?")
      ? "\"" + mailbox.name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
      : EncodedWord.encode(mailbox.name, used: header.utf8.count + 2)
    let line = "\(name) <\(mailbox.address)>"
    return line.utf8.count + header.utf8.count + 2 <= 76 && !name.contains("\r\n")
      ? line : "\(name)\r\n <\(mailbox.address)>"
  }

  /// Whether the text is an address that SMTP takes as it is: one `@`, ASCII, no blanks, quotes,
  /// brackets or commas.
  public static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.count <= 64, parts[1].contains("."),
      text.utf8.count <= 254
    else { return false }
    return text.utf8.allSatisfy {
      $0 > 32 && $0 < 127 && !"\"(),:;<>[]\\".utf8.contains($0)
    } && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".") && !text.contains("..")
  }

  private static func refuseControls(_ text: String, in header: String) throws(GalleyError) {
    let isUnsafe = text.unicodeScalars.contains {
      $0.value < 32 || $0.value == 127 || (0x80...0x9F).contains($0.value)
        || (0x202A...0x202E).contains($0.value) || $0.value == 0x2028 || $0.value == 0x2029
    }
    guard !isUnsafe else {
      throw GalleyError(
        .invalidFormat, "The value of \(header) holds a control character.",
        details: ["field": header],
        hint: "Remove line breaks and invisible characters from the data or the copy.")
    }
  }

  // RFC 5322 section 3.3, in UTC.
  private static func date(_ timestamp: Timestamp) -> String {
    let fields = timestamp.fields
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(days[fields.weekday]), \(two(fields.day)) \(months[fields.month - 1]) \(fields.year) "
      + "\(two(fields.hour)):\(two(fields.minute)):\(two(fields.second)) +0000"
  }
}
