internal import Diagnostics

/// The stretch of a source that a record reader looks at.
struct RecordBuffer {
  private let source: any ByteSource
  private(set) var bytes: [UInt8] = []
  /// Where the current record starts in `bytes`.
  var start = 0
  private(set) var isAtEnd = false

  init(_ source: any ByteSource) { self.source = source }

  /// Adds a chunk behind the current record, dropping what is before it; false at the end.
  mutating func refill() throws(GalleyError) -> Bool {
    guard !isAtEnd else { return false }
    if start > 0 {
      bytes.removeSubrange(0..<start)
      start = 0
    }
    guard let chunk = try source.next() else {
      isAtEnd = true
      return false
    }
    bytes.append(contentsOf: chunk)
    return true
  }

  /// The number of bytes from the current record on.
  var count: Int { bytes.count - start }
}
