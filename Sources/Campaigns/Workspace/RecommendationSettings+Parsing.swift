internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Recommendations

extension RecommendationSettings {
  /// Reads the section `recommendations`; without one, everything has its default.
  static func parse(
    _ section: ValueReader?, locale: String, into reader: inout ValueReader
  ) -> RecommendationSettings {
    var settings = RecommendationSettings(limit: 4, options: .init(), wordings: .builtIn)
    settings.wordings.fallback = locale
    guard var section else { return settings }
    settings.limit = section.int("limit", in: 1...100) ?? 4
    settings.options.rules = rules(&section)
    if var weights = section.object("weights") {
      settings.options.weights = Self.weights(&weights)
      section.absorb(weights)
    }
    if var model = section.object("model") {
      settings.options = Self.model(&model, settings.options)
      section.absorb(model)
    }
    if var reasons = section.object("reasons") {
      for tag in reasons.keys {
        guard var texts = reasons.object(tag) else { continue }
        var replaced: [ReasonWording.Key: String] = [:]
        for key in ReasonWording.Key.allCases {
          if let text = texts.string(key.rawValue) { replaced[key] = text }
        }
        settings.wordings.replace(replaced, for: tag)
        reasons.absorb(texts)
      }
      section.absorb(reasons)
    }
    reader.absorb(section)
    return settings
  }

  private static func rules(_ section: inout ValueReader) -> RecommendationRules {
    var rules = RecommendationRules()
    rules.maximumPerCategory =
      section.int("max_per_category", in: 0...100) ?? rules.maximumPerCategory
    rules.minimumScore = number(&section, "minimum_score", in: 0...1) ?? rules.minimumScore
    rules.minimumPrice = price(&section, "minimum_price")
    rules.maximumPrice = price(&section, "maximum_price")
    rules.excludedProducts = Set(section.stringList("exclude"))
    let included = section.stringList("include")
    rules.includedProducts = included.isEmpty ? nil : Set(included)
    rules.excludesBought = section.bool("exclude_bought") ?? true
    rules.excludesReturned = section.bool("exclude_returned") ?? true
    rules.excludesOutOfStock = section.bool("exclude_out_of_stock") ?? true
    rules.fillsFromTrend = section.bool("fill_from_trend") ?? true
    return rules
  }

  private static func weights(_ section: inout ValueReader) -> HybridWeights {
    var weights = HybridWeights()
    weights.linear = number(&section, "linear", in: 0...1000) ?? weights.linear
    weights.neighbours = number(&section, "neighbours", in: 0...1000) ?? weights.neighbours
    weights.content = number(&section, "content", in: 0...1000) ?? weights.content
    weights.interest = number(&section, "interest", in: 0...1000) ?? weights.interest
    weights.trend = number(&section, "trend", in: 0...1000) ?? weights.trend
    weights.complements = number(&section, "complements", in: 0...1000) ?? weights.complements
    weights.walk = number(&section, "walk", in: 0...1000) ?? weights.walk
    return weights
  }

  private static func model(
    _ section: inout ValueReader, _ options: RecommendationOptions
  ) -> RecommendationOptions {
    var options = options
    let days = 0.0...100_000
    options.neighbourCount = section.int("neighbours", in: 1...64) ?? options.neighbourCount
    options.ridge = number(&section, "ridge", in: 0.001...1e9) ?? options.ridge
    options.profileHalfLifeInDays =
      number(&section, "profile_half_life_days", in: days) ?? options.profileHalfLifeInDays
    options.trendHalfLifeInDays =
      number(&section, "trend_half_life_days", in: days) ?? options.trendHalfLifeInDays
    options.trendExponent =
      number(&section, "trend_exponent", in: 0...8) ?? options.trendExponent
    options.restockHalfLifeInDays =
      number(&section, "restock_half_life_days", in: days) ?? options.restockHalfLifeInDays
    return options
  }

  private static func number(
    _ section: inout ValueReader, _ key: String, in range: ClosedRange<Double>
  ) -> Double? {
    guard let number = section.double(key) else { return nil }
    guard range.contains(number) else {
      section.report(
        .error, "out-of-range",
        "`\(key)` must be between \(range.lowerBound) and \(range.upperBound)", key: key)
      return nil
    }
    return number
  }

  private static func price(_ section: inout ValueReader, _ key: String) -> ExactDecimal? {
    guard let text = section.decimalText(key) else { return nil }
    guard let price = ExactDecimal(text), price.units >= 0 else {
      section.report(.error, "out-of-range", "`\(key)` must be a price of 0 or more", key: key)
      return nil
    }
    return price
  }
}
