internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import Foundation
internal import JSONText

/// `galley render`.
struct RenderCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Renders the messages of a campaign, and nothing else.",
    discussion: """
      Example: galley render spring-launch --format eml --output mails --sample 10
               galley render spring-launch --to ana@mail.example --format html --output -
               galley render spring-launch --format mbox --frozen --shard 1/4

      The copy has to be there: `galley write` makes it. A render that was interrupted goes on
      where it was when the same command is run again.
      """)

  @Argument(help: "The campaign.")
  var campaign: String

  @Option(help: "How messages are written: html, eml, jsonl or mbox.")
  var format: MessageFormat = .html

  @Option(help: "A folder (html, eml) or file (jsonl, mbox), or - for stdout.")
  var output: String?

  @Option(help: "Render this many messages, chosen to show every variant and branch.")
  var sample: Int?

  @Flag(
    help: "Take the fixed plan as it is; refuse one that is too old or was made from other data.")
  var frozen = false

  @Option(help: "Render only this part of the recipients, such as 1/4; `galley merge` joins them.")
  var shard: Shard?

  @Option(help: "Render only the message of this address; refused without the person's consent.")
  var to: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let sample, sample < 0 { throw ValidationError("--sample takes a number from 0.") }
    if shard != nil, sample != nil || to != nil || output == "-" {
      throw ValidationError("--shard goes with neither --sample nor --to nor --output -.")
    }
  }

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    var options = BuildOptions(now: try global.now(), requestID: console.requestID)
    options.sample = sample
    options.format = format
    options.isFrozen = true
    options.jobs = global.workers
    options.shard = shard.map { ($0.number, $0.count) }
    options.environment = ProcessInfo.processInfo.environment
    let request = RenderRequest(
      campaign: campaign, recipient: to, output: output, isFrozen: frozen, workspace: workspace,
      options: options, progress: console.progress
    ) { Output.write($0, to: .standardOutput) }
    let summary = try await request.run()
    guard output != "-" else { return }
    console.result(
      json: .object([
        "campaign": .string(campaign), "output": .string(summary.output),
        "plan": .string(summary.plan), "reads": .number(JSONNumber(summary.reads)),
        "excluded": .number(JSONNumber(summary.excluded)),
        "messages": .number(JSONNumber(summary.messages)),
      ]),
      text:
        "\(summary.messages) messages in \(summary.output), \(summary.excluded) contacts left out"
    )
  }
}
