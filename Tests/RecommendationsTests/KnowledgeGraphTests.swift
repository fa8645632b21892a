import Diagnostics
import JSONText
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

  @Test func nodesTellWhatTheyAre() throws {
    let anna = ContactProfile(
      id: "anna", email: "anna@example.com", firstName: "Anna", city: "Oslo", locale: "nb",
      attendedEventCount: 2)
    var products = SmallShop.products
    products[0].metadata["features"] = ["light", "dry"]
    let graph = KnowledgeGraph(
      SmallShop.model(
        products: products, interests: [SmallShop.interest("anna", "sport", "hiking")],
        contacts: [anna]), contacts: [anna, anna])
    func facts(_ key: String) throws -> [String: String] {
      Dictionary(
        try graph.facts(of: try GraphNode(key: key)).map { ($0.name, $0.value) },
        uniquingKeysWith: { first, _ in first })
    }
    let user = try facts("user:anna")
    #expect(user["city"] == "Oslo" && user["locale"] == "nb" && user["events_attended"] == "2")
    #expect(user["purchases"] == "2" && user["repeated_products"] == "0")
    #expect(user["preferences"] == "lights=0.500000;tents=0.500000")
    #expect(user["last_purchase"]?.hasPrefix("2026-") == true)
    #expect(!user.values.contains { $0.contains("Anna") || $0.contains("@") })
    let tent = try facts("product:tent")
    #expect(tent["features"] == "light;dry" && tent["popularity"] == "11")
    #expect(tent["price_range"] == "100-200" && tent["category"] == "tents")
    #expect(try facts("interest:sport:hiking") == ["category": "sport", "value": "hiking"])
    #expect(try facts("category:tents").isEmpty)
    let profile = try graph.profile(of: "anna")
    #expect(profile.facts.first == .init(name: "locale", value: "nb"))
    #expect(graph.edgeCount(.purchased) == 72 && graph.edgeCount(.interestedIn) == 1)
    #expect(graph.edgeCount(.belongsTo) == 9 && graph.edgeCount(.similarTo) == nil)
    #expect(graph.edgeCount(.complements) == 18 && graph.nodeCount(.user) == 21)
  }

  @Test(arguments: [
    ("0.00", "0-1"), ("0.99", "0-1"), ("1", "1-2"), ("4.99", "2-5"), ("5", "5-10"),
    ("199", "100-200"), ("499999.99", "200000-500000"), ("99999999999999", "500000+"),
  ])
  func pricesFallIntoRanges(price: String, expected: String) {
    #expect(KnowledgeGraph.priceRange(ExactDecimal(price) ?? .zero) == expected)
  }

  @Test func failuresOfTheGraphSayWhatIsWrong() {
    func code(_ from: String, _ to: String, nodes: Int = 100_000) -> String? {
      do throws(GalleyError) {
        _ = try graph.path(
          from: try GraphNode(key: from), to: try GraphNode(key: to), maximumNodes: nodes)
        return nil
      } catch {
        return error.code.name
      }
    }
    #expect(code("user:anna", "product:gas") == nil)
    #expect(code("user:nobody", "product:gas") == "CONTACT_NOT_FOUND")
    #expect(code("user:anna", "product:spaceship") == "PRODUCT_NOT_FOUND")
    #expect(code("user:anna", "category:tent") == "ENTITY_NOT_FOUND")
    #expect(code("user:anna", "interest:sport:hike") == "ENTITY_NOT_FOUND")
    #expect(code("user:anna", "anna") == "INVALID_FORMAT")
    #expect(code("planet:mars", "user:anna") == "INVALID_FORMAT")
    #expect(code("user:anna", "product:pan", nodes: 3) == "GRAPH_QUERY_FAILED")
  }

  @Test func pathsAreShortest() throws {
    let path = try graph.path(from: GraphNode(.user, "bea"), to: GraphNode(.category, "cooking"))
    #expect(path?.first == GraphNode(.user, "bea"))
    #expect(path?.last == GraphNode(.category, "cooking"))
    #expect(path?.count == 6)
    let none = try graph.path(from: GraphNode(.user, "anna"), to: GraphNode(.product, "pan"))
    #expect(none == nil)
    #expect(
      try graph.path(from: GraphNode(.product, "pan"), to: GraphNode(.product, "pan"))?.count == 1)
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
