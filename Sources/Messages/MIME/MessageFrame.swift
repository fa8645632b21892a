internal import Crypto
public import Diagnostics

/// Everything of a message that is the same for all recipients of a copy, encoded once.
///
/// A message is its head, the text part, what stands between, the HTML part and the tail. The proof,
/// files and the sender all make their messages through a frame.
public struct MessageFrame: Sendable {
  /// What a frame is made of.
  public struct Contents: Sendable {
    /// Who it is from.
    public var from: EmailMessage.Mailbox
    /// Where answers go, if not to `from`.
    public var replyTo: EmailMessage.Mailbox?
    /// When it was planned.
    public var date: Timestamp
    /// The List-Id.
    public var listID: String?
    /// Further headers.
    public var extraHeaders: [(name: String, value: String)]
    /// Pictures that the HTML shows.
    public var images: [EmailMessage.File]
    /// Attachments.
    public var attachments: [EmailMessage.File]
    /// How the text part is encoded.
    public var text: TransferEncoding
    /// How the HTML part is encoded.
    public var html: TransferEncoding
    /// Whether recipients can unsubscribe with one click.
    public var hasUnsubscribe: Bool
    /// What the boundaries are made from.
    public var boundarySeed: [String]

    /// Gathers the contents.
    public init(
      from: EmailMessage.Mailbox, replyTo: EmailMessage.Mailbox?, date: Timestamp,
      listID: String?, extraHeaders: [(name: String, value: String)] = [],
      images: [EmailMessage.File] = [], attachments: [EmailMessage.File] = [],
      text: TransferEncoding, html: TransferEncoding, hasUnsubscribe: Bool,
      boundarySeed: [String]
    ) {
      self.from = from
      self.replyTo = replyTo
      self.date = date
      self.listID = listID
      self.extraHeaders = extraHeaders
      self.images = images
      self.attachments = attachments
      self.text = text
      self.html = html
      self.hasUnsubscribe = hasUnsubscribe
      self.boundarySeed = boundarySeed
    }
  }

  /// How the lines end.
  public let lineEnd: LineEnd
  /// How the text part is encoded.
  public let textEncoding: TransferEncoding
  /// How the HTML part is encoded.
  public let htmlEncoding: TransferEncoding
  /// The part of Message-IDs from the `@` on.
  public let messageIDDomain: String

  private var beforeTo: [UInt8] = []
  private var afterTo: [UInt8] = []
  private var beforeText: [UInt8] = []
  private var middle: [UInt8] = []
  private var tail: [UInt8] = []
  private let hasUnsubscribe: Bool

  /// Encodes a frame.
  ///
  /// Throws `INVALID_FORMAT` for an address that is none and for a control character in a header
  /// or a file name.
  public init(_ contents: Contents, lineEnd: LineEnd) throws(GalleyError) {
    self.lineEnd = lineEnd
    textEncoding = contents.text
    htmlEncoding = contents.html
    hasUnsubscribe = contents.hasUnsubscribe
    let domain = contents.from.address.split(separator: "@").last.map(String.init) ?? "invalid"
    messageIDDomain = MailAddress.ascii("x@" + domain).map { String($0.dropFirst(2)) } ?? domain
    var writer = FrameWriter(lineEnd: lineEnd, seed: contents.boundarySeed)
    writer.header("Date", contents.date.mailDate)
    try writer.mailbox("From", contents.from)
    beforeTo = writer.take()
    if let replyTo = contents.replyTo { try writer.mailbox("Reply-To", replyTo) }
    afterTo = writer.take()
    if let listID = contents.listID {
      try HeaderSafety.check(listID, in: "List-Id")
      writer.header("List-Id", "<\(listID)>")
    }
    for extra in contents.extraHeaders {
      try HeaderSafety.check(extra.value, in: extra.name)
      writer.unstructured(extra.name, extra.value)
    }
    writer.header("MIME-Version", "1.0")
    if !contents.attachments.isEmpty { writer.open("mixed") }
    writer.open("alternative")
    writer.part("text/plain", contents.text)
    beforeText = writer.take()
    writer.nextPart()
    if !contents.images.isEmpty {
      writer.open("related", type: "text/html")
    }
    writer.part("text/html", contents.html)
    middle = writer.take()
    for image in contents.images { try writer.file(image, isInline: true) }
    if !contents.images.isEmpty { writer.close() }
    writer.close()
    for attachment in contents.attachments { try writer.file(attachment, isInline: false) }
    if !contents.attachments.isEmpty { writer.close() }
    tail = writer.take()
  }

  /// Appends everything before the body of the text part.
  ///
  /// Throws `INVALID_FORMAT` that names the header when a value may not stand in it.
  public func appendHead(
    to: EmailMessage.Mailbox, subject: String, messageID: String, unsubscribeURL: String?,
    _ output: inout [UInt8]
  ) throws(GalleyError) {
    output += beforeTo
    var writer = FrameWriter(lineEnd: lineEnd, seed: [])
    swap(&writer.bytes, &output)
    defer { swap(&writer.bytes, &output) }
    try writer.mailbox("To", to)
    writer.bytes += afterTo
    try HeaderSafety.check(subject, in: "Subject")
    writer.unstructured("Subject", subject)
    writer.header("Message-ID", messageID)
    if hasUnsubscribe, let unsubscribeURL {
      try HeaderSafety.check(unsubscribeURL, in: "List-Unsubscribe")
      guard unsubscribeURL.utf8.count <= 900,
        unsubscribeURL.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 60 && $0 != 62 })
      else {
        throw GalleyError(
          .invalidFormat, "The link of List-Unsubscribe is no URL of at most 900 characters.",
          details: ["field": "List-Unsubscribe"])
      }
      writer.link("List-Unsubscribe", unsubscribeURL)
      writer.header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    }
    writer.bytes += beforeText
  }

  /// Appends the body of the text part.
  public func appendText(_ bytes: [UInt8], _ output: inout [UInt8]) {
    textEncoding.append(bytes, lineEnd: lineEnd, to: &output)
  }

  /// Appends what stands between the text and the HTML.
  public func appendMiddle(_ output: inout [UInt8]) { output += middle }

  /// Appends the body of the HTML part.
  public func appendHTML(_ bytes: [UInt8], _ output: inout [UInt8]) {
    htmlEncoding.append(bytes, lineEnd: lineEnd, to: &output)
  }

  /// Appends what stands behind the HTML.
  public func appendTail(_ output: inout [UInt8]) { output += tail }
}
