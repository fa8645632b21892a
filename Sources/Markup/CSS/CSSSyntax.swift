internal import SourceText

/// A declaration as it stands in the source.
struct CSSDeclaration: Sendable {
  /// The property.
  var nameRange: Range<Int>
  /// Whether it is a custom property, whose name has upper and lower case.
  var isCustom: Bool
  /// The value without `!important` and the white space around it.
  var value: Range<Int>
  var isImportant: Bool
  /// All of it, without the semicolon.
  var range: Range<Int>
  var hasTemplate: Bool

  /// The property as text, in lower case unless it is a custom property.
  func name(in bytes: [UInt8]) -> String {
    isCustom
      ? String(decoding: bytes[nameRange], as: UTF8.self) : ASCII.lowercased(bytes, nameRange)
  }
}

/// A rule with selectors, or an at-rule.
struct CSSRule: Sendable {
  enum Kind: Sendable {
    case style
    case at(name: String)
    /// A template tag between rules.
    case template(isControl: Bool)
    /// What is no rule at all: text up to the end of a block or file.
    case broken
  }

  var kind: Kind
  /// All of it, closing brace or semicolon included.
  var range: Range<Int>
  /// The selectors or the at-rule's condition.
  var prelude: Range<Int>
  /// What stands between the braces, or `nil` without a block.
  var block: Range<Int>?
}

/// One thing of a declaration block.
enum CSSBlockItem: Sendable {
  case declaration(CSSDeclaration)
  case rule(CSSRule)
  case template(Range<Int>, isControl: Bool)
  case broken(Range<Int>)
}
