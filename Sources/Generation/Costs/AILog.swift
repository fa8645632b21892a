public import Diagnostics
public import JSONText

/// One attempt, as the ledger keeps it for good.
public struct AILog: Sendable, Hashable {
  /// How copy came to be valid.
  public enum Quality: String, Sendable, Hashable, CaseIterable {
    /// Valid at the first try.
    case firstTry = "first_try"
    /// Valid after its JSON was repaired.
    case repaired
    /// Valid after it was asked for again.
    case retried
    /// The campaign's own stand-in.
    case fallback
  }

  /// The row's own id.
  public var id = ""
  /// The key of the request, SHA-256 in hexadecimal.
  public var requestID: String
  /// The run of the command.
  public var run: String
  /// The campaign.
  public var campaign: String
  /// The task.
  public var task: AITask
  /// The unit, such as `spring.content.loyal.a.en`.
  public var unit: String
  /// The kind of service.
  public var provider: String
  /// The model asked.
  public var model: String
  /// Which attempt of the unit, from 1.
  public var attempt: Int
  /// How it ended.
  public var outcome: AIOutcome
  /// The tokens; zero when nothing was sent.
  public var usage: AIUsage
  /// Whether the tokens are an estimate of ours.
  public var isEstimated: Bool
  /// What it cost.
  public var cost: PicoDollars
  /// How long it took.
  public var latency: Duration
  /// How the copy came to be valid, when it did.
  public var quality: Quality?
  /// The error code that the attempt would end a command with.
  public var errorCode: String?
  /// Patterns of prompt injection in the data.
  public var flags: [String]
  /// When.
  public var createdAt: Timestamp

  /// Creates a row.
  public init(
    requestID: String, run: String, campaign: String, task: AITask, unit: String,
    provider: String, model: String, attempt: Int, outcome: AIOutcome,
    usage: AIUsage = AIUsage(inputTokens: 0, outputTokens: 0), isEstimated: Bool = false,
    cost: PicoDollars = .zero, latency: Duration = .zero, quality: Quality? = nil,
    errorCode: String? = nil, flags: [String] = [], createdAt: Timestamp
  ) {
    self.requestID = requestID
    self.run = run
    self.campaign = campaign
    self.task = task
    self.unit = unit
    self.provider = provider
    self.model = model
    self.attempt = attempt
    self.outcome = outcome
    self.usage = usage
    self.isEstimated = isEstimated
    self.cost = cost
    self.latency = latency
    self.quality = quality
    self.errorCode = errorCode
    self.flags = flags
    self.createdAt = createdAt
  }

  /// The row as one JSON object, with the attribute names of OpenTelemetry's conventions for
  /// generative AI beside our own.
  public var json: JSONValue {
    var object: JSONObject = [
      "ai_log_id": .string(id), "timestamp": .string(createdAt.description),
      "request_id": .string(requestID), "run": .string(run), "campaign": .string(campaign),
      "task": .string(task.rawValue), "unit": .string(unit),
      "gen_ai.operation.name": "chat", "gen_ai.provider.name": .string(provider),
      "gen_ai.request.model": .string(model),
      "gen_ai.usage.input_tokens": .number(JSONNumber(usage.inputTokens)),
      "gen_ai.usage.cache_read.input_tokens": .number(JSONNumber(usage.cachedInputTokens)),
      "gen_ai.usage.output_tokens": .number(JSONNumber(usage.outputTokens)),
      "usage_estimated": .bool(isEstimated),
      "attempt": .number(JSONNumber(attempt)), "outcome": .string(outcome.rawValue),
      "cost_pico_usd": .number(JSONNumber(cost.rawValue)), "cost_usd": .string(cost.description),
      "latency_ms": .number(JSONNumber(latency.wholeMilliseconds)),
    ]
    if let quality { object["quality"] = .string(quality.rawValue) }
    if let errorCode { object["error.type"] = .string(errorCode) }
    if !flags.isEmpty { object["flags"] = .array(flags.map { .string($0) }) }
    return .object(object)
  }
}
