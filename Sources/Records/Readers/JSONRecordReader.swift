internal import Diagnostics
internal import JSONText

/// Reads the objects of a JSON array, of the `data` array of an object, of a single object, or of a
/// file with an object per line, one at a time.
///
/// Only the cuts between objects are made here; each object is then parsed by itself, so that memory
/// does not grow with the file and one bad line does not cost the others.
struct JSONRecordReader {
  private var buffer: RecordBuffer
  private let limit: Int
  private var isStarted = false
  private var isInArray = false
  private var isDone = false
  private var cursorLine = 1
  private var cursorColumn = 1
  /// Where the current object starts.
  private(set) var line = 1
  /// Where the current object starts.
  private(set) var column = 1
  /// The bytes of the current object.
  private(set) var raw: [UInt8] = []

  init(_ source: any ByteSource, limit: Int = 1 << 24) {
    buffer = RecordBuffer(source)
    self.limit = limit
  }

  /// Moves to the next object; false at the end.
  mutating func next() throws(GalleyError) -> Bool {
    if !isStarted { try begin() }
    guard !isDone else { return false }
    while let byte = try peek() {
      if byte == UInt8(ascii: ",") || Self.isSpace(byte) {
        advance(1)
      } else if isInArray, byte == UInt8(ascii: "]") {
        isDone = true
        return false
      } else {
        try cut()
        return true
      }
    }
    isDone = true
    guard !isInArray else {
      throw GalleyError(
        .malformedFile, "the list is never closed", details: ["line": String(cursorLine)])
    }
    return false
  }

  private mutating func begin() throws(GalleyError) {
    isStarted = true
    while buffer.count < 4096, try buffer.refill() {}
    if buffer.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { buffer.start = 3 }
    while let byte = try peek(), Self.isSpace(byte) { advance(1) }
    let head = buffer.bytes[buffer.start...]
    if head.first == UInt8(ascii: "[") {
      isInArray = true
      advance(1)
      return
    }
    // {"data": [ ... ]} is a list with a wrapper round it.
    var index = head.startIndex
    for part in ["{", "\"data\"", ":", "["] {
      while index < head.endIndex, Self.isSpace(head[index]) { index += 1 }
      guard head[index...].starts(with: part.utf8) else { return }
      index += part.utf8.count
    }
    isInArray = true
    advance(index - head.startIndex)
  }

  private mutating func peek() throws(GalleyError) -> UInt8? {
    if buffer.count == 0 {
      while buffer.count == 0 {
        guard try buffer.refill() else { return nil }
      }
    }
    return buffer.bytes[buffer.start]
  }

  private mutating func advance(_ count: Int) {
    for index in buffer.start..<buffer.start + count {
      if buffer.bytes[index] == 10 {
        cursorLine += 1
        cursorColumn = 1
      } else {
        cursorColumn += 1
      }
    }
    buffer.start += count
  }

  // Cuts one value: to the bracket that closes it, or to the comma, bracket or line end behind it.
  private mutating func cut() throws(GalleyError) {
    line = cursorLine
    column = cursorColumn
    var depth = 0
    var isInString = false
    var isEscaped = false
    var index = 0
    scan: while true {
      if index >= buffer.count {
        guard buffer.count <= limit else {
          throw GalleyError(
            .limitExceeded, "a record is longer than \(limit) bytes",
            details: ["line": String(line)])
        }
        guard try buffer.refill() else { break }
        continue
      }
      let byte = buffer.bytes[buffer.start + index]
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        } else if byte == 10 {
          // No string spans lines: cut here, so that only this object is lost.
          if !isInArray { break }
        }
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { break scan }
        depth -= 1
        if depth == 0 {
          index += 1
          break scan
        }
      case UInt8(ascii: ","), 10:
        if depth == 0 { break scan }
      default: break
      }
      index += 1
    }
    let end = buffer.start + max(index, min(1, buffer.count))
    raw = Array(buffer.bytes[buffer.start..<end])
    advance(end - buffer.start)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 10 || byte == 13 || byte == 9
  }
}
