public import JSONText

/// Something the shop sells.
public struct Product: Sendable, Hashable {
  /// The product id.
  public var id: String
  /// The name.
  public var name: String
  /// The category, case-folded.
  public var category: String
  /// The price, at least 0, in the currency of the workspace.
  public var price: ExactDecimal
  /// Plain text.
  public var description: String
  /// A workspace path or an allowed URL.
  public var imageURL: String?
  /// Further facts: `features`, `in_stock`.
  public var metadata: JSONObject

  /// Creates a record.
  public init(
    id: String, name: String, category: String, price: ExactDecimal, description: String = "",
    imageURL: String? = nil, metadata: JSONObject = [:]
  ) {
    self.id = id
    self.name = name
    self.category = category
    self.price = price
    self.description = description
    self.imageURL = imageURL
    self.metadata = metadata
  }
}
