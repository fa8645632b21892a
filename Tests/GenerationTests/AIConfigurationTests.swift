import Diagnostics
import JSONText
import Testing

@testable import Generation

@Suite struct AIConfigurationTests {
  private func parse(_ yaml: String) throws -> Parsed<AIConfiguration> {
    let parsed = YAMLParser.parse(SourceFile(name: "galley.yml", text: yaml))
    return AIConfiguration.parse(try #require(parsed.value))
  }

  @Test func everySettingIsRead() throws {
    let parsed = try parse(
      """
      provider: openai
      base_url: https://llm.example/v1
      key_variable: LLM_KEY
      models: { content: gpt-4.1-mini, strategy: gpt-4.1 }
      timeout: 20s
      run_deadline: 10m
      max_retries: 2
      requests_per_minute: 60
      tokens_per_minute: 90000
      concurrency: 8
      max_output_tokens: 500
      temperature: 0.7
      budgets: { run: 0.50, campaign: 1.00, daily: 2 }
      prices:
        house-model: { input: 0.10, output: 0.20, valid_from: 2026-01-01 }
      log_pii: true
      """)
    #expect(parsed.diagnostics.isEmpty)
    let value = parsed.value
    #expect(value.provider == .openai)
    #expect(value.baseURL == "https://llm.example/v1")
    #expect(value.keyVariable == "LLM_KEY")
    #expect(value.model(for: .content) == "gpt-4.1-mini")
    #expect(value.model(for: .analytics) == "gpt-4o")
    #expect(value.timeout == .seconds(20))
    #expect(value.runDeadline == .seconds(600))
    #expect(value.maximumRetries == 2)
    #expect(value.requestsPerMinute == 60)
    #expect(value.tokensPerMinute == 90_000)
    #expect(value.concurrency == 8)
    #expect(value.maximumOutputTokens == 500)
    #expect(value.temperature?.text == "0.7")
    #expect(value.budgets.run == PicoDollars(dollars: "0.5"))
    #expect(value.budgets.daily == PicoDollars(dollars: "2"))
    #expect(value.prices.first?.cachedInput == 100_000)
    #expect(value.logsPersonalData)
    #expect(try value.priceTable.price(of: "house-model", on: Make.noon).output == 200_000)
  }

  @Test func nothingSaidMeansOfflineDrafts() throws {
    let parsed = try parse("{}")
    #expect(parsed.value == AIConfiguration())
    #expect(parsed.value.requestsPerMinute == 10)
    #expect(parsed.value.timeout == .seconds(25))
    #expect(parsed.value.maximumRetries == 3)
    #expect(parsed.value.model(for: .content) == OfflineProvider.modelName)
  }

  @Test(arguments: [
    ("provider: openia", "unknown-provider"), ("timeout: 5s", "unusual-timeout"),
    ("timeout: soon", "invalid-duration"), ("timeout: [1]", "wrong-type"),
    ("timeout: -3", "invalid-duration"), ("base_url: ftp://x", "invalid-base-url"),
    ("base_url: http://llm.example/v1", "insecure-base-url"),
    ("base_url: https://user@llm.example", "invalid-base-url"),
    ("key_variable: sk-proj-123", "invalid-key-variable"), ("max_retries: 99", "out-of-range"),
    ("temperature: 3", "out-of-range"), ("budgets: { run: -1 }", "invalid-budget"),
    ("budgets: { dayly: 1 }", "unknown-key"), ("models: { contents: x }", "unknown-key"),
    ("prices: { m: { input: 1 } }", "missing-price"), ("prices: [1]", "wrong-type"),
    ("prices: { m: { input: 0.00000001, output: 1 } }", "invalid-price"),
    ("provder: openai", "unknown-key"),
  ])
  func faultsAreNamedWithTheirPlace(_ yaml: String, _ identifier: String) throws {
    let parsed = try parse(yaml)
    let found = try #require(parsed.diagnostics.first { $0.identifier == identifier })
    #expect(found.location?.line == 1)
    #expect(!found.summary.contains("sk-proj"))
  }

  @Test func thisMachineMayBeAskedOverPlainHTTP() throws {
    #expect(try parse("base_url: http://127.0.0.1:8080/v1").diagnostics.isEmpty)
  }

  @Test func providersNeedTheirKey() throws {
    var configuration = AIConfiguration()
    #expect(try configuration.makeProvider(environment: [:]).name == "offline")
    configuration.provider = .openai
    do throws(GalleyError) {
      _ = try configuration.makeProvider(environment: ["OPENAI_API_KEY": ""])
      Issue.record("no error")
    } catch {
      #expect(error.code == .notAuthenticated)
      #expect(error.message.contains("OPENAI_API_KEY"))
    }
    #expect(
      try configuration.makeProvider(environment: ["OPENAI_API_KEY": "k"]).name == "openai")
    let anthropic = try parse("provider: anthropic").value
    #expect(anthropic.baseURL == "https://api.anthropic.com/v1")
    #expect(anthropic.model(for: .strategy) == "claude-sonnet-4-5")
    #expect(
      try anthropic.makeProvider(environment: ["ANTHROPIC_API_KEY": "k"]).name == "anthropic")
  }
}
