public import Campaigns
public import Diagnostics
public import Records

/// The store of a workspace, for commands that look at the data.
public enum CRMStore {
  /// Opens the store; a workspace that was never imported is imported now, so that there is
  /// something to look at.
  public static func open(
    _ workspace: Workspace, now: Timestamp, progress: Progress
  ) throws(GalleyError) -> Store {
    let store = try ImportStage.openStore(workspace, now: now)
    if try !store.hasImports() {
      let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
      defer { withExtendedLifetime(lock) {} }
      _ = try ImportStage.run(workspace, store: store, progress: progress)
    }
    return store
  }
}
