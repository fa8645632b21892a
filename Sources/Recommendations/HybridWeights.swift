/// How much each part counts in the hybrid ranking.
///
/// Every part is scaled so that its best candidate for the person has the value 1 before it is
/// weighted. The default is led by the sparse linear model, which measured best on real baskets.
public struct HybridWeights: Sendable, Hashable {
  /// The sparse linear model (fsSLIM).
  public var linear: Double
  /// Item neighbours by cosine.
  public var neighbours: Double
  /// Likeness of texts to what was bought.
  public var content: Double
  /// Likeness of texts and categories to the interests.
  public var interest: Double
  /// What sells now in the person's categories.
  public var trend: Double
  /// What is bought together with recent purchases.
  public var complements: Double
  /// Nearness in the knowledge graph, by a walk with restarts over its edges.
  public var walk: Double

  /// Creates weights; 0 leaves a part out, and a weight below 0 counts as 0.
  public init(
    linear: Double = 1, neighbours: Double = 0, content: Double = 0, interest: Double = 0.25,
    trend: Double = 0, complements: Double = 0, walk: Double = 0
  ) {
    self.linear = linear
    self.neighbours = neighbours
    self.content = content
    self.interest = interest
    self.trend = trend
    self.complements = complements
    self.walk = walk
  }

  /// The weight of a part, at least 0.
  func weight(of part: ScorePart) -> Double {
    let weight =
      switch part {
      case .linear: linear
      case .neighbours: neighbours
      case .content: content
      case .interest: interest
      case .trend: trend
      case .complements: complements
      case .walk: walk
      case .restock: 0.0
      }
    return weight.isFinite ? max(0, weight) : 0
  }
}
