internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import Records

/// Brings the store up to date with Assets/crm.
enum ImportStage {
  static func openStore(_ workspace: Workspace, now: Timestamp) throws(GalleyError) -> Store {
    try Folders.make(workspace.stateFolder)
    return try Store.open(
      path: workspace.stateFolder + "/store.sqlite", tenant: workspace.settings.tenant,
      clock: { now })
  }

  static func run(
    _ workspace: Workspace, store: Store, progress: Progress
  ) throws(GalleyError) -> ImportReport {
    let report = try Importer(store: store).synchronize(
      folder: workspace.root + "/Assets/crm", name: "Assets/crm"
    ) { file, done, total in
      progress.report("import \(file)", done, total)
    }
    for diagnostic in report.diagnostics { progress.message(.diagnostic(diagnostic)) }
    try Interruption.check()
    return report
  }
}
