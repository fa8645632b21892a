internal import ArgumentParser
internal import BuildPipeline
internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Records

/// `galley segment`.
struct SegmentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment",
    abstract: "Looks at audiences: how many, who, and how they are found.",
    discussion: "Example: galley segment list spring-launch",
    subcommands: [SegmentListCommand.self, SegmentShowCommand.self, SegmentExplainCommand.self],
    defaultSubcommand: SegmentListCommand.self)
}

/// `galley segment list`.
struct SegmentListCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the segments of the campaigns with their sizes.",
    discussion: "Example: galley segment list spring-launch")

  @Argument(help: "Only the segments of this campaign.")
  var campaign: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    let lines = try SegmentRequest(workspace: workspace, store: store).list(campaign: campaign)
    console.result(
      json: .object([
        "segments": .array(
          lines.map { line in
            .object([
              "campaign": .string(line.campaign), "segment": .string(line.segment),
              "description": .string(line.description), "count": .count(line.count),
            ])
          })
      ]),
      text: lines.isEmpty
        ? "No segments."
        : TextTable.text(
          [["campaign", "segment", "contacts"]]
            + lines.map { [$0.campaign, $0.segment, "\($0.count)"] }))
  }
}

/// Which segment is meant: one of a campaign, a filter, or both.
struct SegmentArguments: ParsableArguments {
  @Argument(help: "The campaign; without it, only the filters count.")
  var campaign: String?

  @Argument(help: "The segment of the campaign.")
  var segment: String?

  @OptionGroup var filters: FilterOptions

  func validate() throws {
    if campaign != nil, segment == nil {
      throw ValidationError("Name the segment of the campaign, too.")
    }
  }

  func filter(_ request: SegmentRequest) throws(GalleyError) -> SegmentFilter {
    let rest = try filters.segmentFilter()
    guard let campaign, let segment else { return rest }
    return try request.filter(campaign: campaign, segment: segment).and(rest)
  }
}

/// `galley segment show`.
struct SegmentShowCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Counts a segment and shows a sample of it.",
    discussion: "Example: galley segment show spring-launch loyal --limit 10")

  @OptionGroup var target: SegmentArguments

  @Option(help: "How many contacts of it to show.")
  var limit = 10

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    let filter = try target.filter(SegmentRequest(workspace: workspace, store: store))
    let count = try store.countContacts(matching: filter)
    let sample = try store.contacts(matching: filter, limit: limit)
    console.result(
      json: .object(["count": .count(count), "sample": .array(sample.map(\.json))]),
      text: "\(count) contacts\n" + ContactsText.text(sample))
  }
}

/// `galley segment explain`.
struct SegmentExplainCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Prints the plan that answers a segment: the index, and rows read and kept.",
    discussion: """
      Example: galley segment explain --company TechCorp --job-title Developer

      The index is forced in every list and count of the filter, so that what is printed is what is
      done.
      """)

  @OptionGroup var target: SegmentArguments

  @Flag(help: "Count the data first, and plan by these figures from now on.")
  var analyze = false

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    let filter = try target.filter(SegmentRequest(workspace: workspace, store: store))
    if analyze { try store.analyze() }
    let plan = try store.explain(filter)
    // The golden plan ends with the token of what comes next.
    let token = try store.page(of: filter, limit: 50).nextToken
    console.result(json: plan.json(nextToken: token), text: plan.text)
  }
}

extension SegmentPlan {
  func json(nextToken: String?) -> JSONValue {
    .object([
      "plan": .string(kind.rawValue), "index": .string(index),
      "candidates": .array(
        candidates.map { candidate in
          .object([
            "index": .string(candidate.index), "filter": .string(candidate.filter),
            "selectivity": JSONNumber(candidate.selectivity).map { .number($0) } ?? .null,
          ])
        }),
      "rows_read": .count(rowsRead), "rows_kept": .count(rowsKept),
      "sqlite": .array(sqlite.map { .string($0) }), "next_token": .text(nextToken),
    ])
  }

  var text: String {
    var lines = ["plan: \(kind.rawValue)", "index: \(index)"]
    for candidate in candidates {
      lines.append("  could use \(candidate.index) (\(candidate.filter), \(candidate.selectivity))")
    }
    lines.append("rows: \(rowsRead) read, \(rowsKept) kept")
    lines += sqlite.map { "sqlite: \($0)" }
    return lines.joined(separator: "\n")
  }
}
