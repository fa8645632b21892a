/// How well one method foretold held-out purchases.
public struct EvaluationResult: Sendable, Hashable {
  /// `popularity`, `neighbours` or `model`.
  public var method: String
  /// The length of the lists.
  public var k: Int
  /// The people judged.
  public var users: Int
  /// Hits over the least of `k` and the products held out (Liang 2018), mean over people.
  public var recall: Double
  /// Hits discounted by rank, over the best possible, mean over people.
  public var ndcg: Double
  /// The share of the catalogue that was shown to anyone.
  public var coverage: Double
  /// The mean surprise of a product shown: -log2 of the share of people who bought it.
  public var novelty: Double
}
