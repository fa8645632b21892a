internal import Campaigns
internal import Diagnostics
internal import JSONText
internal import Site

/// The report of a campaign: who got what, who did not and why, what the copy cost.
///
/// Nothing in it depends on when or how fast it was made, so two builds give the same bytes.
struct CampaignReport {
  let material: CampaignMaterial
  let result: RenderStage.Result
  let copies: [CopyFile]
  let boards: [String]
  let format: MessageFormat
  let links: [LinkUse]
  let proof: CampaignProof

  /// How many excluded contacts the report lists; `galley plan show --excluded` lists them all.
  private static let listed = 1_000
  private static let clippingSize = 102 << 10

  /// How often each rule of the lint was broken by the mails of the proof.
  private var lint: [(rule: String, severity: Severity, count: Int)] {
    var counts: [String: (Severity, Int)] = [:]
    for finding in proof.messages.flatMap(\.findings) {
      counts[finding.identifier, default: (finding.severity, 0)].1 += 1
    }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value.0, $0.value.1) }
  }

  /// What the copy cost when it was written, from its provenance.
  private var cost: PicoDollars {
    copies.reduce(.zero) { sum, copy in
      sum + (copy.provenance["cost_usd"]?.stringValue.flatMap { PicoDollars(dollars: $0) } ?? .zero)
    }
  }

  private var costPerMessage: PicoDollars {
    PicoDollars(cost.rawValue / Int64(max(1, material.plan.recipients.count)))
  }

  /// The form of report.json.
  var json: JSONValue {
    func number(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
    func counts(_ counts: CampaignPlan.Counts) -> JSONValue {
      .object(JSONObject(counts.map { ($0.name, number($0.count)) }))
    }
    let campaign = material.campaign
    let plan = material.plan
    return .object([
      "campaign": .string(campaign.slug),
      "name": .string(campaign.name),
      "generated_at": .string(plan.plannedAt.description),
      "plan": .string(plan.digest.text),
      "audience": number(plan.audience),
      "planned": number(plan.recipients.count),
      "messages": number(result.count),
      "format": .string(format.rawValue),
      "by_segment": counts(plan.bySegment),
      "by_variant": counts(plan.byVariant),
      "by_locale": counts(plan.byLocale),
      "excluded": .object(
        JSONObject(plan.exclusionCounts.map { ($0.reason, number($0.count)) })),
      "excluded_contacts": .array(
        plan.exclusions.prefix(Self.listed).map {
          .object(["contact_uuid": .string($0.contactID), "reason": .string($0.reason)])
        }),
      "largest_html_bytes": number(result.largest),
      "is_clipped": .bool(result.largest > Self.clippingSize),
      "bytes": number(result.bytes),
      "reads": number(result.reads),
      "lint": .array(
        lint.map {
          .object([
            "rule": .string($0.rule), "severity": .string($0.severity.rawValue),
            "count": number($0.count),
          ])
        }),
      "links": .array(
        links.map { link in
          .object([
            "utm_content": .string(link.id), "part": .string(link.part),
            "url": .string(link.url),
            "place": link.location.map { .string($0.description) } ?? .null,
          ])
        }),
      "boards": .array(boards.map { .string("boards/\($0).png") }),
      "cost_usd": .string(cost.description),
      "cost_usd_per_message": .string(costPerMessage.description),
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

  /// The tables of the report, for people.
  private var sections: [(title: String, rows: [(String, String)])] {
    func rows(_ counts: CampaignPlan.Counts) -> [(String, String)] {
      counts.map { ($0.name, "\($0.count)") }
    }
    let plan = material.plan
    let meanings = Dictionary(
      ExclusionReason.all.map { ($0.name, $0.meaning) }, uniquingKeysWith: { first, _ in first })
    return [
      (
        "Messages",
        [
          ("Audience", "\(plan.audience)"), ("Planned", "\(plan.recipients.count)"),
          ("Rendered", "\(result.count) (\(format.rawValue))"), ("Reads", "\(result.reads)"),
          ("Plan", String(plan.digest.text.prefix(16))),
        ]
      ),
      ("Segments", rows(plan.bySegment)), ("Variants", rows(plan.byVariant)),
      ("Locales", rows(plan.byLocale)),
      (
        "Left out",
        plan.exclusionCounts.map { (meanings[$0.reason] ?? $0.reason, "\($0.count)") }
      ),
      (
        "Size",
        [
          (
            "Largest HTML part",
            "\(result.largest / 1024) KB of 102 KB"
              + (result.largest > Self.clippingSize ? ": some readers cut it off" : "")
          )
        ]
      ),
      ("Lint", lint.map { ("\($0.rule) (\($0.severity.rawValue))", "\($0.count)") }),
      ("AI cost", [("All copy", "$\(cost)"), ("Per message", "$\(costPerMessage)")]),
      ("Copy", copies.map { ($0.key.name, $0.status.rawValue) }),
      ("Links", links.map { ($0.id, $0.url) }),
    ].filter { !$0.rows.isEmpty }
  }

  /// The form of report.txt.
  var text: String {
    var lines = [
      "\(material.campaign.name) (\(material.campaign.slug)), \(material.plan.plannedAt)"
    ]
    for section in sections {
      lines += ["", section.title]
      let width = section.rows.map(\.0.count).max() ?? 0
      for row in section.rows {
        lines.append(
          "  " + row.0 + String(repeating: " ", count: width - row.0.count + 2) + row.1)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The form of report.html: one page without scripts or outside files.
  var html: String {
    var page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(Self.escaped(material.campaign.name)): report</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; }
      td { border-top: 1px solid #8884; padding: .3rem .5rem .3rem 0; overflow-wrap: anywhere; }
      td + td { text-align: right; font-variant-numeric: tabular-nums; }
      h2 { font-size: 1.1rem; margin: 2rem 0 .4rem; }
      </style>
      </head>
      <body>
      <h1>\(Self.escaped(material.campaign.name))</h1>
      <p>\(Self.escaped(material.campaign.slug)), planned \(material.plan.plannedAt)</p>

      """
    for section in sections {
      page += "<h2>\(section.title)</h2>\n<table>\n"
      for row in section.rows {
        page += "<tr><td>\(Self.escaped(row.0))</td><td>\(Self.escaped(row.1))</td></tr>\n"
      }
      page += "</table>\n"
    }
    return page + "</body>\n</html>\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
