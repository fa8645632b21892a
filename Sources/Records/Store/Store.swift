public import CRMModel
public import Diagnostics
internal import Foundation
internal import GRDB
internal import Synchronization

/// The CRM store of one tenant: SQLite, derived from the data files and safe to delete.
///
/// Reads may come from any thread. Every read of a relation is one query for all parents, and the
/// store counts its reads.
public final class Store: Sendable {
  /// The tenant that every read and write is bound to.
  public let tenant: TenantID
  /// Where the database is.
  public let path: String
  /// How selective the planner takes filters to be before ANALYZE has counted.
  public let selectivity: SegmentSelectivity
  let clock: @Sendable () -> Timestamp
  let pool: DatabasePool
  private let reads = Atomic<Int>(0)

  private init(
    path: String, tenant: TenantID, selectivity: SegmentSelectivity,
    clock: @escaping @Sendable () -> Timestamp, pool: DatabasePool
  ) {
    self.path = path
    self.selectivity = selectivity
    self.tenant = tenant
    self.clock = clock
    self.pool = pool
  }

  /// Opens or makes the store at a path and brings its schema up to date.
  ///
  /// - Throws: `STORE_TOO_NEW` for a file of a newer program and `STORE_FAILED` for one that cannot
  ///   be read; both are left as they are.
  public static func open(
    path: String, tenant: TenantID, selectivity: SegmentSelectivity = .init(),
    clock: @escaping @Sendable () -> Timestamp
  ) throws(GalleyError) -> Store {
    guard (1...128).contains(tenant.rawValue.utf8.count), !tenant.rawValue.utf8.contains(0) else {
      throw GalleyError(.invalidFormat, "a tenant is 1 to 128 characters")
    }
    do {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      if FileManager.default.fileExists(atPath: path) { try checkVersion(path: path) }
      let pool = try DatabasePool(path: path, configuration: configuration())
      try StoreSchema.migrator.migrate(pool)
      return Store(
        path: path, tenant: tenant, selectivity: selectivity, clock: clock, pool: pool)
    } catch {
      throw wrap(error)
    }
  }

  /// How many queries for records were made since opening.
  public var readCount: Int { reads.load(ordering: .relaxed) }

  /// The schema version of the store, which is always the newest one this program knows.
  public var schemaVersion: Int { StoreSchema.version }

  /// Whether the tenant has had an import.
  public func hasImports() throws(GalleyError) -> Bool {
    try uncountedRead { database in
      try Int.fetchOne(
        database, sql: "SELECT 1 FROM import_files WHERE endpoint_id = ? LIMIT 1",
        arguments: [tenant.rawValue]) != nil
    }
  }

  /// How many contacts have event counters that differ from the links; 0 unless the file was
  /// changed by another program.
  public func contactsWithWrongCounters() throws(GalleyError) -> Int {
    try uncountedRead { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM contact_profiles c WHERE endpoint_id = ? AND (
            hosted_event_count <> (SELECT count(*) FROM event_hosts l
              WHERE l.endpoint_id = c.endpoint_id AND l.contact_uuid = c.contact_uuid)
            OR attended_event_count <> (SELECT count(*) FROM event_attendances l
              WHERE l.endpoint_id = c.endpoint_id AND l.contact_uuid = c.contact_uuid))
          """, arguments: [tenant.rawValue]) ?? 0
    }
  }

  /// How often a record was written, which a change may be bound to; `nil` when there is none.
  public func revision(of type: EntityType, id: String) throws(GalleyError) -> Int? {
    guard let entity = Entity.of(type) else { return nil }
    return try read { database in
      try Int.fetchOne(
        database,
        sql: "SELECT revision FROM \(entity.table) WHERE endpoint_id = ? AND \(entity.key) = ?",
        arguments: [tenant.rawValue, id])
    }
  }

  /// Runs a read and counts it.
  func read<T>(_ body: (Database) throws -> T) throws(GalleyError) -> T {
    reads.add(1, ordering: .relaxed)
    return try uncountedRead(body)
  }

  /// Runs a read that is not about records.
  func uncountedRead<T>(_ body: (Database) throws -> T) throws(GalleyError) -> T {
    do { return try pool.read(body) } catch { throw Self.wrap(error) }
  }

  /// Runs one transaction.
  func write<T>(_ body: (Database) throws -> T) throws(GalleyError) -> T {
    do { return try pool.write(body) } catch { throw Self.wrap(error) }
  }

  /// Turns an error of the database into ours, without any value of a record.
  static func wrap(_ error: any Error) -> GalleyError {
    if let error = error as? GalleyError { return error }
    guard let error = error as? DatabaseError else {
      return GalleyError(
        .storeFailed, "the store could not be used", underlying: error.localizedDescription)
    }
    let text = "SQLite: \(error.message ?? error.resultCode.description)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return GalleyError(.workspaceBusy, "another galley uses the store", underlying: text)
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      return GalleyError(.storeFailed, "the store file is damaged", underlying: text)
    case .SQLITE_FULL:
      return GalleyError(
        .storeFailed, "the disk is full; nothing was changed. Please try again", underlying: text)
    default:
      return GalleyError(
        .storeFailed, "the store could not be read or written; nothing was changed",
        underlying: text)
    }
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA cache_size = -24000")
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
      database.add(function: containsFunction)
    }
    return configuration
  }

  // Looks before the migrator does: it must not touch a file that a newer program made.
  private static func checkVersion(path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let applied = try queue.read { database -> [String] in
      guard try database.tableExists("grdb_migrations") else { return [] }
      return try String.fetchAll(database, sql: "SELECT identifier FROM grdb_migrations")
    }
    try queue.close()
    try check(versions: applied)
  }

  private static func check(versions: [String]) throws(GalleyError) {
    let newest = versions.compactMap { Int($0) }.max() ?? 0
    guard newest <= StoreSchema.version else {
      throw GalleyError(
        .storeTooNew,
        "the store has schema version \(newest), this galley knows \(StoreSchema.version)")
    }
  }

  /// The migrations that opening a store file would run, without running them.
  public static func pendingMigrations(path: String) throws(GalleyError) -> [Int] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let applied = try queue.read { try StoreSchema.migrator.appliedIdentifiers($0) }
      try queue.close()
      try check(versions: Array(applied))
      return (1...StoreSchema.version).filter { !applied.contains(String($0)) }
    } catch {
      throw wrap(error)
    }
  }

  /// `galley_contains(haystack, foldedNeedle)`: whether a text holds another, whatever the case.
  private static let containsFunction = DatabaseFunction(
    "galley_contains", argumentCount: 2, pure: true
  ) { values in
    guard let text = String.fromDatabaseValue(values[0]),
      let needle = String.fromDatabaseValue(values[1])
    else { return false }
    return text.lowercased().contains(needle)
  }
}
