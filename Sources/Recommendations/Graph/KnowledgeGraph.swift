public import CRMModel
internal import Diagnostics

/// The graph of users, products, interests and categories, read off a trained model.
///
/// It is derived and never the truth: built from the same records, it is the same graph.
public struct KnowledgeGraph: Sendable {
  let model: RecommendationModel
  /// What is known of the users as people, by user.
  let people: [Int32: ContactProfile]

  /// Builds the graph of a model; contacts give the user nodes their demographics.
  public init(_ model: RecommendationModel, contacts: [ContactProfile] = []) {
    self.model = model
    var people: [Int32: ContactProfile] = [:]
    for contact in contacts {
      if let user = model.users[contact.id], people[Int32(truncatingIfNeeded: user)] == nil {
        people[Int32(truncatingIfNeeded: user)] = contact
      }
    }
    self.people = people
  }

  /// The nodes of a kind, in byte order of their ids.
  public func nodes(_ kind: GraphNode.Kind) -> [GraphNode] {
    ids(of: kind).map { GraphNode(kind, $0) }
  }

  /// How many nodes of a kind there are.
  public func nodeCount(_ kind: GraphNode.Kind) -> Int { ids(of: kind).count }

  func ids(of kind: GraphNode.Kind) -> [String] {
    switch kind {
    case .user: model.users.ids
    case .product: model.catalogue.index.ids
    case .interest: model.links.interests.ids
    case .category: model.catalogue.categories.ids
    }
  }

  /// How many edges of a kind there are; SIMILAR_TO edges are found when asked for.
  public func edgeCount(_ kind: GraphEdge.Kind) -> Int? {
    switch kind {
    case .purchased: model.matrix.pairCount
    case .interestedIn: model.links.usersByInterest.reduce(0) { $0 + $1.count }
    case .belongsTo: model.catalogue.count
    case .complements: model.complements.items.count
    case .similarTo: nil
    }
  }

  /// Throws the error that says a node is not there.
  func require(_ node: GraphNode) throws(GalleyError) {
    let isThere =
      switch node.kind {
      case .user: model.users[node.id] != nil
      case .product: model.catalogue.index[node.id] != nil
      case .interest: model.links.interests[node.id] != nil
      case .category: model.catalogue.categories[node.id] != nil
      }
    guard !isThere else { return }
    switch node.kind {
    case .user: throw GalleyError(.contactNotFound, "The graph has no such contact.")
    case .product:
      throw GalleyError(
        .productNotFound, "The graph has no product “\(node.id)”.", details: ["product": node.id])
    case .interest, .category:
      let near = nearestName(to: node.id, in: ids(of: node.kind)).map { " Did you mean “\($0)”?" }
      throw GalleyError(
        .entityNotFound, "The graph has no \(node.kind.rawValue) “\(node.id)”.\(near ?? "")",
        details: ["node": node.key])
    }
  }
}

extension InterestTable.Interest {
  /// The id of the interest in the graph.
  var key: String { category + ":" + value }
}
