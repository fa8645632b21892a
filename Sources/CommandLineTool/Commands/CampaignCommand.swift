internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import Foundation
internal import JSONText

/// `galley campaign`.
struct CampaignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign",
    abstract: "Makes, lists and shows campaigns, and plans their calendar.",
    discussion: "Example: galley campaign new summer-sale --slot teaser --slot launch",
    subcommands: [
      CampaignNewCommand.self, CampaignListCommand.self, CampaignShowCommand.self,
      CampaignStrategyCommand.self,
    ])
}

/// `galley campaign new`.
struct CampaignNewCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Makes a campaign that builds at once.",
    discussion: "Example: galley campaign new summer-sale --name \"Summer sale\" --slot teaser")

  @Argument(help: "The folder name: lower-case letters, digits and hyphens.")
  var slug: String

  @Option(help: "The name for people.")
  var name: String?

  @Option(help: "An entry of the calendar; can be given more than once.")
  var slot: [String] = []

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let files = try NewCampaign(slug: slug, name: name, slots: slot, workspace: workspace).run()
    console.result(
      json: .object([
        "campaign": .string(slug), "files": .array(files.map { .string($0) }),
      ]),
      text: files.joined(separator: "\n"))
  }
}

/// `galley campaign list`.
struct CampaignListCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the campaigns with how far each is.",
    discussion: "Example: galley campaign list --json")

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let entries = try CampaignCatalog(workspace: workspace).list()
    var rows = [["campaign", "status", "copies", "planned", "recipients"]]
    for entry in entries {
      rows.append([
        entry.slug, entry.status, "\(entry.copies.there)/\(entry.copies.needed)",
        entry.plan?.at ?? "-", entry.plan.map { "\($0.recipients)" } ?? "-",
      ])
    }
    console.result(
      json: .object(["campaigns": .array(entries.map(\.json))]), text: TextTable.text(rows))
  }
}

/// `galley campaign show`.
struct CampaignShowCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows one campaign: status, copy, calendar, plan.",
    discussion: "Example: galley campaign show spring-launch")

  @Argument(help: "The campaign.")
  var campaign: String

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let entry = try CampaignCatalog(workspace: workspace).show(campaign)
    var rows = [
      ["name", entry.name], ["status", entry.status],
      ["copies", "\(entry.copies.there) of \(entry.copies.needed)"],
      ["plan", entry.plan.map { "\($0.at), \($0.recipients) recipients" } ?? "none"],
    ]
    for content in entry.contents { rows.append(["slot \(content.slot)", content.status]) }
    console.result(json: entry.json, text: TextTable.text(rows))
  }
}

/// `galley campaign strategy`.
struct CampaignStrategyCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "strategy",
    abstract: "Has the strategy model propose a calendar, with a placeholder for each slot.",
    discussion: """
      Example: galley campaign strategy spring-launch

      Writes strategy.json and contents/*.json into the campaign's folder, inside the budget of
      galley.yml; take into campaign.yml what you like.
      """)

  @Argument(help: "The campaign.")
  var campaign: String

  @Option(help: "Keep every AI answer in this folder.")
  var record: String?

  @Option(help: "Use the AI answers kept in this folder; no network.")
  var replay: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    var options = BuildOptions(now: try global.now(), requestID: console.requestID)
    options.environment = ProcessInfo.processInfo.environment
    options.recordFolder = record
    options.replayFolder = replay
    let summary = try await StrategyRequest(
      campaign: campaign, workspace: workspace, options: options, progress: console.progress
    ).run()
    console.result(
      json: summary.json,
      text: summary.files.joined(separator: "\n") + "\nAI cost of this run: $\(summary.cost)")
  }
}
