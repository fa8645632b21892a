internal import SourceText

/// An attribute as it is written, template tags and character references untouched.
struct MJMLAttribute {
  var name: String
  /// The name as a number, or `nil` for one that no component reads.
  var known: MJMLAttributeName?
  var value: MJMLValue
  var range: Range<Int>
  var hasTemplate: Bool
}

/// An element of an MJML document.
final class MJMLNode {
  enum Child {
    case element(MJMLNode)
    /// A template tag between elements.
    case template(source: Int, span: OpaqueSpans.Span)
    /// A comment, which is kept.
    case comment(source: Int, range: Range<Int>, isControl: Bool)
  }

  let name: String
  /// What MJML says about it, or `nil` for what is no MJML.
  let element: MJMLElement?
  /// Which of the sources it is from.
  let source: Int
  /// Its start tag.
  let range: Range<Int>
  var attributes: [MJMLAttribute] = [] {
    didSet {
      own = attributes.compactMap { attribute in
        attribute.known.map { ($0, attribute.value) }
      }
      classes = attribute("mj-class")?.split(separator: " ").map(String.init) ?? []
    }
  }
  /// Those that components read, by number.
  private(set) var own: [(name: MJMLAttributeName, value: MJMLValue)] = []
  /// The names of `mj-class`.
  private(set) var classes: [String] = []
  var children: [Child] = []
  /// What stands between its tags when that is not MJML: the HTML of `mj-text` and its like.
  var content: Range<Int>?
  /// Whether a template tag in its contents steers.
  var contentIsControl = false

  init(name: String, source: Int, range: Range<Int>) {
    self.name = name
    element = MJMLElement.all[name]
    self.source = source
    self.range = range
  }

  /// The element children in order.
  var elements: [MJMLNode] {
    children.compactMap { child in
      if case .element(let node) = child { node } else { nil }
    }
  }

  /// How many children are laid out: all elements but `mj-raw`.
  var layoutCount: Int {
    var count = 0
    for case .element(let node) in children where node.name != "mj-raw" { count += 1 }
    return count
  }

  /// Whether a template tag repeats or hides children: one between them, in `mj-raw` or a comment.
  var variesChildren: Bool {
    children.contains { child in
      switch child {
      case .element(let node): node.name == "mj-raw" && node.contentIsControl
      case .template(_, let span): span.isControl
      case .comment(_, _, let isControl): isControl
      }
    }
  }

  func attribute(_ name: String) -> String? {
    for attribute in attributes where attribute.name == name { return attribute.value.text }
    return nil
  }

  func first(_ name: String) -> MJMLNode? {
    for case .element(let node) in children where node.name == name { return node }
    return nil
  }
}

extension MJMLNode {
  /// Where an attribute stands, or the start tag when it comes from elsewhere.
  func place(of name: MJMLAttributeName) -> Range<Int> {
    attributes.first { $0.known == name }?.range ?? range
  }
}
