public import Diagnostics
internal import Foundation
internal import GRDB

/// What AI calls may cost and did cost: one SQLite file that any number of processes share.
///
/// The most a call can cost is reserved and on disk before its first byte is sent, and settled
/// after. So the sum of what is reserved and settled never passes a budget, and a process that is
/// killed leaves its reservation standing.
public final class Ledger: Sendable {
  let queue: DatabaseQueue
  let owner: ProcessIdentity
  /// The same ledger for many calls at once.
  let grouped: GroupedLedger

  /// Opens the ledger, or makes it, and marks calls of dead processes as lost.
  public static func open(
    path: String, clock: AIClock = .system
  ) throws(GalleyError) -> Ledger {
    try open(path: path, owner: .current, now: clock.now())
  }

  static func open(
    path: String, owner: ProcessIdentity, now: Timestamp
  ) throws(GalleyError) -> Ledger {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    configuration.label = "ledger"
    configuration.prepareDatabase { database in
      // FULL: a reservation must survive a power cut, or the money would be spent twice.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    }
    let ledger: Ledger
    do {
      let folder = (path as NSString).deletingLastPathComponent
      if !folder.isEmpty {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try LedgerSchema.migrate(queue)
      ledger = Ledger(queue: queue, owner: owner)
    } catch let error as GalleyError {
      throw error
    } catch {
      throw Self.wrapped(error)
    }
    _ = try ledger.markLost(now: now)
    return ledger
  }

  private init(queue: DatabaseQueue, owner: ProcessIdentity) {
    self.queue = queue
    self.owner = owner
    grouped = GroupedLedger(queue)
  }

  func write<T>(_ body: (Database) throws -> T) throws(GalleyError) -> T {
    do {
      return try queue.write(body)
    } catch let error as GalleyError {
      throw error
    } catch {
      throw Self.wrapped(error)
    }
  }

  /// Writes without waiting for the disk; a process that is killed loses nothing by it.
  func writeWithoutWaiting<T>(_ body: (Database) throws -> T) throws(GalleyError) -> T {
    do {
      return try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        defer { try? database.execute(sql: "PRAGMA synchronous = FULL") }
        var result: T?
        try database.inTransaction(.immediate) {
          result = try body(database)
          return .commit
        }
        guard let result else {
          throw GalleyError(.internalError, "A transaction of the ledger gave no result")
        }
        return result
      }
    } catch let error as GalleyError {
      throw error
    } catch {
      throw Self.wrapped(error)
    }
  }

  func read<T>(_ body: (Database) throws -> T) throws(GalleyError) -> T {
    do {
      return try queue.read(body)
    } catch {
      throw Self.wrapped(error)
    }
  }

  // GRDB's description of an error leaves bound values out.
  static func wrapped(_ error: any Error) -> GalleyError {
    if let error = error as? GalleyError { return error }
    let text = (error as? DatabaseError)?.description ?? String(describing: type(of: error))
    return GalleyError(
      .storeFailed, "The cost ledger cannot be read or written",
      hint: "Check .galley/ledger.sqlite, free space and permissions. Never delete it: it holds "
        + "what was spent.", underlying: text)
  }
}
