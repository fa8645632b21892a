public import CRMModel
public import Diagnostics
internal import Foundation
internal import GRDB
internal import JSONText

/// Writes the records of the store as files that an import takes back unchanged.
public struct Exporter {
  /// How records are written.
  public enum Format: String, Sendable, CaseIterable {
    /// CSV with a header; texts that a spreadsheet would run as formulas get an apostrophe.
    case csv
    /// An object per line.
    case jsonl
  }

  private let store: Store
  private let format: Format
  private let pseudonyms: Pseudonyms?

  /// Prepares an export; with a `seed` every personal value becomes a stable pseudonym, and relations
  /// are kept.
  public init(store: Store, format: Format, anonymizedWith seed: String? = nil) {
    self.store = store
    self.format = format
    pseudonyms = seed.map(Pseudonyms.init(seed:))
  }

  /// Writes one file per entity that has records into a folder, and gives their names; only these
  /// entities, when any are named.
  public func run(
    into folder: String, only entities: [EntityType] = []
  ) throws(GalleyError) -> [String] {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Self.failed(folder, error)
    }
    var names: [String] = []
    for type in EntityType.allCases
    where type != .attribute && (entities.isEmpty || entities.contains(type)) {
      let name = "\(type.fileStem).\(format.rawValue)"
      let path = folder + "/" + name
      // Beside its place first: a reader never sees half a file.
      let partial = path + ".partial"
      guard FileManager.default.createFile(atPath: partial, contents: nil),
        let handle = FileHandle(forWritingAtPath: partial)
      else { throw Self.failed(name, nil) }
      var count = 0
      do {
        try export(type) { bytes in
          count += bytes.count
          try handle.write(contentsOf: Data(bytes))
        }
        try handle.close()
        if count > 0 {
          guard unsafe Foundation.rename(partial, path) == 0 else { throw Self.failed(name, nil) }
        } else {
          try FileManager.default.removeItem(atPath: partial)
        }
      } catch {
        try? FileManager.default.removeItem(atPath: partial)
        throw Self.failed(name, error)
      }
      if count > 0 { names.append(name) }
    }
    return names
  }

  private static func failed(_ name: String, _ error: (any Error)?) -> GalleyError {
    if let error = error as? GalleyError { return error }
    return GalleyError(
      .writeFailed, "“\(name)” could not be written", underlying: error?.localizedDescription)
  }

  /// The records of one entity in the order of their ids, with the attributes as `data.<name>`; no
  /// bytes when there are none.
  public func export(_ type: EntityType) throws(GalleyError) -> [UInt8] {
    var all: [UInt8] = []
    try export(type) { all += $0 }
    return all
  }

  /// The same in pieces: memory does not grow with the number of records.
  public func export(
    _ type: EntityType, write: ([UInt8]) throws -> Void
  ) throws(GalleyError) {
    guard let entity = Entity.of(type) else { return }
    let fields = entity.fields.enumerated().filter { $0.element.isWritable }
    try store.read { database in
      var attributes = try AttributeCursor(database, entity: entity, tenant: store.tenant)
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT \(entity.selection) FROM \(entity.table) t "
          + "INDEXED BY \"\(entity.table)-key\" WHERE t.endpoint_id = ? ORDER BY t.\(entity.key)",
        arguments: [store.tenant.rawValue])
      var bytes: [UInt8] = []
      var isFirst = true
      while let row = try rows.next() {
        if isFirst, format == .csv {
          let header = fields.map(\.element.name) + attributes.names.map { "data." + $0 }
          for (index, name) in header.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += CSVText.field(name, isEscaped: true)
          }
          bytes.append(10)
        }
        isFirst = false
        let id: String = row[0] ?? ""
        var values: [(String, [UInt8])] = []
        for (index, field) in fields {
          var value: DatabaseValue = row[index]
          if let pseudonyms { value = pseudonyms.replace(value, of: field, type: type, id: id) }
          values.append((field.name, value.isNull ? [] : field.json(value)))
        }
        let own = try attributes.values(of: id)
        for name in attributes.names {
          // Free text may say anything about a person.
          let text = pseudonyms == nil ? own[name] : nil
          values.append(("data." + name, text.map { Array($0.utf8) } ?? []))
        }
        append(values, to: &bytes)
        if bytes.count > 1 << 16 {
          try write(bytes)
          bytes.removeAll(keepingCapacity: true)
        }
      }
      if !bytes.isEmpty { try write(bytes) }
    }
  }

  private func append(_ values: [(String, [UInt8])], to bytes: inout [UInt8]) {
    if format == .jsonl {
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      for (name, value) in values where !value.isEmpty {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.appendJSON(name)
        bytes.append(UInt8(ascii: ":"))
        bytes += value
      }
      bytes += "}\n".utf8
      return
    }
    for (index, (_, value)) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += CSVText.field(Self.cell(value), isEscaped: true)
    }
    bytes.append(10)
  }

  // Lists of texts are written with semicolons; every other value as it is read back.
  private static func cell(_ json: [UInt8]) -> String {
    guard let value = try? JSONParser.parse(json) else { return "" }
    switch value {
    case .null: return ""
    case .string(let text): return text
    // As written: a canonical number would lose the last zero of 19.90.
    case .number(let number): return number.text
    case .array(let elements):
      let texts = elements.compactMap(\.stringValue)
      if texts.count == elements.count, !texts.contains(where: { $0.contains(";") }) {
        return texts.joined(separator: ";")
      }
      return value.storedText
    default: return value.storedText
    }
  }
}

