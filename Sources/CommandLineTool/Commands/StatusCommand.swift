internal import ArgumentParser
internal import BuildPipeline

/// `galley status`.
struct StatusCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tells how far the copy of each campaign has come, also while it is written.",
    discussion: """
      Example: galley status spring-launch --json

      It may be asked at any time: it waits for nobody and holds nobody up.
      """)

  @Argument(help: "The campaign (default: all).")
  var campaign: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let status = try StatusRequest(workspace: workspace, now: try global.now())
      .status(of: campaign)
    console.result(json: status.json, text: status.text)
  }
}
