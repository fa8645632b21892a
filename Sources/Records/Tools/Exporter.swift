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

  /// Writes one file per entity that has records into a folder, and gives their names.
  public func run(into folder: String) throws(GalleyError) -> [String] {
    var names: [String] = []
    for type in EntityType.allCases where type != .attribute {
      let bytes = try export(type)
      guard !bytes.isEmpty else { continue }
      let name = "\(type.fileStem).\(format.rawValue)"
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name), options: .atomic)
      } catch {
        throw GalleyError(
          .writeFailed, "“\(name)” could not be written", underlying: error.localizedDescription)
      }
      names.append(name)
    }
    return names
  }

  /// The records of one entity in the order of their ids, with the attributes as `data.<name>`; no
  /// bytes when there are none.
  public func export(_ type: EntityType) throws(GalleyError) -> [UInt8] {
    guard let entity = Entity.of(type) else { return [] }
    let fields = entity.fields.enumerated().filter { $0.element.isWritable }
    let attributes = entity.hasAttributes ? try activeAttributes(of: type) : [:]
    let names = Set(attributes.values.flatMap(\.keys)).sorted()
    var bytes: [UInt8] = []
    _ = try store.read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT \(entity.selection) FROM \(entity.table) t WHERE t.endpoint_id = ? "
          + "ORDER BY t.\(entity.key)", arguments: [store.tenant.rawValue])
      while let row = try rows.next() {
        if bytes.isEmpty, format == .csv {
          let header = fields.map(\.element.name) + names.map { "data." + $0 }
          bytes +=
            header.map { String(decoding: CSVText.field($0), as: UTF8.self) }
            .joined(separator: ",").utf8
          bytes.append(10)
        }
        let id: String = row[0] ?? ""
        var values: [(String, [UInt8])] = []
        for (index, field) in fields {
          var value: DatabaseValue = row[index]
          if let pseudonyms { value = pseudonyms.replace(value, of: field, type: type, id: id) }
          values.append((field.name, value.isNull ? [] : field.json(value)))
        }
        // Free text may say anything about a person.
        let own = pseudonyms == nil ? attributes[id] : nil
        for name in names {
          values.append(("data." + name, own?[name].map { Array($0.utf8) } ?? []))
        }
        append(values, to: &bytes)
      }
    }
    return bytes
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

  private func activeAttributes(
    of type: EntityType
  ) throws(GalleyError) -> [String: [String: String]] {
    let prefix = type.rawValue + "-"
    let rows = try store.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT data_identity, data_type_attribute_name, value FROM attribute_values
          WHERE endpoint_id = ? AND status = 'active'
          """, arguments: [store.tenant.rawValue])
    }
    var result: [String: [String: String]] = [:]
    for row in rows {
      let name: String = row[1]
      guard name.hasPrefix(prefix) else { continue }
      result[row[0], default: [:]][String(name.dropFirst(prefix.count))] = row[2]
    }
    return result
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
