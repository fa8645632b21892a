internal import Diagnostics

extension PriceTable {
  /// The day as of which the table was put together.
  static let compiledOn = "2026-04-01"

  /// The built-in prices, made of `text`.
  static let builtIn = text.split(separator: "\n").compactMap { read(String($0)) }

  // One model a line: name, dollars per million tokens of input, of cached input and of output,
  // the first day of these prices, the seller, and where there is one `long=TOKENS/INPUT/CACHED/
  // OUTPUT` (prices of the whole call when the input is longer) and `retires=DAY/REPLACEMENT`.
  //
  // Put together from a public price list and general knowledge of the sellers' announcements, not
  // read off the sellers' own pages: compare them before money depends on it.
  // Prices are facts that age: `ai.prices` in galley.yml comes before this table.
  static let text = """
    gpt-4o-mini 0.15 0.075 0.60 2024-07-18 openai
    gpt-4o 2.50 1.25 10.00 2024-10-02 openai
    gpt-4.1 2.00 0.50 8.00 2025-04-14 openai
    gpt-4.1-mini 0.40 0.10 1.60 2025-04-14 openai
    gpt-4.1-nano 0.10 0.025 0.40 2025-04-14 openai
    o3 2.00 0.50 8.00 2025-06-10 openai
    o3-mini 1.10 0.55 4.40 2025-01-31 openai
    o4-mini 1.10 0.275 4.40 2025-04-16 openai
    gpt-5 1.25 0.125 10.00 2025-08-07 openai
    gpt-5-mini 0.25 0.025 2.00 2025-08-07 openai
    gpt-5-nano 0.05 0.005 0.40 2025-08-07 openai
    gpt-5.1 1.25 0.125 10.00 2025-11-13 openai
    gpt-5.2 1.75 0.175 14.00 2025-12-11 openai
    gpt-5.4 2.50 0.25 15.00 2026-03-05 openai long=272000/5.00/0.50/22.50
    gpt-5.4-mini 0.75 0.075 4.50 2026-03-17 openai
    gpt-5.4-nano 0.20 0.02 1.25 2026-03-17 openai
    gpt-4.5-preview 75.00 37.50 150.00 2025-02-27 openai retires=2025-07-14/gpt-4.1
    o1-mini 1.10 0.55 4.40 2024-09-12 openai retires=2025-10-27/o4-mini
    claude-haiku-4-5 1.00 0.10 5.00 2025-10-15 anthropic
    claude-sonnet-4 3.00 0.30 15.00 2025-05-22 anthropic long=200000/6.00/0.60/22.50
    claude-sonnet-4-5 3.00 0.30 15.00 2025-09-29 anthropic long=200000/6.00/0.60/22.50
    claude-opus-4-1 15.00 1.50 75.00 2025-08-05 anthropic
    claude-opus-4-5 5.00 0.50 25.00 2025-11-24 anthropic
    claude-opus-4-6 5.00 0.50 25.00 2026-02-05 anthropic
    claude-3-5-haiku 0.80 0.08 4.00 2024-10-22 anthropic
    claude-3-5-sonnet 3.00 0.30 15.00 2024-06-20 anthropic retires=2025-10-28/claude-sonnet-4-5
    claude-3-opus 15.00 1.50 75.00 2024-02-29 anthropic retires=2026-01-05/claude-opus-4-5
    gemini-2.5-pro 1.25 0.125 10.00 2025-06-17 google long=200000/2.50/0.25/15.00
    gemini-2.5-flash 0.30 0.03 2.50 2025-06-17 google
    gemini-2.5-flash-lite 0.10 0.01 0.40 2025-07-22 google
    gemini-3-pro-preview 2.00 0.20 12.00 2025-11-18 google long=200000/4.00/0.40/18.00
    gemini-3-flash-preview 0.50 0.05 3.00 2025-12-17 google
    gemini-1.5-pro 1.25 0.3125 5.00 2024-09-24 google retires=2025-09-24/gemini-2.5-pro
    mistral-small 0.10 0.10 0.30 2025-03-17 mistral
    mistral-large 2.00 2.00 6.00 2024-11-18 mistral
    mistral-medium-2505 0.40 0.40 2.00 2025-05-07 mistral
    """

  private static let sources = [
    "openai": "https://openai.com/api/pricing",
    "anthropic": "https://docs.claude.com/en/docs/about-claude/pricing",
    "google": "https://ai.google.dev/gemini-api/docs/pricing",
    "mistral": "https://mistral.ai/pricing",
  ]

  static func read(_ line: String) -> ModelPrice? {
    let fields = line.split(separator: " ").map(String.init)
    guard fields.count >= 6, let source = sources[fields[5]],
      let input = ModelPrice.perToken(dollarsPerMillion: fields[1]),
      let cached = ModelPrice.perToken(dollarsPerMillion: fields[2]),
      let output = ModelPrice.perToken(dollarsPerMillion: fields[3])
    else { return nil }
    var price = ModelPrice(
      model: fields[0], input: input, cachedInput: cached, output: output, validFrom: fields[4],
      source: "\(source) (\(compiledOn))")
    for field in fields[6...] {
      if field.hasPrefix("long=") {
        guard let long = longContext(field.dropFirst(5)) else { return nil }
        price.longContext = long
      } else if field.hasPrefix("retires=") {
        let parts = field.dropFirst(8).split(separator: "/").map(String.init)
        guard parts.count == 2 else { return nil }
        (price.retiresOn, price.replacement) = (parts[0], parts[1])
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
