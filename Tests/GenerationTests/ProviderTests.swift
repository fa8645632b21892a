import Curl
import Diagnostics
import JSONText
import TestSupport
import Testing

@testable import Generation

/// Real sockets: every way a service can answer ends in exactly one outcome.
@Suite struct ProviderTests {
  private static let secret = "sk-test-do-not-show"

  private func provider(
    _ server: LoopbackServer, timeout: Duration = .seconds(5)
  ) -> OpenAIProvider {
    OpenAIProvider(baseURL: server.url + "/v1/", key: APIKey(Self.secret), timeout: timeout)
  }

  private func outcome(
    _ reply: LoopbackServer.Reply, timeout: Duration = .seconds(5)
  ) async throws -> AIFailure? {
    let server = try LoopbackServer(script: [reply])
    do throws(AIFailure) {
      _ = try await provider(server, timeout: timeout).complete(Make.request())
      return nil
    } catch {
      #expect(!error.message.contains(Self.secret))
      return error
    }
  }

  @Test func sendsAChatCompletionWithTheSchemaAndTheKey() async throws {
    let server = try LoopbackServer(script: [
      .completion("{\"a\":1}", input: 12, output: 3, cached: 4)
    ])
    let answer = try await provider(server).complete(Make.request())
    #expect(answer.text == "{\"a\":1}")
    #expect(answer.usage == AIUsage(inputTokens: 12, cachedInputTokens: 4, outputTokens: 3))
    #expect(answer.finish == .stop)
    #expect(answer.model == "test-model")
    let sent = try #require(server.requests.first)
    #expect(sent.path == "/v1/chat/completions")
    #expect(sent.method == "POST")
    #expect(sent.headers["authorization"] == "Bearer \(Self.secret)")
    let body = try JSONParser.parse(sent.body)
    #expect(body["model"] == "gpt-4o-mini")
    #expect(body["response_format"]?["type"] == "json_schema")
    #expect(body["response_format"]?["json_schema"]?["strict"] == true)
    #expect(body["max_tokens"] == 800)
    #expect(body["messages"]?.arrayValue?.count == 2)
    #expect(body["stream"] == nil)
  }

  @Test func fallsBackToJSONObjectAndThenToThePromptAlone() async throws {
    let refusal = LoopbackServer.Reply.answer(
      400,
      "{\"error\":{\"message\":\"response_format is not supported\",\"type\":\"invalid_request_error\"}}"
    )
    let server = try LoopbackServer(script: [refusal, refusal, .completion("{}")])
    let provider = provider(server)
    var failures: [AIOutcome] = []
    for _ in 0..<2 {
      do throws(AIFailure) {
        _ = try await provider.complete(Make.request())
      } catch {
        failures.append(error.outcome)
      }
    }
    #expect(failures == [.unsupportedFormat, .unsupportedFormat])
    _ = try await provider.complete(Make.request())
    let formats = try server.requests.map {
      try JSONParser.parse($0.body)["response_format"]?["type"]?.stringValue
    }
    #expect(formats == ["json_schema", "json_object", nil])
  }

  @Test func aWriterGoesThroughTheFallBacksWithoutCountingThemAsAttempts() async throws {
    let refusal = LoopbackServer.Reply.answer(
      400, "{\"error\":{\"message\":\"json_schema is not supported\"}}")
    let server = try LoopbackServer(script: [
      refusal, .completion(Make.text(Make.copy())),
    ])
    let desk = try Desk()
    let results = try await desk.writer(provider(server)).write(
      [Make.unit()], context: Make.context())
    #expect(results[0].status == .written)
    #expect(results[0].provenance?.quality == .firstTry)
    #expect(try desk.ledger.rows().map(\.outcome) == [.unsupportedFormat, .success])
  }

