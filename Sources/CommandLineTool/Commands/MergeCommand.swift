internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import Foundation
internal import JSONText

/// `galley merge`.
struct MergeCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Puts the shards of a campaign together, and checks that none is missing.",
    discussion: """
      Example: galley render spring-launch --format mbox --shard 1/2 --frozen
               galley render spring-launch --format mbox --shard 2/2 --frozen
               galley merge spring-launch

      The result is what one run without --shard would have made.
      """)

  @Argument(help: "The campaign.")
  var campaign: String

  @Argument(help: "The folders of the shards (default: Output/CAMPAIGN/shards/*).")
  var folders: [String] = []

  @Option(help: "A file (jsonl, mbox) or folder (html, eml) to write to.")
  var output: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let current = FileManager.default.currentDirectoryPath
    let target = output.map { $0.hasPrefix("/") ? $0 : current + "/" + $0 }
    let summary = try MergeRequest(
      campaign: campaign, folders: folders, output: target, workspace: workspace
    ).run()
    console.result(
      json: .object([
        "campaign": .string(campaign), "shards": .number(JSONNumber(summary.shards)),
        "output": .string(summary.output), "messages": .number(JSONNumber(summary.messages)),
      ]),
      text: "\(summary.messages) messages of \(summary.shards) shards in \(summary.output)")
  }
}
