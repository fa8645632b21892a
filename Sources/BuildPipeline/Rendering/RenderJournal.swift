internal import Diagnostics
internal import Foundation

/// What of a run is safely written, so that the same command goes on after a crash.
///
/// A text file: the run's key, then one line per chunk. Lines are appended after the chunk's bytes;
/// a line that is not whole counts for nothing.
final class RenderJournal {
  /// How far a run is.
  struct State: Sendable, Equatable {
    var result = RenderStage.Result()
    /// The CRC-32 of one file so far.
    var checksum: UInt32 = 0
    /// The bytes of the manifest so far.
    var listed = 0
    var count: Int { result.count }
  }

  /// Where a journal lies, and the key of its run: everything that decides what is written and
  /// where.
  struct Place: Sendable {
    var path: String
    var key: String
  }

  private let path: String
  private let key: String
  private var descriptor: Int32 = -1

  /// A journal at a place.
  init(_ place: Place) {
    path = place.path
    key = place.key
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Whether an interrupted run with the same key is there.
  var isPending: Bool { (try? readState()) != nil }

  /// How far the interrupted run was whose output is at `partial`; nothing when there is none.
  func resume(partial: String) throws(GalleyError) -> State {
    guard let state = try? readState(), state.count > 0 else { return State() }
    var status = stat()
    guard unsafe stat(partial, &status) == 0 else { return State() }
    let isFolder = (status.st_mode & S_IFMT) == S_IFDIR
    guard isFolder || Int(status.st_size) >= state.result.bytes else { return State() }
    return state
  }

  private func readState() throws -> State? {
    let text = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // What follows the last line end was cut off.
    lines.removeLast()
    guard lines.first.map(String.init) == key else { return nil }
    guard lines.count > 1 else { return State() }
    let numbers = lines[lines.count - 1].split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 6 else { return nil }
    return State(
      result: .init(
        count: numbers[0], largest: numbers[1], bytes: numbers[2], reads: numbers[5]),
      checksum: UInt32(truncatingIfNeeded: numbers[3]), listed: numbers[4])
  }

  /// Starts the journal anew from a state.
  func open(_ state: State) throws(GalleyError) {
    try Folders.make((path as NSString).deletingLastPathComponent)
    try Folders.writeAtomically(Array("\(key)\n\(Self.line(state))".utf8), to: path)
    descriptor = unsafe Foundation.open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw Folders.failure(path) }
  }

  /// Notes what is written.
  func append(_ state: State) throws(GalleyError) {
    try Folders.write(Array(Self.line(state).utf8), to: descriptor, named: "the journal")
  }

  /// Ends the run.
  func remove() { _ = unsafe unlink(path) }

  private static func line(_ state: State) -> String {
    "\(state.result.count) \(state.result.largest) \(state.result.bytes) \(state.checksum) "
      + "\(state.listed) \(state.result.reads)\n"
  }
}
