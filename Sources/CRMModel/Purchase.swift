public import Diagnostics
public import JSONText

/// One product bought by one contact.
public struct Purchase: Sendable, Hashable {
  /// The purchase id.
  public var id: String
  /// The contact; must exist.
  public var userID: String
  /// The product; must exist.
  public var productID: String
  /// What was paid, at least 0.
  public var amount: ExactDecimal
  /// The category at the time.
  public var category: String?
  /// When it was bought.
  public var timestamp: Timestamp
  /// Further facts: `satisfaction_score`, `order_id`.
  public var metadata: JSONObject

  /// Creates a record.
  public init(
    id: String, userID: String, productID: String, amount: ExactDecimal, category: String? = nil,
    timestamp: Timestamp, metadata: JSONObject = [:]
  ) {
    self.id = id
    self.userID = userID
    self.productID = productID
    self.amount = amount
    self.category = category
    self.timestamp = timestamp
    self.metadata = metadata
  }
}
