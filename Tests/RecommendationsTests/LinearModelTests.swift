import CRMModel
import Testing

@testable import Recommendations

struct LinearModelTests {
  private let model: RecommendationModel
  private let buyers: [Set<Int32>]

  init() {
    let model = RandomShop(seed: 21, users: 80, items: 80, lines: 2000).model()
    buyers = (0..<model.catalogue.count).map {
      Set(model.matrix.buyers[model.matrix.buyerRange(of: $0)])
    }
    self.model = model
  }

  private func shared(_ one: Int, _ other: Int) -> Int {
    buyers[one].intersection(buyers[other]).count
  }

  @Test func neighboursAreThoseOfABruteForceSearch() {
    for item in 0..<model.catalogue.count {
      let scored = (0..<model.catalogue.count).filter { $0 != item && shared(item, $0) > 0 }.map {
        ($0, Float(shared(item, $0)) / Float(model.matrix.buyerCount(of: $0)).squareRoot())
      }
      let worst = scored.map(\.1).sorted(by: >).prefix(50).last ?? 0
      let found = model.neighbours.items[model.neighbours.range(of: item)].map(Int.init)
      #expect(found.count == min(50, scored.count))
      #expect(found == found.sorted())
      for other in found {
        let score = scored.first { $0.0 == other }?.1 ?? -1
        #expect(score >= worst * 0.9999)
      }
    }
  }

  @Test func weightsSolveTheRidgeEquations() {
    for item in 0..<model.catalogue.count {
      let range = model.neighbours.range(of: item)
      for row in range {
        var sum = 0.0
        for column in range {
          let (one, other) = (
            Int(model.neighbours.items[row]), Int(model.neighbours.items[column])
          )
          let entry =
            one == other
            ? Double(model.matrix.buyerCount(of: one)) + model.options.ridge
            : Double(shared(one, other))
          sum += entry * Double(model.linear.weights[column])
        }
        let expected = Double(shared(item, Int(model.neighbours.items[row])))
        #expect(abs(sum - expected) < 1e-3 * max(1, expected))
      }
    }
  }

  @Test func aSystemWithoutAPositivePivotDoesNotBreak() {
    var solver = CholeskySolver()
    let zeros = [Float](repeating: 0, count: 64 * 64)
    let ones = [Float](repeating: 1, count: 64)
    #expect(solver.solve(matrix: zeros, right: ones, count: 3).allSatisfy { $0.isFinite })
    #expect(solver.solve(matrix: zeros, right: ones, count: 0).isEmpty)
  }

  @Test func theBestItemsDoNotDependOnTheOrderOfOffers() {
    let offers = (0..<200).map { (Int32($0), Float($0 * 37 % 11)) }
    var there = BestItems(limit: 7)
    var back = BestItems(limit: 7)
    for (item, score) in offers { there.offer(item: item, score: score) }
    for (item, score) in offers.reversed() { back.offer(item: item, score: score) }
    #expect(there.sortedByScore().map(\.item) == back.sortedByScore().map(\.item))
    #expect(there.sortedByScore().map(\.item) == [8, 19, 30, 41, 52, 63, 74].map { Int32($0) })
  }

  @Test func extremeOptionsAreBroughtIntoRange() {
    var options = RecommendationOptions()
    options.neighbourCount = 10_000
    options.ridge = -.infinity
    options.profileHalfLifeInDays = .nan
    options.trendExponent = -1
    options.maximumBasketLines = -5
    options.minimumPairSupport = -1
    options.weights = HybridWeights(linear: .nan, neighbours: -1, interest: .infinity)
    let shop = RandomShop(seed: 22)
    let lists = shop.model(options).lists(limit: 4)
    #expect(lists.allSatisfy { list in list.recommendations.allSatisfy { $0.score.isFinite } })
    let empty = RecommendationModel.train(
      products: [], purchases: [], interests: [], contacts: [], asOf: SmallShop.now)
    #expect(empty.recommend(for: "anyone").isEmpty)
  }
}
