internal import Diagnostics

/// Reads CSV as RFC 4180 has it, and as spreadsheets write it, one record at a time.
///
/// Any of CRLF, LF and CR ends a record; the delimiter is the most frequent of `,` `;` tab and `|`
/// in the first line. A record is kept as raw bytes with the ranges of its fields, so that a bad one
/// can be written out as it was.
struct CSVReader {
  /// One field of the current record.
  struct Span {
    /// Its bytes without quotes, within the record.
    var range: Range<Int>
    /// Whether doubled quotes stand in it.
    var isEscaped: Bool
  }

  /// What makes a record unusable.
  struct Defect {
    var offset: Int
    var code: ErrorCode
    var message: String
  }

  private var buffer: RecordBuffer
  private let limit: Int
  private(set) var delimiter = UInt8(ascii: ",")
  private var isStarted = false
  /// The line the current record starts on, from 1.
  private(set) var line = 1
  private var nextLine = 1
  /// The fields of the current record.
  private(set) var spans: [Span] = []
  /// The range of the current record in the buffer, without its line end.
  private var record = 0..<0
  /// What is wrong with the current record.
  private(set) var defect: Defect?

  init(_ source: any ByteSource, delimiter: UInt8? = nil, limit: Int = 1 << 24) {
    buffer = RecordBuffer(source)
    self.limit = limit
    if let delimiter {
      self.delimiter = delimiter
      isSniffed = true
    }
  }

  private var isSniffed = false
  private static let quote = UInt8(ascii: "\"")

  /// Moves to the next record that is not blank; false at the end.
  mutating func next() throws(GalleyError) -> Bool {
    if !isStarted { try begin() }
    while true {
      line = nextLine
      defect = nil
      var outcome = parse()
      while outcome == nil {
        guard buffer.count <= limit else {
          throw GalleyError(
            .limitExceeded, "a row is longer than \(limit) bytes",
            details: ["line": String(line)],
            hint: "Look for a quote that is never closed on that line.")
        }
        _ = try buffer.refill()
        outcome = parse()
      }
      guard outcome == true else { return false }
      if spans.count == 1, spans[0].range.isEmpty, record.isEmpty { continue }
      return true
    }
  }

  /// The current record as it stands in the file, without its line end.
  var raw: [UInt8] { Array(buffer.bytes[record]) }

  /// Calls `body` with the bytes of a field, unescaped.
  func withField<T>(_ index: Int, _ body: (ArraySlice<UInt8>) -> T) -> T {
    let span = spans[index]
    let start = record.lowerBound
    let slice = buffer.bytes[start + span.range.lowerBound..<start + span.range.upperBound]
    guard span.isEscaped else { return body(slice) }
    var plain: [UInt8] = []
    plain.reserveCapacity(slice.count)
    var skip = false
    for byte in slice {
      if byte == Self.quote, !skip {
        skip = true
        continue
      }
      skip = false
      plain.append(byte)
    }
    return body(plain[...])
  }

  /// The line and column of an offset in the current record.
  func position(_ offset: Int) -> (line: Int, column: Int) {
    var line = self.line
    var lineStart = 0
    let start = record.lowerBound
    var index = 0
    while index < min(offset, record.count) {
      let byte = buffer.bytes[start + index]
      index += 1
      let isLoneReturn =
        byte == 13 && (start + index >= buffer.bytes.count || buffer.bytes[start + index] != 10)
      if byte == 10 || isLoneReturn {
        line += 1
        lineStart = index
      }
    }
    return (line, offset - lineStart + 1)
  }

  private mutating func begin() throws(GalleyError) {
    isStarted = true
    while buffer.count < 4096, try buffer.refill() {}
    if buffer.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { buffer.start = 3 }
    let head = buffer.bytes[buffer.start...]
    // Excel's own way to name the delimiter.
    if head.starts(with: "sep=".utf8), head.count > 5 {
      delimiter = head[head.startIndex + 4]
      isSniffed = true
      var end = head.startIndex + 5
      while end < head.endIndex, head[end] == 13 || head[end] == 10 { end += 1 }
      buffer.start = end
      nextLine = 2
    }
    guard !isSniffed else { return }
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in head {
      if byte == Self.quote { isQuoted.toggle() }
      if !isQuoted, byte == 10 || byte == 13 { break }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    var best = (byte: UInt8(ascii: ","), count: 0)
    for byte in ",;\t|".utf8 where counts[byte, default: 0] > best.count {
      best = (byte, counts[byte, default: 0])
    }
    delimiter = best.byte
  }

  // Nil when more bytes are needed, false at the end of the file.
  private mutating func parse() -> Bool? {
    spans.removeAll(keepingCapacity: true)
    let isLast = buffer.isAtEnd
    let start = buffer.start
    let delimiter = self.delimiter
    let quote = Self.quote
    var lines = 0
    var spans = self.spans
    self.spans = []
    defer { self.spans = spans }
    var defect: Defect?
    var end = -1
    var after = -1
    let bytes = buffer.bytes
    let total = bytes.count
    if start >= total { return isLast ? false : nil }
    unsafe bytes.withUnsafeBufferPointer { bytes in
      var index = start
      while true {
        var from = index
        var isEscaped = false
        var to = -1
        if index < total, unsafe bytes[index] == quote {
          index += 1
          from = index
          while index < total {
            let byte = unsafe bytes[index]
            if byte == quote {
              if index + 1 < total, unsafe bytes[index + 1] == quote {
                isEscaped = true
                index += 2
                continue
              }
              if index + 1 >= total, !isLast { return }
              to = index
              index += 1
              break
            }
            if byte == 10 { lines += 1 }
            if byte == 13, index + 1 < total, unsafe bytes[index + 1] != 10 { lines += 1 }
            index += 1
          }
          if to < 0 {
            guard isLast else { return }
            defect =
              defect
              ?? Defect(
                offset: from - 1 - start, code: .malformedFile,
                message: "a quote that opens here is never closed")
            to = index
          }
          if index < total {
            let byte = unsafe bytes[index]
            if byte != delimiter, byte != 10, byte != 13 {
              defect =
                defect
                ?? Defect(
                  offset: index - start, code: .malformedFile,
                  message: "text stands behind a closing quote")
            }
          }
        }
        while index < total {
          let byte = unsafe bytes[index]
          if byte == delimiter || byte == 10 || byte == 13 { break }
          index += 1
        }
        if index >= total, !isLast { return }
        if to < 0 { to = index }
        spans.append(Span(range: from - start..<to - start, isEscaped: isEscaped))
        if index >= total {
          end = index
          after = index
          return
        }
        let byte = unsafe bytes[index]
        if byte == delimiter {
          index += 1
          // A delimiter as the very last byte: one more, empty, field follows.
          if index >= total, !isLast { return }
          continue
        }
        if byte == 13, index + 1 >= total, !isLast { return }
        end = index
        after =
          byte == 13 && index + 1 < total && (unsafe bytes[index + 1]) == 10
          ? index + 2 : index + 1
        return
      }
    }
    guard end >= 0 else { return nil }
    record = start..<end
    buffer.start = after
    nextLine = line + lines + 1
    self.defect = defect
    return true
  }
}
