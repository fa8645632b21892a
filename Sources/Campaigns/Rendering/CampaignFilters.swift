internal import Diagnostics
internal import Markup
internal import Messages
internal import Templating

/// The filters that campaigns add to the template language.
enum CampaignFilters {
  static func make(
    settings: Settings, locale: String, translations: Translations, utm: UTMTagger
  ) -> [String: TemplateFilter] {
    let currency = settings.business.currency
    return [
      "markdown": TemplateFilter { value, _, _ in
        .safeHTML(Markdown.html(value.printed))
      },
      "utm": TemplateFilter { value, arguments, _ in
        .string(utm.tag(value.printed, content: arguments.first?.printed))
      },
      "money": TemplateFilter { value, arguments, _ in
        .string(
          MoneyFormat.format(
            value.printed, currency: arguments.first?.printed ?? currency, locale: locale))
      },
      "t": TemplateFilter { value, _, named throws(TemplateFilterError) in
        let key = value.printed
        guard var text = translations.texts[key] else {
          let near = nearestTranslation(key, in: translations)
          throw TemplateFilterError("there is no translation “\(key)” for \(locale)\(near)")
        }
        for (name, replacement) in named.sorted(by: { $0.key < $1.key }) {
          text = text.replacing("%{\(name)}", with: replacement.printed)
        }
        return .string(text)
      },
    ]
  }

  private static func nearestTranslation(_ key: String, in translations: Translations) -> String {
    nearestName(to: key, in: translations.texts.keys).map { "; did you mean “\($0)”?" } ?? ""
  }
}
