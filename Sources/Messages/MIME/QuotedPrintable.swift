/// Quoted-printable of RFC 2045 section 6.7, written in stretches.
///
/// The encoder remembers its column between stretches, so that literals which were encoded when a
/// template was compiled can stand between values that are encoded for each recipient: a literal
/// starts at column 0, behind a soft line break where one is needed.
public struct QuotedPrintable: Sendable {
  /// How lines end.
  public let lineEnd: LineEnd
  /// How many characters the current line of the output has.
  public private(set) var column = 0

  /// Creates an encoder that starts a line.
  public init(lineEnd: LineEnd = .crlf) { self.lineEnd = lineEnd }

  /// A literal in its encoded form, ready to be copied.
  public struct Literal: Sendable {
    /// The encoded bytes, from column 0.
    public let bytes: [UInt8]
    /// The column behind the last of them.
    public let endColumn: Int

    /// Encodes a literal.
    public init(_ literal: some Collection<UInt8>, lineEnd: LineEnd) {
      var encoder = QuotedPrintable(lineEnd: lineEnd)
      var output: [UInt8] = []
      encoder.append(Array(literal), to: &output)
      bytes = output
      endColumn = encoder.column
    }
  }

  private static let digits = Array("0123456789ABCDEF".utf8)
  private static let widest = 75
  private static let equals = UInt8(ascii: "=")

  /// Appends a literal that is encoded already.
  @inline(__always)
  public mutating func append(_ literal: Literal, to output: inout [UInt8]) {
    if column > 0 { softBreak(&output) }
    output.append(contentsOf: literal.bytes)
    column = literal.endColumn
  }

  /// Encodes text and appends it.
  ///
  /// CRLF, LF and a lone CR all become a line end; a blank before a line end or at the end of the
  /// stretch is encoded, and so is what transports and mailbox files take for their own at the
  /// start of a line (`.`, `From `, `>`).
  public mutating func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append($0, to: &output) }
  }

  /// Encodes text and appends it.
  @unsafe
  public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    let count = bytes.count
    var index = 0
    while index < count {
      var end = index
      let limit = min(count, index + Self.widest - column)
      if column > 0 || !(unsafe Self.isMangled(bytes, index)) {
        while end < limit {
          let byte = unsafe bytes[end]
          if byte > 32 {
            if byte > 126 || byte == Self.equals { break }
          } else if byte == 32 || byte == 9 {
            if end + 1 >= count { break }
            let next = unsafe bytes[end + 1]
            if next == 10 || next == 13 { break }
          } else {
            break
          }
          end += 1
        }
      }
      if end > index {
        unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<end]))
        column += end - index
        index = end
        continue
      }
      let byte = unsafe bytes[index]
      if byte == 10 || byte == 13 {
        index += 1
        if byte == 13, index < count, unsafe bytes[index] == 10 { index += 1 }
        lineEnd.append(to: &output)
        column = 0
        continue
      }
      let isPlain = (byte > 32 && byte < 127 && byte != Self.equals) || byte == 32 || byte == 9
      // Only a full line or the start of one stops before a plain byte, or a blank at an end.
      if column + (isPlain && column == Self.widest ? 1 : 3) > Self.widest {
        softBreak(&output)
        continue
      }
      output.append(Self.equals)
      output.append(Self.digits[Int(byte >> 4)])
      output.append(Self.digits[Int(byte & 15)])
      column += 3
      index += 1
    }
  }

  /// Ends the last line.
  public mutating func finish(_ output: inout [UInt8]) {
    if column > 0 { lineEnd.append(to: &output) }
    column = 0
  }

  /// Encodes a whole text.
  public static func encode(_ bytes: [UInt8], lineEnd: LineEnd = .crlf) -> [UInt8] {
    var encoder = QuotedPrintable(lineEnd: lineEnd)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8 + 16)
    encoder.append(bytes, to: &output)
    encoder.finish(&output)
    return output
  }

  @inline(__always)
  private mutating func softBreak(_ output: inout [UInt8]) {
    output.append(Self.equals)
    lineEnd.append(to: &output)
    column = 0
  }

  // A stretch may end inside "From ", so what might become it counts as well.
  private static func isMangled(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    switch unsafe bytes[index] {
    case UInt8(ascii: "."), UInt8(ascii: ">"): return true
    case UInt8(ascii: "F"):
      return unsafe zip(bytes[index...], "From ".utf8).allSatisfy { $0 == $1 }
    default: return false
    }
  }
}
