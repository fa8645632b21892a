/// A node of the syntax tree that every front end makes, with its place in the source.
struct Node: Sendable {
  indirect enum Kind: Sendable {
    case text(Range<Int>)
    case literal([UInt8])
    case output(Expression, isRaw: Bool)
    case conditional([Branch], otherwise: [Node])
    case choice(Expression, [Choice])
    case loop(Loop)
    case section(Section)
    case assign(String, Expression)
    case capture(String, [Node])
    case count(String, step: Int)
    case cycle(group: Expression?, [Expression])
    case ifChanged([Node])
    case `break`
    case `continue`
    case partial(Partial)
    case block(String, [Node], indentation: [UInt8])
    case layout(Expression, [Node])
  }

  struct Branch: Sendable {
    var condition: Expression
    var body: [Node]
  }

  /// A `when` with its values, or an `else` without any.
  struct Choice: Sendable {
    var values: [Expression]
    var isElse: Bool
    var body: [Node]
  }

  struct Loop: Sendable {
    var variable: String
    var collection: Expression
    var collectionText: String
    var limit: Expression?
    var offset: Expression?
    var continues = false
    var isReversed = false
    var body: [Node]
    var otherwise: [Node] = []
    /// Whether it is a `tablerow`, and after how many cells a row ends.
    var isTable = false
    var columns: Expression?
  }

  /// A section of Mustache or a block helper of Handlebars that changes the context.
  struct Section: Sendable {
    enum Style: Sendable {
      /// `{{#x}}` of Mustache: a list loops, an object or a true value becomes the context.
      case mustache
      /// `{{#each x}}`.
      case each
      /// `{{#with x}}`.
      case with
    }

    var style: Style
    var value: Expression
    var parameters: [String] = []
    var body: [Node]
    var otherwise: [Node] = []
  }

  struct Partial: Sendable {
    enum Scope: Sendable {
      /// Sees the context and its arguments only: Liquid's `render`.
      case isolated
      /// Shares all variables: Liquid's `include` and the partials of Mustache.
      case shared
    }

    var name: Expression
    var scope: Scope
    var with: Expression?
    var isLoop = false
    var alias: String?
    var arguments: [FilterCall.Named] = []
    /// Blocks that replace those of the partial: Mustache's inheritance.
    var blocks: [Override] = []
    var indentation: [UInt8] = []
    /// What is shown when there is no such partial; `nil` makes that an error.
    var isOptional = false
    var fallback: [Node] = []
  }

  struct Override: Sendable {
    var name: String
    var body: [Node]
  }

  var kind: Kind
  var range: Range<Int>
}
