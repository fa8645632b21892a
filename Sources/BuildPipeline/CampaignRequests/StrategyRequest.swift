public import Campaigns
public import Diagnostics
internal import Generation
public import JSONText
internal import Records

/// `galley campaign strategy` as a request: the strategy model proposes a calendar, and every entry
/// of it gets a placeholder.
public struct StrategyRequest {
  private let campaign: String
  private let workspace: Workspace
  private let options: BuildOptions
  private let progress: Progress

  /// Creates a request.
  public init(
    campaign: String, workspace: Workspace, options: BuildOptions, progress: Progress
  ) {
    self.campaign = campaign
    self.workspace = workspace
    self.options = options
    self.progress = progress
  }

  /// What a request did.
  public struct Summary: Sendable {
    /// The campaign.
    public var campaign: String
    /// The strategy as it was answered.
    public var strategy: JSONValue
    /// The files that were written.
    public var files: [String]
    /// What it cost.
    public var cost: PicoDollars

    /// The form of `--json`.
    public var json: JSONValue {
      .object([
        "campaign": .string(campaign), "strategy": strategy,
        "files": .array(files.map { .string($0) }), "cost_usd": .string(cost.description),
      ])
    }
  }

  /// Asks for the strategy and writes strategy.json with one placeholder for each slot; contents
  /// that are there already stay.
  public func run() async throws(GalleyError) -> Summary {
    let prepared = try PreparedWorkspace(workspace, now: options.now, progress: progress)
    let setup = try CopyWriterSetup(workspace: workspace, options: options)
    let material = try CampaignMaterial.load(
      campaign, workspace: workspace, store: prepared.store, events: try prepared.store.events(),
      progress: progress)
    guard let writer = try setup.makeWriter() else {
      throw GalleyError(.notPermitted, "--frozen forbids asking for a strategy.")
    }
    let context = CopyStage(
      workspace: workspace, material: material, setup: setup, progress: progress
    ).promptContext
    let result = try await writer.writeStrategy(
      campaign: campaign, locale: material.campaign.locales.first ?? "en", context: context)
    guard let strategy = result.body else {
      throw result.error
        ?? GalleyError(.invalidAnswer, "The strategy of \(campaign) could not be had.")
    }
    let path = "\(material.campaign.folder)/strategy.json"
    try Folders.writeAtomically(strategy.prettyBytes(), to: workspace.root + "/" + path)
    var files = [path]
    for slot in strategy["calendar"]?.arrayValue ?? [] {
      let content = ContentPlaceholder(
        campaign: campaign,
        slot: ContentPlaceholder.slotName(slot["slot"]?.stringValue ?? ""),
        purpose: slot["purpose"]?.stringValue ?? "", day: slot["day"]?.numberValue?.intValue)
      guard !workspace.files.exists(content.path) else { continue }
      try Folders.writeAtomically(
        content.bytes(tenant: workspace.settings.tenant), to: workspace.root + "/" + content.path)
      files.append(content.path)
    }
    return Summary(
      campaign: campaign, strategy: strategy, files: files, cost: try setup.spentInThisRun())
  }
}
