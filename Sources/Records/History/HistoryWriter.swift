internal import CRMModel
internal import Diagnostics
internal import GRDB

/// Appends history rows within the transaction of the change they tell of.
final class HistoryWriter {
  private let statement: Statement
  private let tenant: TenantID
  private let now: Int64
  private let updatedBy: String
  private let database: Database
  private var sequence: Int64

  init(_ database: Database, tenant: TenantID, now: Timestamp, updatedBy: String) throws {
    self.database = database
    self.tenant = tenant
    self.now = now.secondsSince1970
    self.updatedBy = updatedBy
    statement = try database.makeStatement(
      sql: """
        INSERT INTO activity_history
          (endpoint_id, id, timestamp, seq, type, action, log, data_diff, updated_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    sequence =
      try Int64.fetchOne(
        database, sql: "SELECT seq FROM sequences WHERE endpoint_id = ?",
        arguments: [tenant.rawValue]) ?? 0
  }

  /// Tells of one change; `diff` is the JSON of the changed fields.
  func append(_ type: EntityType, id: String, action: ActivityHistory.Action, diff: [UInt8]) throws
  {
    sequence += 1
    statement.setUncheckedArguments([
      tenant.rawValue, id, now, sequence, type.rawValue, action.rawValue,
      "\(type.rawValue) \(action.past)", String(decoding: diff, as: UTF8.self), updatedBy,
    ])
    try statement.execute()
  }

  /// Keeps the sequence for the next transaction.
  func finish() throws {
    try database.execute(
      sql: """
        INSERT INTO sequences (endpoint_id, seq) VALUES (?, ?)
        ON CONFLICT (endpoint_id) DO UPDATE SET seq = excluded.seq
        """, arguments: [tenant.rawValue, sequence])
  }
}

extension ActivityHistory.Action {
  /// `inserted`, `updated` or `deleted`.
  var past: String { self == .insert ? "inserted" : "\(rawValue)d" }
}

/// Builds the JSON of a diff. An `old` or `new` of null is left out: half the size on inserts.
struct DiffBuilder {
  private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]
  private(set) var isEmpty = true

  mutating func add(_ field: Field, old: DatabaseValue, new: DatabaseValue) {
    add(
      field.name, old: old.isNull ? nil : field.json(old), new: new.isNull ? nil : field.json(new))
  }

  mutating func add(_ name: String, old: [UInt8]?, new: [UInt8]?) {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    bytes.appendJSON(name)
    bytes += ":{".utf8
    if let old {
      bytes += "\"old\":".utf8
      bytes += old
      if new != nil { bytes.append(UInt8(ascii: ",")) }
    }
    if let new {
      bytes += "\"new\":".utf8
      bytes += new
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// The whole diff.
  var finished: [UInt8] { bytes + [UInt8(ascii: "}")] }
}

extension Field {
  /// A stored value as JSON.
  func json(_ value: DatabaseValue) -> [UInt8] {
    var bytes: [UInt8] = []
    if let number = value.integer {
      if kind == .time {
        bytes.appendJSON(Timestamp(millisecondsSince1970: number).description)
      } else {
        bytes += String(number).utf8
      }
    } else if let text = value.text {
      switch kind {
      case .list, .map, .links, .decimal: bytes += text.utf8
      default: bytes.appendJSON(text)
      }
    } else {
      bytes += "null".utf8
    }
    return bytes
  }
}

extension [UInt8] {
  /// Appends a text as a JSON string.
  mutating func appendJSON(_ text: String) {
    append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        append(UInt8(ascii: "\\"))
        append(byte)
      case 0..<32:
        let digits = Array("0123456789abcdef".utf8)
        self += "\\u00".utf8
        append(digits[Int(byte >> 4)])
        append(digits[Int(byte & 15)])
      default: append(byte)
      }
    }
    append(UInt8(ascii: "\""))
  }
}
