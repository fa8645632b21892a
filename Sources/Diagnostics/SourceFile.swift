internal import Synchronization

/// A named buffer of UTF-8 bytes that can say where an offset is.
public final class SourceFile: Sendable, Hashable {
  /// The path or name shown in diagnostics.
  public let name: String
  /// The contents.
  public let bytes: [UInt8]
  // Found when the first place is asked for: most files have nothing wrong with them.
  private let lineStarts = Mutex<[Int]?>(nil)

  /// Keeps the bytes; LF, CRLF and a lone CR each end a line.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  private func lines() -> [Int] {
    lineStarts.withLock { known in
      if let known { return known }
      let starts = findLines()
      known = starts
      return starts
    }
  }

  private func findLines() -> [Int] {
    var starts = [0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\n") {
        starts.append(index)
      } else if byte == UInt8(ascii: "\r"),
        index >= bytes.count || bytes[index] != UInt8(ascii: "\n")
      {
        starts.append(index)
      }
    }
    return starts
  }

  /// Keeps the bytes of a string.
  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The location of a byte offset; offsets outside the file are clamped into it.
  public func location(at offset: Int) -> SourceLocation {
    let offset = min(max(offset, 0), bytes.count)
    let lineStarts = lines()
    let line = Self.lineIndex(of: offset, in: lineStarts)
    return SourceLocation(
      file: name, offset: offset, line: line + 1, column: offset - lineStarts[line] + 1)
  }

  /// The text of a line (from 1) without its line ending, or `nil` past the end.
  public func line(_ number: Int) -> String? {
    let lineStarts = lines()
    guard number >= 1, number <= lineStarts.count else { return nil }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r")
    {
      end -= 1
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func lineIndex(of offset: Int, in lineStarts: [Int]) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Two files are equal when they have the same name and contents.
  public static func == (lhs: SourceFile, rhs: SourceFile) -> Bool {
    lhs === rhs || (lhs.name == rhs.name && lhs.bytes == rhs.bytes)
  }

  /// Hashes the name and the length, which is enough to tell files of one run apart.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(bytes.count)
  }
}
