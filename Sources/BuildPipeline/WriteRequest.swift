internal import CRMModel
public import Campaigns
public import Diagnostics
internal import Generation
public import JSONText
internal import Records

/// `galley write` as a request: the copy of one campaign.
public struct WriteRequest {
  private let campaign: String
  private let workspace: Workspace
  private let options: BuildOptions
  private let overwrites: Bool
  private let idempotencyKey: String?
  private let progress: Progress

  /// Creates a request.
  public init(
    campaign: String, workspace: Workspace, options: BuildOptions, overwrites: Bool = false,
    idempotencyKey: String? = nil, progress: Progress
  ) {
    self.campaign = campaign
    self.workspace = workspace
    self.options = options
    self.overwrites = overwrites
    self.idempotencyKey = idempotencyKey
    self.progress = progress
  }

  /// What a request did.
  public struct Summary: Sendable {
    /// The campaign.
    public var campaign: String
    /// How many copies were written.
    public var written: Int
    /// How many were there already.
    public var alreadyThere: Int
    /// How many have only the campaign's fallback.
    public var fallbacks: Int
    /// How many of those written are drafts.
    public var drafts: Int
    /// What it cost.
    public var cost: PicoDollars
    /// Whether the same key was processed before.
    public var isRepeated = false

    /// The form of `--json`.
    public var json: JSONValue {
      .object([
        "campaign": .string(campaign),
        "written": .number(JSONNumber(written)),
        "already_written": .number(JSONNumber(alreadyThere)),
        "fallbacks": .number(JSONNumber(fallbacks)),
        "drafts": .number(JSONNumber(drafts)),
        "cost_usd": .string(cost.description),
        "already_processed": .bool(isRepeated || written + fallbacks == 0),
      ])
    }

    /// The form for people.
    public var text: String {
      guard !isRepeated else { return "Request already processed." }
      guard written + fallbacks > 0 else {
        return "Request already processed: all \(alreadyThere) copies of \(campaign) are already "
          + "written."
      }
      var text =
        "\(campaign): \(written) copies written, \(alreadyThere) already written, cost $\(cost)"
      if drafts > 0 { text += "\nDRAFT: \(drafts) copies are the offline writer's." }
      if fallbacks > 0 { text += "\nFALLBACK: \(fallbacks) copies could not be written." }
      return text
    }
  }

  /// What a request would cost at most.
  public struct Estimate: Sendable {
    /// The campaign.
    public var campaign: String
    /// How many calls it takes if each answer is right at once.
    public var calls: Int
    /// The most that these calls can cost.
    public var maximum: PicoDollars

    /// The form of `--json`.
    public var json: JSONValue {
      .object([
        "campaign": .string(campaign), "calls": .number(JSONNumber(calls)),
        "maximum_cost_usd": .string(maximum.description),
      ])
    }

    /// The form for people.
    public var text: String {
      "\(campaign): \(calls) calls, at most $\(maximum) (each answered at once)"
    }
  }

  /// Writes the missing copy.
  public func run() async throws(GalleyError) -> Summary {
    let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
    defer { withExtendedLifetime(lock) {} }
    let keys = IdempotencyKeys(stateFolder: workspace.stateFolder)
    if let idempotencyKey, keys.holds(idempotencyKey, for: "write \(campaign)") {
      return Summary(
        campaign: campaign, written: 0, alreadyThere: 0, fallbacks: 0, drafts: 0, cost: .zero,
        isRepeated: true)
    }
    let setup = try CopyWriterSetup(workspace: workspace, options: options)
    let stage = try makeStage(setup)
    let result = try await stage.run(
      stage.material.campaign.copyKeys, overwrites: overwrites)
    if let idempotencyKey { try keys.add(idempotencyKey, for: "write \(campaign)") }
    return Summary(
      campaign: campaign, written: result.written, alreadyThere: result.alreadyThere,
      fallbacks: result.fallbacks,
      drafts: result.written > 0 ? result.copies.count { $0.status == .draft } : 0,
      cost: try setup.spentInThisRun())
  }

  /// Estimates the missing copy; calls nobody.
  public func estimate() throws(GalleyError) -> Estimate {
    let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
    defer { withExtendedLifetime(lock) {} }
    let setup = try CopyWriterSetup(workspace: workspace, options: options)
    let stage = try makeStage(setup)
    var missing: [CopyKey] = []
    for key in stage.material.campaign.copyKeys {
      let file = try CopyFile.read(
        key, of: stage.material.campaign, schema: stage.material.schema, from: workspace.files)
      if file == nil || (overwrites && file?.status != .edited) { missing.append(key) }
    }
    let writer = try setup.makeWriter()
    let maximum =
      try writer?.maximumCost(of: stage.units(missing), context: stage.promptContext) ?? .zero
    return Estimate(campaign: campaign, calls: missing.count, maximum: maximum)
  }

  private func makeStage(_ setup: CopyWriterSetup) throws(GalleyError) -> CopyStage {
    let store = try ImportStage.openStore(workspace, now: options.now)
    _ = try ImportStage.run(workspace, store: store, progress: progress)
    let material = try CampaignMaterial.load(
      campaign, workspace: workspace, store: store, events: try store.events(),
      progress: progress)
    return CopyStage(
      workspace: workspace, material: material, setup: setup, progress: progress)
  }
}
