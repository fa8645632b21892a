/// A decimal number that keeps every digit as written, such as `19.90`.
///
/// Up to 18 significant digits; used for money and scores, which must survive a round trip.
public struct ExactDecimal: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The digits as one whole number: 1990 for `19.90`.
  public let units: Int64
  /// How many of the digits stand behind the point: 2 for `19.90`.
  public let scale: Int

  /// Creates a number from its digits.
  public init(units: Int64, scale: Int = 0) {
    self.units = units
    self.scale = scale
  }

  /// Reads `-12`, `19.90`, `.5`; `nil` for anything else, exponents and more than 18 digits.
  public init?(_ text: some StringProtocol) {
    var units: Int64 = 0
    var scale: Int?
    var digits = 0
    var isNegative = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: isNegative = true
      case UInt8(ascii: "+") where index == 0: break
      case UInt8(ascii: ".") where scale == nil: scale = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        guard digits <= 18 else { return nil }
        units = units * 10 + Int64(byte - UInt8(ascii: "0"))
        if let places = scale { scale = places + 1 }
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    self.init(units: isNegative ? -units : units, scale: scale ?? 0)
  }

  /// Zero.
  public static let zero = ExactDecimal(units: 0)

  /// The nearest double.
  public var doubleValue: Double { Double(description) ?? 0 }

  /// The number as written, with a zero in front of a leading point.
  public var description: String {
    guard scale > 0 else { return String(units) }
    var digits = String(units.magnitude)
    if digits.count <= scale {
      digits = String(repeating: "0", count: scale + 1 - digits.count) + digits
    }
    return (units < 0 ? "-" : "") + digits.dropLast(scale) + "." + digits.suffix(scale)
  }

  /// Orders by value; `1.5` and `1.50` are neither before the other.
  public static func < (lhs: ExactDecimal, rhs: ExactDecimal) -> Bool {
    let places = max(lhs.scale, rhs.scale)
    return lhs.widened(to: places) < rhs.widened(to: places)
  }

  /// The exact sum, with the longer scale.
  public static func + (lhs: ExactDecimal, rhs: ExactDecimal) -> ExactDecimal {
    let places = max(lhs.scale, rhs.scale)
    return ExactDecimal(
      units: Int64(clamping: lhs.widened(to: places) + rhs.widened(to: places)), scale: places)
  }

  private func widened(to places: Int) -> Int128 {
    var value = Int128(units)
    for _ in scale..<max(places, scale) { value *= 10 }
    return value
  }
}
