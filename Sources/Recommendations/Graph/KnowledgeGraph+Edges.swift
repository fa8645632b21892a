internal import Diagnostics

extension KnowledgeGraph {
  /// What a user bought and cares about.
  func edges(ofUser user: Int) -> [GraphEdge] {
    let source = GraphNode(.user, model.users.ids[user])
    let matrix = model.matrix
    var edges = matrix.pairs(of: user).map { pair in
      var facts = [
        GraphEdge.Fact(
          name: "timestamp",
          value: Timestamp(secondsSince1970: matrix.lastSeconds[pair]).description)
      ]
      if pair < model.satisfaction.count, !model.satisfaction[pair].isNaN {
        facts.append(.init(name: "satisfaction_score", value: "\(model.satisfaction[pair])"))
      }
      return GraphEdge(
        kind: .purchased, source: source,
        target: GraphNode(.product, model.catalogue.products[Int(matrix.items[pair])].id),
        weight: Double(matrix.purchaseCounts[pair]), facts: facts)
    }
    let interests = model.interests.byUser[user].sorted { $0.key < $1.key }
    edges += interests.map { interest in
      GraphEdge(
        kind: .interestedIn, source: source, target: GraphNode(.interest, interest.key),
        weight: Double(interest.strength),
        facts: interest.source.map { [.init(name: "source", value: $0)] } ?? [])
    }
    return edges
  }

  /// The category and the complements of a product.
  func edges(ofProduct item: Int) -> [GraphEdge] {
    let source = GraphNode(.product, model.catalogue.products[item].id)
    let category = GraphEdge(
      kind: .belongsTo, source: source,
      target: GraphNode(.category, model.catalogue.categoryName(of: item)), weight: 1)
    return [category]
      + model.complements.range(of: item).map { position in
        let other = Int(model.complements.items[position])
        return GraphEdge(
          kind: .complements, source: source,
          target: GraphNode(.product, model.catalogue.products[other].id),
          weight: Double(model.complements.baskets[position]))
      }
  }

  /// The people most alike, as edges; empty for someone alone.
  func similarityEdges(
    ofUser user: Int, limit: Int, _ shared: inout ScoreBuffer
  ) -> [GraphEdge] {
    let id = model.users.ids[user]
    return similarUsers(to: user, limit: limit, &shared).map { other in
      GraphEdge(
        kind: .similarTo, source: GraphNode(.user, id), target: GraphNode(.user, other.userID),
        weight: other.similarity,
        facts: other.commonInterests.isEmpty
          ? []
          : [.init(name: "common_interests", value: other.commonInterests.joined(separator: ";"))])
    }
  }

  /// The nodes one step away, in a fixed order, edges being walked both ways.
  func neighbours(of node: GraphNode) -> [GraphNode] {
    let matrix = model.matrix
    switch node.kind {
    case .user:
      guard let user = model.users[node.id] else { return [] }
      return edges(ofUser: user).map(\.target)
    case .product:
      guard let item = model.catalogue.index[node.id] else { return [] }
      let buyers = matrix.buyers[matrix.buyerRange(of: item)]
      return edges(ofProduct: item).map(\.target)
        + buyers.map { GraphNode(.user, model.users.ids[Int($0)]) }
    case .interest:
      guard let interest = model.links.interests[node.id] else { return [] }
      return model.links.usersByInterest[interest].map {
        GraphNode(.user, model.users.ids[Int($0)])
      }
    case .category:
      guard let category = model.catalogue.categories[node.id] else { return [] }
      return model.catalogue.itemsByCategory[category].map {
        GraphNode(.product, model.catalogue.products[Int($0)].id)
      }
    }
  }
}
