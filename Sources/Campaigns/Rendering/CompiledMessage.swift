public import Diagnostics
internal import Markup
public import Messages
public import Templating

/// The slot programs of one copy's message, filled once per recipient.
public struct CompiledMessage: Sendable {
  /// The copy it was compiled with.
  public let key: CopyKey
  let subject: Template
  let html: Template
  let text: Template
  /// How the HTML part is encoded, by what the template holds.
  public let htmlEncoding: TransferEncoding
  /// How the text part is encoded.
  public let textEncoding: TransferEncoding
  /// The pictures that come inside the message.
  public let images: [EmailMessage.File]
  /// The links, in the order of the message.
  public let links: [LinkUse]

  /// A filled message.
  public struct Content: Sendable {
    /// One line without control characters.
    public var subject: String
    /// The HTML part, UTF-8.
    public var html: [UInt8]
    /// The text part, UTF-8, wrapped at 72 columns.
    public var text: [UInt8]

    /// An empty message, whose buffers may be filled again and again.
    public init() {
      subject = ""
      html = []
      text = []
    }
  }

  /// The paths of the merge fields that subject, HTML and text read.
  public var fields: [String] {
    (subject.fields + html.fields + text.fields).map(\.path)
  }

  /// Fills the message for one recipient.
  ///
  /// Throws `TEMPLATE_ERROR` with the place in the template and the recipient's id, never a value.
  public func render(_ object: TemplateObject, contactID: String) throws(GalleyError) -> Content {
    var content = Content()
    try render(object, contactID: contactID, into: &content)
    return content
  }

  /// Fills the message into buffers that are used again for each recipient.
  public func render(
    _ object: TemplateObject, contactID: String, into content: inout Content
  ) throws(GalleyError) {
    content.html.removeAll(keepingCapacity: true)
    content.text.removeAll(keepingCapacity: true)
    do throws(TemplateRenderError) {
      try subject.render(object, into: &content.text)
      content.subject = String(decoding: content.text, as: UTF8.self).trimmed
      content.text.removeAll(keepingCapacity: true)
      try html.render(object, into: &content.html)
      try text.render(object, into: &content.text)
      content.text = TextPart.wrap(content.text)
    } catch {
      throw GalleyError(
        .templateError, "\(error.message) (recipient \(contactID))", at: error.location,
        details: ["contact": contactID, "field": error.field ?? ""],
        hint: "Give the field a default, as in {{ field | default: \"…\" }}, or complete the data.")
    }
  }
}
