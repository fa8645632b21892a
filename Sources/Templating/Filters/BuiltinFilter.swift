/// A standard filter: how many arguments it takes and what it does.
struct BuiltinFilter: Sendable {
  var arguments: ClosedRange<Int>
  var named: Set<String> = []
  var acceptsMissing = false
  var body: TemplateFilter.Body

  init(
    _ arguments: ClosedRange<Int> = 0...0, named: Set<String> = [], acceptsMissing: Bool = false,
    _ body: @escaping TemplateFilter.Body
  ) {
    self.arguments = arguments
    self.named = named
    self.acceptsMissing = acceptsMissing
    self.body = body
  }

  /// A filter from text to text.
  static func text(_ body: @escaping @Sendable (String) -> String) -> BuiltinFilter {
    BuiltinFilter { (value, _, _) throws(TemplateFilterError) in .string(body(value.printed)) }
  }

  /// Every standard filter by name.
  static let all: [String: BuiltinFilter] = {
    var all: [String: BuiltinFilter] = [:]
    for group in [textFilters, numberFilters, listFilters, encodingFilters, campaignFilters] {
      all.merge(group) { first, _ in first }
    }
    return all
  }()
}

extension TemplateValue {
  /// The whole number that an argument must be.
  func integerArgument(_ what: String) throws(TemplateFilterError) -> Int {
    switch self {
    case .int(let value): return value
    case .string(let text):
      if let value = Int(text) { return value }
    default: break
    }
    throw TemplateFilterError("\(what) must be a whole number")
  }
}
