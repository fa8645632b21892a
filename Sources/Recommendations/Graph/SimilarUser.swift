/// Someone whose purchases and interests are like a person's.
public struct SimilarUser: Sendable, Hashable {
  /// The other person.
  public var userID: String
  /// The cosine of what both bought and care about, 0 to 1.
  public var similarity: Double
  /// The products both bought.
  public var commonProducts: Int
  /// The interests both have, as `category:value`.
  public var commonInterests: [String]
}
