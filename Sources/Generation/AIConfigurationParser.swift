internal import Curl
internal import Diagnostics
internal import JSONText

/// Reads the `ai` section of `galley.yml`.
struct AIConfigurationParser {
  var reader: ValueReader
  var extra: [Diagnostic] = []

  init(reader: ValueReader) { self.reader = reader }

  mutating func parse() -> Parsed<AIConfiguration> {
    var result = AIConfiguration()
    if let name = reader.string("provider") {
      if let provider = AIConfiguration.Provider(rawValue: name) {
        result.provider = provider
      } else {
        let names = AIConfiguration.Provider.allCases.map(\.rawValue)
        report(
          "unknown-provider", "There is no provider \(name)", "provider",
          hint: nearestName(to: name, in: names).map { "Did you mean \($0)?" }
            ?? "Use one of \(names.joined(separator: ", "))")
      }
    }
    if result.provider == .anthropic {
      result.baseURL = "https://api.anthropic.com/v1"
      result.keyVariable = "ANTHROPIC_API_KEY"
    }
    if let url = reader.string("base_url") {
      result.baseURL = url
      checkBaseURL(url)
    }
    if let name = reader.string("key_variable") {
      result.keyVariable = name
      checkKeyVariable(name)
    }
    readModels(&result)
    readLimits(&result)
    readBudgets(&result)
    readPrices(&result)
    if let value = reader.bool("log_pii") { result.logsPersonalData = value }
    reader.finish()
    return Parsed(result, reader.diagnostics + extra)
  }

  private mutating func readModels(_ result: inout AIConfiguration) {
    guard var models = reader.object("models") else { return }
    for task in AITask.allCases {
      if let model = models.string(task.rawValue) { result.models[task] = model }
    }
    models.finish()
    extra += models.diagnostics
  }

  private mutating func readLimits(_ result: inout AIConfiguration) {
    if let timeout = duration("timeout") {
      result.timeout = timeout
      if timeout < .seconds(20) || timeout > .seconds(30) {
        report(
          "unusual-timeout",
          "A timeout outside 20 to 30 seconds gives up good answers or waits "
            + "for lost ones", "timeout", severity: .warning, hint: "Use 25s")
      }
    }
    result.runDeadline = duration("run_deadline")
    result.maximumRetries = count("max_retries", 0...10) ?? result.maximumRetries
    result.requestsPerMinute =
      count("requests_per_minute", 1...100_000) ?? result.requestsPerMinute
    result.tokensPerMinute = count("tokens_per_minute", 1...1_000_000_000)
    result.concurrency = count("concurrency", 1...64) ?? result.concurrency
    result.maximumOutputTokens =
      count("max_output_tokens", 1...100_000) ?? result.maximumOutputTokens
    if let text = reader.decimalText("temperature") {
      let number = JSONNumber(validated: text)
      if (0...2).contains(number.doubleValue) {
        result.temperature = number
      } else {
        report("out-of-range", "A temperature lies between 0 and 2", "temperature")
      }
    }
  }

  private mutating func readBudgets(_ result: inout AIConfiguration) {
    guard var budgets = reader.object("budgets") else { return }
    func amount(_ key: String, _ current: PicoDollars?) -> PicoDollars? {
      guard let text = budgets.decimalText(key) else { return current }
      guard let amount = PicoDollars(dollars: text) else {
        extra.append(
          Diagnostic(
            .error, "invalid-budget", "A budget is an amount of dollars such as 0.50",
            at: budgets.value(key)?.location))
        return current
      }
      return amount
    }
    result.budgets.run = amount("run", result.budgets.run)
    result.budgets.campaign = amount("campaign", result.budgets.campaign)
    result.budgets.daily = amount("daily", result.budgets.daily)
    budgets.finish()
    extra += budgets.diagnostics
  }

