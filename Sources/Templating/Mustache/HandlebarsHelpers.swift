/// The helpers that other services offer, in our terms.
extension HandlebarsExpressionParser {
  /// The comparison helpers that ESPs offer, as `(eq a b)` and as `{{#equals a b}}`.
  static let comparisons: [String: Comparison] = [
    "eq": .equal, "equals": .equal, "ne": .notEqual, "neq": .notEqual, "notEquals": .notEqual,
    "lt": .less, "lessThan": .less, "lte": .lessOrEqual, "lessThanEquals": .lessOrEqual,
    "gt": .greater, "greaterThan": .greater, "gte": .greaterOrEqual,
    "greaterThanEquals": .greaterOrEqual, "contains": .contains,
  ]

  /// `insert name "default=friend"` names its fallback inside the text.
  static func fallback(_ argument: Expression) -> Expression {
    guard case .constant(.string(let text)) = argument.kind, text.hasPrefix("default=") else {
      return argument
    }
    return Expression(
      kind: .constant(.string(String(text.dropFirst("default=".count)))), range: argument.range)
  }

  /// A date pattern such as `MMMM DD, YYYY` as `strftime` has it; one with `%` stays.
  static func strftime(_ argument: Expression) -> Expression {
    guard case .constant(.string(let pattern)) = argument.kind, !pattern.contains("%") else {
      return argument
    }
    var result = ""
    var rest = pattern[...]
    while let first = rest.first {
      if let (name, directive) = dateParts.first(where: { rest.hasPrefix($0.name) }) {
        result += directive
        rest = rest.dropFirst(name.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return Expression(kind: .constant(.string(result)), range: argument.range)
  }

  // Longer names first.
  private static let dateParts: [(name: String, directive: String)] = [
    ("YYYY", "%Y"), ("YY", "%y"), ("MMMM", "%B"), ("MMM", "%b"), ("MM", "%m"), ("M", "%-m"),
    ("DDDD", "%j"), ("DD", "%d"), ("D", "%-d"), ("dddd", "%A"), ("ddd", "%a"), ("HH", "%H"),
    ("H", "%-H"), ("hh", "%I"), ("h", "%-I"), ("mm", "%M"), ("m", "%-M"), ("ss", "%S"),
    ("s", "%-S"), ("A", "%p"), ("a", "%P"),
  ]
}
