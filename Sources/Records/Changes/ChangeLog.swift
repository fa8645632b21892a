public import CRMModel
public import Diagnostics
internal import Foundation
internal import GRDB
public import JSONText

/// Changes made by hand: appended to `changes.jsonl` in the data folder, which every import replays
/// last, and brought into the store at once.
public struct ChangeLog: Sendable {
  private let store: Store
  private let folder: String
  private let prefix: String?
  private let updatedBy: String

  /// Works on a data folder such as `Assets/crm`; `prefix` is what messages call it.
  public init(
    store: Store, folder: String, namedUnder prefix: String? = nil, updatedBy: String = "put"
  ) {
    self.store = store
    self.folder = folder
    self.prefix = prefix
    self.updatedBy = updatedBy
  }

  /// Sets fields of a record, or makes it; `null` clears a field.
  ///
  /// - Returns: The id of the record.
  /// - Throws: The problem of the change, which is then not kept.
  @discardableResult
  public func put(
    _ type: EntityType, id: String?, fields: JSONObject
  ) throws(GalleyError) -> String {
    guard let entity = Entity.of(type) else {
      throw GalleyError(.notPermitted, "attributes are put as data.<name> of their record")
    }
    var key = ""
    if let id { key = id } else { key = try resolve(entity, fields: fields) }
    var rest: JSONObject = [:]
    for member in fields where ColumnMap.canonical(member.key) != entity.key {
      rest[member.key] = member.value
    }
    try append([(type, "put", key, rest)])
    return key
  }

  /// Removes a record.
  ///
  /// - Throws: `ENTITY_NOT_FOUND`, or `CONSTRAINT_VIOLATION` while others refer to it, unless
  ///   `cascades`.
  public func delete(_ type: EntityType, id: String, cascades: Bool = false) throws(GalleyError) {
    guard let entity = Entity.of(type) else {
      throw GalleyError(.notPermitted, "attributes are cleared as data.<name> of their record")
    }
    let exists = try store.read { database in
      try Int.fetchOne(
        database,
        sql: "SELECT 1 FROM \(entity.table) WHERE endpoint_id = ? AND \(entity.key) = ?",
        arguments: [store.tenant.rawValue, id]) != nil
    }
    guard exists else {
      throw GalleyError(.entityNotFound, "there is no \(type.rawValue) with this id")
    }
    var doomed: [(EntityType, String)] = [(type, id)]
    var changes: [(EntityType, String, String, JSONObject)] = []
    var index = 0
    var seen: Set<String> = []
    while index < doomed.count {
      let (type, id) = doomed[index]
      index += 1
      for (child, childID, field) in try referrers(of: type, id: id) {
        guard cascades else {
          throw GalleyError(
            .constraintViolation, "a \(child.rawValue) refers to this \(type.rawValue)",
            details: ["field": field], hint: "Delete what refers to it first, or use --cascade.")
        }
        guard seen.insert("\(child.rawValue) \(childID)").inserted else { continue }
        doomed.append((child, childID))
      }
    }
    for (type, id) in doomed.reversed() { changes.append((type, "delete", id, [:])) }
    try append(changes)
  }

  private func resolve(_ entity: Entity, fields: JSONObject) throws(GalleyError) -> String {
    for member in fields where ColumnMap.canonical(member.key) == entity.key {
      if let id = member.value.stringValue { return id }
    }
    guard let natural = entity.naturalKey, let column = entity.naturalKeyColumn,
      let value = fields.first(where: { ColumnMap.canonical($0.key) == natural })?.value.stringValue
    else {
      throw GalleyError(
        .missingField, "an id is needed to put a \(entity.type.rawValue)",
        details: ["field": entity.key])
    }
    let key = natural == "email" ? value.lowercased() : value
    let known = try store.read { database in
      try String.fetchOne(
        database,
        sql: "SELECT \(entity.key) FROM \(entity.table) WHERE endpoint_id = ? AND \(column) = ?",
        arguments: [store.tenant.rawValue, key])
    }
    return known
      ?? DeterministicID.make(
        tenant: store.tenant, entity: entity.type.rawValue, naturalKey: key)
  }

  private func referrers(
    of type: EntityType, id: String
  ) throws(GalleyError) -> [(EntityType, String, String)] {
    try store.read { database in
      var found: [(EntityType, String, String)] = []
      for child in EntityType.allCases {
        guard let entity = Entity.of(child) else { continue }
        for field in entity.fields {
          var sql: String?
          if field.target == type {
            sql =
              "SELECT \(entity.key) FROM \(entity.table) "
              + "WHERE endpoint_id = ? AND \(field.name) = ? ORDER BY 1"
          } else if type == .contact, case .links(let table) = field.kind {
            sql =
              "SELECT event_id FROM \(table) WHERE endpoint_id = ? AND contact_uuid = ? "
              + "ORDER BY 1"
          }
          guard let sql else { continue }
          for key in try String.fetchAll(
            database, sql: sql, arguments: [store.tenant.rawValue, id])
          {
            found.append((child, key, field.name))
          }
        }
      }
      return found
    }
  }

  private func append(
    _ changes: [(EntityType, String, String, JSONObject)]
  ) throws(GalleyError) {
    let path = folder + "/changes.jsonl"
    let before = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
    var bytes = before
    if let last = bytes.last, last != 10 { bytes.append(10) }
    for (type, action, id, fields) in changes {
      bytes += Self.line(type, action, id, fields, at: store.clock(), by: updatedBy)
    }
    try Self.write(bytes, to: path)
    do throws(GalleyError) {
      var options = ImportOptions()
      options.updatedBy = updatedBy
      let report = try Importer(store: store, options: options)
        .run(folder: folder, namedUnder: prefix)
      let ours = report.files.first { $0.name.hasSuffix("changes.jsonl") }
      let firstLine =
        before.count(where: { $0 == 10 }) + (before.last.map { $0 != 10 } == true ? 1 : 0)
      if let problem = ours?.diagnostics.first(where: {
        $0.severity == .error && ($0.location?.line ?? 0) > firstLine
      }) {
        let code = ErrorCode.all.first { $0.diagnosticIdentifier == problem.identifier }
        throw GalleyError(code ?? .invalidFormat, problem.summary, diagnostics: [problem])
      }
    } catch {
      try Self.write(before, to: path)
      _ = try? Importer(store: store).run(folder: folder, namedUnder: prefix)
      throw error
    }
  }

  /// One line of `changes.jsonl`.
  static func line(
    _ type: EntityType, _ action: String, _ id: String, _ fields: JSONObject, at time: Timestamp,
    by: String
  ) -> [UInt8] {
    var object: JSONObject = [
      "entity": .string(type.rawValue), "action": .string(action), "id": .string(id),
    ]
    if !fields.isEmpty { object["fields"] = .object(fields) }
    object["at"] = .string(time.description)
    object["by"] = .string(by)
    return JSONValue.object(object).compactBytes() + [10]
  }

  /// Writes a file so that a crash leaves the old or the new one.
  static func write(_ bytes: [UInt8], to path: String) throws(GalleyError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw GalleyError(
        .writeFailed, "the change file could not be written",
        underlying: error.localizedDescription)
    }
  }
}
