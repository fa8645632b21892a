public import CRMModel
public import Diagnostics
internal import GRDB
public import JSONText

/// Reads of relations: each is one query for all parents of a level (per 500 of them), never one per
/// parent.
extension Store {
  /// The places with these ids.
  public func places(byID ids: [String]) throws(GalleyError) -> [String: Place] {
    try keyed(ids, \.id)
  }

  /// The corporations with these ids.
  public func corporations(byID ids: [String]) throws(GalleyError) -> [String: CorporationProfile] {
    try keyed(ids, \.id)
  }

  /// The contacts with these ids.
  public func contacts(byID ids: [String]) throws(GalleyError) -> [String: ContactProfile] {
    try keyed(ids, \.id)
  }

  /// The products with these ids.
  public func products(byID ids: [String]) throws(GalleyError) -> [String: Product] {
    try keyed(ids, \.id)
  }

  /// The events with these ids, with hosts and attendees.
  public func events(byID ids: [String]) throws(GalleyError) -> [String: Event] {
    try keyed(ids, \.id)
  }

  /// One place per id, in the order of the ids; `nil` for an id without one.
  public func batchGetPlaces(_ ids: [String]) throws(GalleyError) -> [Place?] {
    let found = try places(byID: ids)
    return ids.map { found[$0] }
  }

  /// One corporation per id, in the order of the ids; `nil` for an id without one.
  public func batchGetCorporations(_ ids: [String]) throws(GalleyError) -> [CorporationProfile?] {
    let found = try corporations(byID: ids)
    return ids.map { found[$0] }
  }

  /// One contact per id, in the order of the ids; `nil` for an id without one.
  public func batchGetContacts(_ ids: [String]) throws(GalleyError) -> [ContactProfile?] {
    let found = try contacts(byID: ids)
    return ids.map { found[$0] }
  }

