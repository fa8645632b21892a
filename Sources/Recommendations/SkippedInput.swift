/// What a model left out of its training, counted.
public struct SkippedInput: Sendable, Hashable {
  /// Purchases of products that the catalogue does not have.
  public var unknownProducts = 0
  /// Purchases after the as-of time.
  public var laterPurchases = 0
  /// Purchases that were sent back.
  public var returnedPurchases = 0
  /// Baskets with too many lines to say anything about pairs.
  public var largeBaskets = 0

  /// Nothing left out.
  public init() {}
}
