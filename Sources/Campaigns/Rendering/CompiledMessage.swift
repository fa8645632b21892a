public import Diagnostics
internal import Markup
internal import Messages
public import Templating

/// The slot programs of one copy's message, filled once per recipient.
public struct CompiledMessage: Sendable {
  /// The copy it was compiled with.
  public let key: CopyKey
  let subject: Template
  let html: Template
  let text: Template

  /// A filled message.
  public struct Content: Sendable {
    /// One line without control characters.
    public var subject: String
    /// The HTML part, UTF-8.
    public var html: [UInt8]
    /// The text part, UTF-8, wrapped at 72 columns.
    public var text: [UInt8]
  }

  /// Fills the message for one recipient.
  ///
  /// Throws `TEMPLATE_ERROR` with the place in the template and the recipient's id, never a value.
  public func render(_ object: TemplateObject, contactID: String) throws(GalleyError) -> Content {
    do throws(TemplateRenderError) {
      let subject = try subject.render(object)
      let html = try html.render(object)
      let text = try text.render(object)
      return Content(
        subject: String(decoding: subject, as: UTF8.self), html: html,
        text: TextPart.wrap(text))
    } catch {
      throw GalleyError(
        .templateError, "\(error.message) (recipient \(contactID))", at: error.location,
        details: ["contact": contactID, "field": error.field ?? ""],
        hint: "Give the field a default, as in {{ field | default: \"…\" }}, or complete the data.")
    }
  }
}
