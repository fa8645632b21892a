/// One thing that speaks for a recommendation.
public struct RecommendationCause: Sendable, Hashable {
  /// The kinds of causes.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// People who bought the product named bought this too.
    case bought
    /// The product named is often in the same basket.
    case boughtTogether = "bought_together"
    /// The person bought this itself before.
    case boughtAgain = "bought_again"
    /// The product named, which the person bought, is described alike.
    case alike
    /// The person cares about the value named.
    case interest
    /// It sells well in the category named.
    case popularInCategory = "popular_in_category"
    /// It sells well at the person's place.
    case popularNearby = "popular_nearby"
  }

  /// What kind of cause it is.
  public var kind: Kind
  /// The id of the product, interest or category.
  public var subject: String
  /// Its name, as a reason would show it.
  public var name: String
  /// Its part in the score, 0 to 1.
  public var share: Double
}
