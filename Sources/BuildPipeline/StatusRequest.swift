public import Campaigns
public import Diagnostics
public import Generation
public import JSONText

/// `galley status` as a request: how far the copy of campaigns has come, also while it is written.
///
/// It takes no lock and changes nothing but what a dead process left open in the ledger.
public struct StatusRequest: Sendable {
  private let workspace: Workspace
  private let now: Timestamp

  /// Prepares a look at a workspace.
  public init(workspace: Workspace, now: Timestamp) {
    self.workspace = workspace
    self.now = now
  }

  /// How far one copy has come.
  public struct Copy: Sendable {
    /// `segment.variant.locale`.
    public var name: String
    /// `generated`, `draft`, `edited`, `fallback`, `invalid` (the file does not satisfy the
    /// schema), `under_way`, `answered` (bought, the file follows), `failed` or `missing`.
    public var state: String
    /// What the ledger knows of it.
    public var progress: UnitProgress?
  }

  /// How far one campaign has come.
  public struct CampaignStatus: Sendable {
    /// The campaign.
    public var campaign: String
    /// Its copies in order.
    public var copies: [Copy]
    /// What they cost so far.
    public var cost: PicoDollars
    /// What its budget allows in all, if it has one.
    public var budget: PicoDollars?

    /// How many copies are in a state.
    public func count(_ states: String...) -> Int {
      copies.count { states.contains($0.state) }
    }

    /// How many copies are there.
    public var written: Int { count("generated", "draft", "edited", "fallback") }
  }

  /// How far everything has come.
  public struct Status: Sendable {
    /// The campaigns.
    public var campaigns: [CampaignStatus]
    /// What calls cost today (UTC), reservations included.
    public var today: PicoDollars
    /// What a day may cost, if that is limited.
    public var dailyBudget: PicoDollars?
  }

  /// Looks at a campaign, or at all.
  public func status(of slug: String?) throws(GalleyError) -> Status {
    try Folders.make(workspace.stateFolder)
    let clock = AIClock(now: { [now] in now })
    let ledger = try Ledger.open(path: workspace.stateFolder + "/ledger.sqlite", clock: clock)
    var campaigns: [CampaignStatus] = []
    for slug in slug.map({ [$0] }) ?? Campaign.slugs(in: workspace.files) {
      campaigns.append(try status(of: slug, ledger))
    }
    return Status(
      campaigns: campaigns, today: try ledger.spent(.daily, now: now),
      dailyBudget: workspace.settings.ai.budgets.daily)
  }

  private func status(
    of slug: String, _ ledger: Ledger
  ) throws(GalleyError) -> CampaignStatus {
    let campaign = try Campaign.load(
      slug, from: workspace.files, defaultLocale: workspace.settings.defaultLocale
    ).value
    let (schema, _) = try CampaignMaterial.readSchema(campaign, workspace.files)
    let units = try ledger.progress(of: slug)
    var copies: [Copy] = []
    for key in campaign.copyKeys {
      let unit = CopyUnit(
        campaign: slug, segment: .init(name: key.segment), variant: key.variant,
        locale: key.locale)
      var copy = Copy(name: key.name, state: "missing", progress: units[unit.label])
      do {
        let file = try CopyFile.read(key, of: campaign, schema: schema, from: workspace.files)
        copy.state = file?.status.rawValue ?? Self.state(copy.progress)
      } catch {
        copy.state = "invalid"
      }
      copies.append(copy)
    }
    return CampaignStatus(
      campaign: slug, copies: copies,
      cost: try ledger.spent(.campaign, campaign: slug, now: now),
      budget: workspace.settings.ai.budgets.campaign)
  }

  private static func state(_ progress: UnitProgress?) -> String {
    guard let progress else { return "missing" }
    if progress.isUnderWay { return "under_way" }
    return progress.lastOutcome == .success ? "answered" : "failed"
  }
}

extension StatusRequest.Status {
  /// The form of `--json`.
  public var json: JSONValue {
    var object: JSONObject = [
      "campaigns": .array(campaigns.map(\.json)), "today_usd": .string(today.description),
    ]
    if let dailyBudget { object["daily_budget_usd"] = .string(dailyBudget.description) }
    return .object(object)
  }

  /// The form for people.
  public var text: String {
    var lines = campaigns.flatMap { campaign in
      var line = "\(campaign.campaign): \(campaign.written) of \(campaign.copies.count) copies"
      for (state, words) in [
        ("draft", "drafts"), ("edited", "edited"), ("under_way", "under way"),
        ("answered", "answered"), ("failed", "failed"), ("missing", "missing"),
        ("invalid", "invalid"),
      ] where campaign.count(state) > 0 {
        line += ", \(campaign.count(state)) \(words)"
      }
      line += ", cost $\(campaign.cost)"
      if let budget = campaign.budget { line += " of $\(budget)" }
      let failed = campaign.copies.filter { $0.state == "failed" || $0.state == "invalid" }
      return [line]
        + failed.map { copy in
          let outcome = copy.progress?.lastOutcome?.rawValue ?? copy.state
          return "  \(copy.name): \(outcome) after \(copy.progress?.attempts ?? 0) attempts"
        }
    }
    lines.append("today: $\(today)" + (dailyBudget.map { " of $\($0)" } ?? ""))
    return lines.joined(separator: "\n")
  }
}

extension StatusRequest.CampaignStatus {
  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "campaign": .string(campaign), "total": .number(JSONNumber(copies.count)),
      "written": .number(JSONNumber(written)), "cost_usd": .string(cost.description),
      "copies": .array(
        copies.map { copy in
          var object: JSONObject = ["copy": .string(copy.name), "state": .string(copy.state)]
          if let progress = copy.progress {
            object["attempts"] = .number(JSONNumber(progress.attempts))
            object["cost_usd"] = .string(progress.cost.description)
            if let outcome = progress.lastOutcome {
              object["last_outcome"] = .string(outcome.rawValue)
            }
            if let time = progress.lastAt { object["last_call_at"] = .string(time.description) }
          }
          return .object(object)
        }),
    ]
    if let budget { object["budget_usd"] = .string(budget.description) }
    return .object(object)
  }
}
