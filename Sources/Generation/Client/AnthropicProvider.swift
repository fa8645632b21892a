internal import Curl
internal import Diagnostics
internal import JSONText

/// Anthropic's messages API.
///
/// JSON is forced by one tool whose input is the schema, and which the model has to call.
public struct AnthropicProvider: AIProvider {
  /// `anthropic`.
  public let name = "anthropic"
  private let baseURL: String
  private let key: APIKey
  private let timeout: Duration

  /// Creates a provider for `baseURL`, such as `https://api.anthropic.com/v1`.
  public init(baseURL: String, key: APIKey, timeout: Duration = .seconds(25)) {
    self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
    self.key = key
    self.timeout = timeout
  }

  /// Sends one message.
  public func complete(_ request: AIRequest) async throws(AIFailure) -> AIAnswer {
    let http = HTTPRequest(
      "POST", baseURL + "/messages",
      headers: [
        .init("x-api-key", key.secret), .init("anthropic-version", "2023-06-01"),
        .init("Content-Type", "application/json"), .init("Accept", "application/json"),
      ],
      body: Self.body(request).compactBytes(), timeout: timeout)
    let response: HTTPResponse
    do {
      response = try await HTTPClient().send(http)
    } catch {
      throw ServiceFailure.of(error)
    }
    let host = URLParts.host(of: baseURL)
    guard response.status == 200 else { throw ServiceFailure.of(response, host: host) }
    return try Self.answer(response, host: host)
  }

  /// The body of the request; the system message is marked for the service's prompt cache.
  static func body(_ request: AIRequest) -> JSONValue {
    var body: JSONObject = [
      "model": .string(request.model),
      "max_tokens": .number(JSONNumber(request.maximumOutputTokens)),
      "system": [
        [
          "type": "text", "text": .string(request.system),
          "cache_control": ["type": "ephemeral"],
        ]
      ],
      "messages": [["role": "user", "content": .string(request.prompt)]],
      "tools": [
        [
          "name": .string(request.schemaName), "description": "Hands over the finished text.",
          // A tool takes any schema; the lowered one leaves the model less room.
          "input_schema": SchemaDialect.anthropic.lowered(request.schema).value
            ?? request.schema,
        ]
      ],
      "tool_choice": ["type": "tool", "name": .string(request.schemaName)],
    ]
    if let temperature = request.temperature { body["temperature"] = .number(temperature) }
    return .object(body)
  }

  /// Reads a message: the input of the tool, else the text.
  static func answer(_ response: HTTPResponse, host: String) throws(AIFailure) -> AIAnswer {
    let body: JSONValue
    do {
      body = try JSONParser.parse(response.body)
    } catch {
      throw AIFailure(
        .badResponse, "\(host) answered with something that is no JSON", status: response.status,
        mayHaveCost: true)
    }
    guard let blocks = body["content"]?.arrayValue else {
      throw AIFailure(
        .badResponse, "\(host) answered without content", status: response.status,
        mayHaveCost: true)
    }
    let input = blocks.first { $0["type"]?.stringValue == "tool_use" }?["input"]
    let text =
      input.map { String(decoding: $0.compactBytes(), as: UTF8.self) }
      ?? blocks.compactMap { $0["text"]?.stringValue }.joined()
    let finish: AIAnswer.Finish =
      switch body["stop_reason"]?.stringValue {
      case "end_turn", "tool_use", "stop_sequence", nil: .stop
      case "max_tokens", "model_context_window_exceeded": .length
      case "refusal": .refusal
      default: .other
      }
    return AIAnswer(
      text: text, finish: finish, usage: usage(body["usage"]),
      model: body["model"]?.stringValue ?? "", responseID: body["id"]?.stringValue,
      latency: response.duration, raw: String(decoding: response.body, as: UTF8.self))
  }

  // Anthropic counts tokens read from and written to its cache beside `input_tokens`.
  private static func usage(_ value: JSONValue?) -> AIUsage? {
    guard let input = value?["input_tokens"]?.numberValue?.intValue,
      let output = value?["output_tokens"]?.numberValue?.intValue
    else { return nil }
    let read = max(0, value?["cache_read_input_tokens"]?.numberValue?.intValue ?? 0)
    let written = max(0, value?["cache_creation_input_tokens"]?.numberValue?.intValue ?? 0)
    // Writing to the cache costs a quarter more than reading plain input.
    let surcharge = written / 4 + (written % 4 == 0 ? 0 : 1)
    let sum = [input, read, written, surcharge].reduce(0) {
      $0.addingReportingOverflow($1).partialValue
    }
    return AIUsage(inputTokens: sum, cachedInputTokens: read, outputTokens: output)
  }
}
