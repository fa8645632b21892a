import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Generation

/// One of many processes that spend from one ledger, each of which may be killed at any moment.
/// `scripts/hammer-ledger.sh` starts and kills them, then runs the verdict.
@Suite struct LedgerHammerTests {
  private static let folder = ProcessInfo.processInfo.environment["GALLEY_LEDGER_HAMMER"]
  private static let cap = PicoDollars(6_000_000)

  @Test(.enabled(if: folder != nil, "GALLEY_LEDGER_HAMMER names no folder"))
  func spendUntilKilledOrSpent() throws {
    let folder = try #require(Self.folder)
    let ledger = try Ledger.open(path: folder + "/ledger.sqlite")
    var generator = SplitMix(state: UInt64(getpid()))
    let bill = try #require(FileHandle(forWritingAtPath: folder + "/bill.txt"))
    var refusals = 0
    while refusals < 200 {
      let amount = PicoDollars(generator.below(20_000) + 1)
      let key = "\(getpid()).\(generator.next())"
      let grant: Ledger.Grant
      do throws(GalleyError) {
        grant = try ledger.reserve(
          .init(requestKey: key, run: "hammer", campaign: "hammer", amount: amount),
          budgets: Budgets(run: Self.cap, campaign: Self.cap), now: Make.noon)
      } catch {
        #expect(error.code == .budgetExceeded)
        refusals += 1
        continue
      }
      guard case .granted(let id) = grant else { continue }
      // The service bills, whether or not we live to hear of it. One short write at the end of
      // a file is whole or absent.
      let cost = PicoDollars(generator.below(amount.rawValue + 1))
      try bill.seekToEnd()
      try bill.write(contentsOf: Data("\(cost.rawValue)\n".utf8))
      try ledger.settle(
        id,
        AILog(
          requestID: key, run: "hammer", campaign: "hammer", task: .content, unit: "u",
          provider: "p", model: "m", attempt: 1, outcome: .success, cost: cost,
          createdAt: Make.noon))
    }
  }

  @Test(.enabled(if: folder != nil, "GALLEY_LEDGER_HAMMER names no folder"))
  func verdict() throws {
    let folder = try #require(Self.folder)
    let ledger = try Ledger.open(path: folder + "/ledger.sqlite")
    let spent = try ledger.spent(.run, run: "hammer", now: Make.noon)
    let bill = try String(contentsOfFile: folder + "/bill.txt", encoding: .utf8)
    let billed = bill.split(separator: "\n").compactMap { Int64($0) }.reduce(0, +)
    let rows = try ledger.rows(campaign: "hammer")
    print(
      "hammer: \(rows.count) calls, \(rows.count { $0.outcome == .lost }) lost, "
        + "billed \(billed), ledger \(spent.rawValue), cap \(Self.cap.rawValue)")
    #expect(!rows.isEmpty)
    #expect(spent <= Self.cap)
    #expect(billed <= spent.rawValue)
  }
}
