import CRMModel
import Testing

@testable import Recommendations

struct RecommendTests {
  @Test func whatPeersBoughtComesFirstWithItsCauses() throws {
    let list = SmallShop.model().list(for: "anna", limit: 2)
    #expect(Set(list.recommendations.map(\.productID)) == ["gas", "stove"])
    #expect(list.items[0].recommendation.score == 1)
    let reasons = ["Trail Tent and Trail Lamp", "Trail Lamp and Trail Tent"]
    #expect(
      reasons.map { "Because you bought " + $0 }.contains(list.items[0].recommendation.reason))
    #expect(list.items[0].recommendation.category == "cooking")
    #expect(!list.isCold)
    let shares = list.items[0].causes.reduce(0) { $0 + $1.share }
    #expect(abs(shares - 1) < 1e-6)
  }

  @Test func aStrangerGetsWhatSellsNow() {
    let list = SmallShop.model().list(for: "nobody", limit: 3)
    #expect(list.isCold)
    #expect(list.items.allSatisfy { $0.isFill })
    #expect(list.recommendations.first?.productID == "lamp")
    #expect(list.recommendations.first?.reason == "Popular in lights this month")
    #expect(list.recommendations.map(\.productID).contains("tent"))
  }

  @Test func aColdPersonWithAnInterestGetsIt() {
    let model = SmallShop.model(interests: [SmallShop.interest("bea", "cooking", "knife")])
    let list = model.list(for: "bea", limit: 3)
    #expect(list.recommendations.first?.productID == "knife")
    #expect(list.recommendations.first?.reason == "Matches your interest in knife")
    #expect(list.isCold)
  }

  @Test func aColdPersonGetsWhatSellsAtHerPlace() {
    let contacts =
      (0..<10).map {
        ContactProfile(id: "cook\($0)", email: "cook\($0)@example.com", placeID: "kitchen-town")
      } + [ContactProfile(id: "cara", email: "cara@example.com", placeID: "kitchen-town")]
    let list = SmallShop.model(contacts: contacts).list(for: "cara", limit: 3)
    #expect(list.recommendations.prefix(2).map(\.productID) == ["board", "knife"])
    #expect(list.recommendations.first?.reason == "Popular near you")
    #expect(list.removals[.categoryCap] > 0)
  }

  @Test func theNumberOfThreadsChangesNothing() {
    let one = SmallShop.model(threads: 1).lists(limit: 9, threads: 1)
    let two = SmallShop.model(threads: 2).lists(limit: 9, threads: 2)
    #expect(one == two)
    #expect(one.count == 21)
  }

  @Test func theOrderOfTheRecordsChangesNothing() {
    let there = SmallShop.model()
    let back = SmallShop.model(
      products: SmallShop.products.reversed(), purchases: SmallShop.purchases.reversed())
    #expect(there.lists(limit: 9) == back.lists(limit: 9))
  }

  @Test func scoresFallFromOneTowardsZero() {
    for list in SmallShop.model().lists(limit: 9) {
      let scores = list.recommendations.map(\.score)
      #expect(scores == scores.sorted(by: >))
      #expect(scores.allSatisfy { (0...1).contains($0) })
    }
  }
}
