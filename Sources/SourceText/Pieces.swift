public import Diagnostics

/// Bytes that remember where each of them came from.
///
/// Every compile stage (Markdown, MJML, inlining, the text part, the template compiler) takes and
/// returns pieces, so that a diagnostic after five stages still names the designer's line. The
/// bytes are contiguous; origins are runs, each mapping a stretch of bytes either one to one onto
/// a stretch of a source file, or (for bytes that a stage made) onto the one place that caused
/// them.
public struct Pieces: Sendable {
  // A number in place of the file: runs are copied by the thousand.
  struct Run: Sendable {
    var start: Int
    /// The index in `files`, or -1 for bytes without a source.
    var file: Int
    var offset: Int
    /// Whether byte `start + n` stands at `offset + n`; otherwise all stand at `offset`.
    var isVerbatim: Bool
  }

  /// The bytes, UTF-8.
  public private(set) var bytes: [UInt8] = []
  private(set) var runs: [Run] = []
  private var files: [SourceFile] = []

  /// No bytes.
  public init() {}

  /// All of a file.
  public init(_ file: SourceFile) {
    bytes = file.bytes
    files = [file]
    runs = [Run(start: 0, file: 0, offset: 0, isVerbatim: true)]
  }

  /// A part of a file, such as what follows its front matter.
  public init(_ file: SourceFile, range: Range<Int>) {
    bytes = Array(file.bytes[range])
    files = [file]
    runs = [Run(start: 0, file: 0, offset: range.lowerBound, isVerbatim: true)]
  }

  /// The number of bytes.
  public var count: Int { bytes.count }

  /// Reserves room for this many bytes in all.
  public mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  /// Appends a stretch of other pieces with its origins.
  public mutating func append(_ other: Pieces, range: Range<Int>) {
    guard !range.isEmpty else { return }
    let shift = bytes.count - range.lowerBound
    bytes.append(contentsOf: other.bytes[range])
    var index = other.runIndex(at: range.lowerBound)
    var known = (other: -1, own: -1)
    while index < other.runs.count, other.runs[index].start < range.upperBound {
      var run = other.runs[index]
      if run.start < range.lowerBound {
        if run.isVerbatim { run.offset += range.lowerBound - run.start }
        run.start = range.lowerBound
      }
      run.start += shift
      if run.file >= 0 {
        if known.other != run.file { known = (run.file, fileIndex(other.files[run.file])) }
        run.file = known.own
      }
      appendRun(run)
      index += 1
    }
  }

  /// Appends other pieces.
  public mutating func append(_ other: Pieces) { append(other, range: 0..<other.count) }

  /// Appends bytes that a stage made because of the place `offset` in `cause`.
  public mutating func append(
    _ generated: some Collection<UInt8>, causedBy cause: Pieces, at offset: Int
  ) {
    append(Array(generated), causedBy: cause, at: offset)
  }

  /// Appends bytes that a stage made because of the place `offset` in `cause`.
  public mutating func append(_ generated: [UInt8], causedBy cause: Pieces, at offset: Int) {
    guard !generated.isEmpty else { return }
    let origin = cause.origin(at: offset)
    appendRun(
      Run(
        start: bytes.count, file: origin.map { fileIndex($0.file) } ?? -1,
        offset: origin?.offset ?? 0, isVerbatim: false))
    bytes.append(contentsOf: generated)
  }

  /// Appends bytes that no source file is to blame for.
  public mutating func append(generated: some Collection<UInt8>) {
    guard !generated.isEmpty else { return }
    appendRun(Run(start: bytes.count, file: -1, offset: 0, isVerbatim: false))
    bytes.append(contentsOf: generated)
  }

  /// The file and offset that byte `offset` came from, or `nil` for bytes without a source.
  public func origin(at offset: Int) -> (file: SourceFile, offset: Int)? {
    guard !runs.isEmpty else { return nil }
    let run = runs[runIndex(at: offset)]
    guard run.file >= 0 else { return nil }
    return (files[run.file], run.isVerbatim ? run.offset + (offset - run.start) : run.offset)
  }

  /// Where byte `offset` came from, or `nil` for bytes without a source.
  public func location(at offset: Int) -> SourceLocation? {
    origin(at: offset).map { $0.file.location(at: $0.offset) }
  }

  /// A diagnostic about a range of these bytes, shown at the range's origin.
  public func diagnostic(
    _ severity: Severity, _ identifier: String, _ summary: String, range: Range<Int>,
    hint: String? = nil
  ) -> Diagnostic {
    guard let origin = origin(at: range.lowerBound) else {
      return Diagnostic(severity, identifier, summary, hint: hint)
    }
    let length = max(1, range.count)
    let end = min(origin.offset + length, max(origin.file.bytes.count, origin.offset))
    return Diagnostic(
      severity, identifier, summary, in: origin.file, range: origin.offset..<end, hint: hint)
  }

  /// The bytes as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  private func runIndex(at offset: Int) -> Int {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].start <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private mutating func fileIndex(_ file: SourceFile) -> Int {
    for index in files.indices where files[index] === file { return index }
    files.append(file)
    return files.count - 1
  }

  // Joins a run onto the last one when it goes on where that stops, or has the same cause.
  private mutating func appendRun(_ run: Run) {
    if let last = runs.last, last.file == run.file, last.isVerbatim == run.isVerbatim,
      last.offset + (run.isVerbatim ? run.start - last.start : 0) == run.offset
    {
      return
    }
    runs.append(run)
  }
}
