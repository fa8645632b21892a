internal import Glibc

/// What sells now: every sale counts less the older it is.
struct TrendScores: Sendable {
  /// The decayed sales of each item, scaled so that the best has 1.
  let values: [Float]
  /// What a score is multiplied with: the trend to the power of the exponent.
  let factors: [Float]
  /// The items that were ever sold, best first.
  let ranking: [Int32]
  /// The ranking within each category.
  let byCategory: [[Int32]]
  /// The distinct sales of the last 30 days, for reasons that say so.
  let recentSales: [Int32]

  init(
    _ catalogue: Catalogue, lineItems: [Int32], seconds: [Int64], asOf: Int64,
    options: RecommendationOptions
  ) {
    var sums = [Double](repeating: 0, count: catalogue.count)
    var recent = [Int32](repeating: 0, count: catalogue.count)
    var decayByHour: [Int64: Double] = [:]
    for line in lineItems.indices where lineItems[line] >= 0 {
      let item = Int(lineItems[line])
      let age = max(0, asOf - seconds[line])
      // By the hour: millions of lines share a few thousand powers.
      let hour = age / 3600
      let weight: Double
      if let known = decayByHour[hour] {
        weight = known
      } else {
        weight = Decay.weight(
          ageInSeconds: hour * 3600, halfLifeInDays: options.trendHalfLifeInDays)
        decayByHour[hour] = weight
      }
      sums[item] += weight
      if age <= 30 * 86_400 { recent[item] += 1 }
    }
    let best = sums.max() ?? 0
    let values = sums.map { best > 0 ? Float($0 / best) : 0 }
    let exponent = options.trendExponent
    factors =
      exponent > 0
      ? sums.map { best > 0 ? Float(pow($0 / best, exponent)) : 0 }
      : [Float](repeating: 1, count: sums.count)
    ranking = values.indices.filter { sums[$0] > 0 }
      .sorted { sums[$0] == sums[$1] ? $0 < $1 : sums[$0] > sums[$1] }
      .map { Int32(truncatingIfNeeded: $0) }
    var lists = [[Int32]](repeating: [], count: catalogue.categories.count)
    for item in ranking { lists[catalogue.products[Int(item)].category].append(item) }
    byCategory = lists
    self.values = values
    recentSales = recent
  }
}
