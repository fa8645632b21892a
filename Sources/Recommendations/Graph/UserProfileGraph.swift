/// A person with everything one step away in the graph.
public struct UserProfileGraph: Sendable, Hashable {
  /// The share of one category in what a person bought.
  public struct Preference: Sendable, Hashable {
    /// The category.
    public var category: String
    /// 0 to 1, recent purchases counting more.
    public var share: Double
  }

  /// The person.
  public var userID: String
  /// Demographics and behaviour, as texts in a fixed order.
  public var facts: [GraphEdge.Fact]
  /// The categories bought from, strongest first.
  public var preferences: [Preference]
  /// Purchases and interests.
  public var edges: [GraphEdge]
  /// The people most alike.
  public var similarUsers: [SimilarUser]
  /// All purchases, repeated ones included.
  public var purchaseCount: Int
}
