public import ArgumentParser
internal import BuildPipeline
internal import CRMModel
internal import Diagnostics
internal import JSONText
public import Recommendations

/// `galley recommend [USER...]`.
struct RecommendListCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists products for some contacts, or for everyone.",
    discussion: """
      Example: galley recommend contact-001 contact-002 --type discovery
      Example: galley recommend --all --format csv --limit 10 > lists.csv

      The CSV has the header user_id,rank,product_id,score,reason,category. What the rules removed
      is told on stderr.
      """)

  @Argument(help: "Contacts, by id or address.")
  var users: [String] = []

  @Flag(help: "Recommend to everyone.")
  var all = false

  @OptionGroup var options: RecommendOptions

  @Option(help: "Print rows: json, jsonl or csv (default: a table).")
  var format: ListFormat?

  @Flag(help: "Tell each part's share in the score and what speaks for each product.")
  var explain = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if users.isEmpty != all {
      throw ValidationError(
        all ? "Name contacts, or say --all; not both." : "Name contacts, or say --all.")
    }
  }

  func run(_ console: Console) async throws {
    let session = try options.session(global, console)
    var request = options.request
    request.users = users
    let answer = try request.run(session, format: format, explains: explain)
    if format != nil {
      console.document(answer.document)
    } else {
      console.result(
        json: answer.json, text: RecommendText.lists(answer.lists, explains: explain))
    }
    console.log(.info, answer.removalText)
  }
}

/// The options that choose what is recommended.
struct RecommendOptions: ParsableArguments {
  @Option(
    help: "history, interest, trending, discovery, restock or complements (default: a mix).")
  var type: RecommendationType?

  @Option(help: "How many products at most for each (default: galley.yml's).")
  var limit: Int?

  @Option(
    name: .customLong("max-per-category"),
    help: "How many products of one category at most; 0 for no cap (default: galley.yml's).")
  var maxPerCategory: Int?

  @Option(help: "The language of the reasons (default: each contact's own).")
  var locale: String?

  @OptionGroup var moment: AsOfOption

  func validate() throws {
    if let limit, !(1...1000).contains(limit) {
      throw ValidationError("--limit takes a number from 1 to 1000.")
    }
    if let maxPerCategory, maxPerCategory < 0 {
      throw ValidationError("--max-per-category takes 0 or more.")
    }
  }

  var request: RecommendRequest {
    var request = RecommendRequest()
    request.type = type
    request.limit = limit
    request.maximumPerCategory = maxPerCategory
    request.locale = locale
    return request
  }

  func session(
    _ global: GlobalOptions, _ console: Console
  ) throws(GalleyError) -> RecommendationSession {
    try moment.session(global, console)
  }
}

/// The moment that recommendations look from.
struct AsOfOption: ParsableArguments {
  @Option(
    name: .customLong("as-of"),
    help: "Look from this day or time, such as 2026-04-01: later purchases are not known.")
  var asOf: String?

  func options(_ global: GlobalOptions) throws(GalleyError) -> RecommendationSession.Options {
    var moment = try global.now()
    if let asOf {
      guard let timestamp = Timestamp(asOf) else {
        throw GalleyError(
          .usage, "--as-of is no day or time.", hint: "Write it like 2026-04-01.")
      }
      moment = timestamp
    }
    return .init(asOf: moment, threads: global.jobs)
  }

  func session(
    _ global: GlobalOptions, _ console: Console
  ) throws(GalleyError) -> RecommendationSession {
    try RecommendationSession(
      try global.openWorkspace(console), try options(global), progress: console.progress)
  }
}

extension RecommendationType: ExpressibleByArgument {}
extension ListFormat: ExpressibleByArgument {}

/// Recommendations for people.
enum RecommendText {
  static func lists(_ lists: [RecommendationList], explains: Bool) -> String {
    lists.map { list in
      var notes: [String] = []
      if list.isCold { notes.append("nothing bought yet") }
      if list.isImported { notes.append("imported") }
      var lines = [list.userID + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")]
      for (position, item) in list.items.enumerated() {
        let recommendation = item.recommendation
        lines.append(
          "  \(position + 1). \(recommendation.productID)  \(percent(recommendation.score))  "
            + "[\(recommendation.category)] \(recommendation.reason)")
        guard explains else { continue }
        for part in item.parts {
          lines.append("       \(percent(part.share)) \(part.part.rawValue)")
        }
        for cause in item.causes {
          lines.append("       \(percent(cause.share)) \(cause.kind.rawValue): \(cause.name)")
        }
      }
      if list.items.isEmpty { lines.append("  nothing to recommend") }
      let removed = list.removals.nonZero.map { "\($0.count) \($0.rule.rawValue)" }
      if explains, !removed.isEmpty {
        lines.append("  removed: " + removed.joined(separator: ", "))
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// Four digits behind the point.
  static func decimal(_ value: Double) -> String {
    let units = Int((value * 10_000).rounded())
    let digits = String(units.magnitude % 10_000)
    return "\(units / 10_000)." + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
