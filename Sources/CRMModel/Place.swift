public import JSONText

/// A shop, office or venue.
public struct Place: Sendable, Hashable {
  /// `place_uuid`.
  public var id: String
  /// The region, for segments.
  public var region: String?
  /// Degrees north, -90 to 90.
  public var latitude: ExactDecimal?
  /// Degrees east, -180 to 180.
  public var longitude: ExactDecimal?
  /// The name of the place.
  public var businessName: String
  /// The parts of the address by name.
  public var address: JSONObject
  /// Such as `store`.
  public var types: [String]
  /// The corporation it belongs to.
  public var corporationID: String?

  /// Creates a record.
  public init(
    id: String, region: String? = nil, latitude: ExactDecimal? = nil,
    longitude: ExactDecimal? = nil, businessName: String, address: JSONObject = [:],
    types: [String] = [], corporationID: String? = nil
  ) {
    self.id = id
    self.region = region
    self.latitude = latitude
    self.longitude = longitude
    self.businessName = businessName
    self.address = address
    self.types = types
    self.corporationID = corporationID
  }
}
