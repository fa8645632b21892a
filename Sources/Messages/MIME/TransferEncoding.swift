/// How a body is made fit for mail.
public enum TransferEncoding: Sendable, Hashable {
  /// Readable: for text that is mostly ASCII.
  case quotedPrintable
  /// Shorter for text that is mostly not.
  case base64

  /// The name in a Content-Transfer-Encoding header.
  var name: String { self == .base64 ? "base64" : "quoted-printable" }

  /// The shorter of the two for a body.
  public static func fitting(_ bytes: [UInt8]) -> TransferEncoding {
    var escaped = 0
    for byte in bytes where byte > 126 || byte == UInt8(ascii: "=") { escaped += 1 }
    return fitting(escaped: escaped, of: bytes.count)
  }

  /// Quoted-printable makes three bytes of one, base64 four of three.
  static func fitting(escaped: Int, of count: Int) -> TransferEncoding {
    escaped * 6 > count ? .base64 : .quotedPrintable
  }

  /// Appends an encoded body, which ends with a line end.
  func append(_ bytes: [UInt8], lineEnd: LineEnd, to output: inout [UInt8]) {
    switch self {
    case .quotedPrintable:
      var encoder = QuotedPrintable(lineEnd: lineEnd)
      encoder.append(bytes, to: &output)
      encoder.finish(&output)
    case .base64:
      // Text in base64 has canonical line ends (RFC 2045 section 6.8).
      Base64.appendBody(Self.canonical(bytes), lineEnd: lineEnd, to: &output)
    }
  }

  private static func canonical(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 32)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 10, previous != 13 { result.append(13) }
      result.append(byte)
      previous = byte
    }
    return result
  }
}
