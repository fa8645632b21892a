/// A compiled expression.
indirect enum Operation: Sendable {
  case constant(TemplateValue)
  case empty
  case blank
  case path(Accessor)
  case range(Operation, Operation)
  case filter(FilterStep)
  case compare(Comparison, Operation, Operation)
  case and(Operation, Operation)
  case or(Operation, Operation)
  case not(Operation)
  case truthy(Operation)

  var constantValue: TemplateValue? {
    switch self {
    case .constant(let value): value
    case .empty, .blank: .string("")
    default: nil
    }
  }
}

/// A compiled path: where the value is, without names to look up by hand at run time.
final class Accessor: Sendable {
  enum Base: Sendable {
    case root(TemplateKey)
    /// A variable; when it has no value yet, the context's member of that name.
    case slot(Int, TemplateKey)
    /// A loop's variable or a partial's argument.
    case local(Int)
    case counter(Int, TemplateKey)
    case dynamic(Operation)
    case loop(Int, LoopField)
    case loopObject(Int)
    case stack(TemplateKey)
    case section(Int)
    case context
    case nothing
  }

  enum Segment: Sendable {
    case key(TemplateKey)
    case index(Operation)
  }

  /// The column that holds the value of the first segments, where the row's shape is known.
  struct Column: Sendable {
    var index: Int
    /// How many segments lead to it.
    var covers: Int
    /// The variable whose list element the column belongs to; `nil` for the row itself.
    var slot: Int?
    /// The shape that the element must have.
    var shape: UInt16 = 0
  }

  let base: Base
  let segments: [Segment]
  let column: Column?
  let name: String
  let site: Int

  init(base: Base, segments: [Segment], column: Column? = nil, name: String, site: Int) {
    self.base = base
    self.segments = segments
    self.column = column
    self.name = name
    self.site = site
  }
}

/// A filter with compiled arguments.
final class FilterStep: Sendable {
  struct Named: Sendable {
    var name: String
    var value: Operation
  }

  /// The name when it is a standard filter.
  let builtin: String?
  let input: Operation
  let body: TemplateFilter.Body
  let arguments: [Operation]
  let named: [Named]
  let acceptsMissing: Bool
  let site: Int

  init(
    builtin: String?, input: Operation, body: @escaping TemplateFilter.Body, arguments: [Operation],
    named: [Named],
    acceptsMissing: Bool, site: Int
  ) {
    self.builtin = builtin
    self.input = input
    self.body = body
    self.arguments = arguments
    self.named = named
    self.acceptsMissing = acceptsMissing
    self.site = site
  }
}
