internal import SourceText

/// An attribute as it is written, template tags and character references untouched.
struct MJMLAttribute: Sendable {
  var name: String
  var value: String
  var range: Range<Int>
  var hasTemplate: Bool
}

/// An element of an MJML document.
struct MJMLNode: Sendable {
  enum Child: Sendable {
    case element(MJMLNode)
    /// A template tag between elements.
    case template(source: Int, span: OpaqueSpans.Span)
    /// A comment, which is kept.
    case comment(source: Int, range: Range<Int>)
  }

  var name: String
  /// Which of the sources it is from.
  var source: Int
  /// Its start tag.
  var range: Range<Int>
  var attributes: [MJMLAttribute] = []
  var children: [Child] = []
  /// What stands between its tags when that is not MJML: the HTML of `mj-text` and its like.
  var content: Range<Int>?

  /// The element children in order.
  var elements: [MJMLNode] {
    children.compactMap { child in
      if case .element(let node) = child { node } else { nil }
    }
  }

  /// How many children are laid out: all elements but `mj-raw`.
  var layoutCount: Int { elements.count { $0.name != "mj-raw" } }

  func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

  func first(_ name: String) -> MJMLNode? { elements.first { $0.name == name } }
}
