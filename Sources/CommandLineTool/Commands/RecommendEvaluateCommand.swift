public import ArgumentParser
public import BuildPipeline
internal import Diagnostics
internal import JSONText
internal import Recommendations

/// `galley recommend evaluate`.
struct RecommendEvaluateCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measures recommendations on purchases held out, against kNN and popularity.",
    discussion: """
      Example: galley recommend evaluate --split temporal --k 10

      Only products a person had not bought before count, and the category cap is off.
      """)

  @OptionGroup var held: HeldOutOptions
  @OptionGroup var moment: AsOfOption
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let session = try moment.session(global, console)
    let results = try held.quality().evaluate(session)
    console.result(
      json: .object(["results": .array(results.map(\.json))]),
      text: TextTable.text(
        [["method", "people", "recall@\(held.k)", "ndcg@\(held.k)", "coverage", "novelty"]]
          + results.map(Self.row)))
  }

  static func row(_ result: EvaluationResult) -> [String] {
    [
      result.method, "\(result.users)", RecommendText.decimal(result.recall),
      RecommendText.decimal(result.ndcg), RecommendText.decimal(result.coverage),
      RecommendText.decimal(result.novelty),
    ]
  }
}

/// `galley recommend tune`.
struct RecommendTuneCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Tries settings of the model on purchases held out, and ranks them.",
    discussion: """
      Example: galley recommend tune --split leave-last-out

      Nothing is changed: put the best settings into galley.yml under recommendations.model.
      """)

  @OptionGroup var held: HeldOutOptions
  @OptionGroup var moment: AsOfOption
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let session = try moment.session(global, console)
    let trials = try held.quality().tune(session, progress: console.progress)
    console.result(
      json: .object(["trials": .array(trials.map(\.json))]),
      text: TextTable.text(
        [["ridge", "profile_half_life_days", "trend_exponent", "ndcg@\(held.k)", "recall"]]
          + trials.map {
            [
              RecommendText.decimal($0.ridge), RecommendText.decimal($0.profileHalfLifeInDays),
              RecommendText.decimal($0.trendExponent), RecommendText.decimal($0.result.ndcg),
              RecommendText.decimal($0.result.recall),
            ]
          }))
  }
}

/// What is held out to measure with.
struct HeldOutOptions: ParsableArguments {
  @Option(help: "temporal (all after a moment) or leave-last-out (each person's last).")
  var split: RecommendationQuality.Split = .temporal

  @Option(help: "The moment of a temporal split (default: 30 days before the last purchase).")
  var cut: String?

  @Option(help: "How long the lists are.")
  var k = 10

  func validate() throws {
    if !(1...1000).contains(k) { throw ValidationError("--k takes a number from 1 to 1000.") }
    if cut != nil, split != .temporal {
      throw ValidationError("--cut is for --split temporal.")
    }
  }

  func quality() throws(GalleyError) -> RecommendationQuality {
    var moment: Timestamp?
    if let cut {
      guard let timestamp = Timestamp(cut) else {
        throw GalleyError(.usage, "--cut is no day or time.", hint: "Write it like 2026-04-01.")
      }
      moment = timestamp
    }
    return RecommendationQuality(split: split, cut: moment, k: k)
  }
}

extension RecommendationQuality.Split: ExpressibleByArgument {}
