public import JSONText

/// A company, franchise or organisation that places belong to.
public struct CorporationProfile: Sendable, Hashable {
  /// `corporation_uuid`.
  public var id: String
  /// The id in the system it came from.
  public var externalID: String?
  /// Such as `company`, `franchise`, `organization`.
  public var corporationType: String?
  /// The name of the business.
  public var businessName: String
  /// What it deals in.
  public var categories: [String]
  /// The parts of the address by name.
  public var address: JSONObject

  /// Creates a record.
  public init(
    id: String, externalID: String? = nil, corporationType: String? = nil, businessName: String,
    categories: [String] = [], address: JSONObject = [:]
  ) {
    self.id = id
    self.externalID = externalID
    self.corporationType = corporationType
    self.businessName = businessName
    self.categories = categories
    self.address = address
  }
}
