internal import Diagnostics

/// Lets workers write their chunks one after the other, in order, whoever is done first.
///
/// A worker that is early waits with its chunk, so at most one finished chunk per worker is in
/// memory. The first chunk that fails, in order, decides the error, whatever the number of workers.
actor OrderedTurns {
  private var next: Int
  private var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
  /// Why the work stopped.
  private(set) var error: GalleyError?

  init(first: Int) { next = first }

  /// Waits until it is the chunk's turn; `false` when the work has stopped.
  func wait(for index: Int) async -> Bool {
    if error != nil { return false }
    if index == next { return true }
    return await withCheckedContinuation { waiting[index] = $0 }
  }

  /// Ends the turn of the present chunk.
  func advance() {
    next += 1
    waiting.removeValue(forKey: next)?.resume(returning: true)
  }

  /// Stops the work.
  func fail(_ error: GalleyError) {
    if self.error == nil { self.error = error }
    for continuation in waiting.values { continuation.resume(returning: false) }
    waiting = [:]
  }
}
