/// A set of Unicode scalars, for one position of a regular expression.
struct CharacterClass: Sendable {
  /// What a `\p{...}` escape names, or a predefined class.
  enum Property: Sendable, Hashable {
    case category(String)
    case script(Script)
    case named(String)
  }

  /// The scripts that patterns of ours may name.
  enum Script: Sendable, Hashable {
    case latin, greek, cyrillic, han, arabic, hebrew, hiragana, katakana
  }

  var ranges: [ClosedRange<UInt32>] = []
  var properties: [(property: Property, isNegated: Bool)] = []
  var subclasses: [CharacterClass] = []
  var isNegated = false

  func contains(_ value: UInt32) -> Bool {
    var found = ranges.contains { $0.contains(value) }
    if !found, !properties.isEmpty {
      found = properties.contains { Self.matches($0.property, value) != $0.isNegated }
    }
    if !found { found = subclasses.contains { $0.contains(value) } }
    return found != isNegated
  }

  static let digits = CharacterClass(ranges: [0x30...0x39])
  static let word = CharacterClass(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  // ECMA-262 WhiteSpace and LineTerminator.
  static let space = CharacterClass(ranges: [
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
    0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  static let lineEnds = CharacterClass(ranges: [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])

  var inverted: CharacterClass {
    var copy = self
    copy.isNegated.toggle()
    return copy
  }

  private static func matches(_ property: Property, _ value: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(value) else { return false }
    let properties = scalar.properties
    switch property {
    case .category(let name):
      let category = abbreviation(properties.generalCategory)
      return name.count == 1 ? category.hasPrefix(name) : category == name
    case .script(let script):
      return scripts[script]?.contains { $0.contains(value) } ?? false
    case .named(let name):
      switch name {
      case "Any": return true
      case "ASCII": return value < 0x80
      case "Alphabetic": return properties.isAlphabetic
      case "Uppercase": return properties.isUppercase
      case "Lowercase": return properties.isLowercase
      case "White_Space": return properties.isWhitespace
      case "Emoji": return properties.isEmoji
      case "Emoji_Presentation": return properties.isEmojiPresentation
      case "ID_Start": return properties.isIDStart
      case "ID_Continue": return properties.isIDContinue
      case "ASCII_Hex_Digit": return properties.isASCIIHexDigit
      case "Hex_Digit": return properties.isHexDigit
      case "Ideographic": return properties.isIdeographic
      case "Assigned": return properties.generalCategory != .unassigned
      default: return false
      }
    }
  }

  private static let scripts: [Script: [ClosedRange<UInt32>]] = [
    .latin: [
      0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2B8,
      0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA722...0xA787, 0xAB30...0xAB5A, 0xFB00...0xFB06,
      0xFF21...0xFF3A, 0xFF41...0xFF5A,
    ],
    .greek: [
      0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F...0x3E1, 0x3F0...0x3FF, 0x1F00...0x1FFE,
    ],
    .cyrillic: [0x400...0x484, 0x487...0x52F, 0x1C80...0x1C8A, 0x2DE0...0x2DFF, 0xA640...0xA69F],
    .han: [
      0x2E80...0x2FD5, 0x3005...0x3005, 0x3007...0x3007, 0x3021...0x3029, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xF900...0xFAD9, 0x20000...0x323AF,
    ],
    .arabic: [
      0x600...0x604, 0x606...0x60B, 0x60D...0x6FF, 0x750...0x77F, 0x8A0...0x8FF, 0xFB50...0xFDFF,
      0xFE70...0xFEFC,
    ],
    .hebrew: [0x591...0x5F4, 0xFB1D...0xFB4F],
    .hiragana: [0x3041...0x3096, 0x309D...0x309F],
    .katakana: [0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D],
  ]

  private static func abbreviation(_ category: Unicode.GeneralCategory) -> String {
    switch category {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: "Cn"
    }
  }

  /// The property that the text between the braces of `\p{...}` names, or `nil` when we know none.
  static func property(_ text: String) -> Property? {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      switch parts[0] {
      case "General_Category", "gc": return category(parts[1])
      case "Script", "sc", "Script_Extensions", "scx": return script(parts[1])
      default: return nil
      }
    }
    if let category = category(text) { return category }
    let known = [
      "Any", "ASCII", "Alphabetic", "Uppercase", "Lowercase", "White_Space", "Emoji",
      "Emoji_Presentation", "ID_Start", "ID_Continue", "ASCII_Hex_Digit", "Hex_Digit",
      "Ideographic", "Assigned",
    ]
    if known.contains(text) { return .named(text) }
    let short = [
      "Alpha": "Alphabetic", "Upper": "Uppercase", "Lower": "Lowercase", "space": "White_Space",
    ]
    return short[text].map { .named($0) }
  }

  private static func script(_ name: String) -> Property? {
    let names: [String: Script] = [
      "Latin": .latin, "Latn": .latin, "Greek": .greek, "Grek": .greek, "Cyrillic": .cyrillic,
      "Cyrl": .cyrillic, "Han": .han, "Hani": .han, "Arabic": .arabic, "Arab": .arabic,
      "Hebrew": .hebrew, "Hebr": .hebrew, "Hiragana": .hiragana, "Hira": .hiragana,
      "Katakana": .katakana, "Kana": .katakana,
    ]
    return names[name].map { .script($0) }
  }

  private static func category(_ name: String) -> Property? {
    let long: [String: String] = [
      "Letter": "L", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt",
      "Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M", "Nonspacing_Mark": "Mn",
      "Spacing_Mark": "Mc", "Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd",
      "digit": "Nd", "Letter_Number": "Nl", "Other_Number": "No", "Punctuation": "P",
      "punct": "P", "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd",
      "Open_Punctuation": "Ps", "Close_Punctuation": "Pe", "Initial_Punctuation": "Pi",
      "Final_Punctuation": "Pf", "Other_Punctuation": "Po", "Symbol": "S", "Math_Symbol": "Sm",
      "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So", "Separator": "Z",
      "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp", "Other": "C",
      "Control": "Cc", "Format": "Cf", "Surrogate": "Cs", "Private_Use": "Co", "Unassigned": "Cn",
    ]
    if let short = long[name] { return .category(short) }
    return long.values.contains(name) ? .category(name) : nil
  }
}
