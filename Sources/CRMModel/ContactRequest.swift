/// Something a contact asked for.
public struct ContactRequest: Sendable, Hashable {
  /// `request_uuid`.
  public var id: String
  /// The contact; must exist.
  public var contactID: String
  /// The place it is about.
  public var placeID: String?
  /// `request_title`.
  public var title: String?
  /// `request_detail`.
  public var detail: String?

  /// Creates a record.
  public init(
    id: String, contactID: String, placeID: String? = nil, title: String? = nil,
    detail: String? = nil
  ) {
    self.id = id
    self.contactID = contactID
    self.placeID = placeID
    self.title = title
    self.detail = detail
  }
}
