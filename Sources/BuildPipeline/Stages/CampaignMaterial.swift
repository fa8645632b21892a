internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Records

/// A campaign with everything that is read once for it.
struct CampaignMaterial {
  var campaign: Campaign
  var schema: JSONSchema
  var schemaValue: JSONValue
  var event: Event?
  var plan: CampaignPlan

  /// Loads a campaign with a plan; unless told otherwise the plan is a draft of its own, so that the
  /// fixed one stays as it is.
  static func load(
    _ slug: String, workspace: Workspace, store: Store, events: [Event], progress: Progress,
    plan: ((Campaign) throws(GalleyError) -> CampaignPlan)? = nil
  ) throws(GalleyError) -> CampaignMaterial {
    let campaign = try self.campaign(slug, workspace: workspace, progress: progress)
    let (schema, value) = try readSchema(campaign, workspace.files)
    let event = try self.event(of: campaign, events: events)
    let made: CampaignPlan
    if let plan {
      made = try plan(campaign)
    } else {
      made = try PlanStage(
        workspace: workspace, store: store, now: Timestamp(millisecondsSince1970: 0)
      ).draft(campaign, named: "draft")
    }
    return CampaignMaterial(
      campaign: campaign, schema: schema, schemaValue: value, event: event, plan: made)
  }

  /// Reads and checks campaign.yml.
  static func campaign(
    _ slug: String, workspace: Workspace, progress: Progress
  ) throws(GalleyError) -> Campaign {
    let parsed = try Campaign.load(
      slug, from: workspace.files, defaultLocale: workspace.settings.defaultLocale)
    for diagnostic in parsed.diagnostics { progress.message(.diagnostic(diagnostic)) }
    return parsed.value
  }

  private static func event(of campaign: Campaign, events: [Event]) throws(GalleyError) -> Event? {
    guard let wanted = campaign.event else { return nil }
    if let event = events.first(where: { $0.slug == wanted }) { return event }
    let near = nearestName(to: wanted, in: events.map(\.slug)).map { " Did you mean “\($0)”?" }
    throw GalleyError(
      .entityNotFound, "There is no event “\(wanted)”.\(near ?? "")",
      at: SourceLocation(file: campaign.folder + "/campaign.yml"), details: ["event": wanted])
  }

  static func readSchema(
    _ campaign: Campaign, _ files: WorkspaceFiles
  ) throws(GalleyError) -> (JSONSchema, JSONValue) {
    let parsed = JSONParser.parse(try files.source(campaign.copy.schema, limit: 1 << 20))
    if let error = GalleyError.from(parsed.diagnostics, code: .malformedFile) { throw error }
    let value = parsed.value?.plain ?? .object([:])
    return (try JSONSchema(value), value)
  }

  /// The copy files that a set of copies lies in.
  ///
  /// Throws `COPY_MISSING` for the first that is not there.
  func readCopies(
    _ keys: Set<CopyKey>, from files: WorkspaceFiles
  ) throws(GalleyError) -> [CopyFile] {
    var copies: [CopyFile] = []
    for key in campaign.copyKeys where keys.contains(key) {
      guard let file = try CopyFile.read(key, of: campaign, schema: schema, from: files) else {
        throw GalleyError(
          .copyMissing, "There is no copy \(key.name) for \(campaign.slug).",
          details: ["campaign": campaign.slug, "copy": key.name])
      }
      copies.append(file)
    }
    return copies
  }
}