  private mutating func readPrices(_ result: inout AIConfiguration) {
    guard let value = reader.value("prices") else { return }
    guard let members = value.members else {
      report("wrong-type", "Prices are a map of models", "prices")
      return
    }
    for member in members {
      var price = ValueReader(member.value, context: "ai.prices.\(member.key)")
      let input = rate("input", &price)
      let cached = rate("cached", &price)
      let output = rate("output", &price)
      let validFrom = price.string("valid_from") ?? "2000-01-01"
      let retiresOn = price.string("retires_on")
      let replacement = price.string("replacement")
      price.finish()
      extra += price.diagnostics
      guard let input, let output else {
        extra.append(
          Diagnostic(
            .error, "missing-price",
            "The price of \(member.key) needs input and output in dollars per million tokens",
            at: member.keyLocation))
        continue
      }
      result.prices.append(
        ModelPrice(
          model: member.key, input: input, cachedInput: cached ?? input, output: output,
          validFrom: validFrom, retiresOn: retiresOn, replacement: replacement))
    }
  }

  private mutating func rate(_ key: String, _ reader: inout ValueReader) -> Int64? {
    guard let text = reader.decimalText(key) else { return nil }
    if let rate = ModelPrice.perToken(dollarsPerMillion: text) { return rate }
    extra.append(
      Diagnostic(
        .error, "invalid-price",
        "A price is dollars per million tokens, with at most six decimals, such as 0.15",
        at: reader.value(key)?.location))
    return nil
  }

  // `25s`, `500ms`, `2m`, or a number of seconds.
  private mutating func duration(_ key: String) -> Duration? {
    guard let value = reader.value(key) else { return nil }
    let text: String
    switch value.kind {
    case .string(let string): text = string
    case .number(let number): text = number.text + "s"
    default:
      report("wrong-type", "\(key) is a time such as 25s", key)
      return nil
    }
    for (unit, milliseconds) in [("ms", 1.0), ("s", 1000.0), ("m", 60_000.0)]
    where text.hasSuffix(unit) {
      if let number = Double(text.dropLast(unit.utf8.count)), number > 0,
        number * milliseconds <= 86_400_000
      {
        return .milliseconds(Int64(number * milliseconds))
      }
      break
    }
    report("invalid-duration", "\(key) is a time such as 25s, above zero and at most a day", key)
    return nil
  }

  private mutating func count(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let value = reader.int(key) else { return nil }
    if range.contains(value) { return value }
    report(
      "out-of-range", "\(key) lies between \(range.lowerBound) and \(range.upperBound)", key)
    return nil
  }

  private mutating func checkBaseURL(_ url: String) {
    let scheme = URLParts.scheme(of: url)
    let host = URLParts.host(of: url)
    if host.isEmpty || (scheme != "http" && scheme != "https") {
      report(
        "invalid-base-url", "The base URL is not http or https", "base_url",
        hint: "Use https://api.openai.com/v1")
    } else if scheme == "http", !URLParts.isLoopback(host) {
      report(
        "insecure-base-url", "A key is sent over http only to this machine", "base_url",
        hint: "Use https")
    } else if url.contains("@") || url.contains("?") || url.contains("#") {
      report("invalid-base-url", "The base URL holds no user, query or fragment", "base_url")
    }
  }

  // A key pasted in the place of its variable's name must not be shown, so it is not quoted.
  private mutating func checkKeyVariable(_ name: String) {
    let isName =
      !name.isEmpty && name.utf8.count <= 100
      && name.utf8.allSatisfy { byte in
        (byte >= 65 && byte <= 90) || byte == 95 || (byte >= 48 && byte <= 57)
          || (byte >= 97 && byte <= 122)
      }
    if !isName {
      report(
        "invalid-key-variable", "key_variable is the name of an environment variable, never a key",
        "key_variable", hint: "Use OPENAI_API_KEY")
    }
  }

  private mutating func report(
    _ identifier: String, _ summary: String, _ key: String, severity: Severity = .error,
    hint: String? = nil
  ) {
    extra.append(
      Diagnostic(severity, identifier, summary, at: reader.value(key)?.location, hint: hint))
  }
}
