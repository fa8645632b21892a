public import Campaigns
public import Diagnostics
internal import Foundation
public import Records

/// `galley import` as a request: files, options, and a key that makes it count once.
public struct ImportRequest: Sendable {
  private let paths: [String]
  private let rejectPath: String?
  private let isDryRun: Bool
  private let idempotencyKey: String?
  private let now: Timestamp

  /// Creates a request; without paths Assets/crm is imported.
  public init(
    paths: [String], rejectPath: String?, isDryRun: Bool, idempotencyKey: String?, now: Timestamp
  ) {
    self.paths = paths
    self.rejectPath = rejectPath
    self.isDryRun = isDryRun
    self.idempotencyKey = idempotencyKey
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
    try checkPaths(workspace)
    let store = try ImportStage.openStore(workspace, now: now)
    var options = ImportOptions()
    options.isDryRun = isDryRun
    let rejects = RejectFile()
    let report = try ImportStage.run(
      workspace, store: store, options: options, progress: progress,
      onReject: rejectPath == nil ? nil : rejects.add)
    if let rejectPath {
      try rejects.write(to: absolute(rejectPath))
    }
    if let idempotencyKey, !isDryRun, report.rejected == 0 {
      try keys.add(idempotencyKey, for: "import")
    }
    return report
  }

  // Files of Assets/crm are always imported together: they are the truth, and their references
  // count in any order.
  private func checkPaths(_ workspace: Workspace) throws(GalleyError) {
    let folder = workspace.root + "/Assets/crm/"
    for path in paths {
      let full = URL(fileURLWithPath: absolute(path)).standardizedFileURL.path
      guard FileManager.default.fileExists(atPath: full) else {
        throw GalleyError(.fileNotFound, "There is no file \(path).", details: ["file": path])
      }
      guard full.hasPrefix(folder) else {
        throw GalleyError(
          .notPermitted, "\(path) is outside Assets/crm, which holds the workspace's data.",
          details: ["file": path], hint: "Copy it into Assets/crm, then run `galley import`.")
      }
    }
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }
}
