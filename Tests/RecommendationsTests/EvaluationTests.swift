import JSONText
import CRMModel
import Diagnostics
import Testing

@testable import Recommendations

struct EvaluationTests {
  @Test func metricsAreThoseOfAHandCalculation() {
    var metrics = RankingMetrics(k: 3)
    metrics.add(["a", "b", "c", "d"], relevant: ["b", "d"]) { _ in 2 }
    metrics.add([], relevant: ["a"]) { _ in 2 }
    metrics.add(["a"], relevant: []) { _ in 2 }
    let result = metrics.result(method: "m", catalogueCount: 6)
    #expect(result.users == 2)
    #expect(abs(result.recall - 0.25) < 1e-12)
    // b at rank 2: 1/log2(3) over 1 + 1/log2(3), half of it as the other person had no list.
    #expect(abs(result.ndcg - 0.193426) < 1e-6)
    #expect(result.coverage == 0.5)
    #expect(result.novelty == 2)
  }

  @Test func theModelBeatsPopularityWhereThereIsTaste() {
    let shop = RandomShop(seed: 41, users: 120, items: 60, lines: 2200)
    let evaluator = RecommendationEvaluator(
      products: shop.products.map {
        var product = $0
        product.metadata = [:]
        return product
      }, purchases: PurchaseTable(shop.purchases),
      split: .temporal(SmallShop.now.adding(seconds: -40 * 86_400)))
    let results = evaluator.evaluate(k: 10, threads: 2)
    #expect(results.map(\.method) == ["model", "neighbours", "popularity"])
    #expect(results[0].ndcg > results[2].ndcg * 1.3)
    #expect(results[0].users > 50)
    #expect(results.allSatisfy { (0...1).contains($0.recall) && (0...1).contains($0.coverage) })
    #expect(results[0].novelty > 0)
    #expect(evaluator.evaluate(k: 10, threads: 1) == results)
  }

  @Test func leaveLastOutHoldsOutOneProductEach() {
    // Everyone's last purchase is the stove, and nobody else tells of it.
    var purchases: [Purchase] = []
    for user in 0..<30 {
      purchases.append(SmallShop.purchase("u\(user)", "tent", daysAgo: 9))
      if user > 0 { purchases.append(SmallShop.purchase("u\(user)", "lamp", daysAgo: 5)) }
    }
    let evaluator = RecommendationEvaluator(
      products: SmallShop.products, purchases: PurchaseTable(purchases), split: .leaveLastOut)
    let results = evaluator.evaluate(k: 5)
    #expect(results[2].users == 29)
    #expect(results[0].recall == 0)
  }

  @Test func tuningRanksByQuality() {
    let shop = RandomShop(seed: 42, users: 80, items: 60, lines: 1500)
    let evaluator = RecommendationEvaluator(
      products: shop.products, purchases: PurchaseTable(shop.purchases), split: .leaveLastOut)
    let grid = RecommendationEvaluator.grid(around: .init())
    #expect(grid.count == 48)
    let tried = evaluator.tune(Array(grid.prefix(3)), k: 5)
    #expect(tried.count == 3)
    #expect(tried.map(\.result.ndcg) == tried.map(\.result.ndcg).sorted(by: >))
  }
}
