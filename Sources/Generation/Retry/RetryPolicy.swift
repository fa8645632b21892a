/// Decides, after each attempt, what to do next. Pure: clock and chance are given.
public struct RetryPolicy: Sendable, Hashable {
  /// The most attempts for a unit, the first included.
  public var maximumAttempts: Int
  /// The wait before the first repetition; doubled each time.
  public var baseDelay: Duration
  /// The longest wait of our own choosing.
  public var maximumDelay: Duration

  /// Creates a policy.
  public init(
    maximumAttempts: Int = 4, baseDelay: Duration = .milliseconds(500),
    maximumDelay: Duration = .seconds(30)
  ) {
    self.maximumAttempts = max(1, maximumAttempts)
    self.baseDelay = baseDelay
    self.maximumDelay = maximumDelay
  }

  /// What to do next.
  public enum Decision: Sendable, Hashable {
    /// The unit is written.
    case done
    /// Send the same request again after a wait.
    case again(after: Duration)
    /// Ask again, telling what was wrong.
    case reask
    /// Give the unit up for this run; another run may succeed.
    case park
    /// Give the unit up: its answers cannot be used.
    case deadLetter
    /// Stop the run: every other call would fail the same way.
    case stop
  }

  /// Decides after attempt number `attempt` (from 1).
  ///
  /// - Parameters:
  ///   - outcome: How the attempt ended.
  ///   - attempt: Its number, from 1.
  ///   - retryAfter: How long the service asks to wait.
  ///   - remaining: How long the run may still take.
  ///   - random: A number from 0 up to but not including 1.
  /// - Returns: The next step for the unit, or for the run.
  public func decision(
    _ outcome: AIOutcome, attempt: Int, retryAfter: Duration? = nil,
    remaining: Duration = .seconds(86_400), random: Double = 0
  ) -> Decision {
    let isLast = attempt >= maximumAttempts
    switch outcome {
    case .success:
      return .done
    case .badRequest, .unauthorized, .forbidden, .quota, .cassetteMiss, .cancelled:
      return .stop
    case .refusal, .contentFilter, .clientError:
      return .deadLetter
    case .invalidJSON, .schemaInvalid, .ruleBroken, .truncated:
      return isLast ? .deadLetter : .reask
    case .empty:
      return isLast ? .deadLetter : again(attempt, nil, remaining, random)
    case .unsupportedFormat:
      return .again(after: .zero)
    case .timeout, .connection, .badResponse, .rateLimited, .serverError, .lost:
      return isLast ? .park : again(attempt, retryAfter, remaining, random)
    }
  }

  private func again(
    _ attempt: Int, _ retryAfter: Duration?, _ remaining: Duration, _ random: Double
  ) -> Decision {
    let delay = max(backoff(attempt, random: random), retryAfter ?? .zero)
    return delay <= remaining ? .again(after: delay) : .park
  }

  /// Base times two to the power of the repetition, half of it left to chance so that many
  /// clients that failed together do not come back together.
  func backoff(_ attempt: Int, random: Double) -> Duration {
    let full = min(baseDelay * (1 << min(max(attempt - 1, 0), 20)), maximumDelay)
    return full / 2 + full * min(max(random, 0), 1) / 2
  }
}
