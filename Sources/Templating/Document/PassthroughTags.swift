internal import SourceText

/// Chosen tags that stay in the output as they are written, so that a finished page can be pasted
/// into the tool that fills them.
///
/// A tag is chosen by its first word: `unsubscribe` keeps `{{ unsubscribe }}`,
/// `{{ unsubscribe.link | raw }}` and `{% unsubscribe %}`; `person*` keeps every word that starts so.
public struct PassthroughTags: Sendable {
  private let names: Set<String>
  private let prefixes: [String]

  /// Chooses tags by their first words.
  public init(_ words: [String]) {
    names = Set(words.filter { !$0.hasSuffix("*") })
    prefixes = words.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }
  }

  /// Whether a tag, given with its delimiters, stays.
  public func keeps(_ tag: String) -> Bool {
    let word = Self.firstWord(of: tag)
    return names.contains(word) || prefixes.contains { word.hasPrefix($0) }
  }

  static func firstWord(of tag: String) -> String {
    let start = tag.utf8.drop { byte in
      // Delimiters, signs (`#`, `/`, `^`, `>`, `&`, `~`, `-`) and white space.
      !LiquidLexer.isWordStart(byte)
    }
    return String(Substring(start.prefix { LiquidLexer.isWordPart($0) }))
  }
}
