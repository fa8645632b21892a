import CRMModel
import Testing

@testable import Recommendations

struct GraphWalkTests {
  private let options: RecommendationOptions = {
    var options = RecommendationOptions()
    options.weights = HybridWeights(linear: 0, interest: 0, walk: 1)
    options.rules.maximumPerCategory = 0
    options.rules.fillsFromTrend = false
    options.trendExponent = 0
    return options
  }()

  @Test func aWalkFindsWhatIsNear() {
    let list = SmallShop.model(options: options).list(for: "anna", limit: 9)
    #expect(Set(list.recommendations.prefix(2).map(\.productID)) == ["stove", "gas"])
    #expect(list.items[0].parts == [PartShare(part: .walk, share: 1)])
    #expect(list.recommendations[0].reason.contains("Trail"))
    // What no walk reaches is not scored: cooks share nothing with campers.
    #expect(!list.recommendations.contains { $0.category == "kitchen" })
  }

  @Test func interestsAreEdgesToo() {
    let interests = ["dora", "cook1", "cook2", "cook3"].map {
      SmallShop.interest($0, "home", "knives")
    }
    let list = SmallShop.model(interests: interests, options: options).list(for: "dora", limit: 3)
    #expect(Set(list.recommendations.map(\.productID)) == ["pan", "knife", "board"])
  }

  @Test(arguments: [71, 72] as [UInt64])
  func pushingAgreesWithCountingEveryStep(seed: UInt64) throws {
    // The same walk as a plain power iteration over the edges the graph exports.
    let shop = RandomShop(seed: seed, users: 30, items: 24, lines: 240)
    let model = shop.model(options)
    let walk = GraphWalk(model: model)
    let (items, users) = (model.catalogue.count, model.users.count)
    let categories = model.catalogue.categories.count
    func step(_ mass: [Double]) -> [Double] {
      var next = [Double](repeating: 0, count: mass.count)
      for (node, share) in mass.enumerated() where share > 0 {
        var parts: [(weight: Double, targets: [Int])] = []
        if node < items {
          parts = [
            (0.65, model.matrix.buyers[model.matrix.buyerRange(of: node)].map { items + Int($0) }),
            (
              0.25,
              model.complements.range(of: node).map { Int(model.complements.items[$0]) }
            ),
            (0.1, [items + users + model.catalogue.products[node].category]),
          ]
        } else if node < items + users {
          let user = node - items
          parts = [
            (0.7, model.matrix.pairs(of: user).map { Int(model.matrix.items[$0]) }),
            (
              0.15,
              model.links.interests(of: user).map {
                items + users + categories + Int($0.interest)
              }
            ),
          ]
        } else if node < items + users + categories {
          parts = [(1, model.catalogue.itemsByCategory[node - items - users].map { Int($0) })]
        } else {
          let interest = node - items - users - categories
          parts = [(1, model.links.usersByInterest[interest].map { items + Int($0) })]
        }
        let total = parts.reduce(0) { $1.targets.isEmpty ? $0 : $0 + $1.weight }
        for part in parts where !part.targets.isEmpty {
          let each = share * part.weight / total / Double(part.targets.count)
          for target in part.targets { next[target] += each }
        }
      }
      return next
    }
    let person = "u3"
    let user = try #require(model.users[person])
    var scratch = RankingScratch(itemCount: items)
    model.fillProfile(of: user, &scratch)
    var memory = WalkScratch(nodeCount: walk.nodeCount, userCount: users)
    var buffer = ScoreBuffer(itemCount: items)
    walk.run(user: user, profile: scratch.profile, &memory, &buffer)

    var first = [Double](repeating: 0, count: walk.nodeCount)
    let similar = try KnowledgeGraph(model).similarUsers(to: person, limit: 20)
    let interests = model.links.interests(of: user)
    var total = 0.7 + 0.15
    if !interests.isEmpty { total += 0.15 }
    let weights = scratch.profile.touched.reduce(0) { $0 + Double(scratch.profile[Int($1)]) }
    for item in scratch.profile.touched {
      first[Int(item)] += 0.7 / total * Double(scratch.profile[Int(item)]) / weights
    }
    for edge in interests {
      first[items + users + categories + Int(edge.interest)] +=
        0.15 / total / Double(interests.count)
    }
    let closeness = similar.reduce(0) { $0 + $1.similarity }
    for other in similar {
      first[items + (model.users[other.userID] ?? 0)] += 0.15 / total * other.similarity / closeness
    }
    var settled = [Double](repeating: 0, count: walk.nodeCount)
    var mass = first
    for _ in 0..<80 {
      for node in mass.indices { settled[node] += 0.3 * mass[node] }
      mass = step(mass.map { $0 * 0.7 })
    }
    for item in 0..<items {
      let buyers = Double(max(1, model.matrix.buyerCount(of: item)))
      let expected = settled[item] / buyers.squareRoot()
      #expect(abs(Double(buffer[item]) - expected) < 0.02 * max(expected, 0.001))
    }
  }

  @Test func theWalkIsTheSameOnAnyNumberOfThreads() {
    var options = options
    options.weights = HybridWeights(linear: 1, walk: 0.5)
    let shop = RandomShop(seed: 73, users: 40, items: 30, lines: 300)
    let one = shop.model(options, threads: 1).lists(limit: 8, threads: 1)
    let two = shop.model(options, threads: 2).lists(limit: 8, threads: 2)
    #expect(one == two)
    #expect(one.contains { list in list.items.contains { $0.parts.contains { $0.part == .walk } } })
    #expect(one.allSatisfy { list in list.items.allSatisfy { !$0.recommendation.reason.isEmpty } })
  }
}
