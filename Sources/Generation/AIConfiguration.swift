internal import Curl
public import Diagnostics
public import JSONText

/// The `ai` section of `galley.yml`.
public struct AIConfiguration: Sendable, Hashable {
  /// Who answers.
  public enum Provider: String, Sendable, Hashable, CaseIterable {
    /// The writer in galley itself: free drafts, no network.
    case offline
    /// A service that speaks OpenAI's chat completions.
    case openai
    /// Anthropic's messages API.
    case anthropic
  }

  /// Who answers.
  public var provider: Provider = .offline
  /// Where, without the last part of the path.
  public var baseURL = "https://api.openai.com/v1"
  /// The environment variable that holds the key.
  public var keyVariable = "OPENAI_API_KEY"
  /// The model of each task.
  public var models: [AITask: String] = [:]
  /// How long one call may take.
  public var timeout: Duration = .seconds(25)
  /// How often a unit is asked for again.
  public var maximumRetries = 3
  /// How many calls start in a minute.
  public var requestsPerMinute = 10
  /// How many tokens start in a minute; no limit unless given.
  public var tokensPerMinute: Int?
  /// How many calls run at once.
  public var concurrency = 4
  /// The most tokens of an answer.
  public var maximumOutputTokens = 800
  /// The temperature, if one is set.
  public var temperature: JSONNumber?
  /// What may be spent.
  public var budgets = Budgets(
    run: PicoDollars(dollars: "1"), campaign: PicoDollars(dollars: "5"),
    daily: PicoDollars(dollars: "5"))
  /// Prices that come before the built-in ones.
  public var prices: [ModelPrice] = []
  /// Whether requests are kept with addresses and numbers in them.
  public var logsPersonalData = false
  /// How long a run may take, waits included; no limit unless given.
  public var runDeadline: Duration?

  /// The configuration of a workspace that says nothing: offline drafts.
  public init() {}

  /// The model of a task: content goes to a cheap model, plans to a better one.
  public func model(for task: AITask) -> String {
    if let model = models[task] { return model }
    switch (provider, task) {
    case (.offline, _): return OfflineProvider.modelName
    case (.openai, .content): return "gpt-4o-mini"
    case (.openai, _): return "gpt-4o"
    case (.anthropic, .content): return "claude-haiku-4-5"
    case (.anthropic, _): return "claude-sonnet-4-5"
    }
  }

  /// The prices that hold.
  public var priceTable: PriceTable { .standard(overriding: prices) }

  /// Reads the section.
  public static func parse(_ value: PositionedValue) -> Parsed<AIConfiguration> {
    parse(ValueReader(value, context: "ai"))
  }

  /// Reads the section.
  public static func parse(_ reader: ValueReader) -> Parsed<AIConfiguration> {
    var parser = AIConfigurationParser(reader: reader)
    return parser.parse()
  }
}
