import Diagnostics
import CRMModel
import Testing

@testable import Recommendations

struct KnowledgeGraphTests {
  private let graph = KnowledgeGraph(
    SmallShop.model(
      interests: [
        SmallShop.interest("anna", "sport", "hiking"), SmallShop.interest("bea", "sport", "hiking"),
      ]))

  @Test func nodesOfEveryKindAreThere() {
    #expect(graph.nodes(.user).count == 22)
    #expect(graph.nodes(.product).count == 9)
    #expect(graph.nodes(.interest) == [GraphNode(.interest, "sport:hiking")])
    #expect(graph.nodes(.category).map(\.id) == ["cooking", "kitchen", "lights", "tents"])
  }

  @Test func similarUsersShareProductsAndInterests() throws {
    let similar = try graph.similarUsers(to: "anna", limit: 20)
    #expect(similar.first?.userID == "bea")
    #expect(similar.first?.commonInterests == ["sport:hiking"])
    let camper = similar.first { $0.userID == "camper3" }
    #expect(camper?.commonProducts == 2)
    #expect(abs((camper?.similarity ?? 0) - 2 / (3.0 * 4).squareRoot()) < 1e-9)
    #expect(!similar.contains { $0.userID.hasPrefix("cook") || $0.userID == "anna" })
    #expect(throws: (any Error).self) { try graph.similarUsers(to: "nobody") }
  }

  @Test func theProfileHoldsWhatIsOneStepAway() throws {
    let profile = try graph.profile(of: "anna")
    #expect(profile.purchaseCount == 2)
    #expect(profile.preferences.map(\.category) == ["lights", "tents"])
    #expect(profile.preferences.map(\.share) == [0.5, 0.5])
    #expect(profile.edges.map(\.kind) == [.purchased, .purchased, .interestedIn])
    #expect(profile.edges[0].facts.first?.name == "timestamp")
    #expect(throws: (any Error).self) { try graph.profile(of: "nobody") }
  }

  @Test func pathsAreShortest() {
    let path = graph.path(from: GraphNode(.user, "bea"), to: GraphNode(.category, "cooking"))
    #expect(path?.first == GraphNode(.user, "bea"))
    #expect(path?.last == GraphNode(.category, "cooking"))
    #expect(path?.count == 6)
    let none = graph.path(from: GraphNode(.user, "anna"), to: GraphNode(.product, "pan"))
    #expect(none == nil)
    let unknown = graph.path(from: GraphNode(.user, "x"), to: GraphNode(.product, "pan"))
    #expect(unknown == nil)
    #expect(
      graph.path(from: GraphNode(.product, "pan"), to: GraphNode(.product, "pan"))?.count == 1)
  }

  @Test func exportsHoldEveryEdgeOnceAndEscapeNames() {
    var products = SmallShop.products
    products[0].name = "Tent <\"&\u{1}\n>"
    let graph = KnowledgeGraph(SmallShop.model(products: products))
    let lines = String(decoding: graph.export(.jsonl), as: UTF8.self).split(separator: "\n")
    #expect(lines.filter { $0.contains("PURCHASED") }.count == 72)
    #expect(lines.filter { $0.contains("BELONGS_TO") }.count == 9)
    #expect(lines.contains { $0.contains("Tent <\\\"&\\u0001\\n>") })
    let xml = String(decoding: graph.export(.graphML, similarUsers: 0), as: UTF8.self)
    #expect(xml.contains("Tent &lt;&quot;&amp;\u{FFFD}&#10;&gt;"))
    #expect(!xml.contains("SIMILAR_TO"))
    #expect(lines.contains { $0.contains("SIMILAR_TO") })
    #expect(lines.contains { $0.contains("COMPLEMENTS") })
    #expect(xml.hasSuffix("</graphml>\n"))
    #expect(graph.export(.jsonl) == graph.export(.jsonl))
  }

  @Test func changesGiveTheModelOfARebuild() throws {
    var data = RecommendationData(
      products: SmallShop.products, purchases: Array(SmallShop.purchases.dropLast()))
    let last = try #require(SmallShop.purchases.last)
    try data.addUserPurchase(last)
    data.updateUserInterests("anna", [SmallShop.interest("anna", "sport", "stove")])
    #expect(data.revision == 2)
    try data.addUserPurchase(last)
    data.updateUserInterests("anna", [SmallShop.interest("anna", "sport", "stove")])
    #expect(data.revision == 2)
    let rebuilt = SmallShop.model(interests: [SmallShop.interest("anna", "sport", "stove")])
    #expect(data.trained(asOf: SmallShop.now).lists(limit: 9) == rebuilt.lists(limit: 9))
    var unknown = last
    unknown.productID = "spaceship"
    #expect(throws: (any Error).self) { try data.addUserPurchase(unknown) }
    var changed = last
    changed.productID = "pan"
    try data.addUserPurchase(changed)
    #expect(data.purchases.count == SmallShop.purchases.count)
    #expect(data.contacts.isEmpty && data.products.count == 9 && data.interests.count == 1)
  }
}
