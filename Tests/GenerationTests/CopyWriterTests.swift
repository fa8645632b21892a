import Diagnostics
import JSONText
import Synchronization
import TestSupport
import Testing

@testable import Generation

@Suite struct CopyWriterTests {
  @Test func writesValidCopyPaysForItAndKeepsTheAttempt() async throws {
    let desk = try Desk()
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in .of(Make.copy()) }
    let results = try await desk.writer(provider).write([Make.unit()], context: Make.context())
    let result = try #require(results.first)
    #expect(result.status == .written)
    #expect(result.body == Make.copy())
    #expect(result.provenance?.quality == .firstTry)
    #expect(result.provenance?.isDraft == false)
    // 1000 tokens at $0.15 and 100 at $0.60 a million.
    #expect(result.cost == PicoDollars(210_000_000))
    let row = try #require(try desk.ledger.rows().first)
    #expect(row.outcome == .success)
    #expect(row.quality == .firstTry)
    #expect(row.cost == result.cost)
    #expect(row.requestID == provider.requests.first?.key)
    #expect(
      try desk.ledger.spent(.campaign, campaign: "spring", now: Make.noon) == result.cost)
  }

  @Test func aSecondRunCostsNothingAndGivesTheSameBytes() async throws {
    let desk = try Desk()
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in .of(Make.copy()) }
    let first = try await desk.writer(provider).write([Make.unit()], context: Make.context())
    let second = try await desk.writer(provider, run: "run-2").write(
      [Make.unit()], context: Make.context())
    #expect(provider.requests.count == 1)
    #expect(second[0].cost == .zero)
    #expect(second[0].provenance?.isReused == true)
    #expect(second[0].body == first[0].body)
    #expect(second[0].provenance?.json == first[0].provenance?.json)
    #expect(try desk.ledger.rows().count == 1)
  }

  @Test func asksAgainWithTheFaultsAndThenPaysNothingForTheWholeChain() async throws {
    let desk = try Desk()
    let provider = ScriptedProvider { (_, index) throws(AIFailure) in
      index == 0 ? .of(["subject": "x"]) : .of(Make.copy())
    }
    let first = try await desk.writer(provider).write([Make.unit()], context: Make.context())
    #expect(first[0].status == .written)
    #expect(first[0].provenance?.quality == .retried)
    #expect(provider.requests.count == 2)
    #expect(provider.requests[1].prompt.contains("What was wrong with the answer before"))
    #expect(provider.requests[1].prompt.contains("preheader"))
    #expect(try desk.ledger.rows().map(\.outcome) == [.schemaInvalid, .success])
    let second = try await desk.writer(provider).write([Make.unit()], context: Make.context())
    #expect(provider.requests.count == 2)
    #expect(second[0].body == first[0].body)
    #expect(second[0].cost == .zero)
  }

  @Test func givesAUnitUpAfterFourInvalidAnswersAndKeepsThem() async throws {
    let desk = try Desk()
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in .of(["nonsense": 1]) }
    let results = try await desk.writer(provider).write([Make.unit()], context: Make.context())
    #expect(results[0].status == .deadLettered)
    #expect(results[0].error?.code == .invalidAnswer)
    #expect(provider.requests.count == 4)
    let key = try #require(results[0].error?.details["request_key"])
    #expect(AnswerStore(folder: desk.folder.path + "/ai").answers(for: key).count >= 1)
    // The same again costs nothing: the answers are on disk, and still of no use.
    let again = try await desk.writer(provider).write([Make.unit()], context: Make.context())
    #expect(again[0].status == .deadLettered)
    #expect(provider.requests.count == 4)
    // Unless somebody wants it.
    var writer = desk.writer(provider)
    writer.retriesDeadLetters = true
    _ = try await writer.write([Make.unit()], context: Make.context())
    #expect(provider.requests.count == 5)
  }

  @Test func aGivenUpUnitUsesTheCampaignsFallbackAndSaysSo() async throws {
    let desk = try Desk()
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in
      AIAnswer(text: "I cannot", finish: .refusal, model: "m")
    }
    let context = Make.context(fallback: Make.copy(subject: "Our own words"))
    let results = try await desk.writer(provider).write([Make.unit()], context: context)
    #expect(results[0].status == .fallback)
    #expect(results[0].body?["subject"] == "Our own words")
    #expect(results[0].provenance?.quality == .fallback)
    #expect(provider.requests.count == 1)
  }

  @Test func transientFailuresAreTriedAgainAfterGrowingWaits() async throws {
    let desk = try Desk()
    let provider = ScriptedProvider { (_, index) throws(AIFailure) in
      switch index {
      case 0: throw AIFailure(.serverError, "503", status: 503)
      case 1: throw AIFailure(.rateLimited, "429", status: 429, retryAfter: .seconds(7))
      default: return .of(Make.copy())
      }
    }
    let results = try await desk.writer(provider).write([Make.unit()], context: Make.context())
    #expect(results[0].status == .written)
    #expect(desk.time.sleeps == [.milliseconds(250), .seconds(7)])
    #expect(try desk.ledger.rows().map(\.outcome) == [.serverError, .rateLimited, .success])
    #expect(try desk.ledger.rows().map(\.attempt) == [1, 2, 3])
  }

  @Test func aTimeoutIsBilledAtTheReservationAndTheUnitParked() async throws {
    let desk = try Desk { $0.maximumRetries = 0 }
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in
      throw AIFailure(.timeout, "late", mayHaveCost: true)
    }
    let results = try await desk.writer(provider).write([Make.unit()], context: Make.context())
    #expect(results[0].status == .parked)
    #expect(results[0].error?.code == .serviceTimeout)
    #expect(results[0].error?.hint.contains("galley write spring --resume") == true)
    let price = try desk.configuration.priceTable.price(of: "gpt-4o-mini", on: Make.noon)
    let request = provider.requests[0]
    #expect(
      results[0].cost
        == price.worstCase(
          inputTokens: request.maximumInputTokens, outputTokens: request.maximumOutputTokens))
    #expect(try desk.ledger.rows()[0].isEstimated)
  }

  @Test(arguments: [AIOutcome.unauthorized, .forbidden, .quota, .badRequest])
  func whatWouldFailEveryUnitStopsTheRun(_ outcome: AIOutcome) async throws {
    let desk = try Desk { $0.concurrency = 1 }
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in
      throw AIFailure(outcome, "no", status: 401)
    }
    let units = ["x", "y", "z"].map { Make.unit($0) }
    let results = try await desk.writer(provider).write(units, context: Make.context())
    #expect(results.map(\.status) == [.notStarted, .notStarted, .notStarted])
    #expect(provider.requests.count == 1)
    #expect(results.firstError != nil)
  }

  @Test func oneParkedUnitDoesNotStopTheOthers() async throws {
    let desk = try Desk()
    let provider = ScriptedProvider { (request, _) throws(AIFailure) in
      if request.label.contains("bad") { throw AIFailure(.serverError, "500", status: 500) }
      return .of(Make.copy())
    }
    let units = ["one", "bad", "two"].map { Make.unit($0) }
    let results = try await desk.writer(provider).write(units, context: Make.context())
    #expect(results.map(\.status) == [.written, .parked, .written])
    #expect(results.map(\.unit.segment.name) == ["one", "bad", "two"])
  }

  @Test func aSpentBudgetStopsTheRunBeforeTheCall() async throws {
    let desk = try Desk { $0.budgets = Budgets(run: PicoDollars(1000)) }
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in .of(Make.copy()) }
    let results = try await desk.writer(provider).write([Make.unit()], context: Make.context())
    #expect(results[0].error?.code == .budgetExceeded)
    #expect(provider.requests.isEmpty)
  }

  @Test func callsThatOnlyFitOneAfterTheOtherWaitForEachOther() async throws {
    let request = Make.request()
    let price = try PriceTable.standard().price(of: "gpt-4o-mini", on: Make.noon)
    let worst = price.worstCase(
      inputTokens: request.maximumInputTokens, outputTokens: request.maximumOutputTokens)
    let desk = try Desk {
      $0.concurrency = 4
      $0.budgets = Budgets(run: PicoDollars(worst.rawValue * 2))
    }
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in
      .of(Make.copy(), input: 10, output: 10)
    }
    let units = (0..<8).map { Make.unit("s\($0)") }
    let results = try await desk.writer(provider).write(units, context: Make.context())
    #expect(results.allSatisfy { $0.status == .written })
  }

  @Test func anUnknownModelIsRefusedBeforeAnythingIsSent() async throws {
    let desk = try Desk { $0.models = [.content: "gpt-4o-minni"] }
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in .of(Make.copy()) }
    do throws(GalleyError) {
      _ = try await desk.writer(provider).write([Make.unit()], context: Make.context())
      Issue.record("no error")
    } catch {
      #expect(error.code == .unknownPrice)
      #expect(error.hint.contains("gpt-4o-mini"))
    }
    #expect(provider.requests.isEmpty)
  }

  @Test func theSameUnitTwiceIsWrittenOnce() async throws {
    let desk = try Desk()
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in .of(Make.copy()) }
    let results = try await desk.writer(provider).write(
      [Make.unit(), Make.unit()], context: Make.context())
    #expect(results.map(\.status) == [.written, .written])
    #expect(provider.requests.count == 1)
  }

  @Test func repairedAnswersAreMarked() async throws {
    let desk = try Desk()
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in
      AIAnswer(text: "```json\n" + Make.text(Make.copy()) + "\n```", model: "m")
    }
    let results = try await desk.writer(provider).write([Make.unit()], context: Make.context())
    #expect(results[0].provenance?.quality == .repaired)
    #expect(results[0].provenance?.fixes.isEmpty == false)
  }

  @Test func progressTellsStartsAndFinishes() async throws {
    let desk = try Desk()
    let provider = ScriptedProvider { (_, _) throws(AIFailure) in .of(Make.copy()) }
    let told = Mutex<[String]>([])
    _ = try await desk.writer(provider).write([Make.unit()], context: Make.context()) { event in
      told.withLock { told in
        switch event {
        case .started: told.append("started")
        case .waiting: told.append("waiting")
        case .retrying: told.append("retrying")
        case .finished(_, let done, let total): told.append("\(done)/\(total)")
        }
      }
    }
    #expect(told.withLock { $0 } == ["started", "1/1"])
  }

  @Test func theOfflineWriterNeedsNoPriceAndMarksDrafts() async throws {
    let desk = try Desk { $0.provider = .offline }
    let units = [Make.unit(), Make.unit(variant: "b"), Make.unit(locale: "de")]
    let results = try await desk.writer(OfflineProvider()).write(units, context: Make.context())
    #expect(results.allSatisfy { $0.status == .written && $0.provenance?.isDraft == true })
    #expect(results.allSatisfy { $0.cost == .zero })
    #expect(results[0].body != results[1].body)
    #expect(results[2].body?["intro"]?.stringValue?.contains("Hallo") == true)
    #expect(try desk.ledger.rows().count == 3)
  }
}
