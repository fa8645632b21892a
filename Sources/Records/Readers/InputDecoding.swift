internal import Diagnostics

/// Makes UTF-8 of what a file holds: gzip, UTF-16 and Windows-1252 are recognised by their bytes.
enum InputDecoding {
  /// The encodings that files come in.
  enum Encoding: String {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1252 = "Windows-1252"
  }

  static func decode(
    _ source: any ByteSource, name: String
  ) throws(GalleyError) -> (source: any ByteSource, encoding: Encoding) {
    var source = try PeekedSource(source, atLeast: 4)
    if source.head.starts(with: [0x1F, 0x8B, 8]) {
      source = try PeekedSource(GzipSource(source, name: name), atLeast: 4)
    }
    try source.fill(atLeast: 1 << 16)
    let head = source.head
    if head.starts(with: [0xFF, 0xFE]) {
      return (UTF16Source(source, isBigEndian: false), .utf16LittleEndian)
    }
    if head.starts(with: [0xFE, 0xFF]) {
      return (UTF16Source(source, isBigEndian: true), .utf16BigEndian)
    }
    if head.count >= 4, head[0] != 0, head[1] == 0, head[2] != 0, head[3] == 0 {
      return (UTF16Source(source, isBigEndian: false), .utf16LittleEndian)
    }
    if head.count >= 4, head[0] == 0, head[1] != 0, head[2] == 0, head[3] != 0 {
      return (UTF16Source(source, isBigEndian: true), .utf16BigEndian)
    }
    if isUTF8(head) || head.contains(0) { return (source, .utf8) }
    return (Windows1252Source(source), .windows1252)
  }

  // A sequence that the end of the sample cuts is no sign against UTF-8.
  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    var end = bytes.count
    while end > 0, bytes.count - end < 3, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
    if end > 0, bytes[end - 1] >= 0xC0 { end -= 1 } else { end = bytes.count }
    return String(validating: bytes[..<end], as: UTF8.self) != nil
  }
}

/// A source whose first bytes can be looked at.
final class PeekedSource: ByteSource {
  private let source: any ByteSource
  private(set) var head: [UInt8] = []
  private var isHeadGone = false

  init(_ source: any ByteSource, atLeast count: Int) throws(GalleyError) {
    self.source = source
    try fill(atLeast: count)
  }

  func fill(atLeast count: Int) throws(GalleyError) {
    while head.count < count, let chunk = try source.next() { head += chunk }
  }

  func next() throws(GalleyError) -> [UInt8]? {
    if !isHeadGone {
      isHeadGone = true
      defer { head = [] }
      if !head.isEmpty { return head }
    }
    return try source.next()
  }
}

/// UTF-8 of UTF-16; a lone surrogate becomes U+FFFD.
final class UTF16Source: ByteSource {
  private let source: any ByteSource
  private let isBigEndian: Bool
  private var rest: [UInt8] = []
  private var high: UInt16?

  init(_ source: any ByteSource, isBigEndian: Bool) {
    self.source = source
    self.isBigEndian = isBigEndian
  }

  func next() throws(GalleyError) -> [UInt8]? {
    while true {
      guard let chunk = try source.next() else {
        guard high != nil || !rest.isEmpty else { return nil }
        high = nil
        rest = []
        return Array("\u{FFFD}".utf8)
      }
      let bytes = rest + chunk
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count)
      var index = 0
      while index + 1 < bytes.count {
        let first = UInt16(bytes[index])
        let second = UInt16(bytes[index + 1])
        append(isBigEndian ? first << 8 | second : second << 8 | first, to: &output)
        index += 2
      }
      rest = Array(bytes[index...])
      if !output.isEmpty { return output }
    }
  }

  private func append(_ unit: UInt16, to output: inout [UInt8]) {
    var scalar: UInt32?
    if let high {
      self.high = nil
      if unit & 0xFC00 == 0xDC00 {
        scalar = 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF))
      } else {
        output += "\u{FFFD}".utf8
      }
    }
    if scalar == nil {
      if unit & 0xFC00 == 0xD800 {
        high = unit
        return
      }
      scalar = unit & 0xFC00 == 0xDC00 ? 0xFFFD : UInt32(unit)
    }
    output +=
      UTF8.encode(Unicode.Scalar(scalar ?? 0xFFFD) ?? "\u{FFFD}")
      ?? UTF8.encodedReplacementCharacter
  }
}

/// UTF-8 of Windows-1252, as browsers read it.
final class Windows1252Source: ByteSource {
  private let source: any ByteSource

  // 0x80 to 0x9F; the WHATWG Encoding Standard, index windows-1252.
  private static let special: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  init(_ source: any ByteSource) { self.source = source }

  func next() throws(GalleyError) -> [UInt8]? {
    guard let chunk = try source.next() else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(chunk.count + chunk.count / 8)
    for byte in chunk {
      if byte < 0x80 {
        output.append(byte)
        continue
      }
      let unit = byte < 0xA0 ? Self.special[Int(byte - 0x80)] : UInt16(byte)
      output += UTF8.encode(Unicode.Scalar(unit) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
    }
    return output
  }
}
