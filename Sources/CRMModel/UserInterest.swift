/// Something a contact cares about.
public struct UserInterest: Sendable, Hashable {
  /// The interest id.
  public var id: String
  /// The contact; must exist.
  public var userID: String
  /// `interest_category`.
  public var category: String
  /// `interest_value`.
  public var value: String
  /// 0 to 1.
  public var confidenceScore: ExactDecimal
  /// Where it was learnt.
  public var source: String?

  /// Creates a record.
  public init(
    id: String, userID: String, category: String, value: String, confidenceScore: ExactDecimal,
    source: String? = nil
  ) {
    self.id = id
    self.userID = userID
    self.category = category
    self.value = value
    self.confidenceScore = confidenceScore
    self.source = source
  }
}
