public import CRMModel
public import Diagnostics
internal import GRDB
internal import JSONText

extension Store {
  /// What happened to a record, newest first.
  public func history(
    of type: EntityType, id: String, limit: Int = 50
  ) throws(GalleyError) -> [ActivityHistory] {
    let condition = "type = ? AND id = ?"
    return try history(condition, [type.rawValue, id], limit: limit, index: "type-id-index")
  }

  /// What happened last in the tenant, newest first.
  public func history(limit: Int = 50) throws(GalleyError) -> [ActivityHistory] {
    try history("1", [], limit: limit, index: "activity_history-created_at-index")
  }

  /// All versions of the attributes of a contact or corporation, by name, newest first.
  public func attributeVersions(
    of id: String, type: EntityType = .contact, name: String? = nil
  ) throws(GalleyError) -> [AttributeValue] {
    let prefix = type.rawValue + "-"
    let rows = try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT data_type_attribute_name, value_version_uuid, value, status, created_at
          FROM attribute_values
            INDEXED BY "data_identity-data_type_attribute_name-index"
          WHERE endpoint_id = ? AND data_identity = ?
          ORDER BY data_type_attribute_name, version DESC
          """, arguments: [tenant.rawValue, id])
    }
    var values: [AttributeValue] = []
    for row in rows {
      let typedName: String = row[0]
      guard typedName.hasPrefix(prefix) else { continue }
      let attribute = String(typedName.dropFirst(prefix.count))
      guard name == nil || name == attribute,
        let value = try? JSONParser.parse(Array((row[2] as String).utf8)),
        let status = AttributeValue.Status(rawValue: row[3])
      else { continue }
      values.append(
        AttributeValue(
          type: type, name: attribute, identity: id, versionID: row[1], value: value,
          status: status, createdAt: row.time(4) ?? Timestamp(millisecondsSince1970: 0)))
    }
    return values
  }

  private func history(
    _ condition: String, _ arguments: [any DatabaseValueConvertible], limit: Int, index: String
  ) throws(GalleyError) -> [ActivityHistory] {
    guard limit >= 0 else { throw GalleyError(.outOfRange, "a limit is not negative") }
    let rows = try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT type, id, timestamp, seq, action, log, data_diff, updated_by
          FROM activity_history INDEXED BY "\(index)" WHERE endpoint_id = ? AND \(condition)
          ORDER BY \(index == "type-id-index" ? "" : "timestamp DESC, ")seq DESC LIMIT ?
          """,
        arguments: StatementArguments([tenant.rawValue] + arguments + [limit]))
    }
    return rows.compactMap(ActivityHistory.init(row:))
  }
}

extension ActivityHistory {
  /// Reads type, id, timestamp, seq, action, log, data_diff and updated_by.
  init?(row: Row) {
    guard let type = EntityType(rawValue: row[0]), let action = Action(rawValue: row[4]) else {
      return nil
    }
    let changes = row.map(6).map { member in
      Change(
        field: member.key, old: member.value["old"] ?? .null, new: member.value["new"] ?? .null)
    }
    self.init(
      type: type, id: row[1], timestamp: row[2], sequence: row[3], action: action, log: row[5],
      changes: changes, updatedBy: row[7])
  }
}
