/// An amount of money in units of 10⁻¹² US dollars, exact and never negative zero.
///
/// A price of $0.15 per million tokens is 150,000 pico-dollars a token, so token costs are whole
/// numbers. The range is about ±9.2 million dollars.
public struct PicoDollars: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The number of pico-dollars.
  public var rawValue: Int64

  /// Creates an amount.
  public init(_ rawValue: Int64) { self.rawValue = rawValue }

  /// No money.
  public static let zero = PicoDollars(0)

  /// Reads a plain decimal such as `0.15` or `12`; `nil` for anything else or past the range.
  public init?(dollars text: String) {
    var units: Int64 = 0
    var decimals: Int?
    var digits = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "."), decimals == nil {
        decimals = 0
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      if let seen = decimals {
        guard seen < 12 else { return nil }
        decimals = seen + 1
      }
      let (product, overflow) = units.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
      guard !overflow, !carry else { return nil }
      units = sum
      digits += 1
    }
    guard digits > 0 else { return nil }
    for _ in (decimals ?? 0)..<12 {
      let (product, overflow) = units.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      units = product
    }
    self.init(units)
  }

  /// The amount in dollars as an exact decimal with at least two places, such as `0.0001125`.
  public var description: String {
    let magnitude = rawValue.magnitude
    var fraction = String(magnitude % 1_000_000_000_000)
    fraction = String(repeating: "0", count: 12 - fraction.count) + fraction
    while fraction.count > 2, fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(rawValue < 0 ? "-" : "")\(magnitude / 1_000_000_000_000).\(fraction)"
  }

  /// Orders by amount.
  public static func < (lhs: PicoDollars, rhs: PicoDollars) -> Bool { lhs.rawValue < rhs.rawValue }

  /// The sum; traps past the range.
  public static func + (lhs: PicoDollars, rhs: PicoDollars) -> PicoDollars {
    PicoDollars(lhs.rawValue + rhs.rawValue)
  }

  /// The difference; traps past the range.
  public static func - (lhs: PicoDollars, rhs: PicoDollars) -> PicoDollars {
    PicoDollars(lhs.rawValue - rhs.rawValue)
  }

  /// Adds in place.
  public static func += (lhs: inout PicoDollars, rhs: PicoDollars) { lhs = lhs + rhs }
}
