/// How a model is trained and how it ranks.
public struct RecommendationOptions: Sendable, Hashable {
  /// Cosine neighbours of each product that its linear model may use, 1 to 64.
  ///
  /// 50 is the knee measured on Complete Journey and ml-100k.
  public var neighbourCount = 50
  /// The ridge penalty of the linear model (lambda of EASE, Steck 2019).
  ///
  /// 50 with a half-life of 90 days ranked best on the validation months of Complete Journey and
  /// ml-100k together (docs/RECOMMENDATIONS.md has the table).
  public var ridge = 50.0
  /// Days after which a purchase counts half in a person's profile; 0 counts all alike.
  public var profileHalfLifeInDays = 90.0
  /// Days after which a sale counts half in the trend.
  public var trendHalfLifeInDays = 7.0
  /// The power of the trend a score is multiplied with; 0 switches the trend off.
  public var trendExponent = 0.2
  /// Days after which an own purchase counts half for restocking.
  public var restockHalfLifeInDays = 60.0
  /// The shares of the parts in the hybrid ranking.
  public var weights = HybridWeights()
  /// The rules applied after scoring.
  public var rules = RecommendationRules()
  /// Whether pairs of baskets are counted; without, there are no complements.
  public var findsComplements = true
  /// Baskets with more lines are skipped, and counted, when pairs are counted.
  public var maximumBasketLines = 100
  /// Baskets a pair must share to be complements.
  public var minimumPairSupport = 5
  /// The log-likelihood ratio a pair must reach: 10.8 is p < 0.001 at one degree of freedom.
  public var minimumLikelihoodRatio = 10.8
  /// How much more often than by chance a pair must be bought together.
  public var minimumLift = 1.5
  /// The top categories of a person that discovery leaves out.
  public var discoveryExcludedCategories = 3

  /// The defaults.
  public init() {}

  /// Whether any list can come from the linear model; without it, its systems are not solved.
  var needsLinear: Bool {
    weights.weight(of: .linear) > 0
      || weights.weight(of: .neighbours) + weights.weight(of: .content) == 0
  }

  /// The options with every number inside the range that the model can work with.
  var clamped: RecommendationOptions {
    func positive(_ value: Double, _ fallback: Double) -> Double {
      value.isFinite && value >= 0 ? min(value, 1e9) : fallback
    }
    var options = self
    let defaults = RecommendationOptions()
    options.neighbourCount = min(64, max(1, neighbourCount))
    options.ridge = max(1e-3, positive(ridge, defaults.ridge))
    options.profileHalfLifeInDays = positive(profileHalfLifeInDays, 0)
    options.trendHalfLifeInDays = positive(trendHalfLifeInDays, 0)
    options.trendExponent = min(8, positive(trendExponent, 0))
    options.restockHalfLifeInDays = positive(restockHalfLifeInDays, 0)
    options.maximumBasketLines = min(1000, max(2, maximumBasketLines))
    options.minimumPairSupport = max(1, minimumPairSupport)
    options.minimumLikelihoodRatio = positive(minimumLikelihoodRatio, 0)
    options.minimumLift = positive(minimumLift, 0)
    options.discoveryExcludedCategories = max(0, discoveryExcludedCategories)
    return options
  }
}
