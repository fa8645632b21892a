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

  static func load(
    _ slug: String, workspace: Workspace, store: Store, events: [Event], progress: Progress
  ) throws(GalleyError) -> CampaignMaterial {
    let parsed = try Campaign.load(
      slug, from: workspace.files, defaultLocale: workspace.settings.defaultLocale)
    for diagnostic in parsed.diagnostics { progress.message(.diagnostic(diagnostic)) }
    let campaign = parsed.value
    let (schema, value) = try readSchema(campaign, workspace.files)
    var event: Event?
    if let wanted = campaign.event {
      event = events.first { $0.slug == wanted }
      guard event != nil else {
        let near = nearestName(to: wanted, in: events.map(\.slug)).map { " Did you mean “\($0)”?" }
        throw GalleyError(
          .entityNotFound, "There is no event “\(wanted)”.\(near ?? "")",
          at: SourceLocation(file: campaign.folder + "/campaign.yml"), details: ["event": wanted])
      }
    }
    let plan = try AudiencePlanner(
      campaign: campaign, store: store,
      isConsentRequired: workspace.settings.isConsentRequired
    ).plan()
    return CampaignMaterial(
      campaign: campaign, schema: schema, schemaValue: value, event: event, plan: plan)
  }

  static func readSchema(
    _ campaign: Campaign, _ files: WorkspaceFiles
  ) throws(GalleyError) -> (JSONSchema, JSONValue) {
    let parsed = JSONParser.parse(try files.source(campaign.copy.schema, limit: 1 << 20))
    if let error = GalleyError.from(parsed.diagnostics, code: .malformedFile) { throw error }
    let value = parsed.value?.plain ?? .object([:])
    return (try JSONSchema(value), value)
  }
}
