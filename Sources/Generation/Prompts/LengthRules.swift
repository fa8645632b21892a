internal import JSONText

/// Says a schema's lengths in words, because services that force JSON ignore them.
enum LengthRules {
  static func lines(of schema: JSONValue) -> [String] {
    (schema["properties"]?.objectValue?.members ?? []).compactMap { member in
      let least = member.value["minLength"]?.numberValue?.intValue
      let most = member.value["maxLength"]?.numberValue?.intValue
      switch (least, most) {
      case (let least?, let most?):
        return "\(member.key): \(least) to \(most) characters."
      case (nil, let most?): return "\(member.key): at most \(most) characters."
      case (let least?, nil): return "\(member.key): at least \(least) characters."
      case (nil, nil): return nil
      }
    }
  }
}

/// English names of languages for prompts; others are named by their tag.
enum LanguageName {
  static func of(_ locale: String) -> String {
    let language = String(locale.prefix { $0 != "-" && $0 != "_" }).lowercased()
    return names[language] ?? "the language of that locale"
  }

  private static let names = [
    "cs": "Czech", "da": "Danish", "de": "German", "en": "English", "es": "Spanish",
    "fi": "Finnish", "fr": "French", "it": "Italian", "ja": "Japanese", "nb": "Norwegian",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "zh": "Chinese",
  ]
}
