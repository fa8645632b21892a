import CRMModel
import Diagnostics
import Foundation
import GRDB
@testable import Records
import TestSupport
import Testing

@Suite("S4-20 S4-66 Store files: versions, damage, failed writes")
struct StoreFileTests {
  func open(_ folder: TemporaryFolder) throws -> Store {
    try Store.open(
      path: folder.path + "/store.sqlite", tenant: TenantID("demo"), clock: { Desk.now })
  }

  func indexes(_ store: Store) throws -> [String: String] {
    try store.pool.read { database in
      var result: [String: String] = [:]
      for row in try Row.fetchAll(
        database, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL")
      {
        result[row[0]] = row[1]
      }
      return result
    }
  }

  @Test("S4-20 a store of version 1 is brought up to date with its records")
  func migratesFromVersion1() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/store.sqlite"
    let old = try DatabaseQueue(path: path)
    try old.write { try $0.execute(sql: StoreVersion1.sql) }
    try old.close()
    #expect(try Store.pendingMigrations(path: path) == [2])
    let store = try open(folder)
    #expect(try Store.pendingMigrations(path: path) == [])
    let contact = try #require(try store.contact(email: "OLD@example.com"))
    #expect(contact.company == "TechCorp" && contact.consent == .withdrawn)
    // The migrated store has the very indexes of a new one.
    let other = try TemporaryFolder()
    #expect(try indexes(store) == indexes(open(other)))
    try store.put(Business(id: "b", accountID: "a", name: "B"), updatedBy: "test")
    #expect(try store.businesses().map(\.name) == ["B"])
  }

  @Test("S4-20 a dry run of the migrations leaves the file as it is")
  func pendingMigrationsTouchNothing() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/store.sqlite"
    #expect(try Store.pendingMigrations(path: path) == [])
    let old = try DatabaseQueue(path: path)
    try old.write { try $0.execute(sql: StoreVersion1.sql) }
    try old.close()
    let before = FileManager.default.contents(atPath: path)
    _ = try Store.pendingMigrations(path: path)
    #expect(FileManager.default.contents(atPath: path) == before)
  }

  @Test("A store of a newer galley is refused and left as it is")
  func aNewerStoreIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/store.sqlite"
    let queue = try DatabaseQueue(path: path)
    try queue.write {
      try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('1'), ('99')")
    }
    try queue.close()
    let before = FileManager.default.contents(atPath: path)
    let error = #expect(throws: GalleyError.self) { try open(folder) }
    #expect(error?.code == .storeTooNew && error?.message.contains("99") == true)
    #expect(error?.code.exitCode == .failure)
    #expect(FileManager.default.contents(atPath: path) == before)
    #expect(throws: GalleyError.self) { try Store.pendingMigrations(path: path) }
  }

  @Test(
    "A damaged store is refused with what to do, and left as it is",
    arguments: ["not a database, but long enough to look like something", "SQLite format 3\u{0}xx"])
  func aDamagedStoreIsRefused(text: String) throws {
    let folder = try TemporaryFolder()
    let bytes = Array(String(repeating: text, count: 100).utf8)
    try folder.write(bytes, to: "store.sqlite")
    let error = #expect(throws: GalleyError.self) { try open(folder) }
    #expect(error?.code == .storeFailed && error?.hint.contains("Assets/crm") == true)
    #expect(FileManager.default.contents(atPath: folder.path + "/store.sqlite") == Data(bytes))
  }

  @Test("S4-66 a full disk rolls the whole import back and says to try again")
  func aFullDiskRollsBack() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let before = try desk.store.contacts()
    var rows = "contact_uuid,email,company\n"
    for index in 0..<5000 {
      rows += "x\(index),x\(index)@example.com,\(String(repeating: "y", count: 200))\n"
    }
    try desk.write(rows, to: "contacts-2.csv")
    try desk.store.pool.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 10)")
    }
    let error = #expect(throws: GalleyError.self) { try desk.run() }
    #expect(error?.code == .storeFailed && error?.message.contains("Please try again") == true)
    #expect(error.map { "\($0)" }?.contains("example.com") == false)
    #expect(try desk.store.contacts() == before)
    try desk.store.pool.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA max_page_count = 1073741823")
    }
    try desk.run()
    #expect(try desk.store.countContacts() == 5003)
  }

  @Test("A second galley that holds the store is waited for, then named")
  func aLockedStoreIsNamed() throws {
    let error = Store.wrap(DatabaseError(resultCode: .SQLITE_BUSY, message: "locked"))
    #expect(error.code == .workspaceBusy)
    #expect(Store.wrap(DatabaseError(resultCode: .SQLITE_IOERR)).code == .storeFailed)
    #expect(Store.wrap(CocoaError(.fileNoSuchFile)).code == .storeFailed)
  }

  @Test(
    "A tenant has a name of 1 to 128 characters",
    arguments: ["", "a\u{0}b", String(repeating: "t", count: 129)])
  func tenantsHaveNames(name: String) throws {
    let folder = try TemporaryFolder()
    #expect(throws: GalleyError.self) {
      try Store.open(path: folder.path + "/s.sqlite", tenant: TenantID(name), clock: { Desk.now })
    }
  }

  @Test("A backup is taken and given back; a damaged one changes nothing")
  func backups() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let copy = desk.folder.path + "/copy.sqlite"
    try desk.store.backUp(to: copy)
    try desk.write("email\nx@example.com\n", to: "contacts.csv")
    try desk.run()
    try desk.folder.write("damaged, and long enough to be looked at as a file", to: "bad.sqlite")
    #expect(throws: GalleyError.self) {
      try desk.store.restore(from: desk.folder.path + "/bad.sqlite")
    }
    #expect(throws: GalleyError.self) { try desk.store.restore(from: "/nowhere/at/all") }
    #expect(try desk.store.countContacts() == 1)
    try desk.store.restore(from: copy)
    #expect(try desk.store.countContacts() == 3)
    try Store.copyDatabase(from: copy, to: desk.folder.path + "/again.sqlite")
    #expect(throws: GalleyError.self) {
      try Store.copyDatabase(from: desk.folder.path + "/none.sqlite", to: copy + "2")
    }
  }
}

