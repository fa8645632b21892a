import Foundation
import JSONText
import TestSupport
import Testing

/// The build against an OpenAI-compatible server on this machine, which answers well or lies.
struct AIProviderTests {
  private static let body = """
    {"subject": "Evenings outside", "preheader": "A few things for the first warm days", \
    "headline": "The light is back", "intro": "Hello {{ contact.first_name | default: \\"there\\" }}, \
    the spring collection is here.", "cta_label": "See it", "closing": "See you outside."}
    """

  private static func completion(_ content: String, finish: String = "stop") -> [UInt8] {
    JSONValue.object([
      "id": "chatcmpl-1", "object": "chat.completion", "model": "gpt-4o-mini",
      "choices": .array([
        .object([
          "index": 0, "finish_reason": .string(finish),
          "message": .object(["role": "assistant", "content": .string(content)]),
        ])
      ]),
      "usage": .object([
        "prompt_tokens": 900, "completion_tokens": 120, "total_tokens": 1020,
      ]),
    ]).compactBytes()
  }

  private func workspace(_ server: LoopbackServer) throws -> (SampleWorkspace, [String: String]) {
    let workspace = try SampleWorkspace()
    try workspace.removeCopy(of: "spring-launch")
    try workspace.edit("galley.yml", "requests_per_minute: 10", "requests_per_minute: 6000")
    try workspace.edit("galley.yml", "max_retries: 3", "max_retries: 0")
    return (
      workspace,
      [
        "GALLEY_AI_PROVIDER": "openai", "GALLEY_AI_BASE_URL": server.url + "/v1",
        "OPENAI_API_KEY": "sk-test-4711",
      ]
    )
  }

  private func removeFallback(_ workspace: SampleWorkspace) throws {
    let name = "Templates/campaigns/spring-launch/campaign.yml"
    let text = try workspace.read(name)
    let start = try #require(text.range(of: "  fallback:"))
    try workspace.write(String(text[..<start.lowerBound]), to: name)
  }

