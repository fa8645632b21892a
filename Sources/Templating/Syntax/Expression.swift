/// An expression of the shared syntax tree, with its place in the source.
struct Expression: Sendable {
  indirect enum Kind: Sendable {
    case constant(TemplateValue)
    case empty
    case blank
    case path(Path)
    case range(Expression, Expression)
    case filtered(Expression, [FilterCall])
    case compare(Comparison, Expression, Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)
    case not(Expression)
    /// Whether Handlebars and Mustache take the value as true: not empty, not zero.
    case truthy(Expression)
  }

  var kind: Kind
  var range: Range<Int>
}

/// A path such as `contact.orders[0].total`.
struct Path: Sendable {
  enum Root: Sendable {
    /// A name: a local variable or a member of the context.
    case name(String)
    /// A name that an expression makes, as in `{{ [field] }}`.
    case dynamic(Expression)
    /// A name looked for from the innermost section outwards, as Mustache does.
    case stack(String)
    /// The section this many levels up: `this`, `../`.
    case section(Int)
    /// The whole context: `@root`.
    case context
    /// What a loop this many levels up knows about itself: `@index`.
    case loop(Int, LoopField)
  }

  enum Segment: Sendable {
    case key(String, Range<Int>)
    case index(Expression)
  }

  var root: Root
  var segments: [Segment]
}

/// What a loop knows about itself.
enum LoopField: String, Sendable, CaseIterable {
  case index, index0, rindex, rindex0, first, last, length, name, key
  case col, col0, row
  case colFirst = "col_first"
  case colLast = "col_last"
}

/// A filter with its arguments.
struct FilterCall: Sendable {
  struct Named: Sendable {
    var name: String
    var value: Expression
  }

  var name: String
  var range: Range<Int>
  var arguments: [Expression]
  var named: [Named]
}

/// How two values are compared.
enum Comparison: Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, contains
}
