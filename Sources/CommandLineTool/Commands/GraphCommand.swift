public import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import JSONText
public import Recommendations

/// `galley graph`.
struct GraphCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Looks at the knowledge graph of users, products, interests and categories.",
    discussion: """
      Example: galley graph build
      Example: galley graph similar contact-001 --limit 5

      The graph is derived from the store as the last import left it.
      """,
    subcommands: [
      GraphBuildCommand.self, GraphProfileCommand.self, GraphSimilarCommand.self,
      GraphPathCommand.self, GraphExportCommand.self,
    ])

  @OptionGroup var global: GlobalOptions
}

/// `galley graph build`.
struct GraphBuildCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Builds the graph and the model; what has not changed is taken over.",
    discussion: "Example: galley graph build --json")

  @OptionGroup var moment: AsOfOption
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let summary = try GraphRequest(
      try global.openWorkspace(console), try moment.options(global), progress: console.progress
    ).summary
    var lines = summary.nodes.map { "\($0.count) \($0.kind.rawValue) nodes" }
    for edge in summary.edges {
      lines.append(
        "\(edge.count.map(String.init) ?? "on demand:") \(edge.kind.rawValue) edges")
    }
    lines.append(
      summary.reused.isEverything
        ? "Nothing to train: the inputs are those of the last run." : "Trained and kept.")
    console.result(json: summary.json, text: lines.joined(separator: "\n"))
  }
}

/// `galley graph profile`.
struct GraphProfileCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Shows a contact's node: facts, preferences, edges and the people most alike.",
    discussion: "Example: galley graph profile contact-001")

  @Argument(help: "The contact, by id or address.")
  var user: String

  @OptionGroup var moment: AsOfOption
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let profile = try GraphRequest(
      try global.openWorkspace(console), try moment.options(global), progress: console.progress
    ).profile(user)
    var lines = [profile.userID]
    for fact in profile.facts { lines.append("  \(fact.name): \(fact.value)") }
    for edge in profile.edges {
      lines.append("  \(edge.kind.rawValue) \(edge.target.key) (\(RecommendText.weight(edge)))")
    }
    for other in profile.similarUsers {
      lines.append(
        "  SIMILAR_TO user:\(other.userID) (\(RecommendText.percent(other.similarity)))")
    }
    console.result(json: profile.json, text: lines.joined(separator: "\n"))
  }
}

/// `galley graph similar`.
struct GraphSimilarCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "similar",
    abstract: "Lists the people whose purchases and interests are most like a contact's.",
    discussion: "Example: galley graph similar contact-001 --limit 5")

  @Argument(help: "The contact, by id or address.")
  var user: String

  @Option(help: "How many at most.")
  var limit = 10

  @OptionGroup var moment: AsOfOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(1...10_000).contains(limit) {
      throw ValidationError("--limit takes a number from 1 to 10000.")
    }
  }

  func run(_ console: Console) async throws {
    let similar = try GraphRequest(
      try global.openWorkspace(console), try moment.options(global), progress: console.progress
    ).similar(user, limit: limit)
    console.result(
      json: .object(["similar": .array(similar.map(\.json))]),
      text: TextTable.text(
        [["user", "similarity", "products", "interests"]]
          + similar.map {
            [
              $0.userID, RecommendText.decimal($0.similarity), "\($0.commonProducts)",
              $0.commonInterests.joined(separator: "; "),
            ]
          }))
  }
}

/// `galley graph path`.
struct GraphPathCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "Finds a shortest path between two nodes.",
    discussion: """
      Example: galley graph path user:contact-001 product:nightjar-tent

      A node is user:ID, product:ID, category:NAME or interest:CATEGORY:VALUE.
      """)

  @Argument(help: "Where to start.")
  var from: String

  @Argument(help: "Where to end.")
  var to: String

  @Option(name: .customLong("max-steps"), help: "How many edges at most.")
  var maxSteps = 6

  @OptionGroup var moment: AsOfOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(1...100).contains(maxSteps) {
      throw ValidationError("--max-steps takes a number from 1 to 100.")
    }
  }

  func run(_ console: Console) async throws {
    let path = try GraphRequest(
      try global.openWorkspace(console), try moment.options(global), progress: console.progress
    ).path(from, to, maximumSteps: maxSteps)
    console.result(
      json: .object(["path": path.map { .array($0.map { .string($0.key) }) } ?? .null]),
      text: path.map { $0.map(\.key).joined(separator: "\n") }
        ?? "There is no path of at most \(maxSteps) steps.")
  }
}

/// `galley graph export`.
struct GraphExportCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the graph as JSON lines or GraphML.",
    discussion: "Example: galley graph export graph.graphml --format graphml")

  @Argument(help: "The file to write, or - for stdout.")
  var file: String

  @Option(help: "jsonl or graphml.")
  var format: GraphFormat = .jsonl

  @Option(help: "How many SIMILAR_TO edges for each user; 0 for none.")
  var similar = 10

  @OptionGroup var moment: AsOfOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(0...1000).contains(similar) {
      throw ValidationError("--similar takes a number from 0 to 1000.")
    }
  }

  func run(_ console: Console) async throws {
    let bytes = try GraphRequest(
      try global.openWorkspace(console), try moment.options(global), progress: console.progress
    ).graph.export(format, similarUsers: similar)
    if file == "-" {
      console.document(bytes)
      return
    }
    try RecommendationExport.write(bytes, to: file)
    console.result(
      json: .object(["file": .string(file), "bytes": .number(JSONNumber(bytes.count))]),
      text: "\(file): \(bytes.count) bytes")
  }
}

extension GraphFormat: ExpressibleByArgument {}

extension RecommendText {
  /// Whole weights without a point.
  static func weight(_ edge: GraphEdge) -> String {
    edge.weight == edge.weight.rounded() && abs(edge.weight) < 1e15
      ? "\(Int(edge.weight))" : decimal(edge.weight)
  }
}
