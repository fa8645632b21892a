internal import Diagnostics
internal import Synchronization

/// Whether a person or the system asked the process to stop.
///
/// The signal handler only notes it; loops ask between two items, so that no file is half-written.
public enum Interruption {
  private static let signal = Atomic<Int32>(0)
  private static let handler = Mutex<(@Sendable () -> Void)?>(nil)

  /// Notes a signal and cancels what is waiting. Safe to call from a signal source's queue.
  public static func note(signal number: Int32) {
    signal.store(number, ordering: .relaxed)
    handler.withLock { $0 }?()
  }

  /// The signal that came, or 0.
  public static var pending: Int32 { signal.load(ordering: .relaxed) }

  /// Has `action` called when a signal comes; at once when one came already.
  static func onSignal(_ action: (@Sendable () -> Void)?) {
    handler.withLock { $0 = action }
    if pending != 0 { action?() }
  }

  /// Throws `INTERRUPTED` when a signal came.
  ///
  /// With `keepingWork`, what is done so far is taken over by the next run of the same command.
  static func check(keepingWork: Bool = false) throws(GalleyError) {
    guard pending != 0 else { return }
    throw GalleyError(
      .interrupted,
      keepingWork
        ? "Interrupted; run the same command again to go on where it was."
        : "Interrupted; the previous Output is untouched.")
  }
}
