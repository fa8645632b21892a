/// The sRGB transfer function (IEC 61966-2-1) as tables, the same on every machine.
///
/// Linear light has 15 bits. The tables are computed with additions, multiplications and divisions
/// of IEEE doubles only: `pow` of two C libraries may differ in the last bit.
enum TransferFunction {
  /// Linear light, 0 to 32767, of an sRGB byte.
  static let linear: [UInt16] = (0..<256).map { UInt16(decode(Double($0) / 255) * 32_767 + 0.5) }

  /// The sRGB byte of linear light, 0 to 32767.
  static let encoded: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 32_768)
    var value = 0
    // A byte is right while the light is below the middle between it and the next.
    var middle = decode(0.5 / 255)
    for light in 0..<table.count {
      while value < 255, Double(light) / 32_767 >= middle {
        value += 1
        middle = decode((Double(value) + 0.5) / 255)
      }
      table[light] = UInt8(value)
    }
    return table
  }()

  private static func decode(_ value: Double) -> Double {
    if value <= 0.04045 { return value / 12.92 }
    let base = (value + 0.055) / 1.055
    // base ^ 2.4 is base squared times the fifth root of base squared.
    let square = base * base
    var root = 0.5 + square / 2
    for _ in 0..<40 {
      let fourth = root * root * root * root
      root -= (fourth * root - square) / (5 * fourth)
    }
    return square * root
  }
}
