public import Diagnostics
public import JSONText

/// One version of one attribute of a contact or a corporation.
public struct AttributeValue: Sendable, Hashable {
  /// Whether a version counts or is kept for the record.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// The value that counts; at most one per identity and attribute.
    case active
    /// An older value.
    case inactive
  }

  /// What it describes: a contact or a corporation.
  public var type: EntityType
  /// The attribute, such as `industry`.
  public var name: String
  /// The id of the contact or corporation.
  public var identity: String
  /// `value_version_uuid`.
  public var versionID: String
  /// The value.
  public var value: JSONValue
  /// Whether it counts.
  public var status: Status
  /// When the version was written.
  public var createdAt: Timestamp

  /// Creates a version.
  public init(
    type: EntityType, name: String, identity: String, versionID: String, value: JSONValue,
    status: Status, createdAt: Timestamp
  ) {
    self.type = type
    self.name = name
    self.identity = identity
    self.versionID = versionID
    self.value = value
    self.status = status
    self.createdAt = createdAt
  }

  /// `data_type_attribute_name`, such as `contact-industry`.
  public var typedName: String { "\(type.rawValue)-\(name)" }
}
