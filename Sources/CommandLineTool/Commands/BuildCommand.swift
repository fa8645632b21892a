public import ArgumentParser
public import BuildPipeline
internal import Diagnostics
internal import Foundation
internal import Records

/// `galley build`.
struct BuildCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Builds everything: import, copy, mails, boards, pages, proof and report.",
    discussion: """
      Example: galley build spring-launch --sample 20

      Without a name every campaign is built. What is made lies under Output; look at
      Output/proof/index.html first.
      """)

  @Argument(help: "The campaigns to build (default: all).")
  var campaigns: [String] = []

  @Option(help: "Render this many messages per campaign, chosen to show every variant and branch.")
  var sample: Int?

  @Flag(help: "Use no network and no key: the copy has to be there already.")
  var frozen = false

  @Flag(name: .customLong("allow-rejects"), help: "Exit 0 even when CRM rows were rejected.")
  var allowRejects = false

  @Option(help: "How messages are written: html, eml, jsonl or mbox.")
  var format: MessageFormat = .html

  @Option(help: "Render only this part of the recipients, such as 1/4; `galley merge` joins them.")
  var shard: Shard?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let sample, sample < 0 { throw ValidationError("--sample takes a number from 0.") }
    if shard != nil, sample != nil { throw ValidationError("--shard does not go with --sample.") }
  }

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    var options = BuildOptions(now: try global.now(), requestID: console.requestID)
    options.campaigns = campaigns
    options.sample = sample
    options.isFrozen = frozen
    options.format = format
    options.jobs = global.workers
    options.shard = shard.map { ($0.number, $0.count) }
    options.environment = ProcessInfo.processInfo.environment
    let started = ContinuousClock.now
    let summary = try await Build(
      workspace: workspace, options: options, progress: console.progress
    ).run()
    let elapsed = ContinuousClock.now - started
    console.result(json: summary.json, text: SummaryText.text(summary))
    console.log(
      .info, "Built in \(SummaryText.seconds(elapsed)) s. Look at Output/proof/index.html.")
    if summary.importReport.rejected > 0, !allowRejects {
      console.exitCode = .invalidInput
      console.log(
        .warning,
        "\(summary.importReport.rejected) CRM rows were rejected and left out; correct them, "
          + "or accept it with --allow-rejects.")
    }
  }
}

extension MessageFormat: ExpressibleByArgument {}

/// A part of the recipients: `2/4` is the second of four.
struct Shard: ExpressibleByArgument {
  var number: Int
  var count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]),
      (1...10_000).contains(count), (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }
}
