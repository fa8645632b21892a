public import Diagnostics
public import JSONText
public import Recommendations

/// `galley recommend evaluate` and `tune` as a request: quality on purchases held out.
public struct RecommendationQuality: Sendable {
  /// Whether the purchases after a moment are held out, or the last of each person.
  public enum Split: String, Sendable, CaseIterable {
    /// Learns what is before the cut and foretells what is after it.
    case temporal
    /// Learns all but each person's last purchase and foretells that.
    case leaveLastOut = "leave-last-out"
  }

  private let split: Split
  private let cut: Timestamp?
  private let k: Int

  /// Creates a request; without a cut, a temporal split holds out the last 30 days.
  public init(split: Split, cut: Timestamp? = nil, k: Int = 10) {
    self.split = split
    self.cut = cut
    self.k = k
  }

  /// Measures the model of galley.yml, item neighbours and popularity.
  public func evaluate(
    _ session: RecommendationSession
  ) throws(GalleyError) -> [EvaluationResult] {
    let results = evaluator(session).evaluate(
      options: session.model.options, k: k, threads: session.threads)
    try Interruption.check()
    guard results.contains(where: { $0.users > 0 }) else {
      throw GalleyError(
        .invalidFormat, "No purchase can be held out: nobody bought something new after the cut.",
        hint: "Choose an earlier --cut, or --split leave-last-out.")
    }
    return results
  }

  /// One setting that was tried.
  public struct Trial: Sendable {
    /// The ridge penalty.
    public var ridge: Double
    /// The half-life of the profile in days.
    public var profileHalfLifeInDays: Double
    /// The exponent of the trend.
    public var trendExponent: Double
    /// How well it did.
    public var result: EvaluationResult

    /// The form of `--json`.
    public var json: JSONValue {
      .object([
        "ridge": JSONNumber(ridge).map { .number($0) } ?? .null,
        "profile_half_life_days": JSONNumber(profileHalfLifeInDays).map { .number($0) } ?? .null,
        "trend_exponent": JSONNumber(trendExponent).map { .number($0) } ?? .null,
        "result": result.json,
      ])
    }
  }

  /// Tries the grid around the options of galley.yml, best first.
  public func tune(
    _ session: RecommendationSession, progress: Progress
  ) throws(GalleyError) -> [Trial] {
    let evaluator = evaluator(session)
    let grid = RecommendationEvaluator.grid(around: session.model.options)
    var trials: [Trial] = []
    var kept: TrainedParts?
    for options in grid {
      let result = evaluator.measure(options, k: k, reusing: &kept, threads: session.threads)
      trials.append(
        Trial(
          ridge: options.ridge, profileHalfLifeInDays: options.profileHalfLifeInDays,
          trendExponent: options.trendExponent, result: result))
      progress.report("tune", trials.count, grid.count)
      try Interruption.check()
    }
    return trials.enumerated().sorted {
      $0.element.result.ndcg == $1.element.result.ndcg
        ? $0.offset < $1.offset : $0.element.result.ndcg > $1.element.result.ndcg
    }.map(\.element)
  }

  private func evaluator(_ session: RecommendationSession) -> RecommendationEvaluator {
    let training = session.training
    let last = training.purchases.lastPurchase(before: session.model.asOf)
    let split: EvaluationSplit =
      switch self.split {
      case .leaveLastOut: .leaveLastOut
      case .temporal: .temporal(cut ?? last.adding(seconds: -30 * 86_400))
      }
    return RecommendationEvaluator(
      products: training.products, purchases: training.purchases, interests: training.interests,
      split: split)
  }
}
