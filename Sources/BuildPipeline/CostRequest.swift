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
    try Folders.make(workspace.stateFolder)
    return try Ledger.open(path: workspace.stateFolder + "/ledger.sqlite")
      .report(by: grouping, since: since)
  }
}
