/// The meaning of plain scalars in the core schema of YAML 1.2 (section 10.3.2).
///
/// Only `true`, `false`, `null` and numbers are more than text; `yes`, `no`, `on` and `off` are
/// words. Hexadecimal and octal numbers become decimal; infinities and NaN stay text, as JSON has
/// no words for them.
enum YAMLScalar {
  static func kind(ofPlain text: String) -> PositionedValue.Kind {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default:
      guard let number = number(text) else { return .string(text) }
      return .number(number)
    }
  }

  static func number(_ text: String) -> JSONNumber? {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= 1024,
      first == 0x2B || first == 0x2D || first == 0x2E || isDigit(first)
    else { return nil }
    if bytes.count > 2, first == 0x30, bytes[1] == 0x78 || bytes[1] == 0x6F {
      return UInt64(text.dropFirst(2), radix: bytes[1] == 0x78 ? 16 : 8).map { JSONNumber($0) }
    }
    var index = 0
    var result = ""
    if first == 0x2B || first == 0x2D {
      if first == 0x2D { result = "-" }
      index = 1
    }
    let whole = digits(bytes, &index)
    var fraction: [UInt8] = []
    if index < bytes.count, bytes[index] == 0x2E {
      index += 1
      fraction = digits(bytes, &index)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    let significant = whole.drop { $0 == 0x30 }
    result += significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
    if !fraction.isEmpty { result += "." + String(decoding: fraction, as: UTF8.self) }
    if index < bytes.count, bytes[index] | 0x20 == 0x65 {
      index += 1
      result += "e"
      if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D {
        result.unicodeScalars.append(Unicode.Scalar(bytes[index]))
        index += 1
      }
      let power = digits(bytes, &index)
      guard !power.isEmpty else { return nil }
      result += String(decoding: power, as: UTF8.self)
    }
    return index == bytes.count ? JSONNumber(validated: result) : nil
  }

  private static func digits(_ bytes: [UInt8], _ index: inout Int) -> [UInt8] {
    let start = index
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    return Array(bytes[start..<index])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
