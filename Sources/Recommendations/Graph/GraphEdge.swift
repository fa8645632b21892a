/// An edge of the knowledge graph.
public struct GraphEdge: Sendable, Hashable {
  /// The kinds of edges.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A user bought a product.
    case purchased = "PURCHASED"
    /// A user cares about an interest.
    case interestedIn = "INTERESTED_IN"
    /// Two users bought or care about the same.
    case similarTo = "SIMILAR_TO"
    /// A product lies in a category.
    case belongsTo = "BELONGS_TO"
    /// Two products are bought together.
    case complements = "COMPLEMENTS"
  }

  /// The kind.
  public var kind: Kind
  /// Where it starts.
  public var source: GraphNode
  /// Where it ends.
  public var target: GraphNode
  /// How strong it is: purchases, strength, similarity, relevance or baskets.
  public var weight: Double
  /// Further facts as texts, in a fixed order: `timestamp`, `satisfaction_score`, `source`.
  public var facts: [Fact] = []

  /// One further fact.
  public struct Fact: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String
  }
}
