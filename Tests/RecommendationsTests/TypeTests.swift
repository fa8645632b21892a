import CRMModel
import Testing

@testable import Recommendations

struct TypeTests {
  @Test func restockOffersWhatIsBoughtAgainAndAgain() throws {
    var purchases = SmallShop.purchases
    for days in [10, 40, 70] { purchases.append(SmallShop.purchase("anna", "gas", daysAgo: days)) }
    let list = SmallShop.model(purchases: purchases).list(for: "anna", type: .restock)
    #expect(list.recommendations.map(\.productID) == ["gas"])
    #expect(
      list.recommendations.first?.reason == "You have bought this 3 times: time to stock up?")
    #expect(list.items.first?.causes.first?.kind == .boughtAgain)
  }

  @Test func complementsAreBoughtInTheSameBaskets() {
    let list = SmallShop.model().list(for: "anna", type: .complements)
    #expect(Set(list.recommendations.map(\.productID)) == ["stove", "gas"])
    #expect(list.recommendations.first?.reason.hasPrefix("Goes well with Trail") == true)
  }

  @Test func trendingStaysInTheOwnCategories() throws {
    var purchases = SmallShop.purchases
    for index in 0..<3 { purchases.append(SmallShop.purchase("x\(index)", "dome", daysAgo: 1)) }
    let list = SmallShop.model(purchases: purchases).list(for: "anna", limit: 1, type: .trending)
    #expect(list.recommendations.map(\.productID) == ["dome"])
    #expect(list.recommendations.first?.reason == "Popular in tents this month")
  }

  @Test func contentFindsWhatNobodyHasBought() {
    var options = RecommendationOptions()
    options.weights = HybridWeights(linear: 0, content: 1)
    options.rules.fillsFromTrend = false
    let list = SmallShop.model(options: options).list(for: "anna", limit: 1)
    #expect(list.recommendations.map(\.productID) == ["dome"])
    #expect(list.recommendations.first?.reason.hasPrefix("Similar to Trail") == true)
  }

  @Test func discoveryNamesTheNewCategory() {
    var options = RecommendationOptions()
    options.discoveryExcludedCategories = 1
    let list = SmallShop.model(options: options).list(for: "anna", limit: 2, type: .discovery)
    #expect(list.recommendations.first?.reason == "Something new for you: cooking")
  }

  @Test func anOldFavouriteIsNotCalledPopularThisMonth() {
    let list = SmallShop.model().list(for: "stranger", limit: 9)
    let board = list.recommendations.first { $0.productID == "board" }
    #expect(board?.reason == "A favourite in kitchen")
  }

  @Test func purchasesAfterTheAsOfTimeAreNotKnown() {
    let later = SmallShop.purchase("anna", "stove", daysAgo: -1)
    let unknown = SmallShop.purchase("anna", "spaceship", daysAgo: 1)
    let model = SmallShop.model(purchases: SmallShop.purchases + [later, unknown])
    #expect(model.recommend(for: "anna").map(\.productID).contains("stove"))
    #expect(model.skipped.laterPurchases == 1)
    #expect(model.skipped.unknownProducts == 1)
  }

  @Test func hugeBasketsSayNothingAboutPairs() {
    var options = RecommendationOptions()
    options.maximumBasketLines = 3
    let model = SmallShop.model(options: options)
    #expect(model.skipped.largeBaskets == 10)
    #expect(model.complements.range(of: model.catalogue.index["tent"] ?? 0).isEmpty)
    #expect(SmallShop.model().skipped.largeBaskets == 0)
  }

  @Test(arguments: [
    (110, 2_442, 111, 29_114, 270.72), (1, 1, 1, 2, 2.7726), (0, 5, 5, 100, 0.5259),
  ])
  func theLikelihoodRatioIsDunnings(
    both: Int, first: Int, second: Int, total: Int, expected: Double
  ) {
    // 110, 2442, 111 is the first row of table 1 in Dunning 1993 (his counts, -2 log lambda).
    let score = LikelihoodRatio.score(
      both: both, first: both == 110 ? first + 110 : first,
      second: both == 110 ? second + 110 : second, total: both == 110 ? 31_777 : total)
    #expect(abs(score - expected) < 0.06)
  }
}
