internal import ArgumentParser
internal import BuildPipeline
internal import Campaigns
internal import Diagnostics
internal import Foundation

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
  @Flag(help: "Print the result as JSON on stdout.")
  var json = false

  @Flag(name: .customLong("no-progress"), help: "Never draw a progress bar.")
  var noProgress = false

  @Option(help: "The workspace folder (default: the nearest galley.yml upwards).")
  var workspace: String?

  @Option(help: "The tenant (endpoint id), in place of galley.yml's.")
  var tenant: String?

  @Option(help: "The active business, in place of galley.yml's.")
  var business: String?

  @Option(help: "The overlay to lay over galley.yml: `prod` reads galley.prod.yml.")
  var env: String?

  @Option(help: "How many workers to use (default: one per core).")
  var jobs: Int?

  @Option(name: .customLong("log-format"), help: "The form of messages on stderr: text or json.")
  var logFormat: LogFormat = .text

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("--jobs takes a number from 1 to 256.")
    }
  }

  enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  /// How many workers to use.
  var workers: Int { jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// Opens the workspace that the options and the working folder name.
  func openWorkspace(_ console: Console) throws(GalleyError) -> Workspace {
    let root = try Workspace.locate(
      from: workspace ?? FileManager.default.currentDirectoryPath, isExact: workspace != nil)
    var flags: [(path: [String], text: String, flag: String)] = []
    if let tenant { flags.append((["tenant"], tenant, "flag --tenant")) }
    if let business { flags.append((["business", "id"], business, "flag --business")) }
    let environment = ProcessInfo.processInfo.environment
    let opened = try Workspace.open(
      root: root,
      overrides: .init(
        environmentName: env ?? environment["GALLEY_ENV"], environment: environment, flags: flags))
    console.level = LogLevel(opened.settings.log.level) ?? .info
    console.show(opened.warnings)
    return opened
  }

  /// The clock: `GALLEY_NOW` where it is set.
  func now() throws(GalleyError) -> Timestamp {
    guard let text = ProcessInfo.processInfo.environment["GALLEY_NOW"], !text.isEmpty else {
      return Timestamp(
        millisecondsSince1970: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
    guard let timestamp = Timestamp(text) else {
      throw GalleyError(
        .invalidFormat, "GALLEY_NOW is no time.",
        hint: "Write it like 2026-04-15T09:00:00Z.")
    }
    return timestamp
  }
}
