internal import CRMModel
internal import GRDB

/// The tables of the store, version by version, forward only.
enum StoreSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      for entity in [
        Entity.corporations, .places, .contacts, .products, .events, .requests, .purchases,
        .interests,
      ] {
        try database.execute(sql: table(of: entity))
        for index in indexes(of: entity.type, version: 1) { try database.execute(sql: index.sql) }
      }
      for statement in otherTables { try database.execute(sql: statement) }
      for index in historyIndexes { try database.execute(sql: index.sql) }
    }
    migrator.registerMigration("2") { database in
      for type in [EntityType.contact, .event] {
        let old = indexes(of: type, version: 1)
        for index in indexes(of: type) where !old.contains(where: { $0.sql == index.sql }) {
          try database.execute(sql: "DROP INDEX \"\(index.name)\"")
          try database.execute(sql: index.sql)
        }
      }
      // A constraint cannot be dropped while a large file is loaded, an index can.
      for statement in attributeTable { try database.execute(sql: statement) }
      for index in attributeIndexes { try database.execute(sql: index.sql) }
      for statement in marketingTables { try database.execute(sql: statement) }
    }
    return migrator
  }

  /// The highest schema version this program knows.
  static let version = 2

  /// One named index.
  struct Index: Sendable, Hashable {
    let name: String
    let sql: String

    init(
      _ name: String, on table: String, _ columns: String, unique: Bool = false, only: String = ""
    ) {
      self.name = name
      sql =
        "CREATE \(unique ? "UNIQUE " : "")INDEX \"\(name)\" ON \(table)(endpoint_id, \(columns))"
        + only
    }
  }

  /// The indexes of an entity's table, its key first; an import into an empty store drops them and
  /// makes them again after loading.
  static func indexes(of type: EntityType, version: Int = version) -> [Index] {
    guard let entity = Entity.of(type) else { return [] }
    let table = entity.table
    // Since version 2 an index gives its rows in the default order, so that a page needs no sorting.
    let order = version < 2 ? "" : ", last_name, contact_uuid"
    let own: [Index] =
      switch type {
      case .corporation:
        [
          Index("external_id-index", on: table, "external_id"),
          Index("corporation_type-index", on: table, "corporation_type"),
        ]
      case .place:
        [
          Index("region-index", on: table, "region"),
          Index("corporation_uuid-index", on: table, "corporation_uuid"),
        ]
      case .contact:
        [
          Index("email-index", on: table, "email_folded", unique: true),
          Index("place_uuid-index", on: table, "place_uuid"),
          Index("GSI_ByCompany", on: table, "company" + order),
          Index("GSI_ByJobTitle", on: table, "job_title" + order),
          Index("GSI_ByLocation", on: table, "state, city" + order),
          Index("GSI_UsersByActivity", on: table, "attended_event_count DESC"),
          Index("GSI_ByHostedCount", on: table, "hosted_event_count DESC"),
          Index("last_name-id-index", on: table, "last_name, contact_uuid"),
        ]
      case .product: [Index("category-index", on: table, "category")]
      case .event:
        [
          Index("slug-index", on: table, "slug", unique: true),
          Index("GSI_EventsByDate", on: table, version < 2 ? "start_at" : "start_at, slug"),
          Index("owner-index", on: table, "owner"),
        ]
      case .request:
        [
          Index("contact_uuid-index", on: table, "contact_uuid"),
          Index("request-place_uuid-index", on: table, "place_uuid"),
        ]
      case .purchase:
        [
          Index("purchase-user_id-index", on: table, "user_id, timestamp"),
          Index("purchase-product_id-index", on: table, "product_id"),
        ]
      case .interest: [Index("interest-user_id-index", on: table, "user_id, interest_category")]
      case .attribute: []
      }
    return [Index("\(table)-key", on: table, entity.key, unique: true)] + own
      + [Index("\(table)-created_at-index", on: table, "created_at")]
  }

  /// The indexes of attributes; an import into an empty store drops them while loading.
  static let attributeIndexes = [
    Index(
      "attribute_values-key", on: "attribute_values",
      "data_type_attribute_name, value_version_uuid", unique: true),
    Index("data_identity-index", on: "attribute_values", "data_identity, status"),
    Index(
      "data_identity-data_type_attribute_name-index", on: "attribute_values",
      "data_identity, data_type_attribute_name, version", unique: true),
    Index(
      "attribute-active-index", on: "attribute_values", "data_identity, data_type_attribute_name",
      unique: true, only: " WHERE status = 'active'"),
    Index("attribute_values-created_at-index", on: "attribute_values", "created_at"),
  ]

  private static let attributeTable = [
    "ALTER TABLE attribute_values RENAME TO old_attribute_values",
    """
    CREATE TABLE attribute_values (
      endpoint_id TEXT NOT NULL, data_type_attribute_name TEXT NOT NULL,
      value_version_uuid TEXT NOT NULL, data_identity TEXT NOT NULL, value TEXT NOT NULL,
      status TEXT NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL, updated_by TEXT NOT NULL, source_id INTEGER NOT NULL
    )
    """,
    "INSERT INTO attribute_values SELECT * FROM old_attribute_values ORDER BY rowid",
    "DROP TABLE old_attribute_values",
  ]

  static let historyIndexes = [
    Index("type-id-index", on: "activity_history", "type, id, seq"),
    Index("activity_history-created_at-index", on: "activity_history", "timestamp"),
  ]

  private static func table(of entity: Entity) -> String {
    var columns = ["endpoint_id TEXT NOT NULL"]
    for (position, field) in entity.fields.enumerated() where field.isColumn {
      var column = "\(field.name) \(type(of: field.kind))"
      if position == 0 || field.isRequired { column += " NOT NULL" }
      if field.kind == .computed { column += " NOT NULL DEFAULT 0" }
      // The default order starts with the last name; a null would break its keyset.
      if field.name == "last_name" { column += " NOT NULL DEFAULT ''" }
      columns.append(column)
      if field.kind == .email { columns.append("email_folded TEXT NOT NULL") }
    }
    columns += [
      "created_at INTEGER NOT NULL", "updated_at INTEGER NOT NULL", "updated_by TEXT NOT NULL",
      "revision INTEGER NOT NULL DEFAULT 1", "source_id INTEGER NOT NULL",
    ]
    for field in entity.fields {
      guard let target = field.target.flatMap(Entity.of) else { continue }
      columns.append(
        "FOREIGN KEY (endpoint_id, \(field.name)) "
          + "REFERENCES \(target.table)(endpoint_id, \(target.key))")
    }
    return "CREATE TABLE \(entity.table) (\n  \(columns.joined(separator: ",\n  "))\n)"
  }

  private static func type(of kind: FieldKind) -> String {
    switch kind {
    case .integer, .time, .computed: "INTEGER"
    default: "TEXT"
    }
  }

  private static let marketingTables = [
    """
    CREATE TABLE businesses (
      endpoint_id TEXT NOT NULL, business_id TEXT NOT NULL, account_id TEXT NOT NULL,
      name TEXT NOT NULL, profile TEXT NOT NULL, brand_voice TEXT NOT NULL, tone TEXT NOT NULL,
      preferences TEXT NOT NULL, corporation_uuid TEXT, postal_address TEXT NOT NULL,
      created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, updated_by TEXT NOT NULL,
      PRIMARY KEY (endpoint_id, business_id)
    )
    """,
    "CREATE INDEX \"user_id-index\" ON businesses(endpoint_id, account_id)",
    "CREATE INDEX \"businesses-created_at-index\" ON businesses(endpoint_id, created_at)",
    """
    CREATE TABLE contents (
      endpoint_id TEXT NOT NULL, content_id TEXT NOT NULL, campaign TEXT NOT NULL,
      kind TEXT NOT NULL, segment TEXT NOT NULL, variant TEXT NOT NULL, locale TEXT NOT NULL,
      status TEXT NOT NULL, body TEXT NOT NULL, provenance TEXT NOT NULL,
      metadata TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL, PRIMARY KEY (endpoint_id, content_id)
    )
    """,
    "CREATE INDEX \"campaign_id-index\" ON contents(endpoint_id, campaign, created_at)",
    "CREATE INDEX \"contents-created_at-index\" ON contents(endpoint_id, created_at)",
    "CREATE INDEX \"emails-campaign_id-index\" ON emails(endpoint_id, campaign, created_at)",
  ]

  private static let otherTables = [
    """
    CREATE TABLE event_hosts (
      endpoint_id TEXT NOT NULL, event_id TEXT NOT NULL, contact_uuid TEXT NOT NULL,
      PRIMARY KEY (endpoint_id, event_id, contact_uuid),
      FOREIGN KEY (endpoint_id, event_id) REFERENCES events(endpoint_id, event_id),
      FOREIGN KEY (endpoint_id, contact_uuid)
        REFERENCES contact_profiles(endpoint_id, contact_uuid)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX \"event_hosts-contact-index\" ON event_hosts(endpoint_id, contact_uuid)",
    """
    CREATE TABLE event_attendances (
      endpoint_id TEXT NOT NULL, contact_uuid TEXT NOT NULL, event_id TEXT NOT NULL,
      PRIMARY KEY (endpoint_id, contact_uuid, event_id),
      FOREIGN KEY (endpoint_id, event_id) REFERENCES events(endpoint_id, event_id),
      FOREIGN KEY (endpoint_id, contact_uuid)
        REFERENCES contact_profiles(endpoint_id, contact_uuid)
    ) WITHOUT ROWID
    """,
    """
    CREATE INDEX "GSI_EventAttendees"
      ON event_attendances(endpoint_id, event_id, contact_uuid)
    """,
    """
    CREATE TABLE attribute_values (
      endpoint_id TEXT NOT NULL, data_type_attribute_name TEXT NOT NULL,
      value_version_uuid TEXT NOT NULL, data_identity TEXT NOT NULL, value TEXT NOT NULL,
      status TEXT NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL, updated_by TEXT NOT NULL, source_id INTEGER NOT NULL,
      UNIQUE (endpoint_id, data_type_attribute_name, value_version_uuid)
    )
    """,
    """
    CREATE INDEX "data_identity-index"
      ON attribute_values(endpoint_id, data_identity, status)
    """,
    """
    CREATE UNIQUE INDEX "data_identity-data_type_attribute_name-index"
      ON attribute_values(endpoint_id, data_identity, data_type_attribute_name, version)
    """,
    """
    CREATE UNIQUE INDEX "attribute-active-index"
      ON attribute_values(endpoint_id, data_identity, data_type_attribute_name)
      WHERE status = 'active'
    """,
    """
    CREATE INDEX "attribute_values-created_at-index"
      ON attribute_values(endpoint_id, created_at)
    """,
    """
    CREATE TABLE activity_history (
      endpoint_id TEXT NOT NULL, id TEXT NOT NULL, timestamp INTEGER NOT NULL,
      seq INTEGER NOT NULL, type TEXT NOT NULL, action TEXT NOT NULL, log TEXT NOT NULL,
      data_diff TEXT NOT NULL, updated_by TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE emails (
      endpoint_id TEXT NOT NULL, email_id TEXT NOT NULL, campaign TEXT NOT NULL,
      slot TEXT NOT NULL, contact_uuid TEXT NOT NULL, variant TEXT NOT NULL,
      subject TEXT NOT NULL, status TEXT NOT NULL, utm_campaign TEXT, utm_source TEXT,
      utm_medium TEXT, message_id TEXT, error TEXT, created_at INTEGER NOT NULL,
      sent_at INTEGER,
      PRIMARY KEY (endpoint_id, email_id),
      UNIQUE (endpoint_id, campaign, slot, contact_uuid)
    )
    """,
    "CREATE INDEX \"emails-created_at-index\" ON emails(endpoint_id, created_at)",
    "CREATE INDEX \"utm_campaign-index\" ON emails(endpoint_id, utm_campaign, created_at)",
    """
    CREATE TABLE import_files (
      id INTEGER PRIMARY KEY AUTOINCREMENT, endpoint_id TEXT NOT NULL, name TEXT NOT NULL,
      entity TEXT NOT NULL, hash TEXT NOT NULL, rows INTEGER NOT NULL,
      rejected INTEGER NOT NULL, UNIQUE (endpoint_id, name)
    )
    """,
    "CREATE TABLE sequences (endpoint_id TEXT PRIMARY KEY, seq INTEGER NOT NULL)",
  ]
}
