public import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
public import Generation
internal import JSONText

/// `galley costs`.
struct CostsCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "costs",
    abstract: "Reports tokens and costs from the ledger.",
    discussion: """
      Example: galley costs --by model --since 2026-04-01

      With --jsonl every attempt is printed as one JSON object a line, with the attribute names of
      OpenTelemetry's conventions for generative AI.
      """)

  @Option(help: "Group by day, model, campaign or task.")
  var by: CostReport.Grouping = .campaign

  @Option(help: "Count calls from this day or time on, such as 2026-04-01.")
  var since: String?

  @Flag(help: "Print every attempt as a line of JSON instead of sums.")
  var jsonl = false

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    var start: Timestamp?
    if let since {
      guard let timestamp = Timestamp(since) else {
        throw GalleyError(
          .usage, "--since is no day or time.", hint: "Write it like 2026-04-01.")
      }
      start = timestamp
    }
    let request = CostRequest(workspace: workspace)
    if jsonl {
      try request.export(since: start) { Output.write($0, to: .standardOutput) }
      return
    }
    let report = try request.report(by: by, since: start)
    console.result(json: report.json, text: CostText.text(report))
  }
}

extension CostReport.Grouping: ExpressibleByArgument {}

/// The cost report as a table.
enum CostText {
  static func text(_ report: CostReport) -> String {
    var rows = [[report.grouping.rawValue, "calls", "failed", "input", "cached", "output", "USD"]]
    for line in report.lines + [report.total] {
      rows.append([
        line.name, "\(line.calls)", "\(line.failures)", "\(line.inputTokens)",
        "\(line.cachedInputTokens)", "\(line.outputTokens)", line.cost.description,
      ])
    }
    return TextTable.text(rows)
  }
}
