public import CRMModel
internal import Diagnostics
internal import Glibc

/// Measures a model on purchases it has not seen, against popularity and item neighbours.
public struct RecommendationEvaluator: Sendable {
  private let products: [Product]
  private let interests: [UserInterest]
  private let train: PurchaseTable
  private let asOf: Timestamp
  /// The never-bought products of each person that are held out.
  private let relevant: [String: Set<String>]
  private let users: [String]

  /// Splits the purchases.
  ///
  /// Only people with a purchase to learn from are judged, and only on products they had not
  /// bought before.
  public init(
    products: [Product], purchases: PurchaseTable, interests: [UserInterest] = [],
    split: EvaluationSplit
  ) {
    let known = Set(products.map(\.id))
    let userNames = purchases.users.names
    let productNames = purchases.products.names
    let lines = purchases.userColumn.indices.filter {
      known.contains(productNames[Int(purchases.productColumn[$0])])
        && !purchases.returnedColumn[$0]
    }
    var isHeldOut = [Bool](repeating: false, count: purchases.count)
    switch split {
    case .temporal(let cut):
      for line in lines { isHeldOut[line] = purchases.secondColumn[line] >= cut.secondsSince1970 }
      // A purchase in the very second of the cut must not be learnt.
      asOf = cut.adding(seconds: -1)
    case .leaveLastOut:
      var last: [Int32: Int] = [:]
      for line in lines {
        let user = purchases.userColumn[line]
        guard let former = last[user] else {
          last[user] = line
          continue
        }
        let isLater =
          (purchases.secondColumn[line], productNames[Int(purchases.productColumn[line])])
          > (purchases.secondColumn[former], productNames[Int(purchases.productColumn[former])])
        if isLater { last[user] = line }
      }
      for line in last.values { isHeldOut[line] = true }
      asOf = Timestamp(secondsSince1970: lines.map { purchases.secondColumn[$0] }.max() ?? 0)
    }
    let kept = Set(lines)
    train = purchases.filtered { kept.contains($0) && !isHeldOut[$0] }
    var bought: [Int32: Set<Int32>] = [:]
    for line in lines where !isHeldOut[line] {
      bought[purchases.userColumn[line], default: []].insert(purchases.productColumn[line])
    }
    var relevant: [String: Set<String>] = [:]
    for line in lines where isHeldOut[line] {
      let (user, product) = (purchases.userColumn[line], purchases.productColumn[line])
      guard let own = bought[user], !own.contains(product) else { continue }
      relevant[userNames[Int(user)], default: []].insert(productNames[Int(product)])
    }
    self.relevant = relevant
    users = relevant.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    self.products = products
    self.interests = interests
  }

  /// Measures a model with these options, without category cap, and the two baselines.
  public func evaluate(
    options: RecommendationOptions = .init(), k: Int = 10, threads: Int = 1
  ) -> [EvaluationResult] {
    let k = min(1000, max(1, k))
    var kept: TrainedParts?
    let model = trained(options, reusing: &kept, threads: threads)
    var neighbourOptions = options
    neighbourOptions.weights = HybridWeights(linear: 0, neighbours: 1, interest: 0)
    let neighbours = trained(neighbourOptions, reusing: &kept, threads: threads)
    let popularity = users.map { user in
      model.popularity(for: user, limit: k)
    }
    return [
      result("model", lists(model, k, threads), model, k),
      result("neighbours", lists(neighbours, k, threads), model, k),
      result("popularity", popularity, model, k),
    ]
  }

  /// Tries options one by one and ranks them by NDCG; equals keep their order.
  public func tune(
    _ candidates: [RecommendationOptions], k: Int = 10, threads: Int = 1
  ) -> [(options: RecommendationOptions, result: EvaluationResult)] {
    let k = min(1000, max(1, k))
    var kept: TrainedParts?
    let tried = candidates.map { options in
      (options: options, result: measure(options, k: k, reusing: &kept, threads: threads))
    }
    return tried.enumerated().sorted {
      $0.element.result.ndcg == $1.element.result.ndcg
        ? $0.offset < $1.offset : $0.element.result.ndcg > $1.element.result.ndcg
    }.map(\.element)
  }

  /// Measures one model; what it has in common with the last one measured is not trained again.
  public func measure(
    _ options: RecommendationOptions, k: Int = 10, reusing kept: inout TrainedParts?,
    threads: Int = 1
  ) -> EvaluationResult {
    let k = min(1000, max(1, k))
    let model = trained(options, reusing: &kept, threads: threads)
    return result("model", lists(model, k, threads), model, k)
  }

  /// The grid that `recommend tune` walks: penalty, half-life and trend around some options.
  public static func grid(around options: RecommendationOptions) -> [RecommendationOptions] {
    var grid: [RecommendationOptions] = []
    for ridge in [20.0, 50, 100, 200] {
      for halfLife in [30.0, 60, 90, 180] {
        for exponent in [0, 0.2, 0.4] {
          var candidate = options
          candidate.ridge = ridge
          candidate.profileHalfLifeInDays = halfLife
          candidate.trendExponent = exponent
          grid.append(candidate)
        }
      }
    }
    return grid
  }

  private func trained(
    _ options: RecommendationOptions, reusing kept: inout TrainedParts?, threads: Int
  ) -> RecommendationModel {
    var options = options
    options.rules.maximumPerCategory = 0
    let model = RecommendationModel.train(
      products: products, table: train, interests: interests, asOf: asOf, options: options,
      reusing: kept, threads: threads)
    kept = model.trainedParts
    return model
  }

  private func lists(_ model: RecommendationModel, _ k: Int, _ threads: Int) -> [[String]] {
    model.mapLists(for: users, limit: k, threads: threads, explains: false) { list in
      list.recommendations.map(\.productID)
    }
  }

  private func result(
    _ method: String, _ lists: [[String]], _ model: RecommendationModel, _ k: Int
  ) -> EvaluationResult {
    var metrics = RankingMetrics(k: k)
    let people = Double(max(1, model.users.count))
    for (user, list) in zip(users, lists) {
      metrics.add(list, relevant: relevant[user] ?? []) { product in
        let buyers = model.catalogue.index[product].map { model.matrix.buyerCount(of: $0) } ?? 0
        return -log2(max(1, Double(buyers)) / people)
      }
    }
    return metrics.result(method: method, catalogueCount: model.catalogue.count)
  }
}

extension RecommendationModel {
  /// What most people bought, without what the person has: the baseline to beat.
  func popularity(for userID: String, limit: Int) -> [String] {
    guard let user = users[userID] else { return [] }
    var best = BestItems(limit: limit)
    for item in 0..<catalogue.count where matrix.pair(user: user, item: item) == nil {
      best.offer(item: Int32(item), score: Float(matrix.buyerCount(of: item)))
    }
    return best.sortedByScore().map { catalogue.products[Int($0.item)].id }
  }
}
