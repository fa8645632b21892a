extension TemplateValue {
  /// Whether two values are the same to `==`: numbers by value, text by characters.
  static func isEqual(_ a: TemplateValue, _ b: TemplateValue) -> Bool {
    switch (a, b) {
    case (.int(let left), .int(let right)): return left == right
    case (.int, .double), (.double, .int), (.double, .double), (.decimal, .int), (.int, .decimal),
      (.decimal, .decimal), (.decimal, .double), (.double, .decimal):
      return TemplateNumber(a)?.double == TemplateNumber(b)?.double
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy(isEqual)
    default:
      if let left = a.text, let right = b.text { return left == right }
      return a == b
    }
  }

  /// -1, 0 or 1; `nil` when the two cannot be ordered.
  static func order(_ a: TemplateValue, _ b: TemplateValue) -> Int? {
    if let left = a.text, let right = b.text {
      return left == right ? 0 : (left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1)
    }
    guard a.text == nil, b.text == nil else { return nil }
    if case .int(let left) = a, case .int(let right) = b {
      return left < right ? -1 : (left == right ? 0 : 1)
    }
    guard let left = TemplateNumber(a)?.double, let right = TemplateNumber(b)?.double else {
      return nil
    }
    return left < right ? -1 : (left == right ? 0 : 1)
  }

  /// What `contains` asks: a part of a text, or an element of a list.
  func contains(_ other: TemplateValue) -> Bool {
    // Nothing contains null or false, as Liquid has it.
    guard other.isTruthy else { return false }
    return switch self {
    case .string(let text), .safeHTML(let text): text.contains(other.printed)
    case .array(let elements): elements.contains { TemplateValue.isEqual($0, other) }
    case .object(let object): object[other.printed] != nil
    default: false
    }
  }
}