  @Test func optionalKeysAreAskedForAndTheirNullsTakenOutAgain() async throws {
    var context = Make.context()
    context.schema = [
      "type": "object", "required": ["subject"], "additionalProperties": false,
      "properties": ["subject": ["type": "string"], "note": ["type": "string", "maxLength": 9]],
    ]
    let server = try LoopbackServer(script: [
      .completion("{\"subject\":\"Tents\",\"note\":null}")
    ])
    let desk = try Desk()
    let results = try await desk.writer(provider(server)).write([Make.unit()], context: context)
    #expect(results[0].body == ["subject": "Tents"])
    let sent = try JSONParser.parse(try #require(server.requests.first).body)
    let schema = sent["response_format"]?["json_schema"]?["schema"]
    #expect(schema?["required"] == ["subject", "note"])
    #expect(schema?["properties"]?["note"] == ["type": ["string", "null"]])
  }

  @Test func aSchemaThatStrictModeCannotHoldGoesIntoThePromptAlone() {
    var request = Make.request()
    request.schema = ["type": "object", "properties": ["a": ["not": [:], "type": "string"]]]
    let body = OpenAIProvider.body(request, format: .jsonSchema)
    #expect(body["response_format"] == ["type": "json_object"])
    let tool = AnthropicProvider.body(request)["tools"]?.arrayValue?.first
    #expect(tool?["input_schema"] == request.schema)
  }

  @Test func reasoningModelsAreAskedInTheirOwnWords() {
    var request = Make.request()
    request.model = "gpt-5-mini"
    request.temperature = JSONNumber(validated: "0.7")
    let body = OpenAIProvider.body(request, format: .jsonObject)
    #expect(body["max_completion_tokens"] == 800)
    #expect(body["max_tokens"] == nil)
    #expect(body["temperature"] == nil)
    request.model = "gpt-4o"
    #expect(OpenAIProvider.body(request, format: .jsonObject)["temperature"] != nil)
  }

  @Test(arguments: [
    (400, "{}", AIOutcome.badRequest), (401, "{}", .unauthorized), (403, "{}", .forbidden),
    (404, "{}", .badRequest), (402, "{}", .quota), (408, "{}", .serverError),
    (409, "{}", .serverError), (413, "{}", .clientError), (422, "{}", .badRequest),
    (429, "{\"error\":{\"code\":\"rate_limit_exceeded\"}}", .rateLimited),
    (429, "{\"error\":{\"code\":\"insufficient_quota\"}}", .quota),
    (400, "{\"error\":{\"code\":\"content_filter\"}}", .contentFilter),
    (500, "oops", .serverError), (503, "<html>", .serverError), (529, "{}", .serverError),
    (302, "", .badResponse), (204, "", .badResponse),
    (200, "<html>not json</html>", .badResponse), (200, "", .badResponse),
    (200, "{\"choices\":[]}", .badResponse), (200, "[1,2,3]", .badResponse),
    (200, "{\"error\":{\"code\":429,\"message\":\"x\"}}", .rateLimited),
  ])
  func statusesAndBodiesAreClassified(
    _ status: Int, _ body: String, _ expected: AIOutcome
  ) async throws {
    let failure = try await outcome(.answer(status, body))
    #expect(failure?.outcome == expected)
  }

  @Test func aMessageThatQuotesTheKeyIsNotShown() async throws {
    let failure = try await outcome(
      .answer(
        401, "{\"error\":{\"message\":\"bad key \(Self.secret)\",\"code\":\"\(Self.secret)!\"}}"))
    #expect(failure?.message == "127.0.0.1 answered with status 401")
    #expect(failure?.error.code == .keyRefused)
  }

  @Test(arguments: [
    ("retry-after-ms", "1500", Duration.milliseconds(1500)), ("Retry-After", "20", .seconds(20)),
    ("Retry-After", "0.5", .milliseconds(500)), ("Retry-After", "-5", .zero),
    ("Retry-After", "99999999999", .seconds(86_400)),
  ])
  func retryAfterIsRead(_ name: String, _ value: String, _ expected: Duration) async throws {
    let failure = try await outcome(.answer(429, "{}", headers: [(name, value)]))
    #expect(failure?.retryAfter == expected)
  }

  @Test func aDateInRetryAfterIsMeasuredByTheServersOwnClock() {
    let response = HTTPResponse(
      status: 429,
      headers: [
        .init("Date", "Wed, 15 Apr 2026 12:00:00 GMT"),
        .init("Retry-After", "Wed, 15 Apr 2026 12:01:30 GMT"),
      ])
    #expect(RetryAfter.read(response) == .seconds(90))
    #expect(
      RetryAfter.read(HTTPResponse(status: 429, headers: [.init("Retry-After", "soon")])) == nil)
  }

