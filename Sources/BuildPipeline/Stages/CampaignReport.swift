internal import Campaigns
internal import Diagnostics
internal import JSONText

/// The report of a campaign: who got what, who did not and why, what the copy cost.
///
/// Nothing in it depends on when or how fast it was made, so two builds give the same bytes.
enum CampaignReport {
  static func json(
    _ material: CampaignMaterial, result: RenderStage.Result, copies: [CopyFile],
    boards: [BoardStage.Board], now: Timestamp, format: MessageFormat
  ) -> JSONValue {
    func number(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
    func counts(_ names: [String], _ values: [String: Int]) -> JSONValue {
      .object(JSONObject(names.map { ($0, number(values[$0] ?? 0)) }))
    }
    let campaign = material.campaign
    let plan = material.plan
    return .object([
      "campaign": .string(campaign.slug),
      "name": .string(campaign.name),
      "generated_at": .string(now.description),
      "audience": number(plan.recipients.count + plan.exclusions.count),
      "messages": number(result.count),
      "format": .string(format.rawValue),
      "by_segment": counts(campaign.segments.map(\.name), result.bySegment),
      "by_variant": counts(campaign.variants.map(\.name), result.byVariant),
      "by_locale": counts(campaign.locales, result.byLocale),
      "excluded": .object(
        JSONObject(plan.exclusionCounts.map { ($0.reason, number($0.count)) })),
      "excluded_contacts": .array(
        plan.exclusions.map {
          .object(["contact_uuid": .string($0.contactID), "reason": .string($0.reason)])
        }),
      "largest_html_bytes": number(result.largest),
      "boards": .array(boards.map { .string("boards/\($0.segment).png") }),
      "copy": .array(
        copies.map { copy in
          .object([
            "name": .string(copy.key.name),
            "status": .string(copy.status.rawValue),
            "provenance": .object(copy.provenance),
          ])
        }),
    ])
  }
}
