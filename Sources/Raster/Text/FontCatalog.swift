/// Which files make up the families, and which faces stand in for scripts that they lack.
///
/// Fonts are opened by path: choosing them by name through the system changed pictures between
/// machines.
public struct FontCatalog: Sendable {
  /// The folder that holds `opentype` and `truetype`.
  public let root: String

  /// A catalog of the Debian packages fonts-inter, fonts-noto-core, fonts-ebgaramond,
  /// fonts-noto-cjk and fonts-noto-color-emoji.
  public init(root: String = "/usr/share/fonts") { self.root = root }

  /// The families that themes may name.
  public static let families = [
    "Inter", "Inter Display", "EB Garamond", "Noto Sans", "Noto Serif", "Noto Serif Display",
  ]

  /// The face of a family that is nearest to a weight; unknown families are Inter.
  public func face(family: String, weight: Int, isItalic: Bool) -> FontFile {
    let inter = [
      (100, "Thin"), (200, "ExtraLight"), (300, "Light"), (400, "Regular"), (500, "Medium"),
      (600, "SemiBold"), (700, "Bold"), (800, "ExtraBold"), (900, "Black"),
    ]
    let name = inter.min { abs($0.0 - weight) < abs($1.0 - weight) }?.1 ?? "Regular"
    let isBold = weight >= 600
    switch family {
    case "EB Garamond":
      return opentype(
        "ebgaramond/EBGaramond12-" + (isBold ? "Bold" : isItalic ? "Italic" : "Regular") + ".otf")
    case "Noto Sans", "Noto Serif", "Noto Serif Display":
      let style = (isBold ? "Bold" : "") + (isItalic ? "Italic" : "")
      return noto(
        String(family.filter { $0 != " " }) + "-" + (style.isEmpty ? "Regular" : style))
    default:
      let prefix = family == "Inter Display" ? "InterDisplay-" : "Inter-"
      let style = isItalic ? (name == "Regular" ? "Italic" : name + "Italic") : name
      return opentype("inter/" + prefix + style + ".otf")
    }
  }

  /// The faces to try for a script, best first.
  func fallbacks(script: UInt32, isSerif: Bool, isBold: Bool, language: String?) -> [FontFile] {
    let style = isBold ? "-Bold" : "-Regular"
    var files: [FontFile] = []
    let name = ScriptProperty.name(script)
    if Self.eastAsian.contains(name) {
      let index = Self.eastAsianFace(script: name, language: language)
      for kind in isSerif ? ["Serif", "Sans"] : ["Sans"] {
        files.append(
          FontFile(path: root + "/opentype/noto/Noto\(kind)CJK\(style).ttc", index: index))
      }
    }
    if let script = Self.scripts[name] {
      if isSerif {
        files += Self.serifs(script).flatMap { [noto($0 + style), noto($0 + "-Regular")] }
      }
      files += [noto("NotoSans" + script + style), noto("NotoSans" + script + "-Regular")]
      if !isSerif { files.append(noto("NotoSerif" + script + style)) }
    }
    return files + general(isSerif: isSerif, style: style)
  }

  // For punctuation, symbols and whatever no script claims.
  private func general(isSerif: Bool, style: String) -> [FontFile] {
    [
      noto((isSerif ? "NotoSerif" : "NotoSans") + style), noto("NotoSans" + style),
      noto("NotoSansSymbols" + style), noto("NotoSansSymbols2-Regular"),
      noto("NotoSansMath-Regular"), noto("NotoMusic-Regular"),
      FontFile(path: root + "/opentype/noto/NotoSansCJK\(style).ttc"),
    ]
  }

  /// The face of colour emoji.
  var emoji: FontFile { noto("NotoColorEmoji") }

  private func noto(_ name: String) -> FontFile {
    FontFile(path: root + "/truetype/noto/" + name + ".ttf")
  }

  private func opentype(_ name: String) -> FontFile {
    FontFile(path: root + "/opentype/" + name)
  }

  private static func serifs(_ script: String) -> [String] {
    script == "Arabic" ? ["NotoNaskhArabic"] : ["NotoSerif" + script]
  }

  // The faces of the collections: Japanese, Korean, simplified Chinese, traditional Chinese for
  // Taiwan and for Hong Kong. A character looks different in each.
  private static func eastAsianFace(script: String, language: String?) -> Int {
    let language = (language ?? "").lowercased()
    if script == "Hang" || script == "Jamo" { return 1 }
    if script == "Hira" || script == "Kana" { return 0 }
    if script == "Bopo" { return 3 }
    if language.hasPrefix("ko") { return 1 }
    if language.hasPrefix("ja") { return 0 }
    if language.hasPrefix("zh-hk") || language.hasPrefix("zh-mo") || language.hasPrefix("yue") {
      return 4
    }
    if language.hasPrefix("zh-tw") || language.hasPrefix("zh-hant") { return 3 }
    return language.hasPrefix("zh") ? 2 : 0
  }

  private static let eastAsian: Set<String> = ["Hani", "Hira", "Kana", "Hang", "Bopo"]

  private static let scripts: [String: String] = [
    "Adlm": "Adlam", "Arab": "Arabic", "Armn": "Armenian", "Bali": "Balinese", "Beng": "Bengali",
    "Cans": "CanadianAboriginal", "Cher": "Cherokee", "Deva": "Devanagari", "Ethi": "Ethiopic",
    "Geor": "Georgian", "Gujr": "Gujarati", "Guru": "Gurmukhi", "Hebr": "Hebrew",
    "Java": "Javanese", "Khmr": "Khmer", "Knda": "Kannada", "Laoo": "Lao", "Mlym": "Malayalam",
    "Mong": "Mongolian", "Mymr": "Myanmar", "Nkoo": "NKo", "Olck": "OlChiki", "Orya": "Oriya",
    "Sinh": "Sinhala", "Syrc": "Syriac", "Taml": "Tamil", "Telu": "Telugu", "Thaa": "Thaana",
    "Thai": "Thai", "Tibt": "Tibetan", "Tfng": "Tifinagh", "Yiii": "Yi", "Copt": "Coptic",
    "Goth": "Gothic", "Runr": "Runic", "Sund": "Sundanese", "Vaii": "Vai", "Cham": "Cham",
  ]
}
