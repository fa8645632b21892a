internal import Diagnostics

/// What the units of one run share: who is calling, and whether the run was stopped.
actor CopyRun {
  private var calls = 0
  private var waiters: [CheckedContinuation<Void, Never>] = []
  private(set) var stopError: GalleyError?

  func stop(_ error: GalleyError) {
    if stopError == nil { stopError = error }
  }

  func callBegins() { calls += 1 }

  func callEnded() {
    calls -= 1
    let waiting = waiters
    waiters = []
    for waiter in waiting { waiter.resume() }
  }

  /// Waits until one of the calls under way has ended; false at once when there is none.
  ///
  /// A call that a budget refuses may fit when another has settled for less than it reserved.
  func waitForAnotherCall() async -> Bool {
    guard calls > 0 else { return false }
    await withCheckedContinuation { waiters.append($0) }
    return true
  }
}
