internal import Diagnostics

/// What the units of one run share: who may hold money, and whether the run was stopped.
actor CopyRun {
  private var holders = 0
  private var waiters: [CheckedContinuation<Void, Never>] = []
  private(set) var stopError: GalleyError?

  func stop(_ error: GalleyError) {
    if stopError == nil { stopError = error }
  }

  /// A unit is about to reserve money.
  func holderBegins() { holders += 1 }

  /// A unit has settled what it reserved, or failed.
  func holderEnds() {
    holders -= 1
    wake()
  }

  /// A unit's reservation was refused: waits until another one has settled, which may be for
  /// less than it reserved, and is a holder again. False when there is none to wait for.
  func waitAfterRefusal() async -> Bool {
    holders -= 1
    guard holders > 0 else {
      wake()
      holders += 1
      return false
    }
    await withCheckedContinuation { waiters.append($0) }
    holders += 1
    return true
  }

  private func wake() {
    let waiting = waiters
    waiters = []
    for waiter in waiting { waiter.resume() }
  }
}
