import Diagnostics
import JSONText
import Synchronization
import Testing

@testable import Generation

/// Random services, random clocks: whatever happens, the writer keeps its promises.
@Suite struct DecisionPropertyTests {
  private struct Chance: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static func answer(_ random: inout Chance) throws(AIFailure) -> AIAnswer {
    let transient: [AIOutcome] = [
      .timeout, .connection, .badResponse, .rateLimited, .serverError, .clientError,
    ]
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return .of(["nonsense": 1])
    case 1: return AIAnswer(text: "no JSON here", model: "m")
    case 2: return AIAnswer(text: "{\"subject\":", finish: .length, model: "m")
    case 3: return AIAnswer(text: "", model: "m")
    case 4: return AIAnswer(text: "I cannot", finish: .refusal, model: "m")
    case 5, 6:
      throw AIFailure(
        transient[Int.random(in: 0..<transient.count, using: &random)], "no",
        retryAfter: Bool.random(using: &random)
          ? .milliseconds(Int.random(in: 0..<90_000, using: &random)) : nil,
        mayHaveCost: Bool.random(using: &random))
    case 7 where Int.random(in: 0..<8, using: &random) == 0:
      throw AIFailure([.unauthorized, .quota][Int.random(in: 0..<2, using: &random)], "stop")
    default:
      return .of(
        Make.copy(), input: Int.random(in: 1..<2000, using: &random),
        output: Int.random(in: 1..<800, using: &random))
    }
  }

  @Test(arguments: 0..<24)
  func everyRunEndsWithinItsLimits(seed: Int) async throws {
    var random = Chance(state: UInt64(seed))
    let retries = Int.random(in: 0...4, using: &random)
    let deadline = Duration.seconds(Int.random(in: 1...120, using: &random))
    let budget = PicoDollars(Int64.random(in: 500_000_000...20_000_000_000, using: &random))
    let desk = try Desk {
      $0.maximumRetries = retries
      $0.runDeadline = deadline
      $0.concurrency = Int.random(in: 1...6, using: &random)
      $0.requestsPerMinute = Int.random(in: 3...600, using: &random)
      $0.budgets = Budgets(run: budget, campaign: budget)
    }
    let chance = Mutex(random)
    let service = ScriptedProvider { (_, _) throws(AIFailure) in
      let outcome: Result<AIAnswer, AIFailure> = chance.withLock { random in
        do throws(AIFailure) { return .success(try Self.answer(&random)) } catch {
          return .failure(error)
        }
      }
      return try outcome.get()
    }
    let units = (0..<8).map { Make.unit("s\($0)") }
    let results = try await desk.writer(service).write(units, context: Make.context())

    #expect(results.map(\.unit) == units)
    let rows = try desk.ledger.rows()
    // Every call is a row, and every row was a call.
    #expect(rows.count == service.requests.count)
    #expect(results.reduce(0) { $0 + $1.calls } == rows.count)
    // What is billed is what the rows and the results say, and never more than the budget.
    let billed = try desk.ledger.spent(.run, run: "run-1", now: Make.noon)
    #expect(billed <= budget)
    #expect(rows.reduce(into: PicoDollars.zero) { $0 += $1.cost } == billed)
    #expect(results.reduce(into: PicoDollars.zero) { $0 += $1.cost } == billed)
    for result in results {
      let attempts = rows.filter { $0.unit == result.unit.label }
      #expect(attempts.count <= retries + 1)
      #expect(attempts.map(\.attempt) == Array(attempts.map(\.attempt).sorted()))
      switch result.status {
      case .written: #expect(attempts.last?.outcome == .success && result.body != nil)
      case .deadLettered, .parked, .notStarted: #expect(result.error != nil && result.body == nil)
      case .fallback: Issue.record("there is no fallback")
      }
    }
    // No single wait is longer than the run may take.
    #expect(desk.time.sleeps.allSatisfy { $0 <= deadline })
    // A re-ask is the first request and at most ten faults, however often it is asked.
    let sizes = Dictionary(grouping: service.requests, by: \.label).values.map { requests in
      (requests.map(\.prompt.utf8.count).max() ?? 0) - (requests.first?.prompt.utf8.count ?? 0)
    }
    #expect(sizes.allSatisfy { $0 < 3000 })
  }

  @Test func theOrderOfWaitsIsTheSameForTheSameChance() {
    let policy = RetryPolicy()
    var random = Chance(state: 7)
    for _ in 0..<2000 {
      let outcome = AIOutcome.allCases[Int.random(in: 0..<AIOutcome.allCases.count, using: &random)]
      let attempt = Int.random(in: 1...9, using: &random)
      let remaining = Duration.milliseconds(Int.random(in: 0..<60_000, using: &random))
      let asked = Duration.milliseconds(Int.random(in: 0..<60_000, using: &random))
      let share = Double.random(in: 0..<1, using: &random)
      let decision = policy.decision(
        outcome, attempt: attempt, retryAfter: asked, remaining: remaining, random: share)
      #expect(
        decision
          == policy.decision(
            outcome, attempt: attempt, retryAfter: asked, remaining: remaining, random: share))
      if case .again(let delay) = decision, outcome != .unsupportedFormat {
        #expect(delay <= remaining)
        #expect(attempt < policy.maximumAttempts)
        if outcome != .empty { #expect(delay >= asked) }
      }
      if case .reask = decision { #expect(attempt < policy.maximumAttempts) }
    }
  }
}
