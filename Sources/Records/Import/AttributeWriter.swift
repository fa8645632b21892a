internal import CRMModel
internal import Diagnostics
internal import GRDB

/// Writes versions of attributes: at most one active per identity and attribute, older ones kept.
final class AttributeWriter {
  private let database: Database
  private let tenant: TenantID
  private let history: HistoryWriter
  private let now: Int64
  private let updatedBy: String
  private let isEmpty: Bool
  private var seen = RowSet()
  private var bulkSeen = DuplicateIndex()

  init(
    _ database: Database, tenant: TenantID, history: HistoryWriter, now: Timestamp,
    updatedBy: String
  ) throws {
    self.database = database
    self.tenant = tenant
    self.history = history
    self.now = now.millisecondsSince1970
    self.updatedBy = updatedBy
    isEmpty =
      try Int.fetchOne(database, sql: "SELECT 1 FROM attribute_values LIMIT 1") == nil
  }

  /// Makes a value the active one.
  ///
  /// - Returns: What became of it, or `nil` when this run gave the attribute a value before.
  func set(
    _ type: EntityType, _ name: String, of identity: String, to value: String, source: Int64,
    line: Int
  ) throws -> RecordWriter.Outcome? {
    let typedName = "\(type.rawValue)-\(name)"
    guard bulkSeen.insert("\(typedName)\u{0}\(identity)", line: line) == nil else { return nil }
    var version: Int64 = 1
    var old: String?
    if !isEmpty {
      let last = try Row.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT rowid, value, status, version, source_id FROM attribute_values
            WHERE endpoint_id = ? AND data_identity = ? AND data_type_attribute_name = ?
            ORDER BY version DESC LIMIT 1
            """), arguments: [tenant.rawValue, identity, typedName])
      if let last {
        let row: Int64 = last[0]
        version = last[3] + 1
        if last[2] == AttributeValue.Status.active.rawValue {
          old = last[1]
          if old == value {
            seen.insert(row)
            if last[4] != source {
              try database.execute(
                sql: "UPDATE attribute_values SET source_id = ? WHERE rowid = ?",
                arguments: [source, row])
            }
            return .unchanged
          }
          try deactivate(row)
        }
      }
    }
    let versionID = DeterministicID.make(
      tenant: tenant, entity: "attribute",
      naturalKey: "\(typedName)\u{1}\(identity)\u{1}\(version)")
    try database.cachedStatement(
      sql: """
        INSERT INTO attribute_values (endpoint_id, data_type_attribute_name, value_version_uuid,
          data_identity, value, status, version, created_at, updated_at, updated_by, source_id)
        VALUES (?, ?, ?, ?, ?, 'active', ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        tenant.rawValue, typedName, versionID, identity, value, version, now, now, updatedBy,
        source,
      ])
    seen.insert(database.lastInsertedRowID)
    try tell(typedName, identity, old: old, new: value)
    return old == nil ? .inserted : .updated
  }

  /// Makes the active values of these sources inactive that were not seen.
  func removeUnseen(sources: [Int64]) throws -> Int {
    guard !isEmpty else { return 0 }
    let list = sources.map(String.init).joined(separator: ",")
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT rowid, data_type_attribute_name, data_identity, value FROM attribute_values
        WHERE endpoint_id = ? AND status = 'active' AND source_id IN (\(list))
        """, arguments: [tenant.rawValue]
    ).filter { !seen.contains($0[0]) }
    for row in rows {
      try deactivate(row[0])
      try tell(row[1], row[2], old: row[3], new: nil)
    }
    return rows.count
  }

  private func deactivate(_ row: Int64) throws {
    try database.cachedStatement(
      sql: """
        UPDATE attribute_values SET status = 'inactive', updated_at = ?, updated_by = ?
        WHERE rowid = ?
        """
    ).execute(arguments: [now, updatedBy, row])
  }

  private func tell(_ name: String, _ identity: String, old: String?, new: String?) throws {
    var diff = DiffBuilder()
    diff.add("value", old: old.map { Array($0.utf8) }, new: new.map { Array($0.utf8) })
    try history.append(
      .attribute, id: "\(name):\(identity)",
      action: old == nil ? .insert : new == nil ? .delete : .update, diff: diff.finished)
  }
}
