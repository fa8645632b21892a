/// A JSON number that keeps its decimal text, so that no digit is lost on a round trip.
public struct JSONNumber: Sendable, Hashable, CustomStringConvertible {
  /// The number as written, in the grammar of RFC 8259 section 6.
  public let text: String

  /// Wraps text that is already known to satisfy the grammar of RFC 8259 section 6.
  public init(validated text: String) { self.text = text }

  /// Makes a number of an integer.
  public init(_ value: some BinaryInteger) { text = String(value) }

  /// Makes a number of a finite double, in its shortest form that reads back the same; `nil` for
  /// infinities and NaN, which JSON has no words for.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    let description = "\(value)"
    text = description.hasSuffix(".0") ? String(description.dropLast(2)) : description
  }

  /// The nearest double; infinite past the range.
  public var doubleValue: Double { Double(text) ?? .nan }

  /// The exact integer, or `nil` when the text is not written as one or is past 64 bits.
  public var intValue: Int? {
    let bytes = text.utf8
    // Up to eighteen digits cannot overflow.
    guard bytes.count <= 18 else { return Int(text) }
    var value = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x2D, index == 0 { continue }
      guard byte &- 0x30 < 10 else { return nil }
      value = value &* 10 &+ Int(byte &- 0x30)
    }
    return bytes.first == 0x2D ? -value : value
  }

  /// Whether the value is a whole number, however it is written.
  var isInteger: Bool { intValue != nil || ExactNumber(self).isInteger }

  /// The text.
  public var description: String { text }
}
