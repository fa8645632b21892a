internal import Glibc

/// ASCII classes and comparisons on bytes, as HTML and CSS define them.
package enum ASCII {
  package static let tab = UInt8(ascii: "\t")
  package static let lineFeed = UInt8(ascii: "\n")
  package static let space = UInt8(ascii: " ")
  package static let quote = UInt8(ascii: "\"")
  package static let apostrophe = UInt8(ascii: "'")
  package static let less = UInt8(ascii: "<")
  package static let greater = UInt8(ascii: ">")
  package static let slash = UInt8(ascii: "/")
  package static let ampersand = UInt8(ascii: "&")
  package static let semicolon = UInt8(ascii: ";")

  @inline(__always)
  package static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
  }

  @inline(__always)
  package static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= 0x61 && lower <= 0x7A
  }

  @inline(__always)
  package static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  @inline(__always)
  package static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  package static func hexValue(_ byte: UInt8) -> Int? {
    if isDigit(byte) { return Int(byte) - 0x30 }
    let lower = byte | 0x20
    return lower >= 0x61 && lower <= 0x66 ? Int(lower) - 0x57 : nil
  }

  /// The bytes of a range as text in lower case.
  package static func lowercased(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    var needsChange = false
    for index in range where bytes[index] >= 0x41 && bytes[index] <= 0x5A { needsChange = true }
    guard needsChange else { return String(decoding: bytes[range], as: UTF8.self) }
    return String(decoding: bytes[range].map(lower), as: UTF8.self)
  }

  /// Whether `word` (given in lower case) stands at `offset`, in any case.
  package static func matches(_ bytes: [UInt8], at offset: Int, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard offset >= 0, offset + count <= bytes.count else { return false }
    return word.withUTF8Buffer { letters in
      for index in 0..<count {
        guard unsafe lower(bytes[offset + index]) == letters[index] else { return false }
      }
      return true
    }
  }

  /// The range without white space at its ends.
  package static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, isSpace(bytes[low]) { low += 1 }
    while high > low, isSpace(bytes[high - 1]) { high -= 1 }
    return low..<high
  }

  /// The first place of a byte at or after `start`, or `nil`.
  package static func firstIndex(of byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    return unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, Int32(byte), buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// The first place of `needle` in a range, or `nil`.
  package static func find(_ needle: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
    let count = needle.utf8CodeUnitCount
    guard count > 0, start >= 0, bytes.count >= count else { return nil }
    let first = unsafe needle.utf8Start.pointee
    var index = start
    // A letter may stand in either case; anything else is looked for by itself.
    let isLetter = isLetter(first)
    while index + count <= bytes.count {
      if !isLetter {
        guard let next = firstIndex(of: first, in: bytes, from: index) else { return nil }
        index = next
      }
      if matches(bytes, at: index, needle) { return index }
      index += 1
    }
    return nil
  }
}
