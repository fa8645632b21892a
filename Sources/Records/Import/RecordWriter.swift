internal import CRMModel
internal import Diagnostics
internal import GRDB
internal import JSONText

/// Writes the records of one entity within a transaction: inserts, updates with exact diffs, and
/// removal of what was not seen.
final class RecordWriter {
  /// What became of a record.
  enum Outcome { case inserted, updated, unchanged, dropped }

  let entity: Entity
  let tenant: TenantID
  private let database: Database
  private let history: HistoryWriter
  private let references: ReferenceCheck
  private let now: Int64
  private let updatedBy: String
  /// Whether the table was empty, so that nothing needs to be looked up.
  private let isBulk: Bool
  private let selectStatement: Statement
  private let insertStatement: Statement
  // None in bulk: without the indexes of the keys SQLite refuses to prepare it.
  private let updateStatement: Statement?
  private let naturalIndex: Int?
  private(set) var seen = RowSet()
  private var seenKeys = DuplicateIndex()
  private var seenNatural = DuplicateIndex()
  // Rows whose natural key another record took over; they are seen later or removed.
  private var parked: [Int64: String] = [:]
  /// Contacts whose event counters must be made again.
  private(set) var touchedContacts: Set<String> = []
  /// Contacts whose consent a file tried to bring back.
  private(set) var keptWithdrawn: [String] = []

  init(
    _ database: Database, entity: Entity, tenant: TenantID, history: HistoryWriter,
    references: ReferenceCheck, now: Timestamp, updatedBy: String, isBulk: Bool
  ) throws {
    self.database = database
    self.entity = entity
    self.tenant = tenant
    self.history = history
    self.references = references
    self.now = now.millisecondsSince1970
    self.updatedBy = updatedBy
    self.isBulk = isBulk
    naturalIndex = entity.isNaturalKeyUnique ? entity.naturalKey.flatMap(entity.index(of:)) : nil
    let table = entity.table
    let writable =
      entity.fields.filter { $0.isColumn && $0.isWritable }.map(\.name)
      + (naturalIndex != nil && entity.naturalKeyColumn == "email_folded" ? ["email_folded"] : [])
    selectStatement = try database.makeStatement(
      sql: "SELECT rowid, source_id, \(entity.selection) FROM \(table) t "
        + "WHERE endpoint_id = ? AND \(entity.key) = ?")
    let columns =
      ["endpoint_id"] + writable
      + ["source_id", "updated_by", "updated_at", "created_at"]
    insertStatement = try database.makeStatement(
      sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES "
        + "(\(columns.map { _ in "?" }.joined(separator: ", ")))")
    let updates =
      writable.dropFirst().map { "\($0) = ?" }
      + ["source_id = ?", "updated_by = ?", "updated_at = ?", "revision = revision + 1"]
    updateStatement =
      isBulk
      ? nil
      : try database.makeStatement(
        sql: "UPDATE \(table) SET \(updates.joined(separator: ", ")) WHERE rowid = ?")
  }

  /// Writes a record, or throws a `RowProblem` when it breaks a rule that spans records.
  func write(
    _ draft: inout RecordDraft, source: Int64, line: Int, setsConsent: Bool, name: (Int) -> String
  ) throws
    -> Outcome
  {
    try references.resolve(&draft, of: entity)
    let id = draft.values[0].text ?? ""
    if let first = seenKeys.insert(id, line: line) {
      throw RowProblem(
        column: nil, field: entity.key, code: .uniqueViolation,
        message: "the same \(entity.key) stands at \(name(first))", key: entity.key,
        firstLine: first)
    }
    if let index = naturalIndex {
      let folded = folded(draft.values[index].text ?? "")
      if let first = seenNatural.insert(folded, line: line) {
        throw RowProblem(
          column: nil, field: entity.fields[index].name, code: .uniqueViolation,
          message: "the same \(entity.fields[index].name) stands at \(name(first))",
          key: entity.fields[index].name, firstLine: first)
      }
      if !isBulk { try park(folded, keptBy: id) }
    }
    guard !isBulk, let (row, old, oldSource) = try existing(id) else {
      try insert(draft, source: source)
      return .inserted
    }
    seen.insert(row)
    if !setsConsent { keepWithdrawn(&draft, old: old) }
    var diff = DiffBuilder()
    for (index, field) in entity.fields.enumerated() where field.isWritable {
      if draft.values[index] != old[index] {
        diff.add(field, old: old[index], new: draft.values[index])
      }
    }
    let wasParked = parked.removeValue(forKey: row) != nil
    if diff.isEmpty, !wasParked, oldSource == source { return .unchanged }
    if diff.isEmpty {
      // Only bookkeeping: where the record comes from, or its key given back.
      try database.execute(
        sql: "UPDATE \(entity.table) SET source_id = ?\(restoredKey) WHERE rowid = ?",
        arguments: StatementArguments(
          [source] + (restoredKey.isEmpty ? [] : [naturalKey(of: draft)]) + [row]))
      return .unchanged
    }
    var arguments = Array(columns(of: draft).dropFirst())
    arguments += [source.databaseValue, updatedBy.databaseValue, now.databaseValue]
    arguments.append(row.databaseValue)
    updateStatement?.setUncheckedArguments(StatementArguments(arguments))
    try updateStatement?.execute()
    try writeLinks(of: draft, old: old, id: id)
    try history.append(entity.type, id: id, action: .update, diff: diff.finished)
    return .updated
  }

