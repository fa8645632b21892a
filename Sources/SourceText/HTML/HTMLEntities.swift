/// Character references of HTML.
public enum HTMLEntities {
  /// Replaces character references by what they stand for.
  public static func decode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    let input = Array(bytes)
    var index = 0
    while index < input.count {
      if input[index] == ASCII.ampersand, let found = reference(in: input, at: index) {
        output.append(contentsOf: found.text.utf8)
        index += found.length
      } else {
        output.append(input[index])
        index += 1
      }
    }
    return output
  }

  /// The character reference at an `&`, with its length in bytes, or `nil`.
  public static func reference(in bytes: [UInt8], at start: Int) -> (text: String, length: Int)? {
    var index = start + 1
    guard index < bytes.count else { return nil }
    if bytes[index] == UInt8(ascii: "#") { return numeric(bytes, start) }
    let limit = min(bytes.count, index + 32)
    while index < limit, ASCII.isLetter(bytes[index]) || ASCII.isDigit(bytes[index]) { index += 1 }
    guard index > start + 1 else { return nil }
    let name = String(decoding: bytes[start + 1..<index], as: UTF8.self)
    guard let scalar = HTMLEntityTable.codePoints[name] else { return nil }
    let isClosed = index < bytes.count && bytes[index] == ASCII.semicolon
    // Without a semicolon only the oldest names count (HTML standard 13.5).
    guard isClosed || ["amp", "lt", "gt", "quot", "nbsp", "copy", "reg"].contains(name) else {
      return nil
    }
    return (String(scalar), index - start + (isClosed ? 1 : 0))
  }

  private static func numeric(_ bytes: [UInt8], _ start: Int) -> (text: String, length: Int)? {
    var index = start + 2
    var value: UInt32 = 0
    var digits = 0
    let isHex = index < bytes.count && bytes[index] | 0x20 == UInt8(ascii: "x")
    if isHex { index += 1 }
    while index < bytes.count, let digit = ASCII.hexValue(bytes[index]), isHex || digit < 10 {
      value = min(0x11_0000, value * (isHex ? 16 : 10) + UInt32(digit))
      digits += 1
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < bytes.count, bytes[index] == ASCII.semicolon { index += 1 }
    let scalar = value == 0 ? nil : Unicode.Scalar(windows1252[value] ?? value)
    return (String(scalar ?? "\u{FFFD}"), index - start)
  }

  // Numbers 128-159 mean Windows-1252 (HTML standard 13.2.5.80); the punctuation people type.
  private static let windows1252: [UInt32: UInt32] = [
    0x80: 0x20AC, 0x82: 0x201A, 0x84: 0x201E, 0x85: 0x2026, 0x91: 0x2018, 0x92: 0x2019,
    0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022, 0x96: 0x2013, 0x97: 0x2014, 0x99: 0x2122,
  ]
}
