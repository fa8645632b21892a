internal import Diagnostics
internal import JSONText

/// The texts of a campaign in one locale: `locales/<locale>.yml`, key to text.
struct Translations: Sendable {
  var texts: [String: String] = [:]

  /// Reads the locale's file over the fallback locale's; nested keys are joined by dots.
  static func load(
    locale: String, fallback: String, folder: String, files: WorkspaceFiles
  ) throws(GalleyError) -> Parsed<Translations> {
    var translations = Translations()
    var diagnostics: [Diagnostic] = []
    let language = String(locale.prefix { $0 != "-" })
    for name in [fallback, language, locale] {
      let path = "\(folder)/locales/\(name).yml"
      guard files.exists(path) else { continue }
      let parsed = YAMLParser.parse(try files.source(path, limit: 1 << 20))
      diagnostics += parsed.diagnostics
      if let value = parsed.value { translations.add(value, prefix: "", &diagnostics) }
    }
    return Parsed(translations, diagnostics)
  }

  private mutating func add(
    _ value: PositionedValue, prefix: String, _ diagnostics: inout [Diagnostic]
  ) {
    for member in value.members ?? [] {
      let key = prefix + member.key
      switch member.value.kind {
      case .string(let text): texts[key] = text
      case .number(let number): texts[key] = number.text
      case .object: add(member.value, prefix: key + ".", &diagnostics)
      default:
        diagnostics.append(
          Diagnostic(
            .error, "wrong-type", "the translation “\(key)” is no text", at: member.value.location))
      }
    }
  }
}
