import Diagnostics
import JSONText
import CRMModel
import Testing

@testable import Recommendations

/// Every rule holds for every person, type and shop.
@Suite struct RulePropertyTests {
  static let types: [RecommendationType?] = [nil] + RecommendationType.allCases

  private func check(
    _ seed: UInt64, _ change: (inout RecommendationRules) -> Void,
    _ body: (RandomShop, RecommendationType?, RecommendationList) -> Void
  ) {
    let shop = RandomShop(seed: seed)
    var options = RecommendationOptions()
    options.minimumPairSupport = 2
    options.minimumLift = 1
    options.minimumLikelihoodRatio = 0
    options.weights = HybridWeights(
      linear: 1, neighbours: 0.3, content: 0.2, interest: 0.3, trend: 0.1, complements: 0.2)
    change(&options.rules)
    let model = shop.model(options)
    for type in Self.types {
      for list in model.lists(limit: 8, type: type) { body(shop, type, list) }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func nobodyIsOfferedWhatHeBoughtOrSentBack(seed: UInt64) {
    var removed = RemovalCounts()
    check(seed, { _ in }) { shop, type, list in
      removed.add(list.removals)
      let own = shop.purchases.filter { $0.userID == list.userID }
      let returned = Set(own.filter { $0.metadata["returned"] != nil }.map(\.productID))
      let bought = Set(own.filter { $0.metadata["returned"] == nil }.map(\.productID))
      let shown = Set(list.recommendations.map(\.productID))
      #expect(shown.isDisjoint(with: returned))
      if type == .restock {
        #expect(shown.isSubset(of: bought))
      } else {
        #expect(shown.isDisjoint(with: bought))
      }
    }
    #expect(removed[.bought] > 0)
    #expect(removed[.returned] > 0)
    #expect(removed.total >= removed[.bought] + removed[.returned])
    #expect(removed.nonZero.map(\.rule).contains(.bought))
  }

  @Test(arguments: [4, 5] as [UInt64])
  func nothingOutOfStockIsOffered(seed: UInt64) {
    var removed = 0
    check(seed, { _ in }) { shop, _, list in
      let gone = Set(shop.products.filter { $0.metadata["in_stock"] != nil }.map(\.id))
      removed += list.removals[.outOfStock]
      #expect(Set(list.recommendations.map(\.productID)).isDisjoint(with: gone))
    }
    #expect(removed > 0)
  }

  @Test(arguments: [0, 1, 2, 3])
  func aCategoryFillsNoMoreThanItsShare(cap: Int) {
    var most = 0
    check(6, { $0.maximumPerCategory = cap }) { _, _, list in
      let counts = Dictionary(grouping: list.recommendations, by: \.category).values.map(\.count)
      most = max(most, counts.max() ?? 0)
    }
    #expect(cap == 0 ? most > 3 : most == cap)
  }

  @Test func listsOfProductsAllowAndForbid() {
    check(7, { $0.excludedProducts = ["p1", "p4"] }) { _, _, list in
      #expect(Set(list.recommendations.map(\.productID)).isDisjoint(with: ["p1", "p4"]))
    }
    var removed = 0
    check(7, { $0.includedProducts = ["p2", "p5", "p6"] }) { _, _, list in
      removed += list.removals[.notIncluded]
      #expect(Set(list.recommendations.map(\.productID)).isSubset(of: ["p2", "p5", "p6"]))
    }
    #expect(removed > 0)
  }

  @Test func pricesStayInTheirRange() {
    var removed = 0
    check(
      8,
      {
        $0.minimumPrice = ExactDecimal("20.00")
        $0.maximumPrice = ExactDecimal("60.50")
      },
      { shop, _, list in
        removed += list.removals[.priceRange]
        for id in list.recommendations.map(\.productID) {
          let price = shop.products.first { $0.id == id }?.price.doubleValue ?? 0
          #expect((20...60.5).contains(price))
        }
      })
    #expect(removed > 0)
  }

  @Test func weakScoresAreLeftOut() {
    var removed = 0
    check(9, { $0.minimumScore = 0.4 }) { _, _, list in
      removed += list.removals[.minimumScore]
      #expect(list.recommendations.allSatisfy { $0.score >= 0.4 })
    }
    #expect(removed > 0)
  }

  @Test func listsAreFilledOnlyWhenAskedTo() {
    check(10, { $0.fillsFromTrend = false }) { _, _, list in
      #expect(list.items.allSatisfy { !$0.isFill })
    }
    check(10, { $0.maximumPerCategory = 0 }) { _, type, list in
      if type == nil { #expect(list.items.count == 8) }
      if type == .restock || type == .complements {
        #expect(list.items.allSatisfy { !$0.isFill })
      }
    }
  }

  @Test(arguments: [21, 22] as [UInt64])
  func everyCandidateIsShownOrCountedOnce(seed: UInt64) {
    let shop = RandomShop(seed: seed)
    let model = shop.model()
    // With room for everything, each product of the catalogue is shown or removed by one rule.
    for fills in [true, false] {
      var rules = RecommendationRules()
      rules.fillsFromTrend = fills
      rules.minimumPrice = ExactDecimal("30")
      for list in model.lists(limit: 1000, rules: rules) where !list.isCold {
        let ids = list.recommendations.map(\.productID)
        #expect(Set(ids).count == ids.count)
        let seen = ids.count + list.removals.total
        #expect(seen <= shop.products.count)
        if fills { #expect(seen == model.trend.ranking.count) }
      }
    }
  }

  @Test func listsAreOrderedWithoutRepeatsAndExplained() {
    check(11, { _ in }) { shop, _, list in
      let known = Set(shop.products.map(\.id))
      let ids = list.recommendations.map(\.productID)
      #expect(Set(ids).count == ids.count)
      #expect(Set(ids).isSubset(of: known))
      #expect(ids.count <= 8)
      let scores = list.recommendations.map(\.score)
      #expect(scores == scores.sorted(by: >))
      for item in list.items {
        #expect((0...1).contains(item.recommendation.score))
        #expect(!item.recommendation.reason.isEmpty)
        #expect(!item.recommendation.reason.contains("{"))
        #expect(item.causes.count <= 3)
        #expect(abs(item.parts.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        #expect(item.causes.reduce(0) { $0 + $1.share } < 1 + 1e-9)
        #expect(item.causes.map(\.share) == item.causes.map(\.share).sorted(by: >))
      }
    }
  }

  @Test func discoveryLeavesTheOwnCategoriesOut() {
    let shop = RandomShop(seed: 12)
    let model = shop.model()
    var removed = 0
    for list in model.lists(limit: 5, type: .discovery) {
      guard let user = model.users[list.userID] else { continue }
      var scratch = RankingScratch(itemCount: model.catalogue.count)
      model.fillProfile(of: user, &scratch)
      let own = model.categoryShares(user, scratch.profile).prefix(3)
        .map { model.catalogue.categories.ids[$0.category] }
      removed += list.removals[.ownCategory]
      #expect(Set(list.recommendations.map(\.category)).isDisjoint(with: own))
    }
    #expect(removed > 0)
  }

  @Test(arguments: [13, 14] as [UInt64])
  func threadsAndOrderOfRecordsChangeNoByte(seed: UInt64) {
    var shop = RandomShop(seed: seed, users: 150, items: 520, lines: 2500)
    let one = shop.model(threads: 1)
    let first = ListFormat.jsonl.bytes(one.lists(limit: 8, threads: 1))
    shop.products.reverse()
    shop.purchases.reverse()
    let two = shop.model(threads: 2)
    #expect(ListFormat.jsonl.bytes(two.lists(limit: 8, threads: 2)) == first)
    #expect(one.linear.weights == two.linear.weights)
  }

  @Test(arguments: [-1, 0, 1, 5000])
  func anyLimitIsFine(limit: Int) {
    let model = RandomShop(seed: 16).model()
    for id in ["u1", "cold", "stranger"] {
      #expect(model.recommend(for: id, limit: limit).count <= max(0, limit))
    }
  }
}
