internal import Foundation

extension BuiltinFilter {
  static let numberFilters: [String: BuiltinFilter] = [
    "plus": arithmetic {
      $0.addingReportingOverflow($1)
    } _: {
      $0 + $1
    },
    "minus": arithmetic {
      $0.subtractingReportingOverflow($1)
    } _: {
      $0 - $1
    },
    "times": arithmetic {
      $0.multipliedReportingOverflow(by: $1)
    } _: {
      $0 * $1
    },
    "divided_by": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      let left = number(value)
      let right = number(arguments[0])
      if case .int(let a) = left, case .int(let b) = right {
        guard b != 0 else { throw TemplateFilterError("a number cannot be divided by 0") }
        guard !(a == Int.min && b == -1) else { return .double(-Double(a)) }
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        return .int(remainder != 0 && (remainder < 0) != (b < 0) ? quotient - 1 : quotient)
      }
      return .double(left.double / right.double)
    },
    "modulo": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      let left = number(value)
      let right = number(arguments[0])
      if case .int(let a) = left, case .int(let b) = right {
        guard b != 0 else { throw TemplateFilterError("a number cannot be divided by 0") }
        guard b != -1 else { return .int(0) }
        let remainder = a % b
        return .int(remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder)
      }
      let divisor = right.double
      let remainder = left.double.truncatingRemainder(dividingBy: divisor)
      return .double(
        tidy(remainder != 0 && (remainder < 0) != (divisor < 0) ? remainder + divisor : remainder))
    },
    "abs": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      switch number(value) {
      case .int(let number): number == Int.min ? .double(-Double(number)) : .int(abs(number))
      case .double(let number): .double(abs(number))
      }
    },
    "ceil": rounding(.up),
    "floor": rounding(.down),
    "round": BuiltinFilter(0...1) { (value, arguments, _) throws(TemplateFilterError) in
      let places = arguments.first.map { number($0).int ?? 0 } ?? 0
      switch number(value) {
      case .int(let number) where places >= 0: return .int(number)
      case let number where places <= 0:
        let scale = pow(10, Double(min(-places, 300)))
        let rounded = (number.double / scale).rounded(.toNearestOrAwayFromZero) * scale
        return Int(exactly: rounded).map { .int($0) } ?? .double(rounded)
      case let number:
        let scale = pow(10, Double(min(places, 300)))
        let rounded = (number.double * scale).rounded(.toNearestOrAwayFromZero) / scale
        return .double(rounded.isFinite ? rounded : number.double)
      }
    },
    "at_least": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      let left = number(value)
      let right = number(arguments[0])
      return left.double >= right.double ? left.value : right.value
    },
    "at_most": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      let left = number(value)
      let right = number(arguments[0])
      return left.double <= right.double ? left.value : right.value
    },
  ]

  /// The number of a value; what is none counts as 0.
  static func number(_ value: TemplateValue) -> TemplateNumber { TemplateNumber(value) ?? .int(0) }

  /// Prices and the like have few decimals; 0.1 + 0.2 must not print 17 digits.
  private static func tidy(_ number: Double) -> Double {
    guard number.isFinite, abs(number) < 1e9 else { return number }
    let tidy = (number * 1e6).rounded() / 1e6
    return abs(tidy - number) < 1e-12 ? tidy : number
  }

  private static func arithmetic(
    _ whole: @escaping @Sendable (Int, Int) -> (Int, Bool),
    _ broken: @escaping @Sendable (Double, Double) -> Double
  ) -> BuiltinFilter {
    BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      let result = number(value).combined(with: number(arguments[0]), whole: whole, broken: broken)
      if case .double(let double) = result { return .double(tidy(double)) }
      return result.value
    }
  }

  private static func rounding(_ rule: FloatingPointRoundingRule) -> BuiltinFilter {
    BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      switch number(value) {
      case .int(let number): return .int(number)
      case .double(let number):
        let rounded = number.rounded(rule)
        return Int(exactly: rounded).map { .int($0) } ?? .double(rounded)
      }
    }
  }
}
