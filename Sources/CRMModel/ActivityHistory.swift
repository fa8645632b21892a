public import JSONText

/// What happened to one record: append only, one per change.
public struct ActivityHistory: Sendable, Hashable {
  /// What was done.
  public enum Action: String, Sendable, Hashable, CaseIterable {
    /// The record is new.
    case insert
    /// Fields changed.
    case update
    /// The record is gone.
    case delete
  }

  /// One field before and after.
  public struct Change: Sendable, Hashable {
    /// The field.
    public var field: String
    /// The value before; `null` on an insert.
    public var old: JSONValue
    /// The value after; `null` on a delete.
    public var new: JSONValue

    /// Pairs two values of a field.
    public init(field: String, old: JSONValue, new: JSONValue) {
      self.field = field
      self.old = old
      self.new = new
    }
  }

  /// What kind of record.
  public var type: EntityType
  /// The id of the record.
  public var id: String
  /// When, in whole seconds since 1970.
  public var timestamp: Int64
  /// Parts changes of one second; grows with every change of a tenant.
  public var sequence: Int64
  /// What was done.
  public var action: Action
  /// A sentence about it.
  public var log: String
  /// The fields that changed, in the order of the entity's fields.
  public var changes: [Change]
  /// Who did it.
  public var updatedBy: String

  /// Creates an entry.
  public init(
    type: EntityType, id: String, timestamp: Int64, sequence: Int64, action: Action, log: String,
    changes: [Change], updatedBy: String
  ) {
    self.type = type
    self.id = id
    self.timestamp = timestamp
    self.sequence = sequence
    self.action = action
    self.log = log
    self.changes = changes
    self.updatedBy = updatedBy
  }
}
