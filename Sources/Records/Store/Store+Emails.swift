public import CRMModel
public import Diagnostics
internal import GRDB
internal import JSONText

/// One page of e-mail records with the token of the next.
public struct EmailPage: Sendable, Hashable {
  /// The records, newest first.
  public var emails: [EmailRecord]
  /// What to ask the next page with; `nil` on the last one.
  public var nextToken: String?
}

extension Store {
  /// Adds a record of an e-mail.
  ///
  /// - Throws: `UNIQUE_VIOLATION` when the contact has one of this campaign and slot already.
  public func add(_ email: EmailRecord) throws(GalleyError) {
    do {
      try pool.write { database in
        try database.execute(
          sql: """
            INSERT INTO emails (endpoint_id, email_id, campaign, slot, contact_uuid, variant,
              subject, status, utm_campaign, utm_source, utm_medium, message_id, error, created_at,
              sent_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            tenant.rawValue, email.id, email.campaign, email.slot, email.contactID, email.variant,
            email.subject, email.status.rawValue, email.utmCampaign, email.utmSource,
            email.utmMedium, email.messageID, email.error, email.createdAt.millisecondsSince1970,
            email.sentAt?.millisecondsSince1970,
          ])
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw GalleyError(
        .uniqueViolation, "the contact has an e-mail of this campaign and slot already",
        details: ["campaign": email.campaign, "slot": email.slot])
    } catch {
      throw Self.wrap(error)
    }
  }

  /// Moves an e-mail on: queued to sent or failed, failed to queued; `unknown` is left only by a
  /// person or a delivery report (domain rule 7).
  ///
  /// - Throws: `ENTITY_NOT_FOUND`, or `CONFLICT` when the move is none of those.
  public func move(
    email id: String, to status: EmailRecord.Status, isDecidedOutside: Bool = false,
    messageID: String? = nil, error: String? = nil
  ) throws(GalleyError) {
    let now = clock().millisecondsSince1970
    try write { database in
      guard
        let text = try String.fetchOne(
          database, sql: "SELECT status FROM emails WHERE endpoint_id = ? AND email_id = ?",
          arguments: [tenant.rawValue, id])
      else { throw GalleyError(.entityNotFound, "there is no e-mail with this id") }
      let current = EmailRecord.Status(rawValue: text) ?? .unknown
      guard current.mayBecome(status, isDecidedOutside: isDecidedOutside) else {
        throw GalleyError(
          .conflict, "an e-mail that is \(current.rawValue) does not become \(status.rawValue)",
          details: ["status": current.rawValue])
      }
      try database.execute(
        sql: """
          UPDATE emails SET status = ?, message_id = coalesce(?, message_id), error = ?,
            sent_at = CASE WHEN ? THEN ? ELSE sent_at END
          WHERE endpoint_id = ? AND email_id = ?
          """,
        arguments: [
          status.rawValue, messageID, error, status == .sent, now, tenant.rawValue, id,
        ])
    }
  }

  /// A page of e-mail records, newest first; both ends of the range belong to it.
  public func emails(
    status: EmailRecord.Status? = nil, utmCampaign: String? = nil, from start: Timestamp? = nil,
    through end: Timestamp? = nil, limit: Int = 50, token: String? = nil
  ) throws(GalleyError) -> EmailPage {
    let limit = try PageLimit(limit)
    let binding = PageToken.binding(
      tenant, "emails", status?.rawValue ?? "", utmCampaign ?? "\u{0}", start?.description ?? "",
      end?.description ?? "")
    var conditions = "endpoint_id = ?"
    var arguments: [DatabaseValue] = [tenant.rawValue.databaseValue]
    func add(_ condition: String, _ values: DatabaseValue...) {
      conditions += " AND " + condition
      arguments += values
    }
    if let status { add("status = ?", status.rawValue.databaseValue) }
    if let utmCampaign { add("utm_campaign = ?", utmCampaign.databaseValue) }
    if let start { add("created_at >= ?", start.millisecondsSince1970.databaseValue) }
    if let end { add("created_at <= ?", end.millisecondsSince1970.databaseValue) }
    if let token {
      let token = try PageToken(token, binding: binding)
      guard let time = token.order.first?.numberValue.flatMap({ Int64($0.text) }) else {
        throw PageToken.problem
      }
      let id = try token.id(after: "EMAIL#")
      add("(created_at, email_id) < (?, ?)", time.databaseValue, id.databaseValue)
    }
    let index = utmCampaign == nil ? "emails-created_at-index" : "utm_campaign-index"
    let found = try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT email_id, campaign, slot, contact_uuid, variant, subject, status, utm_campaign,
            utm_source, utm_medium, message_id, error, created_at, sent_at
          FROM emails INDEXED BY "\(index)" WHERE \(conditions)
          ORDER BY created_at DESC, email_id DESC LIMIT \(limit.value + 1)
          """, arguments: StatementArguments(arguments)
      ).map(EmailRecord.init(row:))
    }
    let (page, last) = limit.cut(found)
    return EmailPage(
      emails: page,
      nextToken: last.map { email in
        PageToken(
          .email(email.id), order: [.number(JSONNumber(email.createdAt.millisecondsSince1970))],
          binding: binding
        ).text
      })
  }
}

extension EmailRecord {
  fileprivate init(row: Row) {
    self.init(
      id: row[0], campaign: row[1], slot: row[2], contactID: row[3], variant: row[4],
      subject: row[5], status: Status(rawValue: row[6]) ?? .unknown, utmCampaign: row[7],
      utmSource: row[8], utmMedium: row[9], messageID: row[10], error: row[11],
      createdAt: row.time(12) ?? Timestamp(millisecondsSince1970: 0), sentAt: row.time(13))
  }
}