  @Test func silenceIsATimeoutThatMayHaveCost() async throws {
    let failure = try await outcome(.hang, timeout: .milliseconds(150))
    #expect(failure?.outcome == .timeout)
    #expect(failure?.mayHaveCost == true)
  }

  @Test(arguments: [
    LoopbackServer.Reply.closeAtOnce, .cutOff("{\"choices\":", promised: 900),
    .init([
      .send(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n".utf8)), .close,
    ]),
  ])
  func brokenAnswersAreConnectionFailuresThatMayHaveCost(
    _ reply: LoopbackServer.Reply
  ) async throws {
    let failure = try await outcome(reply)
    #expect(failure?.outcome == .connection)
    #expect(failure?.mayHaveCost == true)
  }

  @Test func aSlowDripIsATimeoutThatMayHaveCost() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n"
    let failure = try await outcome(
      .init([.send(Array(head.utf8)), .drip([32], times: 9000, everyMilliseconds: 10)]),
      timeout: .milliseconds(200))
    #expect(failure?.outcome == .timeout)
    #expect(failure?.mayHaveCost == true)
  }

  @Test func aRedirectIsNeverFollowedWithTheKey() async throws {
    let other = try LoopbackServer(script: [.completion("{}")])
    let failure = try await outcome(
      .answer(307, "", headers: [("Location", other.url + "/v1/chat/completions")]))
    #expect(failure?.outcome == .badResponse)
    #expect(other.requests.isEmpty)
  }

  @Test func nobodyThereIsAConnectionFailureThatCostsNothing() async throws {
    let server = try LoopbackServer(script: [.hang])
    let provider = provider(server)
    server.stop()
    do throws(AIFailure) {
      _ = try await provider.complete(Make.request())
      Issue.record("no failure")
    } catch {
      #expect(error.outcome == .connection)
      #expect(!error.mayHaveCost)
    }
  }

  @Test func anAnswerOf64MegabytesIsGivenUp() async throws {
    let failure = try await outcome(
      .answer(200, [UInt8](repeating: 32, count: 64 << 20), type: "application/json"))
    #expect(failure?.outcome == .badResponse)
    #expect(failure?.mayHaveCost == true)
  }

  @Test func aGzipBombIsGivenUpAtTheSizeLimit() async throws {
    let failure = try await outcome(
      .answer(200, GzipBomb.bytes, headers: [("Content-Encoding", "gzip, gzip")]))
    #expect(failure?.outcome == .badResponse)
  }

  @Test func aWrongContentTypeIsReadIfItIsACompletion() async throws {
    let good = LoopbackServer.Reply.completion("{}")
    guard case .send(let bytes) = good.steps[0] else { return }
    let text = String(decoding: bytes, as: UTF8.self).replacing(
      "application/json", with: "text/plain+wrong")
    let server = try LoopbackServer(script: [.init([.send(Array(text.utf8))])])
    let answer = try await provider(server).complete(Make.request())
    #expect(answer.text == "{}")
  }

  @Test(arguments: [
    ("length", "{\"a\":", AIOutcome.truncated), ("content_filter", "", .contentFilter),
    ("stop", " \n", .empty),
  ])
  func finishReasonsAreOutcomes(
    _ reason: String, _ text: String, _ expected: AIOutcome
  ) async throws {
    let server = try LoopbackServer(script: [.completion(text, finish: reason)])
    let answer = try await provider(server).complete(Make.request())
    #expect(answer.outcomeBeforeReading == expected)
  }

