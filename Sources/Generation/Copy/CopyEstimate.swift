public import Diagnostics
public import JSONText

/// What writing units would cost, before anything is bought.
public struct CopyEstimate: Sendable, Hashable {
  /// How many units there are.
  public var units = 0
  /// How many of them have an answer on disk, and so cost nothing.
  public var alreadyAnswered = 0
  /// Tokens of input, as likely as they can be told without the service's own counting.
  public var likelyInputTokens = 0
  /// Tokens of output that the answers may have at most.
  public var maximumOutputTokens = 0
  /// What one attempt for each unit is likely to cost.
  public var likelyCost = PicoDollars.zero
  /// What one attempt for each unit can cost at most; so much is reserved.
  public var worstCost = PicoDollars.zero
  /// How long the rate limit makes the run last at least.
  public var leastDuration = Duration.zero

  /// The estimate as JSON.
  public var json: JSONValue {
    [
      "units": .number(JSONNumber(units)),
      "already_answered": .number(JSONNumber(alreadyAnswered)),
      "likely_input_tokens": .number(JSONNumber(likelyInputTokens)),
      "maximum_output_tokens": .number(JSONNumber(maximumOutputTokens)),
      "likely_cost_usd": .string(likelyCost.description),
      "worst_cost_usd": .string(worstCost.description),
      "least_duration_ms": .number(JSONNumber(leastDuration.wholeMilliseconds)),
    ]
  }
}

extension CopyWriter {
  /// Estimates what writing units would cost. Sends nothing and reserves nothing.
  ///
  /// - Throws: `UNKNOWN_PRICE` when a model has no price.
  public func estimate(
    _ units: [CopyUnit], contexts: @Sendable (CopyUnit) -> PromptContext
  ) throws(GalleyError) -> CopyEstimate {
    var estimate = CopyEstimate()
    var seen: Set<String> = []
    for unit in units {
      estimate.units += 1
      let request = request(for: unit, context: contexts(unit))
      let key = request.key
      if !seen.insert(key).inserted
        || (provider.usesNetwork && !store.answers(for: key).isEmpty)
      {
        estimate.alreadyAnswered += 1
        continue
      }
      // About four bytes are a token of English; other languages take up to twice as many.
      let input = request.maximumInputTokens / 3
      estimate.likelyInputTokens += input
      estimate.maximumOutputTokens += request.maximumOutputTokens
      guard let price = try price(for: unit.task) else { continue }
      let likely = AIUsage(
        inputTokens: input, outputTokens: request.maximumOutputTokens / 2)
      estimate.likelyCost += price.cost(of: likely)
      estimate.worstCost += price.worstCase(
        inputTokens: request.maximumInputTokens, outputTokens: request.maximumOutputTokens)
    }
    let calls = estimate.units - estimate.alreadyAnswered
    let waiting = max(0, calls - configuration.requestsPerMinute)
    if provider.usesNetwork {
      estimate.leastDuration =
        .milliseconds(waiting * 60_000 / max(1, configuration.requestsPerMinute))
    }
    return estimate
  }

  /// Plans a campaign: one call to the better model, whose result all copy of the campaign
  /// shares as `PromptContext.strategy`.
  public func writeStrategy(
    campaign: String, locale: String, context: PromptContext,
    progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
  ) async throws(GalleyError) -> CopyResult {
    var context = context
    context.schema = StrategySchema.value
    context.schemaName = StrategySchema.name
    context.strategy = nil
    context.fallback = nil
    let unit = CopyUnit.strategy(campaign: campaign, locale: locale)
    let results = try await write([unit], context: context, progress: progress)
    guard let result = results.first else {
      throw GalleyError(.internalError, "No result for the strategy of \(campaign)")
    }
    return result
  }
}

/// What the plan of a campaign looks like.
public enum StrategySchema {
  /// The name that services are told.
  public static let name = "campaign_strategy"

  /// The schema.
  public static let value: JSONValue = [
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "The plan of a campaign",
    "type": "object",
    "properties": [
      "idea": [
        "type": "string", "minLength": 1, "maxLength": 400,
        "description": "The one thought that carries the campaign.",
      ],
      "messages": [
        "type": "array", "minItems": 1, "maxItems": 8,
        "description": "What to say to whom.",
        "items": [
          "type": "object",
          "properties": [
            "audience": ["type": "string", "maxLength": 80],
            "message": ["type": "string", "maxLength": 300],
          ],
          "required": ["audience", "message"], "additionalProperties": false,
        ],
      ],
      "calendar": [
        "type": "array", "minItems": 1, "maxItems": 12,
        "description": "The mails of the campaign in their order.",
        "items": [
          "type": "object",
          "properties": [
            "slot": ["type": "string", "maxLength": 40],
            "day": ["type": "integer", "minimum": 0, "maximum": 365],
            "purpose": ["type": "string", "maxLength": 200],
          ],
          "required": ["slot", "day", "purpose"], "additionalProperties": false,
        ],
      ],
      "avoid": [
        "type": "array", "maxItems": 8, "description": "What not to say.",
        "items": ["type": "string", "maxLength": 200],
      ],
    ],
    "required": ["idea", "messages", "calendar", "avoid"],
    "additionalProperties": false,
  ]
}
