public import Diagnostics

/// What one model costs, in pico-dollars a token.
public struct ModelPrice: Sendable, Hashable {
  /// Prices above a length of the prompt.
  public struct LongContext: Sendable, Hashable {
    /// The tokens of input above which these prices hold for the whole call.
    public var above: Int
    /// A token of input.
    public var input: Int64
    /// A token of input that came from the service's cache.
    public var cachedInput: Int64
    /// A token of output.
    public var output: Int64
  }

  /// The model's name as requests give it.
  public var model: String
  /// A token of input.
  public var input: Int64
  /// A token of input that came from the service's cache.
  public var cachedInput: Int64
  /// A token of output.
  public var output: Int64
  /// Other prices for long prompts.
  public var longContext: LongContext?
  /// The first day of these prices, `YYYY-MM-DD`.
  public var validFrom: String
  /// The day from which the model no longer answers.
  public var retiresOn: String?
  /// The model to use instead.
  public var replacement: String?
  /// Where the prices were read, and when.
  public var source: String

  /// Creates a price.
  public init(
    model: String, input: Int64, cachedInput: Int64, output: Int64,
    longContext: LongContext? = nil, validFrom: String = "2024-01-01", retiresOn: String? = nil,
    replacement: String? = nil, source: String = "galley.yml"
  ) {
    self.model = model
    self.input = input
    self.cachedInput = cachedInput
    self.output = output
    self.longContext = longContext
    self.validFrom = validFrom
    self.retiresOn = retiresOn
    self.replacement = replacement
    self.source = source
  }

  /// Reads a price such as `0.15`, in dollars for a million tokens; `nil` when it is no price or
  /// no whole number of pico-dollars a token.
  public static func perToken(dollarsPerMillion text: String) -> Int64? {
    guard let amount = PicoDollars(dollars: text) else { return nil }
    let (quotient, remainder) = amount.rawValue.quotientAndRemainder(dividingBy: 1_000_000)
    return remainder == 0 ? quotient : nil
  }

  /// What a call costs at most: every token at its dearest rate.
  public func worstCase(inputTokens: Int, outputTokens: Int) -> PicoDollars {
    let dearestInput = max(input, cachedInput, longContext?.input ?? 0)
    let dearestOutput = max(output, longContext?.output ?? 0)
    return Self.sum([(inputTokens, dearestInput), (outputTokens, dearestOutput)])
  }

  /// What a call with this usage costs.
  public func cost(of usage: AIUsage) -> PicoDollars {
    var rates = (input: input, cached: cachedInput, output: output)
    if let long = longContext, usage.inputTokens > long.above {
      rates = (long.input, long.cachedInput, long.output)
    }
    return Self.sum([
      (usage.inputTokens - usage.cachedInputTokens, rates.input),
      (usage.cachedInputTokens, rates.cached), (usage.outputTokens, rates.output),
    ])
  }

  // Saturates: a service that claims absurd usage must neither trap nor come out cheap. The cap
  // leaves room to add a million of them up.
  private static let cap = Int64.max >> 20

  private static func sum(_ parts: [(tokens: Int, rate: Int64)]) -> PicoDollars {
    var total: Int64 = 0
    for part in parts {
      let (product, overflow) = Int64(max(0, part.tokens)).multipliedReportingOverflow(
        by: max(0, part.rate))
      guard !overflow, product <= cap, total <= cap - product else { return PicoDollars(cap) }
      total += product
    }
    return PicoDollars(total)
  }
}
