public import CRMModel
public import Diagnostics
internal import GRDB
internal import JSONText

/// Businesses, contents and e-mail records.
extension Store {
  /// Adds or replaces a business.
  public func put(_ business: Business, updatedBy: String) throws(GalleyError) {
    let now = clock().millisecondsSince1970
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO businesses (endpoint_id, business_id, account_id, name, profile, brand_voice,
            tone, preferences, corporation_uuid, postal_address, created_at, updated_at, updated_by)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (endpoint_id, business_id) DO UPDATE SET account_id = excluded.account_id,
            name = excluded.name, profile = excluded.profile, brand_voice = excluded.brand_voice,
            tone = excluded.tone, preferences = excluded.preferences,
            corporation_uuid = excluded.corporation_uuid,
            postal_address = excluded.postal_address, updated_at = excluded.updated_at,
            updated_by = excluded.updated_by
          """,
        arguments: [
          tenant.rawValue, business.id, business.accountID, business.name,
          JSONValue.object(business.profile).storedText, business.brandVoice, business.tone,
          JSONValue.object(business.preferences).storedText, business.corporationID,
          business.postalAddress, now, now, updatedBy,
        ])
    }
  }

  /// The businesses of an account, or of all, by id.
  public func businesses(ofAccount account: String? = nil) throws(GalleyError) -> [Business] {
    try read { database in
      let condition = account == nil ? "" : " AND account_id = ?"
      return try Row.fetchAll(
        database,
        sql: """
          SELECT business_id, account_id, name, profile, brand_voice, tone, preferences,
            corporation_uuid, postal_address
          FROM businesses WHERE endpoint_id = ?\(condition) ORDER BY business_id
          """, arguments: StatementArguments([tenant.rawValue] + (account.map { [$0] } ?? []))
      ).map { row in
        Business(
          id: row[0], accountID: row[1], name: row[2], profile: row.map(3), brandVoice: row[4],
          tone: row[5], preferences: row.map(6), corporationID: row[7], postalAddress: row[8])
      }
    }
  }

  /// Adds or replaces a piece of copy.
  public func put(_ content: Content, updatedBy: String) throws(GalleyError) {
    let now = clock().millisecondsSince1970
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO contents (endpoint_id, content_id, campaign, kind, segment, variant, locale,
            status, body, provenance, metadata, created_at, updated_at, updated_by)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (endpoint_id, content_id) DO UPDATE SET campaign = excluded.campaign,
            kind = excluded.kind, segment = excluded.segment, variant = excluded.variant,
            locale = excluded.locale, status = excluded.status, body = excluded.body,
            provenance = excluded.provenance, metadata = excluded.metadata,
            updated_at = excluded.updated_at, updated_by = excluded.updated_by
          """,
        arguments: [
          tenant.rawValue, content.id, content.campaign, content.kind, content.segment,
          content.variant, content.locale, content.status.rawValue,
          JSONValue.object(content.body).storedText,
          JSONValue.object(content.provenance).storedText,
          JSONValue.object(content.metadata).storedText, now, now, updatedBy,
        ])
    }
  }

  /// The copy of a campaign, by id.
  public func contents(ofCampaign campaign: String) throws(GalleyError) -> [Content] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT content_id, campaign, kind, segment, variant, locale, status, body, provenance,
            metadata
          FROM contents INDEXED BY "campaign_id-index"
          WHERE endpoint_id = ? AND campaign = ? ORDER BY content_id
          """, arguments: [tenant.rawValue, campaign]
      ).map { row in
        Content(
          id: row[0], campaign: row[1], kind: row[2], segment: row[3], variant: row[4],
          locale: row[5], status: Content.Status(rawValue: row[6]) ?? .failed, body: row.map(7),
          provenance: row.map(8), metadata: row.map(9))
      }
    }
  }
}
