internal import CRMModel
internal import GRDB

/// What the store holds of one entity, for rows that may speak of it.
struct KnownRecords {
  private let database: Database
  private let entity: Entity
  private let tenant: TenantID
  private let references: ReferenceCheck

  init(_ database: Database, entity: Entity, tenant: TenantID) throws {
    self.database = database
    self.entity = entity
    self.tenant = tenant
    references = ReferenceCheck(database, tenant: tenant)
  }

  /// The id of the record a row speaks of: the one it gives, else that of the record with its
  /// natural key.
  func id(of draft: RecordDraft, isGiven: Bool) throws -> String? {
    if isGiven { return draft.values[0].text }
    guard let index = entity.naturalKey.flatMap(entity.index(of:)),
      let column = entity.naturalKeyColumn, let text = draft.values[index].text
    else { return draft.values[0].text }
    let key = entity.naturalKey == "email" ? text.lowercased() : text
    return try String.fetchOne(
      database.cachedStatement(
        sql: "SELECT \(entity.key) FROM \(entity.table) WHERE endpoint_id = ? AND \(column) = ?"),
      arguments: [tenant.rawValue, key]) ?? draft.values[0].text
  }

  /// The values of a record in the order of the fields, or `nil`.
  func values(of id: String) throws -> [DatabaseValue]? {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT \(entity.selection) FROM \(entity.table) t "
          + "WHERE t.endpoint_id = ? AND t.\(entity.key) = ?"), arguments: [tenant.rawValue, id])
    return row.map { row in entity.fields.indices.map { row[$0] } }
  }

  /// The JSON of the active value of an attribute, or `nil`.
  func attribute(_ name: String, of id: String, type: EntityType? = nil) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT value FROM attribute_values WHERE endpoint_id = ? AND data_identity = ?
            AND data_type_attribute_name = ? AND status = 'active'
          """),
      arguments: [tenant.rawValue, id, "\((type ?? entity.type).rawValue)-\(name)"])
  }

  /// Whether a value of a row is what the store holds; a contact may be named by its address.
  func isSame(_ new: DatabaseValue, _ old: DatabaseValue, in field: Field) throws -> Bool {
    if new == old { return true }
    if let target = field.target, let text = new.text, let id = old.text {
      return try references.id(of: text, in: target) == id
    }
    if case .links = field.kind, let text = new.text {
      var ids: Set<String> = []
      for contact in RecordWriter.ids(text) {
        ids.insert(try references.id(of: contact, in: .contact) ?? contact)
      }
      return ids == Set(old.text.map(RecordWriter.ids) ?? [])
    }
    return false
  }
}