  @Test func goodAnswersBecomeCopyAndAreLogged() throws {
    let server = try LoopbackServer { _, _ in .answer(200, Self.completion(Self.body)) }
    defer { server.stop() }
    let (workspace, environment) = try workspace(server)
    let result = try workspace.run("build", "spring-launch", "--json", environment: environment)
    #expect(result.code == 0, "\(result.err)")
    let names = try workspace.tree("Templates/campaigns/spring-launch/copy").keys.sorted()
    #expect(names.count == server.requests.count)
    let copy = try JSONParser.parse(
      Array(try workspace.bytes("Templates/campaigns/spring-launch/copy/loyal.a.en.json")))
    #expect(copy["status"] == "generated")
    #expect(copy["body"]?["headline"] == "The light is back")
    let log = try workspace.read("Output/logs/ai.jsonl").split(separator: "\n")
    #expect(log.count == names.count)
    let row = try JSONParser.parse(Array(try #require(log.first).utf8))
    #expect(row["cost_usd"] != nil && row["cost_usd"]?.stringValue != "0.00")
    let cost = try workspace.run("costs", "--json").json()
    #expect(cost["total"]?["input_tokens"]?.numberValue?.intValue == 900 * names.count)
    // The key goes to the server, and nowhere else.
    #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer sk-test-4711" })
    #expect(server.requests.allSatisfy { $0.path == "/v1/chat/completions" })
    let state = try workspace.tree(".galley")
    for (name, data) in state {
      #expect(!String(decoding: data, as: UTF8.self).contains("sk-test-4711"), "\(name)")
    }
  }

  @Test func nothingPersonalIsInAPrompt() throws {
    let server = try LoopbackServer { _, _ in .answer(200, Self.completion(Self.body)) }
    defer { server.stop() }
    let (workspace, environment) = try workspace(server)
    #expect(try workspace.run("build", "spring-launch", environment: environment).code == 0)
    // Everything that left: prompts, headers and paths, with the escapes of JSON undone.
    let sent = try server.requests.map { request in
      let body = try JSONParser.parse(request.body)
      let messages = body["messages"]?.arrayValue?.compactMap { $0["content"]?.stringValue } ?? []
      return ([request.path, request.text] + messages + request.headers.values)
        .joined(separator: "\n")
    }.joined(separator: "\n")
    let published = try ["galley.yml", "Templates/campaigns/spring-launch/campaign.yml"].map {
      try workspace.read($0)
    }.joined()
    let rows = try workspace.read("Assets/crm/contacts.csv").split(separator: "\n")
    let header = rows[0].split(separator: ",").map(String.init)
    #expect(header.contains("email") && header.contains("first_name"))
    let table = rows.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    var scanned: Set<String> = []
    // A word such as `unknown` says nothing about anybody.
    for (index, column) in header.enumerated() where column != "consent" && column != "locale" {
      let cells = table.compactMap { index < $0.count ? String($0[index]) : nil }
      let counts = Dictionary(grouping: cells, by: \.self).mapValues(\.count)
      // A value that several people share, or that the business itself says, is not personal.
      for (value, count) in counts where value.count > 3 && count < 5 && !published.contains(value)
      {
        scanned.insert(column)
        #expect(!sent.contains(value), "\(column)")
      }
    }
    for column in ["email", "phone_number", "first_name", "last_name"]
    where header.contains(column) {
      #expect(scanned.contains(column))
    }
  }

  @Test func copyThatIsThereIsNeverBoughtAgain() throws {
    let server = try LoopbackServer { _, _ in .answer(200, Self.completion(Self.body)) }
    defer { server.stop() }
    let (workspace, environment) = try workspace(server)
    #expect(try workspace.run("write", "spring-launch", environment: environment).code == 0)
    let calls = server.requests.count
    #expect(calls > 0)
    let again = try workspace.run("write", "spring-launch", environment: environment)
    #expect(again.out.contains("already written"))
    // Even without the copy files the raw answers are there.
    try workspace.removeCopy(of: "spring-launch")
    #expect(try workspace.run("write", "spring-launch", environment: environment).code == 0)
    #expect(server.requests.count == calls)
  }

  @Test func recordedAnswersAreReplayedWithoutNetworkKeyOrCost() throws {
    let server = try LoopbackServer { _, _ in .answer(200, Self.completion(Self.body)) }
    defer { server.stop() }
    var (workspace, environment) = try workspace(server)
    let recorded = try workspace.run(
      "write", "spring-launch", "--record", "tapes", environment: environment)
    #expect(recorded.code == 0, "\(recorded.err)")
    let copy = try workspace.bytes("Templates/campaigns/spring-launch/copy/loyal.a.en.json")
    let calls = server.requests.count
    try workspace.removeCopy(of: "spring-launch")
    try workspace.remove(".galley")
    environment["OPENAI_API_KEY"] = ""
    let replayed = try workspace.run(
      "write", "spring-launch", "--replay", "tapes", "--json", environment: environment)
    #expect(replayed.code == 0, "\(replayed.err)")
    #expect(try replayed.json()["cost_usd"] == "0.00")
    #expect(server.requests.count == calls)
    let again = try workspace.bytes("Templates/campaigns/spring-launch/copy/loyal.a.en.json")
    let bodies = try [copy, again].map { try JSONParser.parse(Array($0))["body"] }
    #expect(bodies[0] == bodies[1])
    try workspace.removeCopy(of: "spring-launch")
    try workspace.edit(
      "Templates/campaigns/spring-launch/campaign.yml", "brief: |", "brief: |\n  Something new.")
    try removeFallback(workspace)
    let missed = try workspace.run(
      "write", "spring-launch", "--replay", "tapes", environment: environment)
    #expect(missed.code == 2)
  }

  enum Lie: String, CaseIterable {
    case unauthorized, rateLimited, serverError, notJSON, schemaInvalid, empty, truncated
  }

  private static func reply(_ lie: Lie) -> LoopbackServer.Reply {
    let error = Array(#"{"error": {"message": "no", "type": "x", "code": "y"}}"#.utf8)
    return switch lie {
    case .unauthorized: .answer(401, error)
    case .rateLimited: .answer(429, error, headers: [("Retry-After", "7")])
    case .serverError: .answer(500, error)
    case .notJSON: .answer(200, completion("Dear reader, spring is here."))
    case .schemaInvalid: .answer(200, completion(#"{"subject": 7}"#))
    case .empty: .answer(200, completion(""))
    case .truncated: .answer(200, completion(#"{"subject": "Even"#, finish: "length"))
    }
  }

  @Test(arguments: Lie.allCases)
  func failureWithoutFallbackLeavesOutputAloneAndExits(lie: Lie) throws {
    let server = try LoopbackServer { _, _ in Self.reply(lie) }
    defer { server.stop() }
    let (workspace, environment) = try workspace(server)
    try removeFallback(workspace)
    try workspace.write("old", to: "Output/spring-launch/report.json")
    let before = try workspace.tree()
    let result = try workspace.run("build", "spring-launch", "--json", environment: environment)
    #expect(result.code == 5, "\(lie): \(result.err)")
    #expect(try workspace.tree() == before)
    #expect(try result.json()["details"]?["hint"]?.stringValue?.contains("galley write") == true)
    // What was paid for is in the ledger even so.
    let total = try workspace.run("costs", "--json").json()["total"]
    #expect((total?["calls"]?.numberValue?.intValue ?? 0) > 0)
    if lie == .notJSON || lie == .schemaInvalid {
      #expect(total?["cost_usd"]?.stringValue != "0.00")
    }
  }

  @Test func failureWithFallbackIsAWarning() throws {
    let server = try LoopbackServer { _, _ in Self.reply(.notJSON) }
    defer { server.stop() }
    let (workspace, environment) = try workspace(server)
    let result = try workspace.run("build", "spring-launch", "--json", environment: environment)
    #expect(result.code == 0, "\(result.err)")
    #expect(result.err.contains("fallback"))
    let campaign = try result.json()["campaigns"]?.arrayValue?.first
    #expect((campaign?["fallbacks"]?.numberValue?.intValue ?? 0) > 0)
  }

  @Test func serverThatIsDownIs5() throws {
    let server = try LoopbackServer { _, _ in .answer(200, []) }
    server.stop()
    let (workspace, environment) = try workspace(server)
    try removeFallback(workspace)
    let result = try workspace.run("build", "spring-launch", "--json", environment: environment)
    #expect(result.code == 5)
    #expect(try result.json()["error_code"] == "SERVICE_UNREACHABLE")
  }

  @Test func withoutAKeyNothingIsCalledAndNothingIsChangedSilently() throws {
    let server = try LoopbackServer { _, _ in .answer(200, Self.completion(Self.body)) }
    defer { server.stop() }
    var (workspace, environment) = try workspace(server)
    environment["OPENAI_API_KEY"] = ""
    let result = try workspace.run("build", "spring-launch", "--json", environment: environment)
    #expect(result.code == 4)
    #expect(try result.json()["error_code"] == "NOT_AUTHENTICATED")
    #expect(server.requests.isEmpty)
  }

  @Test func spentBudgetIs6() throws {
    let server = try LoopbackServer { _, _ in .answer(200, Self.completion(Self.body)) }
    defer { server.stop() }
    var (workspace, environment) = try workspace(server)
    try removeFallback(workspace)
    environment["GALLEY_AI_RUN_BUDGET"] = "0.000001"
    let result = try workspace.run("write", "spring-launch", "--json", environment: environment)
    #expect(result.code == 6)
    #expect(server.requests.isEmpty)
  }

  @Test func controlCEndsWith130AndKeepsTheOldOutput() throws {
    let asked = DispatchSemaphore(value: 0)
    let server = try LoopbackServer { _, _ in
      asked.signal()
      return .init([.hang])
    }
    defer { server.stop() }
    let (workspace, environment) = try workspace(server)
    try removeFallback(workspace)
    try workspace.write("old", to: "Output/spring-launch/report.json")
    let before = try workspace.tree()
    for (signal, code) in [(SIGINT, 130), (SIGTERM, 143)] {
      // Several calls run at once; only those of this process count.
      while asked.wait(timeout: .now()) == .success {}
      let process = try Galley.start(
        ["build", "spring-launch"], in: workspace.path, environment: environment,
        out: .nullDevice, err: .nullDevice)
      asked.wait()
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit)
      #expect(process.terminationStatus == code)
      #expect(try workspace.tree() == before)
    }
  }
}
