/// What stands in a text that an escaper would change; found once, used for every slot it fills.
public struct TextTraits: OptionSet, BitwiseCopyable, Sendable {
  /// One bit for each trait.
  public let rawValue: UInt8

  /// Creates traits from their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// One of `& < > " '`.
  public static let markup = TextTraits(rawValue: 1)
  /// A byte that a URL in an attribute cannot hold as it is.
  public static let url = TextTraits(rawValue: 2)
  /// A control character.
  public static let control = TextTraits(rawValue: 4)
  /// A colon, which could end the scheme of a URL.
  public static let colon = TextTraits(rawValue: 8)
  /// A colon in a text that does not start with `http://` or `https://`.
  public static let scheme = TextTraits(rawValue: 16)
  /// One of `' ( )`, which could end a URL in CSS.
  public static let cssURL = TextTraits(rawValue: 32)
  /// Every text has it: for places where no text is written as it is.
  public static let text = TextTraits(rawValue: 128)

  /// The traits of UTF-8 text.
  public static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> TextTraits {
    var bits: UInt8 = 128
    unsafe table.withUnsafeBufferPointer { table in
      for index in 0..<bytes.count { bits |= unsafe table[Int(bytes[index])] }
    }
    if bits & 8 != 0, unsafe !startsWithHTTP(bytes) { bits |= 16 }
    return TextTraits(rawValue: bits)
  }

  private static func startsWithHTTP(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard
      bytes.count >= 7,
      unsafe bytes[0] == UInt8(ascii: "h") && bytes[1] == UInt8(ascii: "t")
        && bytes[2] == UInt8(ascii: "t") && bytes[3] == UInt8(ascii: "p")
    else { return false }
    let colon = unsafe bytes[4] == UInt8(ascii: "s") ? 5 : 4
    return unsafe bytes.count > colon + 2 && bytes[colon] == UInt8(ascii: ":")
      && bytes[colon + 1] == UInt8(ascii: "/") && bytes[colon + 2] == UInt8(ascii: "/")
  }

  // The traits of each byte, as the escapers treat it: bits 1, 2, 4, 8 and 32 above.
  private static let table: [UInt8] = [
    6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6,
    6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6,
    2, 0, 3, 0, 0, 2, 3, 35, 32, 32, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 3, 0, 3, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 0,
    2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 0, 6,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
  ]
}
