internal import Diagnostics
internal import Dispatch
internal import GRDB
internal import Synchronization

/// The ledger for many calls at once: what is asked for at the same time shares one transaction,
/// and so one wait for the disk, on a thread of its own.
///
/// Every caller still gets its own answer, and only after everything it asked for is on disk.
final class GroupedLedger: Sendable {
  private struct Job: Sendable {
    let isDurable: Bool
    let run: @Sendable (Database) throws -> Void
    let finish: @Sendable (GalleyError?) -> Void
  }

  private struct State: Sendable {
    var pending: [Job] = []
    var isRunning = false
  }

  private let queue: DatabaseQueue
  private let thread = DispatchQueue(label: "galley.ledger")
  private let state = Mutex(State())

  init(_ queue: DatabaseQueue) { self.queue = queue }

  /// Runs `body` in a transaction with whatever else is waiting; a durable write is one that a
  /// power cut may not take back.
  func write<T: Sendable>(
    isDurable: Bool, _ body: @escaping @Sendable (Database) throws -> T
  ) async throws(GalleyError) -> T {
    let outcome: Result<T, GalleyError> = await withCheckedContinuation { continuation in
      let value = Box<T>()
      let job = Job(
        isDurable: isDurable, run: { database in value.set(try body(database)) },
        finish: { error in
          if let error {
            continuation.resume(returning: .failure(error))
          } else if let value = value.value {
            continuation.resume(returning: .success(value))
          } else {
            let lost = GalleyError(.internalError, "A write to the ledger gave no result")
            continuation.resume(returning: .failure(lost))
          }
        })
      let isFirst = state.withLock { state in
        state.pending.append(job)
        defer { state.isRunning = true }
        return !state.isRunning
      }
      if isFirst { thread.async { self.drain() } }
    }
    return try outcome.get()
  }

  private final class Box<T: Sendable>: Sendable {
    private let content = Mutex<T?>(nil)
    var value: T? { content.withLock { $0 } }
    func set(_ value: T) { content.withLock { $0 = value } }
  }

  private func drain() {
    while true {
      let jobs = state.withLock { state in
        defer { state.pending = [] }
        state.isRunning = !state.pending.isEmpty
        return state.pending
      }
      guard !jobs.isEmpty else { return }
      let errors = run(jobs)
      for (job, error) in zip(jobs, errors) { job.finish(error) }
    }
  }

  // One transaction; a job that fails takes only its own changes back.
  private func run(_ jobs: [Job]) -> [GalleyError?] {
    do {
      return try queue.writeWithoutTransaction { database in
        let isDurable = jobs.contains { $0.isDurable }
        if !isDurable { try database.execute(sql: "PRAGMA synchronous = NORMAL") }
        defer { if !isDurable { try? database.execute(sql: "PRAGMA synchronous = FULL") } }
        var errors: [GalleyError?] = []
        try database.inTransaction(.immediate) {
          for job in jobs {
            do {
              try database.inSavepoint {
                try job.run(database)
                return .commit
              }
              errors.append(nil)
            } catch {
              errors.append(Ledger.wrapped(error))
            }
          }
          return .commit
        }
        return errors
      }
    } catch {
      return jobs.map { _ in Ledger.wrapped(error) }
    }
  }
}