  @Test func aRefusalIsAnOutcomeOfItsOwn() async throws {
    let server = try LoopbackServer(script: [
      .answer(
        "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":null,\"refusal\":\"no\"}}]}"
      )
    ])
    let answer = try await provider(server).complete(Make.request())
    #expect(answer.outcomeBeforeReading == .refusal)
    #expect(answer.usage == nil)
  }

  @Test func contentInPartsIsPutTogether() async throws {
    let server = try LoopbackServer(script: [
      .answer(
        "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"{\"},{\"text\":\"}\"}]}}]}"
      )
    ])
    #expect(try await provider(server).complete(Make.request()).text == "{}")
  }

  @Test func connectionsAreUsedAgain() async throws {
    let server = try LoopbackServer(script: [.completion("{}")])
    let provider = provider(server)
    for _ in 0..<3 { _ = try await provider.complete(Make.request()) }
    #expect(server.connectionCount < 3)
  }

  @Test func speaksAnthropicsMessages() async throws {
    let server = try LoopbackServer(script: [
      .answer(
        """
        {"id":"msg_1","model":"claude-haiku-4-5","stop_reason":"tool_use","content":[\
        {"type":"tool_use","name":"email_copy","input":{"a":1}}],"usage":{"input_tokens":10,\
        "cache_read_input_tokens":90,"cache_creation_input_tokens":8,"output_tokens":5}}
        """)
    ])
    let provider = AnthropicProvider(baseURL: server.url + "/v1", key: APIKey(Self.secret))
    let answer = try await provider.complete(Make.request())
    #expect(answer.text == "{\"a\":1}")
    #expect(answer.usage == AIUsage(inputTokens: 110, cachedInputTokens: 90, outputTokens: 5))
    let sent = try #require(server.requests.first)
    #expect(sent.path == "/v1/messages")
    #expect(sent.headers["x-api-key"] == Self.secret)
    #expect(sent.headers["anthropic-version"] == "2023-06-01")
    let body = try JSONParser.parse(sent.body)
    #expect(body["tool_choice"]?["name"] == "email_copy")
    #expect(body["max_tokens"] == 800)
    #expect(body["system"]?.arrayValue?.first?["cache_control"]?["type"] == "ephemeral")
  }

  @Test(arguments: [
    ("max_tokens", AIAnswer.Finish.length), ("refusal", .refusal), ("end_turn", .stop),
    ("pause_turn", .other),
  ])
  func anthropicsStopReasonsAreRead(_ reason: String, _ finish: AIAnswer.Finish) throws {
    let body =
      "{\"content\":[{\"type\":\"text\",\"text\":\"{}\"}],\"stop_reason\":\"\(reason)\"}"
    let answer = try AnthropicProvider.answer(
      HTTPResponse(status: 200, body: Array(body.utf8)), host: "h")
    #expect(answer.finish == finish)
    #expect(answer.text == "{}")
  }

  @Test func anthropicsFailuresAreClassified() async throws {
    for (status, expected) in [(529, AIOutcome.serverError), (401, .unauthorized)] {
      let server = try LoopbackServer(script: [
        .answer(status, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}")
      ])
      let provider = AnthropicProvider(baseURL: server.url, key: APIKey(Self.secret))
      do throws(AIFailure) {
        _ = try await provider.complete(Make.request())
        Issue.record("no failure")
      } catch {
        #expect(error.outcome == expected)
        #expect(error.message.contains("overloaded_error"))
      }
    }
    for body in ["nonsense", "{}"] {
      #expect(throws: AIFailure.self) {
        try AnthropicProvider.answer(HTTPResponse(status: 200, body: Array(body.utf8)), host: "h")
      }
    }
  }

  @Test func aKeyNeverShowsItself() throws {
    let key = try APIKey.read(variable: "K", from: ["K": " \(Self.secret)\n"])
    #expect(key.secret == Self.secret)
    #expect("\(key)" == "[redacted]")
    #expect(String(reflecting: key) == "[redacted]")
    var dumped = ""
    dump(key, to: &dumped)
    #expect(!dumped.contains(Self.secret))
    #expect(throws: GalleyError.self) { try APIKey.read(variable: "K", from: ["K": " "]) }
  }
}
