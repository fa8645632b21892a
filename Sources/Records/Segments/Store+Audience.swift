public import CRMModel
public import Diagnostics
internal import GRDB

/// One contact of an audience, with the first segment it belongs to.
public struct AudienceMember: Sendable, Hashable {
  /// The contact.
  public var contact: ContactProfile
  /// The position of the first segment that takes the contact, or `nil` when none does.
  public var segment: Int?
}

/// Where a list of contacts goes on: the last one handed out.
public struct ContactCursor: Sendable, Hashable {
  /// Its last name, empty when it has none.
  public var lastName: String
  /// Its id.
  public var id: String

  /// The place behind a contact.
  public init(after contact: ContactProfile) {
    lastName = contact.lastName ?? ""
    id = contact.id
  }

  /// The place behind a key.
  public init(lastName: String, id: String) {
    self.lastName = lastName
    self.id = id
  }
}

extension Store {
  /// Contacts that satisfy a filter, by last name, then id.
  public func contacts(
    matching filter: SegmentFilter? = nil, limit: Int = 50, after cursor: ContactCursor? = nil
  ) throws(GalleyError) -> [ContactProfile] {
    try audience(matching: filter, segments: [], limit: limit, after: cursor).map(\.contact)
  }

  /// Contacts that satisfy a filter, each with the first segment that takes it; a segment without a
  /// filter takes everyone.
  public func audience(
    matching filter: SegmentFilter? = nil, segments: [SegmentFilter?], limit: Int,
    after cursor: ContactCursor? = nil
  ) throws(GalleyError) -> [AudienceMember] {
    guard limit >= 0 else {
      throw GalleyError(.outOfRange, "a limit is not negative", details: ["field": "limit"])
    }
    return try read { database in
      let query = try contactQuery(filter, database)
        .list(segments: segments, limit: limit, after: cursor)
      let rows = try Row.fetchCursor(
        database.cachedStatement(sql: query.sql), arguments: query.arguments)
      var members: [AudienceMember] = []
      while let row = try rows.next() {
        members.append(
          AudienceMember(
            contact: ContactProfile(row: row), segment: row[Entity.contacts.fields.count]))
      }
      return members
    }
  }

  /// How many contacts satisfy a filter.
  public func countContacts(matching filter: SegmentFilter? = nil) throws(GalleyError) -> Int {
    try read { database in
      let query = try contactQuery(filter, database).count()
      return try Int.fetchOne(
        database.cachedStatement(sql: query.sql), arguments: query.arguments) ?? 0
    }
  }

  /// Reads an audience to its end in chunks, by last name, then id; memory is bounded by the chunk.
  public func forEachChunk(
    of filter: SegmentFilter? = nil, segments: [SegmentFilter?] = [], size: Int = 1000,
    _ body: ([AudienceMember]) throws(GalleyError) -> Void
  ) throws(GalleyError) {
    var cursor: ContactCursor?
    while true {
      let members = try audience(
        matching: filter, segments: segments, limit: max(1, size), after: cursor)
      guard let last = members.last else { return }
      try body(members)
      guard members.count == max(1, size) else { return }
      cursor = ContactCursor(after: last.contact)
    }
  }

  /// The contact with an id, or `nil`.
  public func contact(id: String) throws(GalleyError) -> ContactProfile? {
    let found: [ContactProfile] = try fetch(
      "t.endpoint_id = ? AND t.contact_uuid = ?", [tenant.rawValue, id], order: "1")
    return found.first
  }

  /// The contact with an e-mail address, whatever its case, or `nil`.
  public func contact(email: String) throws(GalleyError) -> ContactProfile? {
    let found: [ContactProfile] = try fetch(
      "t.endpoint_id = ? AND t.email_folded = ?", [tenant.rawValue, email.lowercased()],
      order: "1")
    return found.first
  }
}
