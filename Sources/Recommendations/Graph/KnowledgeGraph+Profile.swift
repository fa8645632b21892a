internal import CRMModel
public import Diagnostics

extension KnowledgeGraph {
  /// A person with purchases, interests, preferences and the people most alike.
  ///
  /// - Parameter userID: The person.
  /// - Returns: The part of the graph one step away.
  /// - Throws: `CONTACT_NOT_FOUND`.
  public func profile(of userID: String) throws(GalleyError) -> UserProfileGraph {
    try require(GraphNode(.user, userID))
    let user = model.users[userID] ?? 0
    let matrix = model.matrix
    var scratch = RankingScratch(itemCount: model.catalogue.count)
    return UserProfileGraph(
      userID: userID, facts: userFacts(user, &scratch),
      preferences: preferences(of: user, &scratch), edges: edges(ofUser: user),
      similarUsers: try similarUsers(to: userID),
      purchaseCount: matrix.pairs(of: user).reduce(0) { $0 + Int(matrix.purchaseCounts[$1]) })
  }

  /// What a node says of itself, as texts in a fixed order.
  ///
  /// - Parameter node: A node of the graph.
  /// - Returns: Demographics, behaviour and preference scores of a user; name, category, price,
  ///   price range, features and popularity of a product; category and value of an interest.
  /// - Throws: `CONTACT_NOT_FOUND`, `PRODUCT_NOT_FOUND` or `ENTITY_NOT_FOUND`.
  public func facts(of node: GraphNode) throws(GalleyError) -> [GraphEdge.Fact] {
    try require(node)
    var scratch = RankingScratch(itemCount: node.kind == .user ? model.catalogue.count : 0)
    switch node.kind {
    case .user: return userFacts(model.users[node.id] ?? 0, &scratch)
    case .product: return productFacts(model.catalogue.index[node.id] ?? 0)
    case .interest: return interestFacts(node.id)
    case .category: return []
    }
  }

  func facts(
    _ kind: GraphNode.Kind, _ position: Int, _ scratch: inout RankingScratch
  ) -> [GraphEdge.Fact] {
    switch kind {
    case .user: userFacts(position, &scratch)
    case .product: productFacts(position)
    case .interest: interestFacts(model.links.interests.ids[position])
    case .category: []
    }
  }

  private func preferences(
    of user: Int, _ scratch: inout RankingScratch
  ) -> [UserProfileGraph.Preference] {
    model.fillProfile(of: user, &scratch)
    return model.categoryShares(user, scratch.profile).map {
      .init(category: model.catalogue.categories.ids[$0.category], share: Double($0.share))
    }
  }

  // Names, addresses and numbers stay out: a graph is passed around, and needs none of them.
  private func userFacts(_ user: Int, _ scratch: inout RankingScratch) -> [GraphEdge.Fact] {
    var facts: [GraphEdge.Fact] = []
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { facts.append(.init(name: name, value: value)) }
    }
    let person = people[Int32(truncatingIfNeeded: user)]
    add("locale", person?.locale)
    add("city", person?.city)
    add("state", person?.state)
    add("company", person?.company)
    add("job_title", person?.jobTitle)
    add("place", person?.placeID)
    if let person { add("events_attended", String(person.attendedEventCount)) }
    let matrix = model.matrix
    let pairs = matrix.pairs(of: user)
    let purchases = pairs.reduce(0) { $0 + Int(matrix.purchaseCounts[$1]) }
    add("purchases", String(purchases))
    add("distinct_products", String(pairs.count))
    add("repeated_products", String(pairs.count { matrix.purchaseCounts[$0] > 1 }))
    if let last = matrix.lastSeconds[pairs].max() {
      add("last_purchase", Timestamp(secondsSince1970: last).description)
    }
    let shares = preferences(of: user, &scratch).prefix(5).map {
      $0.category + "=" + ListFormat.score($0.share)
    }
    add("preferences", shares.joined(separator: ";"))
    return facts
  }

  private func productFacts(_ item: Int) -> [GraphEdge.Fact] {
    let entry = model.catalogue.products[item]
    let matrix = model.matrix
    var facts: [GraphEdge.Fact] = [
      .init(name: "name", value: entry.name),
      .init(name: "category", value: model.catalogue.categoryName(of: item)),
      .init(name: "price", value: entry.price.description),
      .init(name: "price_range", value: Self.priceRange(entry.price)),
    ]
    if !entry.features.isEmpty {
      facts.append(.init(name: "features", value: entry.features.joined(separator: ";")))
    }
    let purchases = matrix.buyerRange(of: item).reduce(0) { sum, position in
      let pair = matrix.pair(user: Int(matrix.buyers[position]), item: item)
      return sum + (pair.map { Int(matrix.purchaseCounts[$0]) } ?? 0)
    }
    facts.append(.init(name: "popularity", value: String(purchases)))
    facts.append(.init(name: "buyers", value: String(matrix.buyerCount(of: item))))
    return facts
  }

  private func interestFacts(_ id: String) -> [GraphEdge.Fact] {
    let parts = id.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    return [
      .init(name: "category", value: String(parts.first ?? "")),
      .init(name: "value", value: parts.count > 1 ? String(parts[1]) : ""),
    ]
  }

  /// The range of 1, 2, 5, 10, 20, 50 and so on that a price lies in, such as `20-50`.
  static func priceRange(_ price: ExactDecimal) -> String {
    let value = price.doubleValue
    var low = 0
    for step in 0..<18 {
      var bound = [1, 2, 5][step % 3]
      for _ in 0..<(step / 3) { bound *= 10 }
      if value < Double(bound) { return "\(low)-\(bound)" }
      low = bound
    }
    return "\(low)+"
  }
}
