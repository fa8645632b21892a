/// Quoted-printable of RFC 2045 section 6.7.
enum QuotedPrintable {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Encodes UTF-8 text into lines of at most 76 characters that end in CRLF.
  ///
  /// CRLF, LF and a lone CR all become CRLF; blanks at a line's end are encoded.
  static func encode(_ bytes: [UInt8], into output: inout [UInt8]) {
    var column = 0
    var index = 0
    func isLineEnd(_ index: Int) -> Bool {
      index >= bytes.count || bytes[index] == 10 || bytes[index] == 13
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 13 || byte == 10 {
        index += byte == 13 && index + 1 < bytes.count && bytes[index + 1] == 10 ? 2 : 1
        output += [13, 10]
        column = 0
        continue
      }
      let isBlank = byte == 32 || byte == 9
      let isPlain =
        (byte >= 33 && byte <= 126 && byte != UInt8(ascii: "="))
        || (isBlank && !isLineEnd(index + 1))
      let width = isPlain ? 1 : 3
      let room = isLineEnd(index + 1) ? 76 : 75
      if column + width > room {
        output += [UInt8(ascii: "="), 13, 10]
        column = 0
      }
      // A dot or "From " at the start of a line is what mail transports have mangled.
      if isPlain, !(column == 0 && (byte == UInt8(ascii: ".") || isFrom(bytes, index))) {
        output.append(byte)
        column += 1
      } else {
        output += [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        column += 3
      }
      index += 1
    }
    if column > 0 { output += [13, 10] }
  }

  private static func isFrom(_ bytes: [UInt8], _ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: "F") && bytes[index...].starts(with: "From ".utf8)
  }
}
