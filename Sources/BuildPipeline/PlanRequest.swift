public import Campaigns
public import Diagnostics
internal import Records

/// `galley plan` as a request: the fixed plan, and what a new one would change.
public struct PlanRequest {
  private let campaign: String
  private let workspace: Workspace
  private let now: Timestamp
  private let progress: Progress

  /// Creates a request.
  public init(campaign: String, workspace: Workspace, now: Timestamp, progress: Progress) {
    self.campaign = campaign
    self.workspace = workspace
    self.now = now
    self.progress = progress
  }

  /// A plan as it is shown.
  public struct Shown: Sendable {
    /// The plan.
    public var plan: CampaignPlan
    /// Why `--frozen` would refuse it, or `nil`.
    public var refusal: String?
  }

  /// The fixed plan; where there is none, or with `renews`, one is made and fixed.
  public func show(renews: Bool) throws(GalleyError) -> Shown {
    let prepared = try PreparedWorkspace(workspace, now: now, progress: progress)
    let planning = PlanStage(workspace: workspace, store: prepared.store, now: now)
    let campaign = try CampaignMaterial.campaign(
      campaign, workspace: workspace, progress: progress)
    guard !renews, let plan = try planning.folder(campaign).load() else {
      return Shown(plan: try planning.fix(try planning.draft(campaign), campaign))
    }
    do throws(GalleyError) {
      try plan.check(against: try planning.digest(campaign), now: now)
      return Shown(plan: plan)
    } catch {
      return Shown(plan: plan, refusal: error.message)
    }
  }

  /// What a plan made now would change of the fixed one, or with `fromPrevious` what the fixed one
  /// changed of the one before.
  ///
  /// Throws `ENTITY_NOT_FOUND` when there is no plan to compare with.
  public func diff(fromPrevious: Bool) throws(GalleyError) -> PlanDiff {
    let prepared = try PreparedWorkspace(workspace, now: now, progress: progress)
    let planning = PlanStage(workspace: workspace, store: prepared.store, now: now)
    let campaign = try CampaignMaterial.campaign(
      campaign, workspace: workspace, progress: progress)
    let folder = planning.folder(campaign)
    guard let fixed = try folder.load() else { throw missing("fixed plan") }
    if fromPrevious {
      guard let previous = try folder.loadPrevious() else { throw missing("plan before") }
      return PlanDiff(from: previous, to: fixed)
    }
    var draft = try planning.draft(campaign, named: "compared")
    defer { planning.folder(campaign, named: "compared").discard() }
    draft.digest = try planning.digest(campaign)
    return PlanDiff(from: fixed, to: draft)
  }

  private func missing(_ what: String) -> GalleyError {
    GalleyError(
      .entityNotFound, "There is no \(what) of \(campaign).", details: ["campaign": campaign],
      hint: "Fix one with `galley build \(campaign)` or `galley plan show \(campaign)`.")
  }
}