/// The active attributes of records that come in the order of their ids.
private struct AttributeCursor {
  /// Every attribute that a record of the tenant has, sorted.
  let names: [String]
  private let prefix: String
  private let cursor: RowCursor?
  private var next: (id: String, name: String, value: String)?

  init(_ database: Database, entity: Entity, tenant: TenantID) throws {
    prefix = entity.type.rawValue + "-"
    let prefix = self.prefix
    guard entity.hasAttributes else {
      names = []
      cursor = nil
      return
    }
    names = try String.fetchAll(
      database,
      sql: """
        SELECT DISTINCT data_type_attribute_name FROM attribute_values
        WHERE endpoint_id = ? AND status = 'active' ORDER BY 1
        """, arguments: [tenant.rawValue]
    ).filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    cursor = try Row.fetchCursor(
      database,
      sql: """
        SELECT data_identity, data_type_attribute_name, value
        FROM attribute_values INDEXED BY "data_identity-index"
        WHERE endpoint_id = ? AND status = 'active' ORDER BY data_identity
        """, arguments: [tenant.rawValue])
    try advance()
  }

  private mutating func advance() throws {
    next = nil
    while let row = try cursor?.next() {
      let name: String = row[1]
      guard name.hasPrefix(prefix) else { continue }
      next = (row[0], String(name.dropFirst(prefix.count)), row[2])
      return
    }
  }

  /// The attributes of a record by name, as JSON.
  mutating func values(of id: String) throws -> [String: String] {
    var values: [String: String] = [:]
    while let attribute = next {
      // Compared byte by byte, as SQLite orders texts.
      if id.utf8.lexicographicallyPrecedes(attribute.id.utf8) { break }
      if attribute.id == id { values[attribute.name] = attribute.value }
      try advance()
    }
    return values
  }
}

extension Store {
  /// Writes a consistent copy of the store while it is in use.
  public func backUp(to path: String) throws(GalleyError) {
    do {
      let copy = try DatabaseQueue(path: path)
      try pool.backup(to: copy)
      try copy.close()
    } catch {
      throw Self.wrap(error)
    }
  }

  /// Takes everything back from a copy; the store is the copy's afterwards, or unchanged.
  public func restore(from path: String) throws(GalleyError) {
    guard FileManager.default.fileExists(atPath: path) else {
      throw GalleyError(.fileNotFound, "the backup was not found")
    }
    do {
      // Opens, and so checks, the copy before anything is replaced.
      let copy = try Store.open(path: path, tenant: tenant, clock: clock)
      let isWhole = try copy.pool.read { try String.fetchOne($0, sql: "PRAGMA quick_check") }
      guard isWhole == "ok" else { throw GalleyError(.storeFailed, "the backup is damaged") }
      try copy.pool.backup(to: pool)
    } catch {
      throw Self.wrap(error)
    }
  }

  /// Writes a consistent copy of any database file of ours, such as a ledger, while it is in use.
  public static func copyDatabase(from source: String, to path: String) throws(GalleyError) {
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let original = try DatabaseQueue(path: source, configuration: configuration)
      let copy = try DatabaseQueue(path: path)
      try original.backup(to: copy)
      try copy.close()
      try original.close()
    } catch {
      throw wrap(error)
    }
  }

  /// Refreshes the figures that plans are chosen by.
  public func analyze() throws(GalleyError) {
    try write { try $0.execute(sql: "ANALYZE") }
  }

  /// The contacts with the most attended events, then by id.
  public func topContacts(limit: Int = 10) throws(GalleyError) -> [ContactProfile] {
    guard limit >= 0 else { throw GalleyError(.outOfRange, "a limit is not negative") }
    return try fetch(
      "t.endpoint_id = ? AND t.attended_event_count > 0", [tenant.rawValue],
      order: "t.attended_event_count DESC, t.contact_uuid LIMIT \(limit)",
      index: "GSI_UsersByActivity")
  }
}
