// Scalars.
extension SchemaValidator {
  static func types(of value: JSONValue) -> SchemaTypes {
    switch value {
    case .null: .null
    case .bool: .boolean
    case .string: .string
    case .array: .array
    case .object: .object
    case .number(let number):
      number.isInteger ? [.number, .integer] : .number
    }
  }

  mutating func checkType(
    _ node: SchemaNode, _ types: SchemaTypes, _ instance: JSONValue
  ) -> Bool {
    let found: SchemaTypes
    if case .number = instance, types.contains(.number) {
      found = .number
    } else {
      found = Self.types(of: instance)
    }
    if !types.isDisjoint(with: found) { return true }
    guard !isQuiet else { return false }
    let word = found == [.number, .integer] ? "a whole number" : found.words
    return fail(node, "type", "this must be \(types.words), but it is \(word)")
  }

  mutating func checkString(_ node: SchemaNode, _ text: String) -> Bool {
    var isValid = true
    if let count = node.rules.excessiveLength(of: text) {
      let limit = node.rules.maxLength ?? 0
      isValid = fail(
        node, "maxLength", "the text has \(count) characters, but at most \(limit) are allowed")
    }
    if let count = node.rules.insufficientLength(of: text) {
      isValid = fail(
        node, "minLength",
        "the text has \(count) characters, but at least \(node.rules.minLength) are needed")
    }
    if let pattern = node.rules.pattern, !pattern.regex.matches(text) {
      isValid = fail(node, "pattern", "the text does not match the pattern `\(pattern.text)`")
    }
    if let format = node.rules.format, !format.accepts(text) {
      isValid = fail(node, "format", "the text is not \(format.words)")
    }
    return isValid
  }

  mutating func checkNumber(_ node: SchemaNode, _ number: JSONNumber) -> Bool {
    var isValid = true
    let integer = number.intValue
    func order(_ bound: SchemaBound) -> Int { bound.order(of: number, integer: integer) }
    if let bound = node.rules.minimum, order(bound) < 0 {
      isValid = fail(node, "minimum", "\(number) is less than the minimum \(bound.number)")
    }
    if let bound = node.rules.maximum, order(bound) > 0 {
      isValid = fail(node, "maximum", "\(number) is more than the maximum \(bound.number)")
    }
    if let bound = node.rules.exclusiveMinimum, order(bound) <= 0 {
      isValid = fail(node, "exclusiveMinimum", "\(number) must be more than \(bound.number)")
    }
    if let bound = node.rules.exclusiveMaximum, order(bound) >= 0 {
      isValid = fail(node, "exclusiveMaximum", "\(number) must be less than \(bound.number)")
    }
    if let bound = node.rules.multipleOf, !bound.divides(number, integer: integer) {
      isValid = fail(node, "multipleOf", "\(number) is no multiple of \(bound.number)")
    }
    return isValid
  }
}
