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
  /// - Parameters:
  ///   - type: What kind of record.
  ///   - id: Its id; found by its natural key, or made, when it is absent.
  ///   - fields: The fields to set, by name; `data.<name>` sets an attribute.
  ///   - revision: The revision the change was thought out for.
  /// - Returns: The id of the record.
  /// - Throws: The problem of the change, which is then not kept; `CONFLICT` when the record has
  ///   another revision by now.
  @discardableResult
  public func put(
    _ type: EntityType, id: String?, fields: JSONObject, ifRevision revision: Int? = nil
  ) throws(GalleyError) -> String {
    guard let entity = Entity.of(type) else {
      throw GalleyError(.notPermitted, "attributes are put as data.<name> of their record")
    }
    return try writer.locked { () throws(GalleyError) -> String in
      try put(entity, id: id, fields: fields, ifRevision: revision)
    }
  }

  private func put(
    _ entity: Entity, id: String?, fields: JSONObject, ifRevision revision: Int?
  ) throws(GalleyError) -> String {
    var key = ""
    if let id { key = id } else { key = try resolve(entity, fields: fields) }
    var rest: JSONObject = [:]
    for member in fields where ColumnMap.canonical(member.key) != entity.key {
      rest[member.key] = member.value
    }
    try check(fields: rest, of: entity)
    if let revision {
      let current = try store.revision(of: entity.type, id: key) ?? 0
      guard current == revision else {
        throw GalleyError(
          .conflict, "the record has revision \(current) by now, not \(revision)",
          details: ["revision": String(current)])
      }
    }
    try append([(entity.type, "put", key, rest)])
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
    try writer.locked { () throws(GalleyError) in
      try delete(entity, id: id, cascades: cascades)
    }
  }

  // A misspelt field would be kept for ever without an effect.
  private func check(fields: JSONObject, of entity: Entity) throws(GalleyError) {
    var map = ColumnMap(entity: entity, keepsUnknown: false)
    for member in fields {
      _ = map.target(of: member.key)
      guard let unknown = map.unknown.first else { continue }
      let near = nearestName(
        to: ColumnMap.canonical(unknown), in: entity.fields.filter(\.isWritable).map(\.name))
      throw GalleyError(
        .unknownField, "\(entity.type.fileStem) have no field “\(unknown.shortened)”",
        details: ["field": unknown], hint: near.map { "did you mean “\($0)”?" })
    }
  }

  private func delete(_ entity: Entity, id: String, cascades: Bool) throws(GalleyError) {
    let type = entity.type
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
    var invitations: [String: [String: Set<String>]] = [:]
    var index = 0
    var seen: Set<String> = []
    while index < doomed.count {
      let (type, id) = doomed[index]
      index += 1
      for (child, childID, field) in try referrers(of: type, id: id) {
        guard cascades else {
          throw GalleyError(
            .constraintViolation, "\(child.rawValue) \(childID) refers to this \(type.rawValue)",
            details: ["field": field], hint: "Delete what refers to it first, or use --cascade.")
        }
        if child == .event, field != "owner" {
          // A guest who goes does not take the event along.
          invitations[childID, default: [:]][field, default: []].insert(id)
        } else if seen.insert("\(child.rawValue) \(childID)").inserted {
          doomed.append((child, childID))
        }
      }
    }
    var changes = try withoutGuests(
      invitations.filter { !seen.contains("\(EntityType.event.rawValue) \($0.key)") })
    for (type, id) in doomed.reversed() { changes.append((type, "delete", id, [:])) }
    try append(changes)
  }

  // Events without the contacts that go, by event and list.
  private func withoutGuests(
    _ invitations: [String: [String: Set<String>]]
  ) throws(GalleyError) -> [(EntityType, String, String, JSONObject)] {
    let events = try store.events(byID: invitations.keys.sorted())
    var changes: [(EntityType, String, String, JSONObject)] = []
    for (id, lists) in invitations.sorted(by: { $0.key < $1.key }) {
      guard let event = events[id] else { continue }
      var fields: JSONObject = [:]
      for (field, gone) in lists.sorted(by: { $0.key < $1.key }) {
        let all = field == "host_ids" ? event.hostIDs : event.attendeeIDs
        let left = all.filter { !gone.contains($0) }
        fields[field] = left.isEmpty ? .null : .array(left.map { .string($0) })
      }
      changes.append((.event, "put", id, fields))
    }
    return changes
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

  private var writer: ChangeWriter {
    ChangeWriter(store: store, folder: folder, prefix: prefix, updatedBy: updatedBy)
  }

  // Only what breaks no rule is kept.
  private func append(
    _ changes: [(EntityType, String, String, JSONObject)]
  ) throws(GalleyError) {
    let now = store.clock()
    let lines = changes.map { type, action, id, fields in
      Self.line(type, action, id, fields, at: now, by: updatedBy)
    }
    let trial = try writer.trial(lines)
    if let first = trial.problems.min(by: { $0.key < $1.key })?.value.first {
      let code = ErrorCode.all.first { $0.diagnosticIdentifier == first.identifier }
      throw GalleyError(code ?? .invalidFormat, first.summary, hint: first.hint)
    }
    try writer.commit(lines)
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
