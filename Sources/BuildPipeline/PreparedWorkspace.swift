internal import Campaigns
internal import Diagnostics
internal import Records

/// A workspace to work in: locked against a second galley, its store up to date with the data files.
final class PreparedWorkspace {
  let workspace: Workspace
  let store: Store
  let importReport: ImportReport
  private let lock: WorkspaceLock

  /// Locks the workspace and imports Assets/crm.
  ///
  /// Throws `WORKSPACE_BUSY` when another galley works here, and what the import throws.
  init(_ workspace: Workspace, now: Timestamp, progress: Progress) throws(GalleyError) {
    self.workspace = workspace
    lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
    store = try ImportStage.openStore(workspace, now: now)
    importReport = try ImportStage.run(workspace, store: store, progress: progress)
  }
}
