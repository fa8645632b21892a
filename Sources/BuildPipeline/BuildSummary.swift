public import Diagnostics
public import JSONText
public import Records

/// What a build did.
public struct BuildSummary: Sendable {
  /// What one campaign came to.
  public struct CampaignResult: Sendable {
    /// The slug.
    public var slug: String
    /// How many contacts were looked at.
    public var audience: Int
    /// How many messages were made.
    public var messages: Int
    /// Why contacts were left out.
    public var exclusions: [(reason: String, count: Int)]
    /// How many boards were drawn.
    public var boards: Int
    /// How many copies are only drafts of the offline writer.
    public var drafts: Int
    /// How many copies are the campaign's fallback.
    public var fallbacks: Int
    /// The size of the largest HTML part in bytes.
    public var largestMessage: Int
  }

  /// What the import found.
  public var importReport: ImportReport
  /// The campaigns, in order.
  public var campaigns: [CampaignResult] = []
  /// How many pages the site has.
  public var pages = 0
  /// How many files were written, unchanged and removed.
  public var written = 0
  /// Files that were already right.
  public var unchanged = 0
  /// Files of an earlier build that are gone.
  public var removed = 0
  /// What was spent in this run.
  public var cost: PicoDollars = .zero

  /// The form of `--json`.
  public var json: JSONValue {
    .object([
      "campaigns": .array(
        campaigns.map { campaign in
          .object([
            "campaign": .string(campaign.slug),
            "audience": .number(JSONNumber(campaign.audience)),
            "messages": .number(JSONNumber(campaign.messages)),
            "excluded": .object(
              JSONObject(
                campaign.exclusions.map { ($0.reason, .number(JSONNumber($0.count))) })),
            "boards": .number(JSONNumber(campaign.boards)),
            "drafts": .number(JSONNumber(campaign.drafts)),
            "fallbacks": .number(JSONNumber(campaign.fallbacks)),
            "largest_html_bytes": .number(JSONNumber(campaign.largestMessage)),
          ])
        }),
      "messages": .number(JSONNumber(campaigns.reduce(0) { $0 + $1.messages })),
      "pages": .number(JSONNumber(pages)),
      "files": .object([
        "written": .number(JSONNumber(written)),
        "unchanged": .number(JSONNumber(unchanged)),
        "removed": .number(JSONNumber(removed)),
      ]),
      "cost_usd": .string(cost.description),
      "rejected_rows": .number(JSONNumber(importReport.rejected)),
    ])
  }
}
