internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import Foundation
internal import Generation
internal import JSONText

/// `galley write`.
struct WriteCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "write",
    abstract: "Writes the copy of a campaign for every segment, variant and locale.",
    discussion: """
      Example: galley write spring-launch --estimate

      Copy that is there already is kept, and copy that a person edited is never overwritten
      unless you say so. An interrupted run goes on where it was: just run it again.
      """)

  @Argument(help: "The campaign.")
  var campaign: String

  @Flag(help: "Tell how many calls it takes and what they can cost at most; call nobody.")
  var estimate = false

  @Flag(help: "Go on after an interruption (what a plain run does, too).")
  var resume = false

  @Flag(help: "Write again what was generated before.")
  var overwrite = false

  @Option(help: "The model, in place of galley.yml's.")
  var model: String?

  @Option(help: "Keep every answer in this folder, for --replay.")
  var record: String?

  @Option(help: "Answer from this folder alone: no network, no key, no cost.")
  var replay: String?

  @Option(
    name: .customLong("idempotency-key"),
    help: "A name for this request: asked again, it changes and costs nothing.")
  var idempotencyKey: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if record != nil, replay != nil {
      throw ValidationError("--record and --replay cannot be used together.")
    }
  }

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    var options = BuildOptions(now: try global.now(), requestID: console.requestID)
    options.environment = ProcessInfo.processInfo.environment
    options.model = model
    options.recordFolder = record
    options.replayFolder = replay
    let request = WriteRequest(
      campaign: campaign, workspace: workspace, options: options, overwrites: overwrite,
      idempotencyKey: idempotencyKey, progress: console.progress)
    if estimate {
      let estimate = try request.estimate()
      console.result(
        json: estimate.json,
        text: "\(campaign): \(estimate.units) calls, \(estimate.alreadyAnswered) of them answered "
          + "before; likely $\(estimate.likelyCost), at most $\(estimate.worstCost) if each answer "
          + "is right at once")
      return
    }
    let summary = try await request.run()
    console.result(json: summary.json, text: summary.text)
  }
}
