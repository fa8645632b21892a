/// One way of scoring products, which the hybrid ranking mixes.
public enum ScorePart: String, Sendable, Hashable, CaseIterable {
  /// The sparse linear model.
  case linear
  /// Item neighbours by cosine.
  case neighbours
  /// Likeness of texts to what was bought.
  case content
  /// Likeness to the interests.
  case interest
  /// What sells now.
  case trend
  /// What is bought together.
  case complements
  /// Nearness in the knowledge graph.
  case walk
  /// What the person buys again and again.
  case restock
}
