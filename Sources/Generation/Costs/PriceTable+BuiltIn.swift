internal import Diagnostics

extension PriceTable {
  /// The day on which the table was put together.
  static let compiledOn = "2026-11-21"

  /// How a line came about, as the last word of the line.
  enum Reading: String, CaseIterable {
    /// Read in a copy of the seller's own page.
    case official
    /// Read in at least two notes of others that name the seller's page and agree.
    case reported
    /// Found nowhere that counts: compare it with the seller's page before money depends on it.
    case unverified
  }

  /// The built-in prices, made of `text`.
  static let builtIn = text.split(separator: "\n").compactMap { read(String($0)) }

  // One model a line: name, dollars per million tokens of input, of cached input and of output,
  // the first day of these prices, the seller, and where there is one `long=TOKENS/INPUT/CACHED/
  // OUTPUT` (prices of the whole call when the input is longer) and `retires=DAY/REPLACEMENT`
  // (`retires=DAY` when the seller names none); last, how the line was read. Where the seller does
  // not tell the first day, it is the day of the release. Prices are facts that age: `ai.prices` in
  // galley.yml comes before this table. Rates that a seller lowered later than we could read stay
  // at the dearer figure, so that a budget holds.
  static let text = """
    gpt-6.1-sol 2.00 0.10 10.00 2026-09-30 openai long=272000/4.00/0.20/15.00 reported
    gpt-6.1-terra 1.00 0.05 5.00 2026-10-26 openai long=272000/2.00/0.10/7.50 reported
    gpt-6-astra 10.00 1.00 50.00 2026-09-03 openai long=272000/20.00/2.00/75.00 reported
    gpt-6-sol 2.00 0.20 10.00 2026-09-22 openai long=272000/4.00/0.40/15.00 reported
    gpt-6-luna 0.10 0.01 0.50 2026-09-22 openai long=272000/0.20/0.02/0.75 reported
    gpt-5.6-sol 5.00 0.50 30.00 2026-07-09 openai long=272000/10.00/1.00/45.00 reported
    gpt-5.6-terra 2.50 0.25 15.00 2026-07-09 openai long=272000/5.00/0.50/22.50 reported
    gpt-5.6-terra 2.00 0.20 12.00 2026-07-30 openai long=272000/4.00/0.40/18.00 reported
    gpt-5.6-luna 1.00 0.10 6.00 2026-07-09 openai long=272000/2.00/0.20/9.00 reported
    gpt-5.6-luna 0.20 0.02 1.20 2026-07-30 openai long=272000/0.40/0.04/1.80 reported
    gpt-5.4 2.50 0.25 15.00 2026-03-05 openai long=272000/5.00/0.50/22.50 unverified
    gpt-5.4-mini 0.75 0.075 4.50 2026-03-17 openai unverified
    gpt-5.4-nano 0.20 0.02 1.25 2026-03-17 openai unverified
    gpt-5.2 1.75 0.175 14.00 2025-12-11 openai unverified
    gpt-5.1 1.25 0.125 10.00 2025-11-13 openai retires=2027-04-01 reported
    gpt-5 1.25 0.125 10.00 2025-08-07 openai retires=2026-12-11/gpt-5.6-sol reported
    gpt-5-mini 0.25 0.025 2.00 2025-08-07 openai retires=2026-12-11/gpt-5.6-terra reported
    gpt-5-nano 0.05 0.005 0.40 2025-08-07 openai retires=2026-12-11/gpt-5.6-luna reported
    gpt-4.1 2.00 0.50 8.00 2025-04-14 openai retires=2027-01-14/gpt-6-luna reported
    gpt-4.1-mini 0.40 0.10 1.60 2025-04-14 openai retires=2027-01-14/gpt-6-luna reported
    gpt-4.1-nano 0.10 0.025 0.40 2025-04-14 openai retires=2026-10-23/gpt-5.6-luna reported
    gpt-4o 2.50 1.25 10.00 2024-10-02 openai retires=2027-01-14/gpt-6-luna reported
    gpt-4o-mini 0.15 0.075 0.60 2024-07-18 openai retires=2027-01-14/gpt-6-luna reported
    o3 2.00 0.50 8.00 2025-06-10 openai retires=2026-12-11/gpt-5.6-sol reported
    o3-mini 1.10 0.55 4.40 2025-01-31 openai retires=2026-10-23/gpt-5.6-sol reported
    o4-mini 1.10 0.275 4.40 2025-04-16 openai retires=2026-10-23/gpt-5.6-terra reported
    o1-mini 1.10 0.55 4.40 2024-09-12 openai retires=2025-10-27/o4-mini unverified
    gpt-4.5-preview 75.00 37.50 150.00 2025-02-27 openai retires=2025-07-14/gpt-4.1 unverified
    claude-fable-5-1 10.00 0.25 50.00 2026-07-01 anthropic official
    claude-opus-5-5 4.00 0.20 20.00 2026-09-22 anthropic official
    claude-opus-5 5.00 0.50 25.00 2026-07-24 anthropic official
    claude-opus-4-8 5.00 0.50 25.00 2026-05-01 anthropic official
    claude-opus-4-7 5.00 0.50 25.00 2026-03-01 anthropic official
    claude-opus-4-6 5.00 0.50 25.00 2026-02-05 anthropic official
    claude-opus-4-5 5.00 0.50 25.00 2025-11-24 anthropic official
    claude-opus-4-1 15.00 1.50 75.00 2025-08-05 anthropic \
    retires=2026-11-21/claude-opus-5-5 official
    claude-opus-4 15.00 1.50 75.00 2025-05-22 anthropic retires=2026-06-15/claude-opus-4-8 reported
    claude-sonnet-5-5 2.00 0.20 10.00 2026-09-28 anthropic reported
    claude-sonnet-5-5 2.00 0.10 10.00 2026-10-07 anthropic reported
    claude-sonnet-5 2.00 0.20 10.00 2026-05-01 anthropic official
    claude-sonnet-4-6 3.00 0.30 15.00 2026-02-17 anthropic reported
    claude-sonnet-4-5 3.00 0.30 15.00 2025-09-29 anthropic long=200000/6.00/0.60/22.50 reported
    claude-sonnet-4 3.00 0.30 15.00 2025-05-22 anthropic long=200000/6.00/0.60/22.50 \
    retires=2026-06-15/claude-sonnet-4-6 reported
    claude-haiku-5-5 0.10 0.01 0.50 2026-10-07 anthropic long=100000/0.50/0.05/2.50 reported
    claude-haiku-4-5 1.00 0.10 5.00 2025-10-15 anthropic official
    claude-3-5-haiku 0.80 0.08 4.00 2024-10-22 anthropic unverified
    claude-3-5-sonnet 3.00 0.30 15.00 2024-06-20 anthropic \
    retires=2025-10-28/claude-sonnet-4-5 reported
    claude-3-opus 15.00 1.50 75.00 2024-02-29 anthropic \
    retires=2026-01-05/claude-opus-4-5 unverified
    gemini-3.8-flash 0.75 0.075 3.75 2026-09-01 google reported
    gemini-3.8-flash 1.50 0.15 7.50 2027-01-01 google reported
    gemini-3-pro-preview 2.00 0.20 12.00 2025-11-18 google long=200000/4.00/0.40/18.00 unverified
    gemini-3-flash-preview 0.50 0.05 3.00 2025-12-17 google unverified
    gemini-2.5-pro 1.25 0.125 10.00 2025-06-17 google long=200000/2.50/0.25/15.00 reported
    gemini-2.5-flash 0.30 0.03 2.50 2025-06-17 google reported
    gemini-2.5-flash-lite 0.10 0.01 0.40 2025-07-22 google reported
    gemini-1.5-pro 1.25 0.3125 5.00 2024-09-24 google retires=2025-09-24/gemini-2.5-pro unverified
    mistral-medium-3-5 1.50 1.50 7.50 2026-04-28 mistral reported
    mistral-medium-2505 0.40 0.40 2.00 2025-05-07 mistral unverified
    mistral-large 2.00 2.00 6.00 2024-11-18 mistral unverified
    mistral-small 0.10 0.10 0.30 2025-03-17 mistral unverified
    """

