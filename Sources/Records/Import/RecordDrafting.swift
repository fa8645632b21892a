internal import CRMModel
internal import Diagnostics
internal import GRDB
internal import JSONText

/// Turns rows into drafts of one entity.
struct RecordDrafting {
  let entity: Entity
  let tenant: TenantID
  private var ordinals: [String: Int] = [:]
  private var maps: [Int: JSONObject] = [:]

  init(entity: Entity, tenant: TenantID) {
    self.entity = entity
    self.tenant = tenant
  }

  /// An empty draft.
  func start() -> RecordDraft {
    RecordDraft(values: Array(repeating: .null, count: entity.fields.count))
  }

  /// Puts a cell where its column goes.
  mutating func set(
    _ raw: RawValue, target: ColumnMap.Target, key: String, column: Int?,
    in draft: inout RecordDraft
  ) {
    switch target {
    case .ignored: break
    case .field(let index):
      let field = entity.fields[index]
      do throws(FieldProblem) {
        let value = try field.kind.read(raw)
        // Two columns may go to one field; an empty one does not erase the other.
        if !value.isNull { draft.values[index] = value }
      } catch {
        draft.problems.append(problem(error, field: field, raw: raw, key: key, column: column))
      }
    case .member(let index, let name):
      guard let value = json(raw) else { return }
      maps[index, default: [:]][name] = value
    case .attribute(let name):
      guard let value = json(raw) else { return }
      draft.attributes.append((name, value.storedText))
    case .attributes:
      guard case .object(let object)? = parsed(raw) else {
        if json(raw) != nil {
          draft.problems.append(
            RowProblem(
              column: column, field: key, code: .typeMismatch, message: "“\(key)” is a map",
              key: key))
        }
        return
      }
      for member in object where member.value != .null {
        draft.attributes.append((member.key, member.value.storedText))
      }
    }
  }

  /// Fills in what the row left out, and checks what concerns the whole record.
  mutating func finish(_ draft: inout RecordDraft) {
    for (index, object) in maps {
      var whole = draft.values[index].text.flatMap { Self.object($0) } ?? [:]
      for member in object { whole[member.key] = member.value }
      draft.values[index] = JSONValue.object(whole).storedText.databaseValue
    }
    maps.removeAll(keepingCapacity: true)
    for (index, field) in entity.fields.enumerated() where draft.values[index].isNull {
      if let value = Self.defaults[field.name] {
        draft.values[index] = value.databaseValue
      } else if field.isRequired,
        !draft.problems.contains(where: { $0.field == field.name })
      {
        draft.problems.append(
          RowProblem(
            column: nil, field: field.name, code: .missingField,
            message: "“\(field.name)” is missing", key: field.name))
      }
    }
    if draft.problems.isEmpty, entity.type == .event { checkEvent(&draft) }
    if draft.problems.isEmpty, draft.values[0].isNull { draft.values[0] = derivedID(of: draft) }
  }

  // What a missing value means where the model has no null.
  private static let defaults = [
    "last_name": "", "consent": Consent.unknown.rawValue, "price": "0", "amount": "0",
    "confidence_score": "1",
  ]

  private func checkEvent(_ draft: inout RecordDraft) {
    func value(_ name: String) -> DatabaseValue {
      entity.index(of: name).map { draft.values[$0] } ?? .null
    }
    if let start = value("start_at").integer, let end = value("end_at").integer, end < start {
      draft.problems.append(
        RowProblem(
          column: nil, field: "end_at", code: .outOfRange,
          message: "“end_at” is not before “start_at”"))
    }
    if let capacity = value("max_capacity").integer, let list = value("attendee_ids").text,
      case .array(let attendees)? = try? JSONParser.parse(Array(list.utf8)),
      attendees.count > capacity
    {
      draft.problems.append(
        RowProblem(
          column: nil, field: "attendee_ids", code: .outOfRange,
          message: "\(attendees.count) attendees are more than the capacity of \(capacity)"))
    }
  }

  // The natural key where there is one, else the whole row and how often it came before: the same
  // files give the same ids, whatever the order of rows.
  private mutating func derivedID(of draft: RecordDraft) -> DatabaseValue {
    let naturalKey: String
    if let index = entity.naturalKey.flatMap(entity.index(of:)), let text = draft.values[index].text
    {
      naturalKey = entity.naturalKey == "email" ? text.lowercased() : text
    } else {
      var row = ""
      for value in draft.values.dropFirst() {
        row += Self.canonical(value) + "\u{2}"
      }
      let ordinal = ordinals[row, default: 0]
      ordinals[row] = ordinal + 1
      naturalKey = ordinal == 0 ? row : "\(row)\(ordinal)"
    }
    return DeterministicID.make(
      tenant: tenant, entity: entity.type.rawValue, naturalKey: naturalKey
    ).databaseValue
  }

  // Written as a switch: the optimiser of Swift 6.3.1 crashes on a chain of `??` here.
  private static func canonical(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: "\u{1}"
    case .string(let text): text
    case .int64(let number): String(number)
    case .double(let number): "\(number)"
    case .blob: ""
    }
  }

  private func problem(
    _ problem: FieldProblem, field: Field, raw: RawValue, key: String, column: Int?
  ) -> RowProblem {
    let code: ErrorCode =
      switch problem.code {
      case .format: .invalidFormat
      case .type: .typeMismatch
      case .range: .outOfRange
      }
    var message = "“\(field.name)” \(problem.message)"
    if !field.isPersonal, case .text(let text) = raw { message += "; found “\(text.shortened)”" }
    return RowProblem(column: column, field: field.name, code: code, message: message, key: key)
  }

  private func json(_ raw: RawValue) -> JSONValue? {
    switch raw {
    case .absent: nil
    case .text(let text): text.isEmpty ? nil : .string(text)
    case .json(let value): value == .null ? nil : value
    }
  }

  private func parsed(_ raw: RawValue) -> JSONValue? {
    guard case .text(let text) = raw else { return json(raw) }
    return try? JSONParser.parse(Array(text.utf8))
  }

  static func array(_ text: String) -> [JSONValue]? {
    (try? JSONParser.parse(Array(text.utf8)))?.arrayValue
  }

  static func object(_ text: String) -> JSONObject? {
    (try? JSONParser.parse(Array(text.utf8)))?.objectValue
  }
}

extension DatabaseValue {
  /// The text, or `nil` for another type.
  var text: String? {
    if case .string(let text) = storage { text } else { nil }
  }

  /// The whole number, or `nil` for another type.
  var integer: Int64? {
    if case .int64(let number) = storage { number } else { nil }
  }
}
