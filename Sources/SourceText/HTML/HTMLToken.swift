/// A stretch of HTML source; the tokens of a document cover it without gaps.
public struct HTMLToken: Sendable {
  /// What kind of stretch it is.
  public enum Kind: Sendable, Hashable {
    /// Character data.
    case text
    /// The contents of `style`, `script`, `title`, `textarea` and their like, one token each.
    case rawText
    /// `<name ...>`.
    case startTag
    /// `</name>`.
    case endTag
    /// `<!-- ... -->`, conditional comments among them.
    case comment
    /// `<!doctype ...>`, `<![...]>`, `<?...>`.
    case declaration
    /// A template tag between tags.
    case template
  }

  /// What it is.
  public var kind: Kind
  /// Its bytes.
  public var range: Range<Int>
  /// The element's name in lower case; empty for what is not a tag.
  public var name: String
  /// The name as a number, `other` for one that is not an element of HTML.
  public var tag: HTMLName
  /// The bytes of the name.
  public var nameRange: Range<Int>
  /// Which of `HTMLTokens.attributes` are its own.
  public var attributes: Range<Int>
  /// Whether a start tag ends with `/>`.
  public var isSelfClosing: Bool
  /// Whether the file ended before it did.
  public var isUnterminated: Bool
  /// Whether a template token steers (`{% if %}`) instead of printing.
  public var isControl: Bool

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
    name = ""
    tag = .other
    nameRange = range.lowerBound..<range.lowerBound
    attributes = 0..<0
    isSelfClosing = false
    isUnterminated = false
    isControl = false
  }
}

/// An attribute of a start tag, as it stands in the source.
public struct HTMLAttribute: Sendable {
  /// All of it, from the name to the closing quote.
  public var range: Range<Int>
  /// The name in lower case, template tags included as they stand.
  public var name: String
  /// The name as a number, `other` for one that is not listed.
  public var known: HTMLName
  /// The bytes of the name.
  public var nameRange: Range<Int>
  /// The bytes of the value within the quotes, or `nil` without `=`.
  public var valueRange: Range<Int>?
  /// `"`, `'`, or 0 for none.
  public var quote: UInt8
  /// Whether it is a template tag that stands where an attribute may stand.
  public var isTemplate: Bool
  /// Whether that template tag steers instead of printing.
  public var isControl: Bool
  /// Whether its name or value holds a template tag.
  public var hasTemplate: Bool
}

/// All tokens of a document and their attributes.
public struct HTMLTokens: Sendable {
  /// The tokens in source order, without gaps.
  public internal(set) var tokens: [HTMLToken] = []
  /// The attributes of all start tags in source order.
  public internal(set) var attributes: [HTMLAttribute] = []

  /// The first attribute of a token with a known name, or `nil`.
  public func attribute(_ name: HTMLName, of token: HTMLToken) -> HTMLAttribute? {
    for index in token.attributes where attributes[index].known == name {
      return attributes[index]
    }
    return nil
  }

  /// The first attribute of a token with a name, or `nil`.
  public func attribute(_ name: String, of token: HTMLToken) -> HTMLAttribute? {
    for index in token.attributes where attributes[index].name == name {
      return attributes[index]
    }
    return nil
  }
}
