/// Bounds-checked reading of borrowed bytes; one past the end reads as 0, which JSON never allows.
@safe
struct ByteCursor {
  private let base: UnsafePointer<UInt8>?
  let count: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe base = bytes.baseAddress
    count = bytes.count
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    guard index >= 0, index < count, let base = unsafe base else { return 0 }
    return unsafe base[index]
  }

  /// Where a plain stretch of text ends, and whether it is all ASCII.
  struct Stretch {
    /// The index of the first quote, backslash or control character, or the count.
    var end: Int
    var isASCII: Bool
  }

  /// The plain text from `start`.
  @inline(__always)
  func plainText(from start: Int) -> Stretch {
    guard start >= 0, let base = unsafe base else { return Stretch(end: count, isASCII: true) }
    var index = start
    var seen: UInt64 = 0
    while index &+ 16 <= count {
      let first = unsafe Self.word(base, index)
      let second = unsafe Self.word(base, index &+ 8)
      let stops = Self.stops(first)
      if stops | Self.stops(second) != 0 {
        // The lowest mark of a word is right; those above it may be borrowed.
        let isInFirst = stops != 0
        let bits = (isInFirst ? stops : Self.stops(second)).trailingZeroBitCount &- 7
        let before: UInt64 = (1 &<< UInt64(truncatingIfNeeded: bits)) &- 1
        seen |= isInFirst ? first & before : first | second & before
        return Stretch(
          end: index &+ bits / 8 &+ (isInFirst ? 0 : 8), isASCII: seen & Self.highs == 0)
      }
      seen |= first | second
      index &+= 16
    }
    while index < count {
      let byte = unsafe base[index]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
      seen |= UInt64(byte)
      index &+= 1
    }
    return Stretch(end: min(index, count), isASCII: seen & Self.highs == 0)
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  private static func word(_ base: UnsafePointer<UInt8>, _ index: Int) -> UInt64 {
    UInt64(littleEndian: unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
  }

  // The high bit of every quote, backslash and control character in eight bytes.
  @inline(__always)
  private static func stops(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    return
      (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
      | ((word &- (ones &* 0x20)) & ~word)) & highs
  }

  /// The index of the first byte from `start` that is no white space.
  func spaceEnd(from start: Int) -> Int {
    var index = max(start, 0)
    while let base = unsafe base {
      // Most of the space of a well laid out text is indentation.
      while index &+ 8 <= count {
        let others = unsafe Self.word(base, index) ^ (Self.ones &* 0x20)
        index &+= others.trailingZeroBitCount / 8
        if others != 0 { break }
      }
      switch self[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index &+= 1
      default: return index
      }
    }
    return index
  }

  /// The text of a range, or `nil` when it is not UTF-8.
  @inline(__always)
  func text(_ range: Range<Int>, isASCII: Bool = false) -> String? {
    guard range.lowerBound >= 0, range.upperBound <= count, let base = unsafe base else {
      return range.isEmpty ? "" : nil
    }
    let part = unsafe UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    return unsafe Self.text(part, isASCII: isASCII)
  }

  /// The text of bytes, or `nil` when they are not UTF-8.
  ///
  /// The standard library validates byte by byte; ours goes by words, and hands over the result.
  @inline(__always)
  static func text(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool = false) -> String? {
    if !isASCII { guard unsafe UTF8Validation.isValid(bytes) else { return nil } }
    return unsafe String(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: isASCII))
  }

  /// Appends the bytes of a range, clamped into the bytes there are.
  @inline(__always)
  func append(_ range: Range<Int>, to buffer: inout [UInt8]) {
    let range = range.clamped(to: 0..<count)
    guard let base = unsafe base else { return }
    unsafe buffer.append(
      contentsOf: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// The first byte in a range that does not continue well-formed UTF-8.
  func firstInvalidUTF8(_ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      let width = scalarWidth(at: index, end: range.upperBound)
      guard width > 0 else { return index }
      index += width
    }
    return range.upperBound
  }

  private func scalarWidth(at index: Int, end: Int) -> Int {
    let first = self[index]
    if first < 0x80 { return 1 }
    let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, index + width <= end else { return 0 }
    return text(index..<index + width) == nil ? 0 : width
  }
}
