public import Campaigns
public import Diagnostics
public import Generation
internal import JSONText

/// `galley costs` as a request.
public struct CostRequest: Sendable {
  private let workspace: Workspace

  /// Prepares a report.
  public init(workspace: Workspace) {
    self.workspace = workspace
  }

  /// The costs since a time, grouped.
  public func report(
    by grouping: CostReport.Grouping, since: Timestamp?
  ) throws(GalleyError) -> CostReport {
    try ledger().report(by: grouping, since: since)
  }

  /// Hands over every attempt since a time as JSON lines.
  public func export(
    since: Timestamp?, to write: ([UInt8]) throws(GalleyError) -> Void
  ) throws(GalleyError) {
    try ledger().exportJSONL(since: since, to: write)
  }

  private func ledger() throws(GalleyError) -> Ledger {
    try Folders.make(workspace.stateFolder)
    return try Ledger.open(path: workspace.stateFolder + "/ledger.sqlite")
  }
}
