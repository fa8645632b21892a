public import CRMModel

/// The recommendations for one person, with everything that explains them.
public struct RecommendationList: Sendable, Hashable {
  /// One line of the list.
  public struct Item: Sendable, Hashable {
    /// What is recommended.
    public var recommendation: Recommendation
    /// What speaks for it, strongest first, at most three.
    public var causes: [RecommendationCause]
    /// The share of each part in the score; they add up to 1.
    public var parts: [PartShare]
    /// Whether it was added because the list was short.
    public var isFill: Bool
  }

  /// The person.
  public var userID: String
  /// The lines, best first.
  public var items: [Item]
  /// What the rules removed on the way.
  public var removals: RemovalCounts
  /// Whether nothing was known of the person's purchases.
  public var isCold: Bool
  /// Whether the list was made elsewhere and only put through our rules.
  public var isImported = false

  /// The recommendations alone.
  public var recommendations: [Recommendation] { items.map(\.recommendation) }
}
