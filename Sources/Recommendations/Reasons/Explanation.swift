/// Why a product is, or is not, recommended to a person.
public struct Explanation: Sendable, Hashable {
  /// One part of the hybrid with what it gave.
  public struct Part: Sendable, Hashable {
    /// The part.
    public var part: ScorePart
    /// The score of the part before scaling.
    public var value: Double
    /// Its share in the whole score; 0 where its weight is 0.
    public var share: Double
  }

  /// The person.
  public var userID: String
  /// The product.
  public var productID: String
  /// The hybrid score, 0 to 1.
  public var score: Double
  /// The place among all scored products, from 1, before the rules; `nil` when nothing speaks for it.
  public var rank: Int?
  /// Every part, in fixed order.
  public var parts: [Part]
  /// Everything that speaks for it, strongest first, at most ten.
  public var causes: [RecommendationCause]
  /// The sentence for the person.
  public var reason: String
  /// The rule that removes it, if one does.
  public var removedBy: RemovalRule?
}
