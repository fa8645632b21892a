import CRMModel
import Diagnostics
import JSONText
import Testing

@testable import Recommendations

/// Parts kept from an earlier training save work and change nothing.
struct TrainingReuseTests {
  private func bytes(_ model: RecommendationModel) -> [UInt8] {
    ListFormat.jsonl.bytes(model.lists(limit: 8), explains: true)
      + KnowledgeGraph(model).export(.jsonl)
  }

  @Test(arguments: [61, 62] as [UInt64])
  func aModelOfKeptPartsEqualsOneFromNothing(seed: UInt64) {
    var shop = RandomShop(seed: seed)
    var kept: TrainedParts?
    var reusedLinear = 0
    for step in 0..<6 {
      switch step % 4 {
      case 1: shop.products[shop.next(shop.products.count)].price = .zero
      case 2: shop.purchases.remove(at: shop.next(shop.purchases.count))
      case 3:
        shop.purchases.append(
          SmallShop.purchase("new\(step)", "p\(shop.next(9))", daysAgo: shop.next(30)))
      default: break
      }
      let patched = RecommendationModel.train(
        products: shop.products, purchases: shop.purchases, interests: shop.interests,
        contacts: shop.contacts, asOf: SmallShop.now, reusing: kept)
      #expect(bytes(patched) == bytes(shop.model()))
      #expect(patched.trainedParts.bytes == shop.model().trainedParts.bytes)
      reusedLinear += patched.reused.linear ? 1 : 0
      let read = TrainedParts(bytes: patched.trainedParts.bytes)
      #expect(read != nil)
      kept = read
    }
    #expect(reusedLinear >= 1)
  }

  @Test func whatChangesNoInputTrainsNothing() {
    var shop = RandomShop(seed: 64)
    let kept = shop.model().trainedParts
    shop.products[3].name = "Another name"
    shop.products[4].metadata = ["in_stock": false]
    shop.interests.removeAll()
    shop.contacts.append(ContactProfile(id: "aaa", email: "aaa@example.com"))
    var options = RecommendationOptions()
    options.profileHalfLifeInDays = 3
    options.rules.maximumPerCategory = 0
    let model = RecommendationModel.train(
      products: shop.products, purchases: shop.purchases, interests: [],
      contacts: shop.contacts, asOf: SmallShop.now.adding(seconds: 86_400), options: options,
      reusing: kept)
    #expect(model.reused.isEverything)
  }

  @Test func whatChangesAnInputTrainsIt() {
    var shop = RandomShop(seed: 65)
    let kept = shop.model().trainedParts
    func train(_ options: RecommendationOptions = .init()) -> ReusedParts {
      RecommendationModel.train(
        products: shop.products, purchases: shop.purchases, interests: [], contacts: [],
        asOf: SmallShop.now, options: options, reusing: kept
      ).reused
    }
    var options = RecommendationOptions()
    options.ridge = 51
    #expect(train(options) == ReusedParts(linear: false, complements: true))
    options = .init()
    options.minimumLift = 2
    #expect(train(options) == ReusedParts(linear: true, complements: false))
    options = .init()
    options.neighbourCount = 7
    #expect(train(options) == ReusedParts(linear: false, complements: true))
    shop.products.append(SmallShop.product("zz", "One more", "category1"))
    #expect(train() == ReusedParts(linear: false, complements: false))
  }

  @Test func damagedBytesAreRefused() {
    let good = SmallShop.model().trainedParts.bytes
    #expect(TrainedParts(bytes: good) != nil)
    for length in stride(from: 0, to: good.count, by: 13) {
      #expect(TrainedParts(bytes: Array(good.prefix(length))) == nil)
    }
    for position in stride(from: 0, to: good.count, by: 17) {
      var bad = good
      bad[position] ^= 0x40
      #expect(TrainedParts(bytes: bad) == nil)
    }
    #expect(TrainedParts(bytes: good + [0]) == nil)
  }

  @Test func indexesOutOfRangeAreRefusedEvenWithARightDigest() {
    let parts = SmallShop.model().trainedParts
    func remade(_ items: [Int32], _ start: [Int]) -> TrainedParts? {
      let linear = TrainedParts.Linear(
        key: parts.linear.key, itemCount: parts.linear.itemCount,
        neighbours: CosineNeighbours(
          start: start, items: items, shared: parts.linear.neighbours.shared),
        weights: parts.linear.weights)
      return TrainedParts(
        bytes: TrainedParts(linear: linear, complements: parts.complements).bytes)
    }
    let (items, start) = (parts.linear.neighbours.items, parts.linear.neighbours.start)
    #expect(remade(items, start) != nil)
    #expect(remade([99] + items.dropFirst(), start) == nil)
    #expect(remade([-1] + items.dropFirst(), start) == nil)
    #expect(remade(items, start.map { $0 == 0 ? 1 : $0 }) == nil)
    #expect(remade(items, start.dropLast() + [items.count + 1]) == nil)
    #expect(remade(items, [0, items.count, 1] + start.dropFirst(3)) == nil)
  }

  @Test func withoutWeightTheLinearModelIsNotSolved() {
    var options = RecommendationOptions()
    options.weights = HybridWeights(linear: 0, neighbours: 1)
    let model = SmallShop.model(options: options)
    #expect(model.linear.weights.allSatisfy { $0 == 0 })
    #expect(model.recommend(for: "anna", limit: 2).count == 2)
    options.weights = HybridWeights(linear: 0, interest: 1)
    #expect(SmallShop.model(options: options).linear.weights.contains { $0 != 0 })
  }
}
