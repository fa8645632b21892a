import CRMModel
import Diagnostics
import JSONText
import Recommendations
import Testing

@testable import Campaigns

struct RecommendationSettingsTests {
  private func parse(_ yaml: String) throws -> (RecommendationSettings, [Diagnostic]) {
    let text = "recommendations:\n" + yaml
    let parsed = YAMLParser.parse(SourceFile(name: "galley.yml", text: text))
    var reader = ValueReader(try #require(parsed.value), context: "galley.yml")
    let section = reader.object("recommendations")
    let settings = RecommendationSettings.parse(section, locale: "de", into: &reader)
    reader.finish()
    return (settings, parsed.diagnostics + reader.diagnostics)
  }

  @Test func everySettingReachesTheModel() throws {
    let (settings, problems) = try parse(
      """
        limit: 7
        max_per_category: 0
        minimum_score: 0.2
        minimum_price: 5.00
        maximum_price: "80"
        exclude: [gift-card]
        include: [tent, lamp]
        exclude_out_of_stock: false
        fill_from_trend: false
        weights: { linear: 0.5, walk: 0.3, trend: 0.1, neighbours: 1, content: 2, complements: 3 }
        model: { ridge: 80, neighbours: 30, trend_exponent: 0, profile_half_life_days: 45 }
        reasons: { de: { bought: "Weil du {names} hast" }, fr: { favourite: "Aimé" } }
      """)
    #expect(problems.isEmpty)
    #expect(settings.limit == 7)
    let rules = settings.options.rules
    #expect(rules.maximumPerCategory == 0 && rules.minimumScore == 0.2)
    #expect(rules.minimumPrice == ExactDecimal("5.00") && rules.maximumPrice == ExactDecimal("80"))
    #expect(rules.excludedProducts == ["gift-card"] && rules.includedProducts == ["tent", "lamp"])
    #expect(!rules.excludesOutOfStock && !rules.fillsFromTrend && rules.excludesBought)
    #expect(
      settings.options.weights
        == HybridWeights(
          linear: 0.5, neighbours: 1, content: 2, interest: 0.25, trend: 0.1, complements: 3,
          walk: 0.3))
    #expect(settings.options.ridge == 80 && settings.options.neighbourCount == 30)
    #expect(settings.options.trendExponent == 0 && settings.options.profileHalfLifeInDays == 45)
    #expect(settings.wordings["de-AT"].bought == "Weil du {names} hast")
    #expect(settings.wordings["fr"].favourite == "Aimé")
    #expect(settings.wordings[nil].bought == "Weil du {names} hast")
  }

  @Test(arguments: [
    ("  wieghts: {}\n", "unknown-key"), ("  weights: { linaer: 1 }\n", "unknown-key"),
    ("  weights: { linear: -1 }\n", "out-of-range"), ("  minimum_score: 2\n", "out-of-range"),
    ("  minimum_price: -3\n", "out-of-range"), ("  weights: 3\n", "wrong-type"),
    ("  reasons: { de: { bougt: x } }\n", "unknown-key"),
    ("  model: { neighbours: 900 }\n", "out-of-range"),
  ])
  func wrongSettingsAreNamedWithTheirLine(yaml: String, identifier: String) throws {
    let (_, problems) = try parse(yaml)
    #expect(problems.map(\.identifier) == [identifier])
    #expect(problems.first?.location?.line == 2)
  }

  @Test func withoutASectionEverythingHasItsDefault() throws {
    let (settings, problems) = try parse("  limit: 4\n")
    #expect(problems.isEmpty)
    #expect(settings.options == RecommendationOptions())
  }
}
