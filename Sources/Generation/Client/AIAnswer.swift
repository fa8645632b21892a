public import JSONText

/// What a model said, with what it cost in tokens.
public struct AIAnswer: Sendable, Hashable {
  /// Why the model stopped.
  public enum Finish: String, Sendable, Hashable {
    /// It was done.
    case stop
    /// The token limit cut it off.
    case length
    /// It refused.
    case refusal
    /// A content filter stopped it.
    case contentFilter = "content_filter"
    /// Anything else.
    case other
  }

  /// The text of the answer.
  public var text: String
  /// Why the model stopped.
  public var finish: Finish
  /// The tokens used, or `nil` when the service did not say.
  public var usage: AIUsage?
  /// The model that answered, as the service named it.
  public var model: String
  /// The service's own id of the answer.
  public var responseID: String?
  /// How long it took.
  public var latency: Duration
  /// The whole answer of the service as received, for the log.
  public var raw: String

  /// Creates an answer.
  public init(
    text: String, finish: Finish = .stop, usage: AIUsage? = nil, model: String,
    responseID: String? = nil, latency: Duration = .zero, raw: String = ""
  ) {
    self.text = text
    self.finish = finish
    self.usage = usage
    self.model = model
    self.responseID = responseID
    self.latency = latency
    self.raw = raw
  }

  /// The outcome that is plain before the text is read, or `nil` when the text is to be read.
  public var outcomeBeforeReading: AIOutcome? {
    switch finish {
    case .length: .truncated
    case .refusal: .refusal
    case .contentFilter: .contentFilter
    case .stop, .other:
      text.utf8.allSatisfy { $0 <= 0x20 } ? .empty : nil
    }
  }

  /// The answer as JSON, for the answer store and for cassettes.
  public var json: JSONValue {
    var object: JSONObject = [
      "text": .string(text), "finish": .string(finish.rawValue), "model": .string(model),
    ]
    if let responseID { object["response_id"] = .string(responseID) }
    if let usage {
      object["usage"] = [
        "input_tokens": .number(JSONNumber(usage.inputTokens)),
        "cached_input_tokens": .number(JSONNumber(usage.cachedInputTokens)),
        "output_tokens": .number(JSONNumber(usage.outputTokens)),
      ]
    }
    object["latency_ms"] = .number(JSONNumber(latency.wholeMilliseconds))
    object["raw"] = .string(raw)
    return .object(object)
  }

  /// Reads what `json` wrote; `nil` for anything else.
  public init?(json: JSONValue) {
    guard let text = json["text"]?.stringValue,
      let finish = json["finish"]?.stringValue.flatMap(Finish.init(rawValue:)),
      let model = json["model"]?.stringValue
    else { return nil }
    var usage: AIUsage?
    if let input = json["usage"]?["input_tokens"]?.numberValue?.intValue,
      let output = json["usage"]?["output_tokens"]?.numberValue?.intValue
    {
      let cached = json["usage"]?["cached_input_tokens"]?.numberValue?.intValue ?? 0
      usage = AIUsage(inputTokens: input, cachedInputTokens: cached, outputTokens: output)
    }
    let latency = json["latency_ms"]?.numberValue?.intValue ?? 0
    self.init(
      text: text, finish: finish, usage: usage, model: model,
      responseID: json["response_id"]?.stringValue, latency: .milliseconds(latency),
      raw: json["raw"]?.stringValue ?? "")
  }
}

extension Duration {
  /// Milliseconds, rounded down, zero for what is past the range.
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds.magnitude < 1 << 50 else { return 0 }
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
