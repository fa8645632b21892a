public import CRMModel

/// The business rules that are applied after scoring.
public struct RecommendationRules: Sendable, Hashable {
  /// Leaves out what the person has bought (restocking ignores it).
  public var excludesBought = true
  /// Leaves out what the person has sent back.
  public var excludesReturned = true
  /// Leaves out what cannot be delivered.
  public var excludesOutOfStock = true
  /// Products that are never recommended.
  public var excludedProducts: Set<String> = []
  /// The only products that may be recommended; `nil` allows all.
  public var includedProducts: Set<String>?
  /// The lowest price allowed.
  public var minimumPrice: ExactDecimal?
  /// The highest price allowed.
  public var maximumPrice: ExactDecimal?
  /// Products of one category in one list; 0 sets no cap.
  public var maximumPerCategory = 2
  /// The lowest score allowed, 0 to 1.
  public var minimumScore = 0.0
  /// Fills a short list with what sells best.
  public var fillsFromTrend = true

  /// The defaults.
  public init() {}
}
