/// Base64 of RFC 4648: the standard alphabet in lines for bodies, the URL alphabet for tokens.
public enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let urlAlphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// One line with padding.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    var result: [UInt8] = []
    append(Array(bytes), alphabet, isPadded: true, to: &result)
    return String(decoding: result, as: UTF8.self)
  }

  /// The URL alphabet of section 5, without padding.
  public static func url(_ bytes: some Collection<UInt8>) -> String {
    var result: [UInt8] = []
    append(Array(bytes), urlAlphabet, isPadded: false, to: &result)
    return String(decoding: result, as: UTF8.self)
  }

  /// Appends a body in lines of 76 characters (RFC 2045 section 6.8).
  public static func appendBody(
    _ bytes: [UInt8], lineEnd: LineEnd, to output: inout [UInt8]
  ) {
    output.reserveCapacity(output.count + bytes.count / 3 * 4 + bytes.count / 57 * 2 + 8)
    var start = 0
    while start < bytes.count {
      let end = min(start + 57, bytes.count)
      append(bytes[start..<end], alphabet, isPadded: true, to: &output)
      lineEnd.append(to: &output)
      start = end
    }
  }

  private static func append(
    _ bytes: some RandomAccessCollection<UInt8>, _ alphabet: [UInt8], isPadded: Bool,
    to output: inout [UInt8]
  ) {
    var index = bytes.startIndex
    while index != bytes.endIndex {
      var word = 0
      var count = 0
      while count < 3 {
        word <<= 8
        guard index != bytes.endIndex else {
          // The last group is filled with zero bits.
          word <<= 8 * (2 - count)
          break
        }
        word |= Int(bytes[index])
        index = bytes.index(after: index)
        count += 1
      }
      for place in 0..<4 {
        if place <= count {
          output.append(alphabet[word >> (18 - 6 * place) & 63])
        } else if isPadded {
          output.append(UInt8(ascii: "="))
        }
      }
    }
  }
}