  /// The active attributes of contacts or corporations by id; ids without any are left out.
  public func attributes(
    of ids: [String], type: EntityType = .contact
  ) throws(GalleyError) -> [String: JSONObject] {
    let prefix = type.rawValue + "-"
    var result: [String: JSONObject] = [:]
    for chunk in Self.chunks(ids) {
      let rows = try read { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT data_identity, data_type_attribute_name, value
            FROM attribute_values INDEXED BY "data_identity-index"
            WHERE endpoint_id = ? AND status = 'active' AND data_identity IN (\(Self.marks(chunk)))
            ORDER BY data_identity, data_type_attribute_name
            """, arguments: StatementArguments([tenant.rawValue] + chunk))
      }
      for row in rows {
        let name: String = row[1]
        guard name.hasPrefix(prefix), let text = row[2] as String?,
          let value = try? JSONParser.parse(Array(text.utf8))
        else { continue }
        result[row[0], default: [:]][String(name.dropFirst(prefix.count))] = value
      }
    }
    return result
  }

  /// The interests of contacts by contact id, strongest first.
  public func interests(of ids: [String]) throws(GalleyError) -> [String: [UserInterest]] {
    try grouped(
      ids, by: "user_id", \UserInterest.userID, index: "interest-user_id-index",
      order: "t.user_id, CAST(t.confidence_score AS REAL) DESC, t.interest_category, "
        + "t.interest_value, t.id")
  }

  /// The purchases of contacts by contact id, newest first.
  public func purchases(of ids: [String]) throws(GalleyError) -> [String: [Purchase]] {
    try grouped(
      ids, by: "user_id", \Purchase.userID, index: "purchase-user_id-index",
      order: "t.user_id, t.timestamp DESC, t.id")
  }

  /// The requests of contacts by contact id.
  public func requests(of ids: [String]) throws(GalleyError) -> [String: [ContactRequest]] {
    try grouped(
      ids, by: "contact_uuid", \ContactRequest.contactID, index: "contact_uuid-index",
      order: "t.contact_uuid, t.request_uuid")
  }

  /// All products in the order of their ids.
  public func products() throws(GalleyError) -> [Product] { try all() }

  /// All purchases in the order of their ids.
  public func purchases() throws(GalleyError) -> [Purchase] { try all() }

  /// All interests in the order of their ids.
  public func interests() throws(GalleyError) -> [UserInterest] { try all() }

  /// All places in the order of their ids.
  public func places() throws(GalleyError) -> [Place] { try all() }

  /// All corporations in the order of their ids.
  public func corporations() throws(GalleyError) -> [CorporationProfile] { try all() }

  /// All requests in the order of their ids.
  public func requests() throws(GalleyError) -> [ContactRequest] { try all() }

  /// Events by start, then slug; only those that start in a range when bounds are given.
  public func events(
    from start: Timestamp? = nil, before end: Timestamp? = nil
  ) throws(GalleyError) -> [Event] {
    var conditions = "t.endpoint_id = ?"
    var arguments: [any DatabaseValueConvertible] = [tenant.rawValue]
    if let start {
      conditions += " AND t.start_at >= ?"
      arguments.append(start.millisecondsSince1970)
    }
    if let end {
      conditions += " AND t.start_at < ?"
      arguments.append(end.millisecondsSince1970)
    }
    return try fetch(
      conditions, StatementArguments(arguments), order: "t.start_at, t.slug",
      index: "GSI_EventsByDate")
  }

  /// The event with a slug or id, or `nil`.
  public func event(_ slugOrID: String) throws(GalleyError) -> Event? {
    let found: [Event] = try fetch(
      "t.endpoint_id = ? AND (t.slug = ? OR t.event_id = ?)",
      [tenant.rawValue, slugOrID, slugOrID], order: "t.event_id")
    return found.first { $0.slug == slugOrID } ?? found.first
  }

  func all<Record: StoredRecord>() throws(GalleyError) -> [Record] {
    try fetch("t.endpoint_id = ?", [tenant.rawValue], order: "t.\(Record.entity.key)")
  }

  func fetch<Record: StoredRecord>(
    _ conditions: String, _ arguments: StatementArguments, order: String, index: String? = nil
  ) throws(GalleyError) -> [Record] {
    let source = Record.entity.table + " t" + (index.map { " INDEXED BY \"\($0)\"" } ?? "")
    return try read { database in
      let cursor = try Row.fetchCursor(
        database.cachedStatement(
          sql: "SELECT \(Record.entity.selection) FROM \(source) "
            + "WHERE \(conditions) ORDER BY \(order)"), arguments: arguments)
      var records: [Record] = []
      while let row = try cursor.next() { records.append(Record(row: row)) }
      return records
    }
  }

  private func keyed<Record: StoredRecord>(
    _ ids: [String], _ id: KeyPath<Record, String>
  ) throws(GalleyError) -> [String: Record] {
    var result: [String: Record] = [:]
    let key = Record.entity.key
    for chunk in Self.chunks(ids) {
      let found: [Record] = try fetch(
        "t.endpoint_id = ? AND t.\(key) IN (\(Self.marks(chunk)))",
        StatementArguments([tenant.rawValue] + chunk), order: "t.\(key)",
        index: "\(Record.entity.table)-key")
      for record in found { result[record[keyPath: id]] = record }
    }
    return result
  }

  private func grouped<Record: StoredRecord>(
    _ ids: [String], by column: String, _ key: KeyPath<Record, String>, index: String,
    order: String
  ) throws(GalleyError) -> [String: [Record]] {
    var result: [String: [Record]] = [:]
    for chunk in Self.chunks(ids) {
      let found: [Record] = try fetch(
        "t.endpoint_id = ? AND t.\(column) IN (\(Self.marks(chunk)))",
        StatementArguments([tenant.rawValue] + chunk), order: order, index: index)
      for record in found { result[record[keyPath: key], default: []].append(record) }
    }
    return result
  }

  // Each id once, in first-seen order, in portions well below SQLite's limit of variables.
  private static func chunks(_ ids: [String]) -> [[String]] {
    var seen: Set<String> = []
    let unique = ids.filter { seen.insert($0).inserted }
    return stride(from: 0, to: unique.count, by: 500).map {
      Array(unique[$0..<min($0 + 500, unique.count)])
    }
  }

  private static func marks(_ ids: [String]) -> String {
    ids.map { _ in "?" }.joined(separator: ",")
  }
}
