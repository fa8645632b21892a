/// The schema of a store as version 1 made it, dumped from such a file with `sqlite3 .schema`.
enum StoreVersion1 {
  static let sql = #"""
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    CREATE TABLE corporation_profiles (
      endpoint_id TEXT NOT NULL,
      corporation_uuid TEXT NOT NULL,
      external_id TEXT,
      corporation_type TEXT,
      business_name TEXT NOT NULL,
      categories TEXT,
      address TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL,
      revision INTEGER NOT NULL DEFAULT 1,
      source_id INTEGER NOT NULL
    );
    CREATE TABLE places (
      endpoint_id TEXT NOT NULL,
      place_uuid TEXT NOT NULL,
      region TEXT,
      latitude TEXT,
      longitude TEXT,
      business_name TEXT NOT NULL,
      address TEXT,
      types TEXT,
      corporation_uuid TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL,
      revision INTEGER NOT NULL DEFAULT 1,
      source_id INTEGER NOT NULL,
      FOREIGN KEY (endpoint_id, corporation_uuid) REFERENCES corporation_profiles(endpoint_id, corporation_uuid)
    );
    CREATE TABLE contact_profiles (
      endpoint_id TEXT NOT NULL,
      contact_uuid TEXT NOT NULL,
      email TEXT NOT NULL,
      email_folded TEXT NOT NULL,
      first_name TEXT,
      last_name TEXT NOT NULL DEFAULT '',
      place_uuid TEXT,
      phone_number TEXT,
      company TEXT,
      job_title TEXT,
      city TEXT,
      state TEXT,
      locale TEXT,
      consent TEXT,
      consent_source TEXT,
      consent_at INTEGER,
      hosted_event_count INTEGER NOT NULL DEFAULT 0,
      attended_event_count INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL,
      revision INTEGER NOT NULL DEFAULT 1,
      source_id INTEGER NOT NULL,
      FOREIGN KEY (endpoint_id, place_uuid) REFERENCES places(endpoint_id, place_uuid)
    );
    CREATE TABLE products (
      endpoint_id TEXT NOT NULL,
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      category TEXT,
      price TEXT,
      description TEXT,
      image_url TEXT,
      metadata TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL,
      revision INTEGER NOT NULL DEFAULT 1,
      source_id INTEGER NOT NULL
    );
    CREATE TABLE events (
      endpoint_id TEXT NOT NULL,
      event_id TEXT NOT NULL,
      slug TEXT NOT NULL,
      title TEXT NOT NULL,
      description TEXT,
      start_at INTEGER,
      end_at INTEGER,
      venue TEXT,
      max_capacity INTEGER,
      owner TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL,
      revision INTEGER NOT NULL DEFAULT 1,
      source_id INTEGER NOT NULL,
      FOREIGN KEY (endpoint_id, owner) REFERENCES contact_profiles(endpoint_id, contact_uuid)
    );
    CREATE UNIQUE INDEX "events-key" ON events(endpoint_id, event_id);
    CREATE UNIQUE INDEX "slug-index" ON events(endpoint_id, slug);
    CREATE INDEX "GSI_EventsByDate" ON events(endpoint_id, start_at);
    CREATE INDEX "owner-index" ON events(endpoint_id, owner);
    CREATE INDEX "events-created_at-index" ON events(endpoint_id, created_at);
    CREATE TABLE contact_requests (
      endpoint_id TEXT NOT NULL,
      request_uuid TEXT NOT NULL,
      contact_uuid TEXT NOT NULL,
      place_uuid TEXT,
      request_title TEXT,
      request_detail TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL,
      revision INTEGER NOT NULL DEFAULT 1,
      source_id INTEGER NOT NULL,
      FOREIGN KEY (endpoint_id, contact_uuid) REFERENCES contact_profiles(endpoint_id, contact_uuid),
      FOREIGN KEY (endpoint_id, place_uuid) REFERENCES places(endpoint_id, place_uuid)
    );
    CREATE TABLE purchases (
      endpoint_id TEXT NOT NULL,
      id TEXT NOT NULL,
      user_id TEXT NOT NULL,
      product_id TEXT NOT NULL,
      amount TEXT,
      category TEXT,
      timestamp INTEGER NOT NULL,
      metadata TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL,
      revision INTEGER NOT NULL DEFAULT 1,
      source_id INTEGER NOT NULL,
      FOREIGN KEY (endpoint_id, user_id) REFERENCES contact_profiles(endpoint_id, contact_uuid),
      FOREIGN KEY (endpoint_id, product_id) REFERENCES products(endpoint_id, id)
    );
    CREATE TABLE user_interests (
      endpoint_id TEXT NOT NULL,
      id TEXT NOT NULL,
      user_id TEXT NOT NULL,
      interest_category TEXT NOT NULL,
      interest_value TEXT NOT NULL,
      confidence_score TEXT,
      source TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL,
      revision INTEGER NOT NULL DEFAULT 1,
      source_id INTEGER NOT NULL,
      FOREIGN KEY (endpoint_id, user_id) REFERENCES contact_profiles(endpoint_id, contact_uuid)
    );
    CREATE TABLE event_hosts (
      endpoint_id TEXT NOT NULL, event_id TEXT NOT NULL, contact_uuid TEXT NOT NULL,
      PRIMARY KEY (endpoint_id, event_id, contact_uuid),
      FOREIGN KEY (endpoint_id, event_id) REFERENCES events(endpoint_id, event_id),
      FOREIGN KEY (endpoint_id, contact_uuid)
        REFERENCES contact_profiles(endpoint_id, contact_uuid)
    ) WITHOUT ROWID;
    CREATE INDEX "event_hosts-contact-index" ON event_hosts(endpoint_id, contact_uuid);
    CREATE TABLE event_attendances (
      endpoint_id TEXT NOT NULL, contact_uuid TEXT NOT NULL, event_id TEXT NOT NULL,
      PRIMARY KEY (endpoint_id, contact_uuid, event_id),
      FOREIGN KEY (endpoint_id, event_id) REFERENCES events(endpoint_id, event_id),
      FOREIGN KEY (endpoint_id, contact_uuid)
        REFERENCES contact_profiles(endpoint_id, contact_uuid)
    ) WITHOUT ROWID;
    CREATE INDEX "GSI_EventAttendees"
      ON event_attendances(endpoint_id, event_id, contact_uuid);
    CREATE TABLE attribute_values (
      endpoint_id TEXT NOT NULL, data_type_attribute_name TEXT NOT NULL,
      value_version_uuid TEXT NOT NULL, data_identity TEXT NOT NULL, value TEXT NOT NULL,
      status TEXT NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL, updated_by TEXT NOT NULL, source_id INTEGER NOT NULL,
      UNIQUE (endpoint_id, data_type_attribute_name, value_version_uuid)
    );
    CREATE INDEX "data_identity-index"
      ON attribute_values(endpoint_id, data_identity, status);
    CREATE UNIQUE INDEX "data_identity-data_type_attribute_name-index"
      ON attribute_values(endpoint_id, data_identity, data_type_attribute_name, version);
    CREATE UNIQUE INDEX "attribute-active-index"
      ON attribute_values(endpoint_id, data_identity, data_type_attribute_name)
      WHERE status = 'active';
    CREATE INDEX "attribute_values-created_at-index"
      ON attribute_values(endpoint_id, created_at);
    CREATE TABLE activity_history (
      endpoint_id TEXT NOT NULL, id TEXT NOT NULL, timestamp INTEGER NOT NULL,
      seq INTEGER NOT NULL, type TEXT NOT NULL, action TEXT NOT NULL, log TEXT NOT NULL,
      data_diff TEXT NOT NULL, updated_by TEXT NOT NULL
    );
    CREATE TABLE emails (
      endpoint_id TEXT NOT NULL, email_id TEXT NOT NULL, campaign TEXT NOT NULL,
      slot TEXT NOT NULL, contact_uuid TEXT NOT NULL, variant TEXT NOT NULL,
      subject TEXT NOT NULL, status TEXT NOT NULL, utm_campaign TEXT, utm_source TEXT,
      utm_medium TEXT, message_id TEXT, error TEXT, created_at INTEGER NOT NULL,
      sent_at INTEGER,
      PRIMARY KEY (endpoint_id, email_id),
      UNIQUE (endpoint_id, campaign, slot, contact_uuid)
    );
    CREATE INDEX "emails-created_at-index" ON emails(endpoint_id, created_at);
    CREATE INDEX "utm_campaign-index" ON emails(endpoint_id, utm_campaign, created_at);
    CREATE TABLE import_files (
      id INTEGER PRIMARY KEY AUTOINCREMENT, endpoint_id TEXT NOT NULL, name TEXT NOT NULL,
      entity TEXT NOT NULL, hash TEXT NOT NULL, rows INTEGER NOT NULL,
      rejected INTEGER NOT NULL, UNIQUE (endpoint_id, name)
    );
    CREATE TABLE sequences (endpoint_id TEXT PRIMARY KEY, seq INTEGER NOT NULL);
    CREATE UNIQUE INDEX "corporation_profiles-key" ON corporation_profiles(endpoint_id, corporation_uuid);
    CREATE INDEX "external_id-index" ON corporation_profiles(endpoint_id, external_id);
    CREATE INDEX "corporation_type-index" ON corporation_profiles(endpoint_id, corporation_type);
    CREATE INDEX "corporation_profiles-created_at-index" ON corporation_profiles(endpoint_id, created_at);
    CREATE UNIQUE INDEX "places-key" ON places(endpoint_id, place_uuid);
    CREATE INDEX "region-index" ON places(endpoint_id, region);
    CREATE INDEX "corporation_uuid-index" ON places(endpoint_id, corporation_uuid);
    CREATE INDEX "places-created_at-index" ON places(endpoint_id, created_at);
    CREATE UNIQUE INDEX "contact_profiles-key" ON contact_profiles(endpoint_id, contact_uuid);
    CREATE UNIQUE INDEX "email-index" ON contact_profiles(endpoint_id, email_folded);
    CREATE INDEX "place_uuid-index" ON contact_profiles(endpoint_id, place_uuid);
    CREATE INDEX "GSI_ByCompany" ON contact_profiles(endpoint_id, company);
    CREATE INDEX "GSI_ByJobTitle" ON contact_profiles(endpoint_id, job_title);
    CREATE INDEX "GSI_ByLocation" ON contact_profiles(endpoint_id, state, city);
    CREATE INDEX "GSI_UsersByActivity" ON contact_profiles(endpoint_id, attended_event_count DESC);
    CREATE INDEX "GSI_ByHostedCount" ON contact_profiles(endpoint_id, hosted_event_count DESC);
    CREATE INDEX "last_name-id-index" ON contact_profiles(endpoint_id, last_name, contact_uuid);
    CREATE INDEX "contact_profiles-created_at-index" ON contact_profiles(endpoint_id, created_at);
    CREATE UNIQUE INDEX "products-key" ON products(endpoint_id, id);
    CREATE INDEX "category-index" ON products(endpoint_id, category);
    CREATE INDEX "products-created_at-index" ON products(endpoint_id, created_at);
    CREATE UNIQUE INDEX "contact_requests-key" ON contact_requests(endpoint_id, request_uuid);
    CREATE INDEX "contact_uuid-index" ON contact_requests(endpoint_id, contact_uuid);
    CREATE INDEX "request-place_uuid-index" ON contact_requests(endpoint_id, place_uuid);
    CREATE INDEX "contact_requests-created_at-index" ON contact_requests(endpoint_id, created_at);
    CREATE UNIQUE INDEX "purchases-key" ON purchases(endpoint_id, id);
    CREATE INDEX "purchase-user_id-index" ON purchases(endpoint_id, user_id, timestamp);
    CREATE INDEX "purchase-product_id-index" ON purchases(endpoint_id, product_id);
    CREATE INDEX "purchases-created_at-index" ON purchases(endpoint_id, created_at);
    CREATE UNIQUE INDEX "user_interests-key" ON user_interests(endpoint_id, id);
    CREATE INDEX "interest-user_id-index" ON user_interests(endpoint_id, user_id, interest_category);
    CREATE INDEX "user_interests-created_at-index" ON user_interests(endpoint_id, created_at);
    CREATE INDEX "type-id-index" ON activity_history(endpoint_id, type, id, seq);
    CREATE INDEX "activity_history-created_at-index" ON activity_history(endpoint_id, timestamp);
    INSERT INTO grdb_migrations VALUES ('1');
    INSERT INTO contact_profiles (endpoint_id, contact_uuid, email, email_folded, first_name,
      last_name, company, consent, created_at, updated_at, updated_by, source_id)
      VALUES ('demo', 'c1', 'Old@example.com', 'old@example.com', 'Old', 'One', 'TechCorp',
        'withdrawn', 1, 1, 'import', 1);
    INSERT INTO import_files VALUES (1, 'demo', 'Assets/crm/contacts.csv', 'contact', 'x', 1, 0);
    """#
}
