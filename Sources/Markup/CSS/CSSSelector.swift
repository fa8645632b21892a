internal import SourceText

/// How a compound selector stands to the one on its left.
enum CSSCombinator: Sendable {
  case descendant, child, adjacent, sibling
}

/// `an+b`, the argument of `:nth-child()`.
struct CSSNth: Sendable {
  var step: Int
  var offset: Int

  func matches(_ position: Int) -> Bool {
    let distance = position - offset
    if step == 0 { return distance == 0 }
    return distance % step == 0 && distance / step >= 0
  }
}

/// A pseudo-class that the document alone decides.
indirect enum CSSPseudoClass {
  case root, empty
  case nthChild(CSSNth), nthLastChild(CSSNth), nthOfType(CSSNth), nthLastOfType(CSSNth)
  case any([CSSSelector]), not([CSSSelector])

  /// Whether it depends on how many siblings there are.
  var isStructural: Bool {
    switch self {
    case .nthChild, .nthLastChild, .nthOfType, .nthLastOfType, .empty: true
    case .root, .any, .not: false
    }
  }
}

/// `[name op "value" i]`.
struct CSSAttributeTest: Sendable {
  enum Operator: Sendable { case exists, equal, word, dash, prefix, suffix, contains }
  var name: String
  var known: HTMLName
  var comparison: Operator
  var value: [UInt8]
  var ignoresCase: Bool
}

/// The tests that one element must pass; a class, since they are looked at far more than made.
final class CSSCompound {
  var tag: String?
  var identifiers: [[UInt8]] = []
  var classes: [[UInt8]] = []
  /// The tag as a number, where it is one of HTML.
  var tagName = HTMLName.other
  /// The classes and identifiers as numbers of a document's words; -1 for words it does not have.
  var classWords: [Int] = []
  var identifierWords: [Int] = []
  var attributes: [CSSAttributeTest] = []
  var pseudoClasses: [CSSPseudoClass] = []

  init(pseudoClasses: [CSSPseudoClass] = []) { self.pseudoClasses = pseudoClasses }

  var isStructural: Bool { pseudoClasses.contains { $0.isStructural } }

  /// Whether it asks for one tag or class and nothing else.
  var isSimple: Bool {
    attributes.isEmpty && pseudoClasses.isEmpty && identifiers.isEmpty
      && (tag == nil ? classes.count == 1 : classes.isEmpty && tagName != .other)
  }
}

/// A selector without commas.
struct CSSSelector {
  /// The compounds from left to right.
  var compounds: [CSSCompound] = []
  /// `combinators[n]` stands between compound `n` and `n + 1`.
  var combinators: [CSSCombinator] = []
  /// Identifiers, classes and tags as one number that orders.
  var specificity = 0
  /// Why it cannot be decided from the document: `:hover`, `::before`, an unknown name.
  var dynamicPart: String?

  /// Whether it can be applied to elements.
  var isStatic: Bool { dynamicPart == nil }

  static let identifierWeight = 1 << 20
  static let classWeight = 1 << 10
  static let tagWeight = 1
}
