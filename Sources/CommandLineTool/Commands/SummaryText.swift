internal import BuildPipeline
internal import Diagnostics

/// The summary of a build for people.
enum SummaryText {
  static func text(_ summary: BuildSummary) -> String {
    var lines: [String] = []
    for campaign in summary.campaigns {
      var line = "\(campaign.slug): \(campaign.messages) messages for \(campaign.audience) contacts"
      if !campaign.exclusions.isEmpty {
        let reasons = campaign.exclusions.map {
          "\($0.count) \($0.reason.replacing("_", with: " "))"
        }
        line += " (left out: \(reasons.joined(separator: ", ")))"
      }
      line += ", \(campaign.boards) boards, largest mail \(kilobytes(campaign.largestMessage)) KB"
      lines.append(line)
      if campaign.drafts > 0 {
        lines.append(
          "  DRAFT: \(campaign.drafts) copies are the offline writer's; edit them, or write them "
            + "with a real AI provider before sending")
      }
      if campaign.fallbacks > 0 {
        lines.append("  FALLBACK: \(campaign.fallbacks) copies are the campaign's fallback")
      }
    }
    lines.append("site: \(summary.pages) pages")
    lines.append(
      "Output: \(summary.written) files written, \(summary.unchanged) unchanged, "
        + "\(summary.removed) removed")
    lines.append("AI cost of this run: $\(summary.cost)")
    return lines.joined(separator: "\n")
  }

  static func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let hundredths = attoseconds / 10_000_000_000_000_000
    return "\(seconds).\(hundredths < 10 ? "0" : "")\(hundredths)"
  }

  private static func kilobytes(_ bytes: Int) -> String {
    "\(bytes / 1024).\(bytes % 1024 * 10 / 1024)"
  }
}
