/// A JSON number taken apart into sign, digits and power of ten, without any rounding.
///
/// The value is `0.digits x 10^exponent`; `digits` has no zero at either end and is empty for zero.
struct ExactNumber: Hashable, Sendable {
  var isNegative: Bool
  var digits: [UInt8]
  var exponent: Int

  init(_ number: JSONNumber) {
    var digits: [UInt8] = []
    var point: Int?
    var power = 0
    var powerIsNegative = false
    var inExponent = false
    isNegative = false
    for byte in number.text.utf8 {
      switch byte {
      case 0x2D: if inExponent { powerIsNegative = true } else { isNegative = true }
      case 0x2E: point = digits.count
      case 0x65, 0x45: inExponent = true
      case 0x30...0x39:
        if inExponent {
          // Far past any double; the clamp keeps the arithmetic from overflowing.
          power = min(power * 10 + Int(byte - 0x30), 1 << 40)
        } else {
          digits.append(byte - 0x30)
        }
      default: break
      }
    }
    let leading = digits.prefix { $0 == 0 }.count
    exponent = (point ?? digits.count) - leading + (powerIsNegative ? -power : power)
    digits.removeFirst(leading)
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    if digits.isEmpty {
      isNegative = false
      exponent = 0
    }
  }

  /// Whether the value is a whole number.
  var isInteger: Bool { digits.isEmpty || exponent >= digits.count }

  /// The text that ECMAScript's `Number::toString` gives a number of these digits.
  var text: String {
    guard !digits.isEmpty else { return "0" }
    let count = digits.count
    let characters = digits.map { $0 + 0x30 }
    var result: [UInt8] = isNegative ? [0x2D] : []
    if count <= exponent, exponent <= 21 {
      result += characters + [UInt8](repeating: 0x30, count: exponent - count)
    } else if exponent > 0, exponent <= 21 {
      result += characters[..<exponent] + [0x2E] + characters[exponent...]
    } else if exponent > -6, exponent <= 0 {
      result += [0x30, 0x2E] + [UInt8](repeating: 0x30, count: -exponent) + characters
    } else {
      result.append(characters[0])
      if count > 1 { result += [0x2E] + characters[1...] }
      let power = exponent - 1
      result += Array("e\(power < 0 ? "-" : "+")\(power.magnitude)".utf8)
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension ExactNumber: Comparable {
  static func < (lhs: ExactNumber, rhs: ExactNumber) -> Bool {
    if lhs.isNegative != rhs.isNegative { return lhs.isNegative }
    return lhs.isNegative ? rhs.isSmaller(than: lhs) : lhs.isSmaller(than: rhs)
  }

  private func isSmaller(than other: ExactNumber) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    if exponent != other.exponent { return exponent < other.exponent }
    return digits.lexicographicallyPrecedes(other.digits)
  }

  /// Whether the value is a whole multiple of another; nothing is a multiple of zero.
  ///
  /// `nil` when the two are so far apart that the long division would take too long.
  func isMultiple(of divisor: ExactNumber) -> Bool? {
    guard !divisor.digits.isEmpty else { return false }
    if digits.isEmpty { return true }
    // Both as whole numbers of the same unit: self = a x 10^m, divisor = b x 10^n.
    let shift = (exponent - digits.count) - (divisor.exponent - divisor.digits.count)
    if shift >= 0 {
      // a x 10^shift mod b
      return remainder(of: digits, shiftedBy: shift, dividedBy: divisor.digits)
    }
    // a mod (b x 10^-shift): a has no zero at its end, so a shifted divisor longer than it fails.
    guard -shift + divisor.digits.count <= digits.count else { return false }
    return remainder(
      of: digits, shiftedBy: 0,
      dividedBy: divisor.digits + [UInt8](repeating: 0, count: -shift))
  }

  private func remainder(
    of digits: [UInt8], shiftedBy shift: Int, dividedBy divisor: [UInt8]
  ) -> Bool? {
    if divisor == [1] { return true }
    guard shift <= 4096, digits.count <= 4096, divisor.count <= 4096 else { return nil }
    if divisor.count <= 17 {
      let number = divisor.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
      var rest: UInt64 = 0
      for digit in digits { rest = (rest * 10 + UInt64(digit)) % number }
      for _ in 0..<shift { rest = rest * 10 % number }
      return rest == 0
    }
    var rest: [UInt8] = []
    for digit in digits + [UInt8](repeating: 0, count: shift) {
      if !(rest.isEmpty && digit == 0) { rest.append(digit) }
      while Self.isAtLeast(rest, divisor) { Self.subtract(divisor, from: &rest) }
    }
    return rest.isEmpty
  }

  private static func isAtLeast(_ lhs: [UInt8], _ rhs: [UInt8]) -> Bool {
    lhs.count != rhs.count ? lhs.count > rhs.count : !lhs.lexicographicallyPrecedes(rhs)
  }

  private static func subtract(_ amount: [UInt8], from value: inout [UInt8]) {
    var borrow = 0
    for offset in 0..<value.count {
      let index = value.count - 1 - offset
      let other = offset < amount.count ? Int(amount[amount.count - 1 - offset]) : 0
      let difference = Int(value[index]) - other - borrow
      borrow = difference < 0 ? 1 : 0
      value[index] = UInt8(difference + borrow * 10)
    }
    let zeros = value.prefix { $0 == 0 }.count
    value.removeFirst(zeros)
  }
}
