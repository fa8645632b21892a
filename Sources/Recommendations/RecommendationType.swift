/// What a list of recommendations is made from.
public enum RecommendationType: String, Sendable, Hashable, CaseIterable {
  /// What people with the same purchases bought.
  case history
  /// What fits the interests a person has told or shown.
  case interest
  /// What sells now in the categories a person buys from.
  case trending
  /// What a person is likely to want outside the categories bought from most.
  case discovery
  /// What a person buys again and again.
  case restock
  /// What is bought together with a person's recent purchases.
  case complements
}
