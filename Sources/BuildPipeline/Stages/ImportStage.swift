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

  /// Imports Assets/crm and tells what was found.
  static func run(
    _ workspace: Workspace, store: Store, options: ImportOptions = .init(),
    progress: Progress, onReject: ((RejectedRow) -> Void)? = nil
  ) throws(GalleyError) -> ImportReport {
    let report = try Importer(store: store, options: options, onReject: onReject).run(
      folder: workspace.root + "/Assets/crm", namedUnder: "Assets/crm"
    ) { progress.report("import \($0.file)", $0.rows, 0) }
    for diagnostic in report.diagnostics { progress.message(.diagnostic(diagnostic)) }
    try Interruption.check()
    return report
  }
}
