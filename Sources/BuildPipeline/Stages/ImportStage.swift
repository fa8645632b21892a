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
    let rate = ImportRate(progress)
    let report = try Importer(store: store, options: options, onReject: onReject).run(
      folder: workspace.root + "/Assets/crm", namedUnder: "Assets/crm", progress: rate.show)
    return try finish(report, progress)
  }

  /// Imports files from outside Assets/crm over the data that is there.
  static func run(
    _ files: [ImportFile], _ workspace: Workspace, store: Store, options: ImportOptions,
    progress: Progress, onReject: ((RejectedRow) -> Void)? = nil
  ) throws(GalleyError) -> ImportReport {
    let rate = ImportRate(progress)
    let report = try OutsideFiles(
      store: store, folder: workspace.root + "/Assets/crm", namedUnder: "Assets/crm",
      options: options, onReject: onReject
    ).run(files, progress: rate.show)
    return try finish(report, progress)
  }

  private static func finish(
    _ report: ImportReport, _ progress: Progress
  ) throws(GalleyError) -> ImportReport {
    for file in report.files {
      for diagnostic in file.diagnostics { progress.message(.diagnostic(diagnostic)) }
      if file.omittedDiagnostics > 0 {
        progress.message(.warning("\(file.name): \(file.omittedDiagnostics) more are not shown."))
      }
    }
    try Interruption.check()
    return report
  }
}

/// Tells how fast an import reads and how long it takes still.
private final class ImportRate {
  private let progress: Progress
  private let clock = ContinuousClock()
  private var file = ""
  private var start: ContinuousClock.Instant

  init(_ progress: Progress) {
    self.progress = progress
    start = clock.now
  }

  func show(_ state: ImportProgress) {
    if state.file != file {
      file = state.file
      start = clock.now
    }
    let elapsed = clock.now - start
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    var stage = "import \(file)"
    if seconds > 0.5, state.bytes > 0 {
      let left = seconds * Double(max(0, state.size - state.bytes)) / Double(state.bytes)
      stage += ", \(Int(Double(state.rows) / seconds)) rows/s, \(Int(left.rounded(.up))) s left,"
    }
    progress.report(stage, state.rows, 0)
  }
}
