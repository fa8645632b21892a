import Diagnostics
import JSONText
import Synchronization
import TestSupport

@testable import Generation

/// Values with sensible defaults for tests.
enum Make {
  static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "subject": ["type": "string", "maxLength": 60, "minLength": 1],
      "preheader": ["type": "string", "maxLength": 90],
      "headline": ["type": "string", "maxLength": 80],
      "intro": ["type": "string", "maxLength": 900],
      "cta_label": ["type": "string", "maxLength": 24],
      "closing": ["type": "string", "maxLength": 300],
    ],
    "required": ["subject", "preheader", "headline", "intro", "cta_label", "closing"],
    "additionalProperties": false,
  ]

  static func copy(subject: String = "Tents are back", intro: String = "Good news.") -> JSONValue {
    [
      "subject": .string(subject), "preheader": "A short note", "headline": "Tents are back",
      "intro": .string(intro), "cta_label": "Have a look", "closing": "See you soon",
    ]
  }

  static func text(_ value: JSONValue) -> String {
    String(decoding: value.compactBytes(), as: UTF8.self)
  }

  static func context(
    brief: String = "Announce the spring tents, EUR 249.00 instead of EUR 299.00, 15 % off stoves.",
    fallback: JSONValue? = nil, strategy: JSONValue? = nil
  ) -> PromptContext {
    PromptContext(
      business: .init(
        name: "Fernweg", tagline: "Out before breakfast", description: "Outdoor goods.",
        profile: ["founded": 2009], brandVoice: "Plain and warm.", tone: "friendly"),
      campaignName: "Spring Trails", brief: brief, goal: "Sell tents", strategy: strategy,
      facts: [.init(kind: "product", name: "Ridge tent", text: "Ridge tent, EUR 249.00")],
      urls: ["https://fernweg.example/spring"], schema: schema, fallback: fallback)
  }

  static func unit(
    _ segment: String = "loyal", variant: String = "a", locale: String = "en",
    campaign: String = "spring"
  ) -> CopyUnit {
    CopyUnit(
      campaign: campaign,
      segment: .init(
        name: segment, description: "People who bought twice", size: 120,
        traits: [.init("interests", "tents, stoves")]),
      variant: variant, locale: locale)
  }

  static let target = PromptBuilder.Target(provider: "openai", model: "gpt-4o-mini")

  static func request(_ unit: CopyUnit = unit(), _ context: PromptContext = context()) -> AIRequest
  {
    PromptBuilder().build(unit, context: context, target: target)
  }

  static let noon = Timestamp("2026-04-15T12:00:00Z") ?? Timestamp(millisecondsSince1970: 0)
}

/// A clock that moves only when somebody sleeps, and remembers for how long.
final class TestClock: Sendable {
  private struct State: Sendable {
    var elapsed = Duration.zero
    var sleeps: [Duration] = []
  }

  private let state = Mutex(State())

  var sleeps: [Duration] { state.withLock { $0.sleeps } }

  var clock: AIClock {
    let moving: @Sendable () -> Timestamp = { [self] in
      let milliseconds = state.withLock { $0.elapsed.wholeMilliseconds }
      return Timestamp(
        millisecondsSince1970: Make.noon.millisecondsSince1970 + Int64(milliseconds))
    }
    return AIClock(
      now: moving, wallClock: moving, elapsed: { [self] in state.withLock { $0.elapsed } },
      sleep: { [self] duration in
        try Task.checkCancellation()
        state.withLock { state in
          state.elapsed += duration
          state.sleeps.append(duration)
        }
        await Task.yield()
      })
  }
}

/// A provider that answers as told, and counts.
final class ScriptedProvider: AIProvider {
  let name: String
  let isFree: Bool
  private let answer: @Sendable (AIRequest, Int) throws(AIFailure) -> AIAnswer
  private let log = Mutex<[AIRequest]>([])

  init(
    name: String = "openai", isFree: Bool = false,
    _ answer: @escaping @Sendable (AIRequest, Int) throws(AIFailure) -> AIAnswer
  ) {
    self.name = name
    self.isFree = isFree
    self.answer = answer
  }

  var requests: [AIRequest] { log.withLock { $0 } }

  func complete(_ request: AIRequest) async throws(AIFailure) -> AIAnswer {
    let index = log.withLock { log in
      log.append(request)
      return log.count - 1
    }
    return try answer(request, index)
  }
}

extension AIAnswer {
  static func of(_ value: JSONValue, input: Int = 1000, output: Int = 100) -> AIAnswer {
    AIAnswer(
      text: Make.text(value), usage: AIUsage(inputTokens: input, outputTokens: output),
      model: "gpt-4o-mini-2024-07-18")
  }
}

/// A workspace's AI folder with its ledger, for one test.
struct Desk {
  let folder: TemporaryFolder
  let ledger: Ledger
  let time = TestClock()
  var configuration = AIConfiguration()

  init(_ change: (inout AIConfiguration) -> Void = { _ in }) throws {
    folder = try TemporaryFolder()
    ledger = try Ledger.open(
      path: folder.path + "/ledger.sqlite", owner: .current, now: Make.noon)
    configuration.provider = .openai
    configuration.requestsPerMinute = 100_000
    change(&configuration)
  }

  func writer(_ provider: any AIProvider, run: String = "run-1") -> CopyWriter {
    CopyWriter(
      provider: provider, ledger: ledger, configuration: configuration, clock: time.clock,
      random: { 0 }, folder: folder.path + "/ai", run: run)
  }
}