  private var restoredKey: String {
    guard naturalIndex != nil, let column = entity.naturalKeyColumn else { return "" }
    return ", \(column) = ?"
  }

  private func naturalKey(of draft: RecordDraft) -> any DatabaseValueConvertible {
    naturalIndex.map { folded(draft.values[$0].text ?? "") } ?? ""
  }

  private func folded(_ text: String) -> String {
    entity.naturalKey == "email" ? text.lowercased() : text
  }

  private func existing(_ id: String) throws -> (Int64, [DatabaseValue], Int64)? {
    selectStatement.setUncheckedArguments([tenant.rawValue, id])
    let cursor = try Row.fetchCursor(selectStatement)
    guard let row = try cursor.next() else { return nil }
    let rowid: Int64 = row[0]
    let source: Int64 = row[1]
    var values: [DatabaseValue] = []
    values.reserveCapacity(entity.fields.count)
    for index in entity.fields.indices { values.append(row[index + 2]) }
    if let original = parked[rowid], entity.naturalKey != "email", let index = naturalIndex {
      values[index] = original.databaseValue
    }
    // Ends the statement, so that the row may be written.
    _ = try cursor.next()
    return (rowid, values, source)
  }

  private func insert(_ draft: RecordDraft, source: Int64) throws {
    var arguments: [DatabaseValue] = [tenant.rawValue.databaseValue]
    arguments += columns(of: draft)
    arguments += [source.databaseValue, updatedBy.databaseValue, now.databaseValue]
    arguments.append(now.databaseValue)
    insertStatement.setUncheckedArguments(StatementArguments(arguments))
    try insertStatement.execute()
    if !isBulk { seen.insert(database.lastInsertedRowID) }
    let id = draft.values[0].text ?? ""
    try writeLinks(of: draft, old: nil, id: id)
    var diff = DiffBuilder()
    for (index, field) in entity.fields.enumerated()
    where field.isWritable && !draft.values[index].isNull {
      diff.add(field, old: .null, new: draft.values[index])
    }
    try history.append(entity.type, id: id, action: .insert, diff: diff.finished)
  }

  private func columns(of draft: RecordDraft) -> [DatabaseValue] {
    var values: [DatabaseValue] = []
    values.reserveCapacity(entity.fields.count + 6)
    for (index, field) in entity.fields.enumerated() where field.isColumn && field.isWritable {
      values.append(draft.values[index])
    }
    if let index = naturalIndex, entity.naturalKeyColumn == "email_folded" {
      values.append(folded(draft.values[index].text ?? "").databaseValue)
    }
    return values
  }

  // Consent that was taken back stays so, whatever an old export says (domain rule 10).
  private func keepWithdrawn(_ draft: inout RecordDraft, old: [DatabaseValue]) {
    guard entity.type == .contact, let index = entity.index(of: "consent"),
      old[index].text == Consent.withdrawn.rawValue,
      draft.values[index].text != Consent.withdrawn.rawValue
    else { return }
    draft.values[index] = old[index]
    for name in ["consent_source", "consent_at"] {
      if let other = entity.index(of: name) { draft.values[other] = old[other] }
    }
    keptWithdrawn.append(draft.values[0].text ?? "")
  }

