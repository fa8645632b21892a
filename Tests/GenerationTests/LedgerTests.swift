import Diagnostics
import GRDB
import JSONText
import Synchronization
import TestSupport
import Testing

@testable import Generation

@Suite struct LedgerTests {
  private func reservation(
    _ key: String, _ amount: Int64, run: String = "r", campaign: String = "c"
  ) -> Ledger.Reservation {
    .init(requestKey: key, run: run, campaign: campaign, amount: PicoDollars(amount))
  }

  private func entry(_ key: String, cost: Int64, outcome: AIOutcome = .success) -> AILog {
    AILog(
      requestID: key, run: "r", campaign: "c", task: .content, unit: "c.content.s.a.en",
      provider: "openai", model: "gpt-4o-mini", attempt: 1, outcome: outcome,
      usage: AIUsage(inputTokens: 100, cachedInputTokens: 40, outputTokens: 20),
      cost: PicoDollars(cost), latency: .milliseconds(1234), quality: .firstTry,
      flags: ["new-role"], createdAt: Make.noon)
  }

  private func granted(_ grant: Ledger.Grant) throws -> Int64 {
    guard case .granted(let id) = grant else { throw GalleyError(.conflict, "in flight") }
    return id
  }

  @Test func openReservationsCountUntilTheyAreSettled() throws {
    let desk = try Desk()
    let budgets = Budgets(daily: PicoDollars(100))
    let id = try granted(
      desk.ledger.reserve(reservation("k1", 70), budgets: budgets, now: Make.noon))
    #expect(throws: GalleyError.self) {
      try desk.ledger.reserve(reservation("k2", 31), budgets: budgets, now: Make.noon)
    }
    try desk.ledger.settle(id, entry("k1", cost: 20))
    _ = try granted(desk.ledger.reserve(reservation("k2", 80), budgets: budgets, now: Make.noon))
    #expect(try desk.ledger.spent(.daily, now: Make.noon) == PicoDollars(100))
  }

  @Test func theErrorOfASpentBudgetNamesTheBudgetAndTheSums() throws {
    let desk = try Desk()
    let budgets = Budgets(run: PicoDollars(dollars: "0.50"), daily: PicoDollars(dollars: "2"))
    do throws(GalleyError) {
      _ = try desk.ledger.reserve(
        reservation("k", 600_000_000_000), budgets: budgets, now: Make.noon)
      Issue.record("no error")
    } catch {
      #expect(error.code == .budgetExceeded)
      #expect(error.code.exitCode == .budgetExceeded)
      #expect(error.details["budget"] == "run")
      #expect(error.details["limit_usd"] == "0.50")
      #expect(error.details["needed_usd"] == "0.60")
    }
  }

  @Test func eachBudgetSumsUpItsOwnScope() throws {
    let desk = try Desk()
    let none = Budgets()
    _ = try desk.ledger.reserve(
      reservation("1", 1, run: "x", campaign: "a"), budgets: none, now: Make.noon)
    _ = try desk.ledger.reserve(
      reservation("2", 2, run: "x", campaign: "b"), budgets: none, now: Make.noon)
    _ = try desk.ledger.reserve(
      reservation("3", 4, run: "y", campaign: "a"), budgets: none,
      now: Make.noon.adding(seconds: 86_400))
    #expect(try desk.ledger.spent(.run, run: "x", now: Make.noon) == PicoDollars(3))
    #expect(try desk.ledger.spent(.campaign, campaign: "a", now: Make.noon) == PicoDollars(5))
    #expect(try desk.ledger.spent(.daily, now: Make.noon) == PicoDollars(3))
  }

  @Test func theSameRequestIsOnlyInFlightOnce() throws {
    let desk = try Desk()
    _ = try granted(desk.ledger.reserve(reservation("k", 1), budgets: Budgets(), now: Make.noon))
    #expect(
      try desk.ledger.reserve(reservation("k", 1), budgets: Budgets(), now: Make.noon) == .inFlight)
  }

  @Test func callsOfADeadProcessAreLostAtTheirFullReservation() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/ledger.sqlite"
    let dead = ProcessIdentity(text: "another boot:1:1")
    let before = try Ledger.open(path: path, owner: dead, now: Make.noon)
    _ = try before.reserve(reservation("k", 70), budgets: Budgets(), now: Make.noon)
    let after = try Ledger.open(path: path, owner: .current, now: Make.noon)
    let row = try #require(try after.rows().first)
    #expect(row.outcome == .lost)
    #expect(row.cost == PicoDollars(70))
    #expect(try after.spent(.daily, now: Make.noon) == PicoDollars(70))
    #expect(try after.markLost(now: Make.noon) == 0)
    // The key is free again.
    _ = try granted(after.reserve(reservation("k", 1), budgets: Budgets(), now: Make.noon))
  }

  @Test func aLostCallOfTheSameKeyMakesRoomWithoutReopening() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/ledger.sqlite"
    let living = try Ledger.open(path: path, owner: .current, now: Make.noon)
    let dead = try Ledger.open(
      path: path, owner: ProcessIdentity(text: "another boot:1:1"), now: Make.noon)
    _ = try dead.reserve(reservation("k", 70), budgets: Budgets(), now: Make.noon)
    _ = try granted(living.reserve(reservation("k", 5), budgets: Budgets(), now: Make.noon))
    #expect(try living.spent(.daily, now: Make.noon) == PicoDollars(75))
    #expect(try living.rows().map(\.outcome) == [.lost])
  }

  @Test func aProcessKnowsThatItLivesAndThatOthersDoNot() {
    #expect(ProcessIdentity.current.isAlive)
    #expect(!ProcessIdentity(text: ProcessIdentity.current.text + "1").isAlive)
    #expect(!ProcessIdentity(text: "").isAlive)
    #expect(!ProcessIdentity(text: "a:b:c").isAlive)
  }

  @Test func theLogIsAppendOnly() throws {
    let desk = try Desk()
    try desk.ledger.append(entry("k", cost: 1))
    #expect(throws: (any Error).self) {
      try desk.ledger.queue.write { try $0.execute(sql: "UPDATE ai_log SET cost_pico_usd = 0") }
    }
    #expect(throws: (any Error).self) {
      try desk.ledger.queue.write { try $0.execute(sql: "DELETE FROM ai_log") }
    }
  }

  @Test func rowsComeBackAsTheyWentIn() throws {
    let desk = try Desk()
    try desk.ledger.append(entry("k", cost: 210))
    var expected = entry("k", cost: 210)
    expected.id = "1"
    #expect(try desk.ledger.rows() == [expected])
    #expect(try desk.ledger.rows(campaign: "other").isEmpty)
    #expect(try desk.ledger.rows(since: Make.noon.adding(seconds: 1)).isEmpty)
  }

  @Test(arguments: CostReport.Grouping.allCases)
  func reportsSumUp(_ grouping: CostReport.Grouping) throws {
    let desk = try Desk()
    try desk.ledger.append(entry("k1", cost: 210))
    try desk.ledger.append(entry("k2", cost: 90, outcome: .refusal))
    let report = try desk.ledger.report(by: grouping)
    #expect(report.lines.count == 1)
    #expect(report.total.calls == 2)
    #expect(report.total.failures == 1)
    #expect(report.total.cost == PicoDollars(300))
    #expect(report.total.inputTokens == 200)
    #expect(report.total.cachedInputTokens == 80)
    let names: [CostReport.Grouping: String] = [
      .day: "2026-04-15", .model: "gpt-4o-mini", .campaign: "c", .task: "content",
    ]
    #expect(report.lines[0].name == names[grouping])
    #expect(report.lines[0].json["cost_usd"] == "0.0000000003")
  }

  @Test func theExportIsOneObjectALineWithTheNamesOfOpenTelemetry() throws {
    let desk = try Desk()
    try desk.ledger.append(entry("k1", cost: 210))
    try desk.ledger.append(entry("k2", cost: 1))
    var lines: [JSONValue] = []
    try desk.ledger.exportJSONL { bytes throws(GalleyError) in
      lines.append(try JSONParser.parse(Array(bytes.dropLast())))
      #expect(bytes.last == 10)
    }
    #expect(lines.count == 2)
    #expect(lines[0]["gen_ai.usage.input_tokens"] == 100)
    #expect(lines[0]["gen_ai.provider.name"] == "openai")
    #expect(lines[0]["cost_pico_usd"] == 210)
    #expect(lines[0]["cost_usd"] == "0.00000000021")
    #expect(lines[0]["flags"] == ["new-role"])
  }

  @Test func theBucketLetsTheLimitThroughAndSpreadsTheRest() throws {
    let desk = try Desk()
    let limit = RateLimit(name: "openai/requests", perMinute: 10)
    func take(_ seconds: Int64) throws -> Duration {
      try desk.ledger.take([(limit, 1)], now: Make.noon.adding(seconds: seconds))
    }
    for _ in 0..<10 { #expect(try take(0) == .zero) }
    #expect(try take(0) == .seconds(6))
    #expect(try take(0) == .seconds(12))
    #expect(try take(18) == .zero)
    // A clock that was set back does no harm.
    #expect(try take(-1000) == .seconds(6))
    try desk.ledger.giveBack(limit, amount: 1000)
    #expect(try take(18) == .zero)
  }

  @Test func aRequestLargerThanTheBucketGoesWhenItIsFull() {
    let limit = RateLimit(name: "t", perMinute: 1000)
    #expect(limit.take(5000, level: 1000, elapsedMilliseconds: 0).wait == .zero)
    #expect(limit.take(5000, level: 500, elapsedMilliseconds: 0).wait == .seconds(30))
  }

  @Test func bucketsAreKeptFromRunToRun() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/ledger.sqlite"
    let limit = RateLimit(name: "x", perMinute: 1)
    let first = try Ledger.open(path: path, owner: .current, now: Make.noon)
    #expect(try first.take([(limit, 1)], now: Make.noon) == .zero)
    let second = try Ledger.open(path: path, owner: .current, now: Make.noon)
    #expect(try second.take([(limit, 1)], now: Make.noon) == .seconds(60))
  }

  @Test func aFileThatIsNoDatabaseIsAnErrorThatSaysNeverToDeleteTheLedger() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(String(repeating: "no database ", count: 500), to: "ledger.sqlite")
    do throws(GalleyError) {
      _ = try Ledger.open(path: path)
      Issue.record("no error")
    } catch {
      #expect(error.code == .storeFailed)
      #expect(error.hint.contains("Never delete it"))
    }
  }

  /// Random reservations, settlements and deaths: what was billed never passes a budget.
  @Test func noOrderOfCallsAndDeathsOverrunsABudget() throws {
    var generator = SplitMix(state: 42)
    for round in 0..<12 {
      let folder = try TemporaryFolder()
      let path = folder.path + "/ledger.sqlite"
      let budgets = Budgets(
        run: PicoDollars(generator.below(4000) + 500),
        campaign: PicoDollars(generator.below(6000) + 500),
        daily: PicoDollars(generator.below(5000) + 500))
      var ledger = try Ledger.open(path: path, owner: .current, now: Make.noon)
      var open: [(id: Int64, amount: Int64)] = []
      for step in 0..<120 {
        switch generator.below(10) {
        case 0:
          // The process dies; the next one finds its open calls.
          ledger = try Ledger.open(
            path: path, owner: ProcessIdentity(text: "boot:\(step):1"), now: Make.noon)
          open = []
        case 1...5:
          let amount = generator.below(700)
          let grant = try? ledger.reserve(
            reservation("\(round).\(step)", amount), budgets: budgets, now: Make.noon)
          if case .granted(let id)? = grant { open.append((id, amount)) }
        default:
          guard !open.isEmpty else { continue }
          let call = open.remove(at: Int(generator.below(Int64(open.count))))
          try ledger.settle(call.id, entry("x", cost: generator.below(call.amount + 1)))
        }
        #expect(try ledger.spent(.run, run: "r", now: Make.noon) <= budgets.run ?? .zero)
        #expect(
          try ledger.spent(.campaign, campaign: "c", now: Make.noon) <= budgets.campaign ?? .zero)
        #expect(try ledger.spent(.daily, now: Make.noon) <= budgets.daily ?? .zero)
      }
    }
  }
}

/// Reproducible random numbers.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int64) -> Int64 { Int64(next() % UInt64(max(1, limit))) }
}
