internal import ArgumentParser
internal import BuildPipeline
internal import Campaigns
internal import Diagnostics
internal import JSONText

/// `galley plan`.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Shows the fixed plan of a campaign, and what a new one would change.",
    discussion: "Example: galley plan show spring-launch --excluded",
    subcommands: [PlanShowCommand.self, PlanDiffCommand.self])
}

/// `galley plan show`.
struct PlanShowCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows who gets what; makes and fixes a plan when there is none.",
    discussion: """
      Example: galley plan show spring-launch --excluded --reason suppressed_domain

      Later steps with --frozen take this plan as it is, or refuse it with exit code 4.
      """)

  @Argument(help: "The campaign.")
  var campaign: String

  @Flag(help: "Make and fix a new plan.")
  var renew = false

  @Flag(help: "List the recipients: contact, segment, variant, locale.")
  var recipients = false

  @Flag(help: "List who was left out, and why.")
  var excluded = false

  @Option(help: "List only those left out for this reason.")
  var reason: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let shown = try PlanRequest(
      campaign: campaign, workspace: workspace, now: try global.now(), progress: console.progress
    ).show(renews: renew)
    let wanted = shown.plan.exclusions.lazy.filter { reason == nil || $0.reason == reason }
    var json = shown.plan.json.objectValue ?? [:]
    json["is_stale"] = .bool(shown.refusal != nil)
    if recipients, global.json {
      json["recipient_list"] = .array(
        shown.plan.recipients.map { .array($0.fields.map { .string($0) }) })
    }
    if excluded || reason != nil, global.json {
      json["excluded_contacts"] = .array(
        wanted.map {
          .object(["contact_uuid": .string($0.contactID), "reason": .string($0.reason)])
        })
    }
    if global.json {
      console.result(json: .object(json), text: "")
    } else if recipients || excluded || reason != nil {
      if recipients {
        for recipient in shown.plan.recipients {
          console.result(recipient.fields.joined(separator: "\t"))
        }
      }
      if excluded || reason != nil {
        for exclusion in wanted { console.result("\(exclusion.contactID)\t\(exclusion.reason)") }
      }
    } else {
      console.result(PlanText.text(shown.plan))
    }
    if let refusal = shown.refusal { console.log(.warning, refusal) }
  }
}

/// `galley plan diff`.
struct PlanDiffCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Shows what a plan made now would change of the fixed one.",
    discussion: "Example: galley plan diff spring-launch --json")

  @Argument(help: "The campaign.")
  var campaign: String

  @Flag(help: "Compare the fixed plan with the one before it.")
  var previous = false

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let diff = try PlanRequest(
      campaign: campaign, workspace: workspace, now: try global.now(), progress: console.progress
    ).diff(fromPrevious: previous)
    console.result(json: diff.json, text: PlanText.text(diff))
  }
}

/// Plans for people.
enum PlanText {
  static func text(_ plan: CampaignPlan) -> String {
    var rows = [
      ["planned at", plan.plannedAt.description], ["digest", String(plan.digest.text.prefix(16))],
      ["audience", "\(plan.audience)"], ["recipients", "\(plan.recipients.count)"],
    ]
    for (kind, counts) in [
      ("segment", plan.bySegment), ("variant", plan.byVariant), ("locale", plan.byLocale),
    ] {
      for count in counts { rows.append(["\(kind) \(count.name)", "\(count.count)"]) }
    }
    for exclusion in plan.exclusionCounts {
      rows.append(["left out: \(exclusion.reason)", "\(exclusion.count)"])
    }
    return TextTable.text(rows)
  }

  static func text(_ diff: PlanDiff) -> String {
    var lines: [String] = []
    if !diff.changedParts.isEmpty {
      lines.append("changed: \(diff.changedParts.joined(separator: ", "))")
    }
    for (mark, count, ids) in [
      ("+", diff.counts.added, diff.added), ("-", diff.counts.removed, diff.removed),
      ("~", diff.counts.moved, diff.moved),
    ] {
      lines += ids.map { "\(mark) \($0)" }
      if count > ids.count { lines.append("\(mark) and \(count - ids.count) more") }
    }
    lines.append(
      "\(diff.counts.added) added, \(diff.counts.removed) removed, \(diff.counts.moved) moved")
    return lines.joined(separator: "\n")
  }
}
