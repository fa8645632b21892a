/// A product recommended to a contact, with a reason fit to print in an e-mail.
public struct Recommendation: Sendable, Hashable {
  /// The product.
  public var productID: String
  /// How strongly, 0 to 1.
  public var score: Double
  /// A sentence for the recipient.
  public var reason: String
  /// The product's category.
  public var category: String

  /// Creates a recommendation.
  public init(productID: String, score: Double, reason: String, category: String) {
    self.productID = productID
    self.score = score
    self.reason = reason
    self.category = category
  }
}
