internal import Diagnostics

/// Turns the marks of the YAML library (line, and column in Unicode scalars) into byte offsets.
struct YAMLMarks {
  let file: SourceFile
  private let bytes: [UInt8]
  private let start: Int
  private var lineStarts: [Int]
  // Marks come mostly in order: where the last one stood saves walking a long line again.
  private var last = (line: 0, column: 1, offset: 0)

  init(file: SourceFile, start: Int) {
    self.file = file
    self.start = start
    bytes = file.bytes
    lineStarts = [start]
    var index = start
    while index < bytes.count {
      let width = Self.breakWidth(bytes, index)
      index += max(1, width)
      if width > 0 { lineStarts.append(index) }
    }
  }

  /// The byte offset of a mark, clamped into the file.
  mutating func offset(line: Int, column: Int) -> Int {
    guard line >= 1 else { return start }
    guard line <= lineStarts.count else { return bytes.count }
    var offset = lineStarts[line - 1]
    var at = 1
    if last.line == line, last.column <= column { (at, offset) = (last.column, last.offset) }
    while at < column, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      at += 1
    }
    last = (line, at, offset)
    return offset
  }

  // YAML 1.1 also breaks lines at NEL, LS and PS, and the library counts lines that way.
  private static func breakWidth(_ bytes: [UInt8], _ index: Int) -> Int {
    func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
    switch bytes[index] {
    case 0x0A: return 1
    case 0x0D: return at(index + 1) == 0x0A ? 2 : 1
    case 0xC2: return at(index + 1) == 0x85 ? 2 : 0
    case 0xE2: return at(index + 1) == 0x80 && at(index + 2) & 0xFE == 0xA8 ? 3 : 0
    default: return 0
    }
  }
}