  // Takes a unique key away from a record that has not been seen yet: it will be seen with another
  // key, or removed.
  private func park(_ folded: String, keptBy id: String) throws {
    guard let column = entity.naturalKeyColumn else { return }
    let statement = try database.cachedStatement(
      sql: "SELECT rowid FROM \(entity.table) "
        + "WHERE endpoint_id = ? AND \(column) = ? AND \(entity.key) <> ?")
    guard
      let row = try Int64.fetchOne(statement, arguments: [tenant.rawValue, folded, id])
    else { return }
    parked[row] = folded
    try database.cachedStatement(
      sql: "UPDATE \(entity.table) SET \(column) = ? WHERE rowid = ?"
    ).execute(arguments: ["\u{1}\(row)", row])
  }

  private func writeLinks(of draft: RecordDraft, old: [DatabaseValue]?, id: String) throws {
    for (index, field) in entity.fields.enumerated() {
      guard case .links(let table) = field.kind else { continue }
      let before = Set(old?[index].text.map(Self.ids) ?? [])
      let after = Self.ids(draft.values[index].text ?? "[]")
      guard before != Set(after) else { continue }
      for contact in before.subtracting(after) {
        try database.cachedStatement(
          sql: "DELETE FROM \(table) WHERE endpoint_id = ? AND event_id = ? AND contact_uuid = ?"
        ).execute(arguments: [tenant.rawValue, id, contact])
        touchedContacts.insert(contact)
      }
      let statement = try database.cachedStatement(
        sql: "INSERT INTO \(table) (endpoint_id, event_id, contact_uuid) VALUES (?, ?, ?)")
      for contact in after where !before.contains(contact) {
        try statement.execute(arguments: [tenant.rawValue, id, contact])
        touchedContacts.insert(contact)
      }
    }
  }

  static func ids(_ json: String) -> [String] {
    (RecordDrafting.array(json) ?? []).compactMap(\.stringValue)
  }

  /// Removes the records of these sources that were not seen, with their links and attributes.
  func removeUnseen(sources: [Int64]) throws -> Int {
    let list = sources.map(String.init).joined(separator: ",")
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT rowid, \(entity.key) FROM \(entity.table) "
        + "WHERE endpoint_id = ? AND source_id IN (\(list))", arguments: [tenant.rawValue])
    var gone: [(Int64, String)] = []
    while let row = try rows.next() {
      let rowid: Int64 = row[0]
      if !seen.contains(rowid) { gone.append((rowid, row[1])) }
    }
    for (rowid, id) in gone { try remove(rowid: rowid, id: id) }
    return gone.count
  }

  /// Removes one record with its links and attributes, and tells of it.
  func remove(rowid: Int64, id: String) throws {
    guard let (_, old, _) = try existing(id) else { return }
    var diff = DiffBuilder()
    for (index, field) in entity.fields.enumerated()
    where field.isWritable && !old[index].isNull {
      diff.add(field, old: old[index], new: .null)
    }
    if entity.type == .event {
      var empty = RecordDraft(values: old)
      for (index, field) in entity.fields.enumerated() where !field.isColumn {
        empty.values[index] = .null
      }
      try writeLinks(of: empty, old: old, id: id)
    }
    if entity.hasAttributes {
      try database.execute(
        sql: """
          DELETE FROM attribute_values WHERE endpoint_id = ? AND data_identity = ?
            AND substr(data_type_attribute_name, 1, ?) = ?
          """,
        arguments: [
          tenant.rawValue, id, entity.type.rawValue.utf8.count + 1, entity.type.rawValue + "-",
        ])
    }
    try database.execute(
      sql: "DELETE FROM \(entity.table) WHERE rowid = ?", arguments: [rowid])
    try history.append(entity.type, id: id, action: .delete, diff: diff.finished)
  }
}

extension Entity {
  /// The expressions that give the values of all fields, in order; `t` is the table.
  var selection: String {
    fields.map { field in
      guard case .links(let table) = field.kind else { return "t.\(field.name)" }
      return """
        (SELECT CASE WHEN count(*) = 0 THEN NULL ELSE json_group_array(l.contact_uuid) END FROM
          (SELECT contact_uuid FROM \(table) WHERE endpoint_id = t.endpoint_id
            AND event_id = t.event_id ORDER BY contact_uuid) l) AS \(field.name)
        """
    }.joined(separator: ", ")
  }
}
