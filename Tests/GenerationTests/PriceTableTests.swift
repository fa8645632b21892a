import Diagnostics
import JSONText
import Testing

@testable import Generation

@Suite struct PriceTableTests {
  @Test func everyLineOfTheTableIsRead() {
    let lines = PriceTable.text.split(separator: "\n")
    #expect(PriceTable.builtIn.count == lines.count)
    #expect(PriceTable.builtIn.count >= 30)
    for price in PriceTable.builtIn {
      #expect(price.input > 0 && price.output > 0)
      #expect(price.cachedInput <= price.input)
      #expect(Timestamp(price.validFrom) != nil)
      #expect(price.source.hasPrefix("https://"))
      #expect(price.source.contains(PriceTable.compiledOn))
      if let replacement = price.replacement {
        #expect(PriceTable.builtIn.contains { $0.model == replacement }, "\(replacement)")
      }
    }
  }

  @Test func everyLineTellsHowItWasRead() {
    for reading in PriceTable.Reading.allCases {
      #expect(PriceTable.builtIn.contains { $0.source.contains("(\(reading.rawValue), ") })
    }
    let unread = PriceTable.builtIn.count { $0.source.contains("unverified") }
    #expect(unread * 3 < PriceTable.builtIn.count)
  }

  @Test func theSuggestedSuccessorIsNotRetiredItself() {
    let day = Timestamp("2026-11-01") ?? Make.noon
    for price in PriceTable.builtIn where price.retiresOn.map({ $0 <= day.date }) ?? false {
      do throws(GalleyError) {
        _ = try PriceTable.standard().price(of: price.model, on: day)
        Issue.record("\(price.model) is retired")
      } catch {
        guard price.replacement != nil else { continue }
        let name = error.hint.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        #expect(throws: Never.self) { try PriceTable.standard().price(of: name, on: day) }
      }
    }
  }

  @Test func pricesHoldFromTheirDayOn() throws {
    let table = PriceTable.standard()
    for (day, output) in [("2026-07-20", 6_000_000), ("2026-08-01", 1_200_000)] {
      let price = try table.price(of: "gpt-5.6-luna", on: Timestamp(day) ?? Make.noon)
      #expect(price.output == Int64(output))
    }
  }

  @Test func aModelThatIsNotKnownIsRefused() {
    #expect(throws: GalleyError.self) {
      try PriceTable.standard().price(of: "house-model", on: Make.noon)
    }
  }

  @Test(arguments: [
    "", "m 1 1 1 2025-01-01", "m x 1 1 2025-01-01 openai official",
    "m 1 1 1 2025-01-01 nobody official", "m 1 1 1 2025-01-01 openai",
    "m 1 1 1 2025-01-01 openai guessed", "m 1 1 1 2025-01-01 openai long=1/2/3 official",
    "m 1 1 1 2025-01-01 openai retires=2025 official",
    "m 1 1 1 2025-01-01 openai what=1 official", "m 0.0000001 1 1 2025-01-01 openai official",
  ])
  func aBadLineIsNoPrice(_ line: String) {
    #expect(PriceTable.read(line) == nil)
  }

  @Test(arguments: [
    ("gpt-4o-mini-2024-07-18", "gpt-4o-mini"), ("claude-haiku-4-5-20251001", "claude-haiku-4-5"),
    ("mistral-small-latest", "mistral-small"), ("gpt-4o", "gpt-4o"), ("2024-07-18", "2024-07-18"),
  ])
  func datedNamesBelongToAFamily(_ name: String, _ family: String) {
    #expect(PriceTable.family(of: name) == family)
  }

  @Test func costsAreWholePicoDollars() throws {
    let price = try PriceTable.standard().price(of: "gpt-4o-mini", on: Make.noon)
    let usage = AIUsage(inputTokens: 1000, cachedInputTokens: 400, outputTokens: 10)
    #expect(price.cost(of: usage) == PicoDollars(600 * 150_000 + 400 * 75_000 + 10 * 600_000))
    #expect(price.worstCase(inputTokens: 1, outputTokens: 1) == PicoDollars(750_000))
  }

  @Test func longPromptsCostMore() throws {
    let price = try PriceTable.standard().price(of: "claude-sonnet-4-5", on: Make.noon)
    let short = price.cost(of: AIUsage(inputTokens: 200_000, outputTokens: 0))
    let long = price.cost(of: AIUsage(inputTokens: 200_001, outputTokens: 0))
    #expect(short == PicoDollars(200_000 * 3_000_000))
    #expect(long == PicoDollars(200_001 * 6_000_000))
    #expect(price.worstCase(inputTokens: 1, outputTokens: 0) == PicoDollars(6_000_000))
  }

  @Test func absurdUsageSaturatesInsteadOfTrapping() throws {
    let price = try PriceTable.standard().price(of: "gpt-4o", on: Make.noon)
    let cost = price.cost(
      of: AIUsage(inputTokens: .max, cachedInputTokens: .max, outputTokens: .max))
    #expect(cost.rawValue > 1_000_000_000_000)
    #expect(price.cost(of: AIUsage(inputTokens: -5, outputTokens: -5)) == .zero)
  }

  @Test func aRetiredModelIsRefusedWithItsSuccessor() {
    do throws(GalleyError) {
      _ = try PriceTable.standard().price(of: "o1-mini-2024-09-12", on: Make.noon)
      Issue.record("no error")
    } catch {
      #expect(error.message.contains("retired on 2025-10-27"))
      #expect(error.hint.contains("o4-mini"))
    }
  }

  @Test func ownPricesComeFirstAndByDate() throws {
    let own = [
      ModelPrice(model: "gpt-4o", input: 1, cachedInput: 1, output: 1, validFrom: "2026-01-01"),
      ModelPrice(model: "gpt-4o", input: 2, cachedInput: 2, output: 2, validFrom: "2026-04-01"),
      ModelPrice(model: "gpt-4o", input: 3, cachedInput: 3, output: 3, validFrom: "2026-05-01"),
    ]
    let table = PriceTable.standard(overriding: own)
    #expect(try table.price(of: "gpt-4o", on: Make.noon).input == 2)
    #expect(try table.price(of: "gpt-4o", on: Timestamp("2026-05-02") ?? Make.noon).input == 3)
    #expect(try table.price(of: "gpt-4o-mini", on: Make.noon).input == 150_000)
  }
}
