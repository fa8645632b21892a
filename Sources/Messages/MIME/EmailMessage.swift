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

  /// A file that comes with the message: a picture that the HTML shows, or an attachment.
  public struct File: Sendable, Hashable {
    /// The file name as the reader sees it.
    public var name: String
    /// The media type, such as `image/png`.
    public var mediaType: String
    /// What the HTML names it by, as in `cid:hero`, for pictures.
    public var contentID: String?
    /// The contents.
    public var bytes: [UInt8]

    /// Creates a file.
    public init(name: String, mediaType: String, contentID: String? = nil, bytes: [UInt8]) {
      self.name = name
      self.mediaType = mediaType
      self.contentID = contentID
      self.bytes = bytes
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
  /// Pictures that the HTML shows from the message itself.
  public var images: [File] = []
  /// Attachments.
  public var attachments: [File] = []
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
    return "<\(MessageID.left(identity))@\(domain)>"
  }

  /// The message in the form of RFC 5322: multipart/alternative with the text first, inside
  /// multipart/mixed when there are attachments.
  ///
  /// Throws `INVALID_FORMAT` when a header value holds a control character or an address is not
  /// one, so that nothing from CRM data can make a header of its own.
  public func encoded(lineEnd: LineEnd = .crlf) throws(GalleyError) -> [UInt8] {
    let frame = try MessageFrame(
      .init(
        from: from, replyTo: replyTo, date: date, listID: listID, extraHeaders: extraHeaders,
        images: images, attachments: attachments, text: .fitting(text), html: .fitting(html),
        hasUnsubscribe: unsubscribeURL != nil, boundarySeed: identity),
      lineEnd: lineEnd)
    var output: [UInt8] = []
    output.reserveCapacity(html.count + text.count + html.count / 6 + 2048)
    try frame.appendHead(
      to: to, subject: subject, messageID: messageID, unsubscribeURL: unsubscribeURL, &output)
    frame.appendText(text, &output)
    frame.appendMiddle(&output)
    frame.appendHTML(html, &output)
    frame.appendTail(&output)
    return output
  }

  /// Whether the text is an address that SMTP takes as it is.
  public static func isAddress(_ text: String) -> Bool { MailAddress.ascii(text) == text }
}

/// The left half of a Message-ID.
public enum MessageID {
  /// 32 hexadecimal digits of a hash of what makes the message this one and no other.
  public static func left(_ identity: [String]) -> String {
    Hexadecimal.text(of: digest("message-id", identity).prefix(16))
  }

  static func digest(_ purpose: String, _ identity: [String]) -> SHA256Digest {
    var bytes = Array(purpose.utf8)
    for part in identity {
      bytes.append(0)
      bytes += part.utf8
    }
    return SHA256.hash(data: bytes)
  }
}