@Suite("S0-52 S2-43 S4-14 The named indexes")
struct IndexTests {
  @Test(
    "S0-52 S2-43 S4-14 every index of the data model is there, on its table, led by the tenant",
    arguments: [
      ("external_id-index", "corporation_profiles", "external_id"),
      ("corporation_type-index", "corporation_profiles", "corporation_type"),
      ("region-index", "places", "region"), ("email-index", "contact_profiles", "email_folded"),
      ("place_uuid-index", "contact_profiles", "place_uuid"),
      ("request-place_uuid-index", "contact_requests", "place_uuid"),
      ("contact_uuid-index", "contact_requests", "contact_uuid"),
      ("data_identity-index", "attribute_values", "data_identity"),
      ("data_identity-data_type_attribute_name-index", "attribute_values", "data_identity"),
      ("type-id-index", "activity_history", "type"),
      ("GSI_ByCompany", "contact_profiles", "company"),
      ("GSI_ByJobTitle", "contact_profiles", "job_title"),
      ("GSI_ByLocation", "contact_profiles", "state"),
      ("GSI_UsersByActivity", "contact_profiles", "attended_event_count"),
      ("GSI_ByHostedCount", "contact_profiles", "hosted_event_count"),
      ("GSI_EventAttendees", "event_attendances", "event_id"),
      ("GSI_EventsByDate", "events", "start_at"),
      ("emails-created_at-index", "emails", "created_at"),
      ("utm_campaign-index", "emails", "utm_campaign"),
      ("user_id-index", "businesses", "account_id"),
      ("campaign_id-index", "contents", "campaign"),
      ("emails-campaign_id-index", "emails", "campaign"),
      ("last_name-id-index", "contact_profiles", "last_name"),
      ("contact_profiles-created_at-index", "contact_profiles", "created_at"),
    ])
  func indexExists(name: String, table: String, column: String) throws {
    let desk = try Desk()
    let columns = try desk.store.pool.read { database in
      try String.fetchAll(
        database, sql: "SELECT i.name FROM pragma_index_info(?) i ORDER BY seqno",
        arguments: [name])
    }
    #expect(columns.prefix(2) == ["endpoint_id", column])
    let owner = try desk.store.pool.read { database in
      try String.fetchOne(
        database, sql: "SELECT tbl_name FROM sqlite_master WHERE name = ?", arguments: [name])
    }
    #expect(owner == table)
  }

  @Test("S0-47 the index of addresses is unique per tenant")
  func emailIsUnique() throws {
    let desk = try Desk()
    let isUnique = try desk.store.pool.read { database in
      try Int.fetchOne(
        database,
        sql:
          "SELECT \"unique\" FROM pragma_index_list('contact_profiles') WHERE name = 'email-index'")
    }
    #expect(isUnique == 1)
  }

  @Test("S4-14 created_at has an index on every table that has the column")
  func createdAtIsIndexed() throws {
    let desk = try Desk()
    let missing = try desk.store.pool.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'created_at'
          WHERE m.type = 'table' AND NOT EXISTS (
            SELECT 1 FROM pragma_index_list(m.name) l JOIN pragma_index_info(l.name) i
            WHERE i.seqno = 1 AND i.name = 'created_at')
          """)
    }
    #expect(missing == [])
  }
}
