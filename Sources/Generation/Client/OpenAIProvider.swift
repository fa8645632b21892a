internal import Curl
internal import Diagnostics
internal import JSONText
internal import Synchronization

/// Any service that speaks OpenAI's chat completions.
///
/// JSON is forced by `response_format` with the schema, else with `json_object`, else by the
/// prompt alone: a service that refuses one way is asked the next way from then on.
public final class OpenAIProvider: AIProvider {
  /// How the answer is forced to be JSON.
  enum Format: Int, Sendable {
    case jsonSchema
    case jsonObject
    case promptOnly
  }

  /// `openai`.
  public let name = "openai"
  private let baseURL: String
  private let key: APIKey
  private let timeout: Duration
  private let client = HTTPClient()
  private let format: Mutex<Format>

  /// Creates a provider for `baseURL`, such as `https://api.openai.com/v1`.
  public init(baseURL: String, key: APIKey, timeout: Duration = .seconds(25)) {
    self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
    self.key = key
    self.timeout = timeout
    format = Mutex(.jsonSchema)
  }

  /// Sends one chat completion.
  public func complete(_ request: AIRequest) async throws(AIFailure) -> AIAnswer {
    let format = format.withLock { $0 }
    let http = HTTPRequest(
      "POST", baseURL + "/chat/completions",
      headers: [
        .init("Authorization", "Bearer \(key.secret)"), .init("Content-Type", "application/json"),
        .init("Accept", "application/json"),
      ],
      body: Self.body(request, format: format).compactBytes(), timeout: timeout)
    let response: HTTPResponse
    do {
      response = try await client.send(http)
    } catch {
      throw ServiceFailure.of(error)
    }
    let host = URLParts.host(of: baseURL)
    guard response.status == 200 else {
      let failure = ServiceFailure.of(response, host: host)
      throw lower(from: format, after: failure)
    }
    return try Self.answer(response, host: host)
  }

  // Several calls may be refused at once; only the first lowers the format.
  private func lower(from used: Format, after failure: AIFailure) -> AIFailure {
    guard failure.outcome == .unsupportedFormat else { return failure }
    guard let next = Format(rawValue: used.rawValue + 1) else {
      var failure = failure
      failure.outcome = .badRequest
      return failure
    }
    format.withLock { if $0 == used { $0 = next } }
    return failure
  }

  /// The body of the request.
  static func body(_ request: AIRequest, format: Format) -> JSONValue {
    var body: JSONObject = [
      "model": .string(request.model),
      "messages": [
        ["role": "system", "content": .string(request.system)],
        ["role": "user", "content": .string(request.prompt)],
      ],
    ]
    // Reasoning models know the limit by another name, and take no temperature.
    let reasons = isReasoningModel(request.model)
    body[reasons ? "max_completion_tokens" : "max_tokens"] =
      .number(JSONNumber(request.maximumOutputTokens))
    if !reasons, let temperature = request.temperature {
      body["temperature"] = .number(temperature)
    }
    switch format {
    case .jsonSchema:
      // A schema that strict mode cannot hold is in the prompt, and checked here afterwards.
      guard let schema = SchemaDialect.openai.lowered(request.schema).value else {
        body["response_format"] = ["type": "json_object"]
        break
      }
      body["response_format"] = [
        "type": "json_schema",
        "json_schema": [
          "name": .string(request.schemaName), "strict": true, "schema": schema,
        ],
      ]
    case .jsonObject:
      body["response_format"] = ["type": "json_object"]
    case .promptOnly:
      break
    }
    return .object(body)
  }

  static func isReasoningModel(_ model: String) -> Bool {
    let name = model.split(separator: "/").last.map(String.init) ?? model
    return ["o1", "o3", "o4", "gpt-5"].contains { name.hasPrefix($0) }
  }

  /// Reads a chat completion.
  static func answer(_ response: HTTPResponse, host: String) throws(AIFailure) -> AIAnswer {
    let body: JSONValue
    do {
      body = try JSONParser.parse(response.body)
    } catch {
      throw AIFailure(
        .badResponse, "\(host) answered with something that is no JSON", status: response.status,
        mayHaveCost: true)
    }
    // Some gateways report failures with status 200.
    if let code = body["error"]?["code"]?.numberValue?.intValue {
      throw ServiceFailure.of(HTTPResponse(status: code, body: response.body), host: host)
    }
    guard let choice = body["choices"]?.arrayValue?.first, let message = choice["message"] else {
      throw AIFailure(
        .badResponse, "\(host) answered without a choice", status: response.status,
        mayHaveCost: true)
    }
    var finish: AIAnswer.Finish =
      switch choice["finish_reason"]?.stringValue {
      case "stop", "tool_calls", nil: .stop
      case "length": .length
      case "content_filter": .contentFilter
      default: .other
      }
    if let refusal = message["refusal"]?.stringValue, !refusal.isEmpty { finish = .refusal }
    return AIAnswer(
      text: text(message["content"]), finish: finish, usage: usage(body["usage"]),
      model: body["model"]?.stringValue ?? "", responseID: body["id"]?.stringValue,
      latency: response.duration, raw: String(decoding: response.body, as: UTF8.self))
  }

  // Content is a text, or with some services a list of parts.
  private static func text(_ content: JSONValue?) -> String {
    if let text = content?.stringValue { return text }
    return (content?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }.joined()
  }

  private static func usage(_ value: JSONValue?) -> AIUsage? {
    guard let input = value?["prompt_tokens"]?.numberValue?.intValue,
      let output = value?["completion_tokens"]?.numberValue?.intValue
    else { return nil }
    let cached = value?["prompt_tokens_details"]?["cached_tokens"]?.numberValue?.intValue ?? 0
    return AIUsage(inputTokens: input, cachedInputTokens: cached, outputTokens: output)
  }
}
