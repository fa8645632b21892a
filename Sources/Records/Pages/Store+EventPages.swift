public import CRMModel
public import Diagnostics
internal import GRDB
internal import JSONText

/// One page of events with the token of the next.
public struct EventPage: Sendable, Hashable {
  /// The events, by start, then slug; those without a start come first.
  public var events: [Event]
  /// What to ask the next page with; `nil` on the last one.
  public var nextToken: String?
}

/// One page of the people of an event.
public struct GuestPage: Sendable, Hashable {
  /// The contacts, by last name, then id.
  public var contacts: [ContactProfile]
  /// What to ask the next page with; `nil` on the last one.
  public var nextToken: String?
}

extension Store {
  /// A page of the events that start in a range, which includes `start` and not `end`.
  public func eventPage(
    from start: Timestamp? = nil, before end: Timestamp? = nil, limit: Int = 50,
    token: String? = nil
  ) throws(GalleyError) -> EventPage {
    let limit = try PageLimit(limit)
    let binding = PageToken.binding(
      tenant, "events", start?.description ?? "", end?.description ?? "")
    var conditions = "t.endpoint_id = ?"
    var arguments: [DatabaseValue] = [tenant.rawValue.databaseValue]
    if let start {
      conditions += " AND t.start_at >= ?"
      arguments.append(start.millisecondsSince1970.databaseValue)
    }
    if let end {
      conditions += " AND t.start_at < ?"
      arguments.append(end.millisecondsSince1970.databaseValue)
    }
    if let token {
      let token = try PageToken(token, binding: binding)
      guard token.order.count == 2, let slug = token.order[1].stringValue else {
        throw PageToken.problem
      }
      if let time = token.order[0].numberValue.flatMap({ Int64($0.text) }) {
        conditions += " AND (t.start_at, t.slug) > (?, ?)"
        arguments += [time.databaseValue, slug.databaseValue]
      } else {
        conditions += " AND (t.start_at IS NOT NULL OR t.slug > ?)"
        arguments.append(slug.databaseValue)
      }
    }
    let found: [Event] = try fetch(
      conditions, StatementArguments(arguments),
      order: "t.start_at, t.slug LIMIT \(limit.value + 1)", index: "GSI_EventsByDate")
    let (page, last) = limit.cut(found)
    return EventPage(
      events: page,
      nextToken: last.map { event in
        let time = event.startAt.map { JSONValue.number(JSONNumber($0.millisecondsSince1970)) }
        return PageToken(
          .event(event.id), order: [time ?? .null, .string(event.slug)], binding: binding
        ).text
      })
  }

  /// A page of those who attend an event.
  public func attendees(
    ofEvent id: String, limit: Int = 50, token: String? = nil
  ) throws(GalleyError) -> GuestPage {
    try guests(ofEvent: id, table: "event_attendances", limit: limit, token: token) { contact in
      .attendance(contact, of: id)
    }
  }

  /// A page of those who host an event.
  public func hosts(
    ofEvent id: String, limit: Int = 50, token: String? = nil
  ) throws(GalleyError) -> GuestPage {
    try guests(ofEvent: id, table: "event_hosts", limit: limit, token: token) { contact in
      .host(contact, of: id)
    }
  }

  private func guests(
    ofEvent id: String, table: String, limit: Int, token: String?,
    key: (String) -> PageToken.Key
  ) throws(GalleyError) -> GuestPage {
    let limit = try PageLimit(limit)
    let binding = PageToken.binding(tenant, table, id)
    var cursor = ""
    var arguments: [DatabaseValue] = [tenant.rawValue, id].map(\.databaseValue)
    if let token {
      let token = try PageToken(token, binding: binding)
      guard token.order.count == 2, let name = token.order[0].stringValue,
        let contact = token.order[1].stringValue
      else { throw PageToken.problem }
      cursor = " AND (t.last_name, t.contact_uuid) > (?, ?)"
      arguments += [name.databaseValue, contact.databaseValue]
    }
    let sql =
      "SELECT \(Entity.contacts.selection) FROM \(table) l CROSS JOIN contact_profiles t "
      + "INDEXED BY \"contact_profiles-key\" ON t.endpoint_id = l.endpoint_id "
      + "AND t.contact_uuid = l.contact_uuid WHERE l.endpoint_id = ? AND l.event_id = ?\(cursor) "
      + "ORDER BY t.last_name, t.contact_uuid LIMIT \(limit.value + 1)"
    let found = try read { database in
      try Row.fetchAll(
        database.cachedStatement(sql: sql), arguments: StatementArguments(arguments)
      ).map(ContactProfile.init(row:))
    }
    let (page, last) = limit.cut(found)
    return GuestPage(
      contacts: page,
      nextToken: last.map { contact in
        PageToken(
          key(contact.id), order: [.string(contact.lastName ?? ""), .string(contact.id)],
          binding: binding
        ).text
      })
  }
}
