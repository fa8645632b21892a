import Testing

@testable import Generation

@Suite struct RetryPolicyTests {
  private let policy = RetryPolicy()

  @Test(arguments: AIOutcome.allCases)
  func everyOutcomeLeadsSomewhereAndEnds(_ outcome: AIOutcome) {
    let first = policy.decision(outcome, attempt: 1)
    let last = policy.decision(outcome, attempt: 4)
    let expected: (RetryPolicy.Decision, RetryPolicy.Decision) =
      switch outcome {
      case .success: (.done, .done)
      case .invalidJSON, .schemaInvalid, .ruleBroken, .truncated: (.reask, .deadLetter)
      case .empty: (.again(after: .milliseconds(250)), .deadLetter)
      case .refusal, .contentFilter, .clientError: (.deadLetter, .deadLetter)
      case .timeout, .connection, .badResponse, .rateLimited, .serverError, .lost:
        (.again(after: .milliseconds(250)), .park)
      case .unsupportedFormat: (.again(after: .zero), .again(after: .zero))
      case .badRequest, .unauthorized, .forbidden, .quota, .cassetteMiss, .cancelled:
        (.stop, .stop)
      }
    #expect(first == expected.0)
    #expect(last == expected.1)
  }

  @Test func waitsDoubleUpToALimitAndChanceAddsAtMostAsMuchAgain() {
    let least = (1...12).map { policy.backoff($0, random: 0) }
    #expect(least.prefix(4) == [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2)])
    #expect(least.last == .seconds(15))
    #expect(policy.backoff(1, random: 0.5) == .milliseconds(375))
    #expect(policy.backoff(1000, random: 1) == .seconds(30))
  }

  @Test func theServicesOwnWaitIsHonouredUpToTheDeadline() {
    #expect(
      policy.decision(.rateLimited, attempt: 1, retryAfter: .seconds(40), remaining: .seconds(60))
        == .again(after: .seconds(40)))
    #expect(
      policy.decision(.rateLimited, attempt: 1, retryAfter: .seconds(61), remaining: .seconds(60))
        == .park)
    #expect(
      policy.decision(.serverError, attempt: 1, retryAfter: .milliseconds(1))
        == .again(after: .milliseconds(250)))
  }

  @Test func aPolicyHasAtLeastOneAttempt() {
    #expect(RetryPolicy(maximumAttempts: 0).decision(.timeout, attempt: 1) == .park)
  }
}
