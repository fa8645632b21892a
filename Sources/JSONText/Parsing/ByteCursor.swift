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

  /// The index of the first quote, backslash or control character from `start`, or the count.
  @inline(__always)
  func plainTextEnd(from start: Int) -> Int {
    guard start >= 0, let base = unsafe base else { return count }
    var index = start
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while index &+ 8 <= count {
      let word = unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let found =
        ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        | ((word &- (ones &* 0x20)) & ~word)
      let hit = found & highs
      if hit != 0 { return index &+ UInt64(littleEndian: hit).trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < count {
      let byte = unsafe base[index]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { return index }
      index &+= 1
    }
    return count
  }

  /// The text of a range, or `nil` when it is not UTF-8.
  @inline(__always)
  func text(_ range: Range<Int>) -> String? {
    guard range.lowerBound >= 0, range.upperBound <= count, let base = unsafe base else {
      return range.isEmpty ? "" : nil
    }
    let part = unsafe UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    // Plain ASCII needs no validation, which is the slow part.
    return isASCII(range)
      ? unsafe String(decoding: part, as: UTF8.self)
      : unsafe String(validating: part, as: UTF8.self)
  }

  // Only for ranges within the bytes.
  @inline(__always)
  private func isASCII(_ range: Range<Int>) -> Bool {
    guard let base = unsafe base else { return true }
    var index = range.lowerBound
    var seen: UInt64 = 0
    while index &+ 8 <= range.upperBound {
      seen |= unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      index &+= 8
    }
    while index < range.upperBound {
      seen |= UInt64(unsafe base[index])
      index &+= 1
    }
    return seen & 0x8080_8080_8080_8080 == 0
  }

  /// The bytes of a range, clamped into the bytes there are.
  func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> {
    let range = range.clamped(to: 0..<count)
    guard let base = unsafe base else { return [] }
    return unsafe Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))[
      ...]
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
