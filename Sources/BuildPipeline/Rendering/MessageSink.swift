internal import Campaigns
internal import Diagnostics
internal import Foundation
internal import JSONText
internal import Raster

/// Where messages go: a stream, a file, or a folder of files.
///
/// A file is written beside its final place with a journal of what is safely in it, and takes its
/// place in one rename; a folder likewise. A stream (a pipe, `/dev/null`) is just written to.
struct MessageSink {
  /// What a sink is for.
  enum Target: Sendable {
    case stream(descriptor: Int32)
    case file(path: String)
    case folder(path: String, replacesWhole: Bool)
  }

  /// What a chunk came to.
  struct Made {
    var result = RenderStage.Result()
    /// The lines of the manifest, for a folder.
    var lines: [UInt8] = []
  }

  private let target: Target
  private let journal: RenderJournal?
  private var descriptor: Int32 = -1
  private var manifest: Int32 = -1
  /// What is done, as the journal has it.
  private(set) var state = RenderJournal.State()

  /// The file that is written until all is there.
  static func partialPath(_ path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    return (folder.isEmpty ? "." : folder) + "/." + (path as NSString).lastPathComponent
      + ".galley-partial"
  }

  /// Opens a sink; with a journal, what an interrupted run left is taken over.
  init(_ target: Target, journal place: RenderJournal.Place?) throws(GalleyError) {
    self.target = target
    let journal = place.map { RenderJournal($0) }
    self.journal = journal
    switch target {
    case .stream(let opened): descriptor = opened
    case .file(let path):
      let partial = Self.partialPath(path)
      try Folders.make((partial as NSString).deletingLastPathComponent)
      state = try journal?.resume(partial: partial) ?? .init()
      descriptor = try Folders.open(partial, keeping: state.result.bytes)
    case .folder(let path, _):
      let partial = Self.partialPath(path)
      state = try journal?.resume(partial: partial) ?? .init()
      if state.count == 0 { try? FileManager.default.removeItem(atPath: partial) }
      try Folders.make(partial)
      manifest = try Folders.open(Self.manifestPath(path) + ".partial", keeping: state.listed)
    }
    try journal?.open(state)
  }

  /// Writes the files of a chunk, from any worker; `nil` for one file.
  var fileWriter: FileWriter? {
    guard case .folder(let path, _) = target else { return nil }
    return FileWriter(folder: Self.partialPath(path))
  }

  /// Where a folder's manifest lies: path, size and checksum of each file, in recipient order.
  static func manifestPath(_ path: String) -> String { path + ".manifest.tsv" }

  /// Writes a chunk whose turn it is.
  mutating func write(_ bytes: [UInt8], _ made: Made) throws(GalleyError) {
    if manifest >= 0 {
      try Folders.write(made.lines, to: manifest, named: "the manifest")
    } else {
      try Folders.write(bytes, to: descriptor, named: "the messages")
      if journal != nil { state.checksum = Checksum.crc32(bytes, continuing: state.checksum) }
    }
    state.result = state.result + made.result
    state.listed += made.lines.count
    try journal?.append(state)
  }

  /// Puts everything into its place.
  mutating func finish() throws(GalleyError) -> RenderStage.Result {
    defer { close() }
    switch target {
    case .stream: break
    case .file(let path):
      guard fsync(descriptor) == 0 else { throw Folders.failure(path) }
      try Folders.rename(Self.partialPath(path), to: path)
    case .folder(let path, let replacesWhole):
      let partial = Self.partialPath(path)
      if replacesWhole || !FileManager.default.fileExists(atPath: path) {
        try Folders.replaceFolder(path, by: partial)
      } else {
        try Folders.moveFiles(of: partial, into: path)
      }
      try Folders.rename(Self.manifestPath(path) + ".partial", to: Self.manifestPath(path))
    }
    journal?.remove()
    return state.result
  }

  private mutating func close() {
    if case .stream = target {} else if descriptor >= 0 { _ = Foundation.close(descriptor) }
    if manifest >= 0 { _ = Foundation.close(manifest) }
    descriptor = -1
    manifest = -1
  }

  /// Writes single files below a folder, and knows their lines of the manifest.
  struct FileWriter: Sendable {
    let folder: String

    func write(_ file: OutputFile) throws(GalleyError) -> [UInt8] {
      let path = folder + "/" + file.path
      do throws(GalleyError) {
        try Folders.write(file.bytes, to: path, isSynced: false)
      } catch {
        // The first file of a folder makes it.
        try Folders.make((path as NSString).deletingLastPathComponent)
        try Folders.write(file.bytes, to: path, isSynced: false)
      }
      let checksum = Checksum.crc32(file.bytes)
      return Array("\(file.path)\t\(file.bytes.count)\t\(Checksum.text(checksum))\n".utf8)
    }
  }
}
