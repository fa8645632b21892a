// What the rules for texts and numbers decide, for the quick and for the reporting run.
extension SchemaRules {
  /// The number of characters when there are more than allowed.
  @inline(__always)
  func excessiveLength(of text: String) -> Int? {
    // A scalar has one to four bytes, so the bytes often decide alone.
    guard let maxLength, text.utf8.count > maxLength else { return nil }
    let count = text.unicodeScalars.count
    return count > maxLength ? count : nil
  }

  /// The number of characters when there are fewer than needed.
  @inline(__always)
  func insufficientLength(of text: String) -> Int? {
    guard minLength > 0, text.utf8.count / 4 < minLength else { return nil }
    let count = text.unicodeScalars.count
    return count < minLength ? count : nil
  }

  func accepts(_ text: String) -> Bool {
    guard excessiveLength(of: text) == nil, insufficientLength(of: text) == nil else {
      return false
    }
    if let pattern, !pattern.regex.matches(text) { return false }
    if let format, !format.accepts(text) { return false }
    return true
  }

  func accepts(_ number: JSONNumber) -> Bool {
    let integer = number.intValue
    if let minimum, minimum.order(of: number, integer: integer) < 0 { return false }
    if let maximum, maximum.order(of: number, integer: integer) > 0 { return false }
    if let exclusiveMinimum, exclusiveMinimum.order(of: number, integer: integer) <= 0 {
      return false
    }
    if let exclusiveMaximum, exclusiveMaximum.order(of: number, integer: integer) >= 0 {
      return false
    }
    if let multipleOf, !multipleOf.divides(number, integer: integer) { return false }
    return true
  }
}

extension SchemaBound {
  /// -1, 0 or 1 as the number is below, at or above the bound.
  func order(of number: JSONNumber, integer: Int?) -> Int {
    if let integer, let other = self.integer {
      return integer < other ? -1 : integer > other ? 1 : 0
    }
    let exact = ExactNumber(number)
    return exact < self.exact ? -1 : exact == self.exact ? 0 : 1
  }

  /// Whether the number is a multiple of the bound.
  func divides(_ number: JSONNumber, integer: Int?) -> Bool {
    if let integer, let divisor = self.integer, divisor > 0 { return integer % divisor == 0 }
    return ExactNumber(number).isMultiple(of: exact) ?? false
  }
}
