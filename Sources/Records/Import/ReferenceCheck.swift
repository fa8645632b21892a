internal import CRMModel
internal import Diagnostics
internal import GRDB
internal import JSONText

/// Checks that what a record refers to exists; a contact may be named by its e-mail address.
final class ReferenceCheck {
  private let database: Database
  private let tenant: TenantID
  private var known: [EntityType: [String: String]] = [:]

  init(_ database: Database, tenant: TenantID) {
    self.database = database
    self.tenant = tenant
  }

  /// Replaces addresses by ids, and throws a `RowProblem` for what does not exist.
  ///
  /// In a list of links, who does not exist is left out and noted: one bad contact must not cost an
  /// event with all its guests.
  func resolve(_ draft: inout RecordDraft, of entity: Entity) throws {
    for (index, field) in entity.fields.enumerated() {
      guard let text = draft.values[index].text else { continue }
      if let target = field.target {
        guard let id = try id(of: text, in: target) else { throw missing(target, field: field) }
        if id != text { draft.values[index] = id.databaseValue }
      } else if case .links = field.kind {
        var ids: Set<String> = []
        for contact in RecordWriter.ids(text) {
          if let id = try id(of: contact, in: .contact) {
            ids.insert(id)
          } else if draft.lostLinks.last?.field != field.name {
            draft.lostLinks.append(missing(.contact, field: field))
          }
        }
        draft.values[index] =
          JSONValue.array(ids.sorted().map { .string($0) }).storedText.databaseValue
      }
    }
  }

  private func missing(_ target: EntityType, field: Field) -> RowProblem {
    RowProblem(
      column: nil, field: field.name, code: .constraintViolation,
      message: "“\(field.name)” names a \(target.rawValue) that does not exist", key: field.name)
  }

  /// The id of a record that exists, or `nil`.
  func id(of text: String, in target: EntityType) throws -> String? {
    if let id = known[target]?[text] { return id }
    guard let entity = Entity.of(target) else { return nil }
    var id = try String.fetchOne(
      database.cachedStatement(
        sql: "SELECT \(entity.key) FROM \(entity.table) "
          + "WHERE endpoint_id = ? AND \(entity.key) = ?"),
      arguments: [tenant.rawValue, text])
    if id == nil, target == .contact, text.utf8.contains(UInt8(ascii: "@")) {
      id = try String.fetchOne(
        database.cachedStatement(
          sql: "SELECT contact_uuid FROM contact_profiles "
            + "WHERE endpoint_id = ? AND email_folded = ?"),
        arguments: [tenant.rawValue, text.lowercased()])
    }
    if let id {
      // Enough for the locality of real files without growing with them.
      if known[target, default: [:]].count >= 50_000 { known[target] = [:] }
      known[target, default: [:]][text] = id
    }
    return id
  }
}
