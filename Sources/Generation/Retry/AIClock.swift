public import Diagnostics
internal import Foundation

/// The clocks that calls go by, injected so that tests never wait.
public struct AIClock: Sendable {
  /// The time of day that budgets and logs go by; `GALLEY_NOW` may fix it.
  public var now: @Sendable () -> Timestamp
  /// The time of day that always moves, for rates.
  public var wallClock: @Sendable () -> Timestamp
  /// Time since some moment, for deadlines.
  public var elapsed: @Sendable () -> Duration
  /// Waits.
  public var sleep: @Sendable (Duration) async throws -> Void

  /// Creates a clock.
  public init(
    now: @escaping @Sendable () -> Timestamp, wallClock: @escaping @Sendable () -> Timestamp,
    elapsed: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.wallClock = wallClock
    self.elapsed = elapsed
    self.sleep = sleep
  }

  /// The clocks of the machine.
  public static let system = AIClock(now: machineTime)

  /// The clocks of the machine, with another time of day.
  public init(now: @escaping @Sendable () -> Timestamp) {
    let start = ContinuousClock.now
    self.init(
      now: now, wallClock: Self.machineTime, elapsed: { start.duration(to: .now) },
      sleep: { try await Task.sleep(for: $0) })
  }

  private static let machineTime: @Sendable () -> Timestamp = {
    Timestamp(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1000))
  }
}
