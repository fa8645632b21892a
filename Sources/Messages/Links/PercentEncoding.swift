/// Percent-encoding of RFC 3986.
public enum PercentEncoding {
  /// A value for a query: everything but the unreserved characters of section 2.3 is encoded.
  public static func query(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.append(byte)
      default:
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// One file name of any text: letters, digits, `-`, `_` and inner dots stay; never empty, never
  /// `.` or `..`, and different texts give different names.
  public static func fileName(_ text: String) -> String {
    let encoded = query(text)
    guard let first = encoded.first else { return "%" }
    return first == "." ? "%2E" + encoded.dropFirst() : encoded
  }

  /// The text that percent-encoding stands for; what is no encoding stays.
  public static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = MessageLint.hexValue(bytes[index + 1]),
        let low = MessageLint.hexValue(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
