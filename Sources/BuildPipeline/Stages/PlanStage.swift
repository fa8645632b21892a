internal import Campaigns
internal import Diagnostics
internal import Records

/// Makes, fixes and checks the plan of a campaign.
struct PlanStage {
  let workspace: Workspace
  let store: Store
  let now: Timestamp

  /// Where the fixed plan of a campaign lies.
  func folder(_ campaign: Campaign, named name: String = "fixed") -> PlanFolder {
    PlanFolder(stateFolder: workspace.stateFolder, campaign: campaign.slug, name: name)
  }

  /// A plan as it would be made now; it is not fixed.
  func draft(
    _ campaign: Campaign, named name: String = "fixed"
  ) throws(GalleyError) -> CampaignPlan {
    let suppression = try SuppressionList.read(
      workspace.settings.suppression + campaign.suppression, from: workspace.files)
    return try AudiencePlanner(
      campaign: campaign, store: store,
      isConsentRequired: workspace.settings.isConsentRequired, suppression: suppression, now: now
    ).plan(into: folder(campaign, named: name))
  }

  /// What the campaign's messages would be made from now.
  func digest(_ campaign: Campaign) throws(GalleyError) -> PlanDigest {
    try PlanDigest.current(of: campaign, workspace: workspace, store: store)
  }

  /// Fixes a draft, once the copy is there.
  func fix(_ draft: CampaignPlan, _ campaign: Campaign) throws(GalleyError) -> CampaignPlan {
    var plan = draft
    plan.digest = try digest(campaign)
    return try folder(campaign).fix(plan)
  }

  /// The fixed plan, or `nil` when there is none.
  ///
  /// Throws `STALE_PLAN` when it does not fit what is there now or is too old.
  func fixed(_ campaign: Campaign) throws(GalleyError) -> CampaignPlan? {
    guard let plan = try folder(campaign).load() else { return nil }
    try plan.check(against: try digest(campaign), now: now)
    return plan
  }

  /// The fixed plan where it still fits, else a new one, fixed.
  func current(_ campaign: Campaign) throws(GalleyError) -> CampaignPlan {
    if let plan = try? fixed(campaign) { return plan }
    return try fix(try draft(campaign), campaign)
  }
}