  private static let sources = [
    "openai": "https://developers.openai.com/api/docs/pricing",
    "anthropic": "https://platform.claude.com/docs/en/about-claude/pricing",
    "google": "https://ai.google.dev/gemini-api/docs/pricing",
    "mistral": "https://mistral.ai/pricing",
  ]

  static func read(_ line: String) -> ModelPrice? {
    let fields = line.split(separator: " ").map(String.init)
    guard fields.count >= 7, let source = sources[fields[5]],
      let reading = Reading(rawValue: fields[fields.count - 1]),
      let input = ModelPrice.perToken(dollarsPerMillion: fields[1]),
      let cached = ModelPrice.perToken(dollarsPerMillion: fields[2]),
      let output = ModelPrice.perToken(dollarsPerMillion: fields[3])
    else { return nil }
    var price = ModelPrice(
      model: fields[0], input: input, cachedInput: cached, output: output, validFrom: fields[4],
      source: "\(source) (\(reading.rawValue), \(compiledOn))")
    for field in fields[6..<fields.count - 1] {
      if field.hasPrefix("long=") {
        guard let long = longContext(field.dropFirst(5)) else { return nil }
        price.longContext = long
      } else if field.hasPrefix("retires=") {
        let parts = field.dropFirst(8).split(separator: "/").map(String.init)
        guard (1...2).contains(parts.count), Timestamp(parts[0]) != nil else { return nil }
        price.retiresOn = parts[0]
        price.replacement = parts.count == 2 ? parts[1] : nil
      } else {
        return nil
      }
    }
    return price
  }

  private static func longContext(_ text: Substring) -> ModelPrice.LongContext? {
    let parts = text.split(separator: "/").map(String.init)
    guard parts.count == 4, let above = Int(parts[0]),
      let input = ModelPrice.perToken(dollarsPerMillion: parts[1]),
      let cached = ModelPrice.perToken(dollarsPerMillion: parts[2]),
      let output = ModelPrice.perToken(dollarsPerMillion: parts[3])
    else { return nil }
    return ModelPrice.LongContext(
      above: above, input: input, cachedInput: cached, output: output)
  }
}
