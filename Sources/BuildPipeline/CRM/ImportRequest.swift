public import Campaigns
public import Diagnostics
internal import Foundation
public import Records

/// `galley import` as a request: files, options, and a key that makes it count once.
public struct ImportRequest: Sendable {
  /// The files to import in place of Assets/crm; those outside of it are laid over the data.
  public var paths: [String]
  /// A map of columns for the files.
  public var mapPath: String?
  /// Where rejected rows are written.
  public var rejectPath: String?
  /// Whether nothing is kept.
  public var isDryRun = false
  /// Whether unknown columns are kept as `data.<name>` or in `metadata`.
  public var keepsUnknown = false
  /// A name for the request: asked again, it changes nothing.
  public var idempotencyKey: String?
  /// The clock.
  public var now: Timestamp

  /// Creates a request; without paths Assets/crm is imported.
  public init(paths: [String] = [], now: Timestamp) {
    self.paths = paths
    self.now = now
  }

  /// Imports; `nil` when the same key was processed before.
  public func run(
    _ workspace: Workspace, progress: Progress
  ) throws(GalleyError) -> ImportReport? {
    let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
    defer { withExtendedLifetime(lock) {} }
    let keys = IdempotencyKeys(stateFolder: workspace.stateFolder)
    if let idempotencyKey, keys.holds(idempotencyKey, for: "import") { return nil }
    let outside = try sort(workspace)
    let store = try ImportStage.openStore(workspace, now: now)
    var options = ImportOptions()
    options.isDryRun = isDryRun
    options.keepsUnknown = keepsUnknown
    let rejects = RejectFile()
    let onReject: ((RejectedRow) -> Void)? = rejectPath == nil ? nil : rejects.add
    let report =
      outside.isEmpty
      ? try ImportStage.run(
        workspace, store: store, options: options, progress: progress, onReject: onReject)
      : try ImportStage.run(
        outside, workspace, store: store, options: options, progress: progress, onReject: onReject)
    if let rejectPath { try rejects.write(to: Self.absolute(rejectPath)) }
    if let idempotencyKey, !isDryRun, report.rejected == 0 {
      try keys.add(idempotencyKey, for: "import")
    }
    return report
  }

  // Files of Assets/crm are always imported together: they are the truth, and their references
  // count in any order. A map for one of them is kept beside it, so that a rebuild reads it too.
  private func sort(_ workspace: Workspace) throws(GalleyError) -> [ImportFile] {
    if mapPath != nil, paths.isEmpty {
      throw GalleyError(
        .usage, "--map needs the files that it is for.",
        hint: "Name them: galley import FILE --map map.yml")
    }
    let map = try mapPath.map { (path) throws(GalleyError) in
      try ImportMap.load(path: Self.absolute(path), name: path)
    }
    let folder = workspace.root + "/Assets/crm/"
    var outside: [ImportFile] = []
    for path in paths {
      let full = URL(fileURLWithPath: Self.absolute(path)).standardizedFileURL.path
      guard FileManager.default.fileExists(atPath: full) else {
        throw GalleyError(.fileNotFound, "There is no file \(path).", details: ["file": path])
      }
      if !full.hasPrefix(folder) {
        outside.append(ImportFile(path: full, name: path, map: map))
      } else if let mapPath, !isDryRun {
        let bytes = FileManager.default.contents(atPath: Self.absolute(mapPath)) ?? Data()
        try Folders.writeAtomically(Array(bytes), to: full + ImportFile.mapSuffix)
      }
    }
    return outside
  }

  static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }
}
