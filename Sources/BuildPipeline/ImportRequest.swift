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
    let store = try ImportStage.openStore(workspace, now: now)
    var options = ImportOptions()
    options.isDryRun = isDryRun
    options.keepsRejectedRows = rejectPath != nil
    let report = try ImportStage.run(
      workspace, store: store, paths: paths, options: options, progress: progress)
    if let rejectPath {
      try Folders.writeAtomically(report.rejectedRowsCSV, to: absolute(rejectPath))
    }
    if let idempotencyKey, !isDryRun, report.rejectedCount == 0 {
      try keys.add(idempotencyKey, for: "import")
    }
    return report
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }
}
