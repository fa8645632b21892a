internal import Boards
internal import CRMModel
internal import Campaigns
internal import Diagnostics
internal import SourceText
internal import Templating

/// Fills merge fields in the texts of a board's template, such as
/// `title: 'For {{ contact.first_name | default: "you" }}'`.
enum BoardTexts {
  /// The values for a template without a campaign.
  static func object(
    for data: CampaignContext.RecipientData, settings: Settings, locale: String
  ) -> TemplateObject {
    let contact = data.contact
    return [
      "contact": .object([
        "id": .string(contact.id), "first_name": CampaignContext.text(contact.firstName),
        "last_name": CampaignContext.text(contact.lastName),
        "company": CampaignContext.text(contact.company),
        "city": CampaignContext.text(contact.city),
      ]),
      "business": .object(CampaignContext.business(settings)),
      "site": .object(CampaignContext.site(settings)),
      "campaign": .object(["name": .string(settings.business.name)]),
      "locale": .string(locale),
    ]
  }

  static func fill(
    _ template: BoardTemplate, path: String, with object: TemplateObject, hasEvent: Bool
  ) throws(GalleyError) -> BoardTemplate {
    var options = CompileOptions()
    options.kind = .header
    options.model = CampaignContext.dataModel(hasEvent: hasEvent)
    func fill(_ text: String, _ name: String) throws(GalleyError) -> String {
      guard text.contains("{{") || text.contains("{%") else { return text }
      let source = Pieces(SourceFile(name: "\(path)#\(name)", text: text))
      let compiled = Template.compile(source, options: options)
      if let error = GalleyError.from(compiled.diagnostics, code: .templateError) { throw error }
      do throws(TemplateRenderError) {
        return String(decoding: try compiled.value?.render(object) ?? [], as: UTF8.self)
      } catch {
        throw GalleyError(
          .templateError, "The board's \(name) cannot be filled.", at: error.location,
          hint: "Boards of a segment are for nobody in particular: give the field a default.",
          diagnostics: [error.diagnostic])
      }
    }
    var template = template
    template.eyebrow = try fill(template.eyebrow, "eyebrow")
    template.title = try fill(template.title, "title")
    template.subtitle = try fill(template.subtitle, "subtitle")
    template.footer = try fill(template.footer, "footer")
    return template
  }
}
