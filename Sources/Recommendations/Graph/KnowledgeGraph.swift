public import Diagnostics

/// The graph of users, products, interests and categories, read off a trained model.
///
/// It is derived and never the truth: built from the same records, it is the same graph.
public struct KnowledgeGraph: Sendable {
  let model: RecommendationModel
  /// Interests as `category:value`, with the users who have them.
  let interestIDs: IDIndex
  let usersByInterest: [[Int32]]

  /// Builds the graph of a model.
  public init(_ model: RecommendationModel) {
    self.model = model
    let lists = model.interests.byUser
    interestIDs = IDIndex(lists.joined().map(\.key))
    var members = [[Int32]](repeating: [], count: interestIDs.count)
    for (user, interests) in lists.enumerated() {
      for interest in interests {
        if let index = interestIDs[interest.key] {
          members[index].append(Int32(truncatingIfNeeded: user))
        }
      }
    }
    usersByInterest = members
  }

  /// The nodes of a kind, in byte order of their ids.
  public func nodes(_ kind: GraphNode.Kind) -> [GraphNode] {
    switch kind {
    case .user: model.users.ids.map { GraphNode(.user, $0) }
    case .product: model.catalogue.index.ids.map { GraphNode(.product, $0) }
    case .interest: interestIDs.ids.map { GraphNode(.interest, $0) }
    case .category: model.catalogue.categories.ids.map { GraphNode(.category, $0) }
    }
  }

  /// The people most like a person, best first.
  ///
  /// - Parameters:
  ///   - userID: The person.
  ///   - limit: How many at most.
  /// - Returns: People who share at least one product or interest.
  /// - Throws: `CONTACT_NOT_FOUND`.
  public func similarUsers(to userID: String, limit: Int = 10) throws(GalleyError) -> [SimilarUser]
  {
    guard let user = model.users[userID] else {
      throw GalleyError(.contactNotFound, "The graph has no such contact")
    }
    let matrix = model.matrix
    var products: [Int32: Int] = [:]
    var interests: [Int32: [String]] = [:]
    for item in matrix.items[matrix.pairs(of: user)] {
      for other in matrix.buyers[matrix.buyerRange(of: Int(item))] {
        products[other, default: 0] += 1
      }
    }
    for interest in model.interests.byUser[user] {
      guard let index = interestIDs[interest.key] else { continue }
      for other in usersByInterest[index] {
        interests[other, default: []].append(interest.key)
      }
    }
    func size(_ user: Int) -> Double {
      Double(matrix.pairs(of: user).count + model.interests.byUser[user].count)
    }
    let own = size(user)
    let others = Set(products.keys).union(interests.keys).subtracting([Int32(user)])
    let scored = others.map { other in
      let common = products[other] ?? 0
      let shared = (interests[other] ?? []).sorted()
      let cosine = Double(common + shared.count) / (own * size(Int(other))).squareRoot()
      return SimilarUser(
        userID: model.users.ids[Int(other)], similarity: min(1, cosine), commonProducts: common,
        commonInterests: shared)
    }
    return Array(
      scored.sorted {
        $0.similarity == $1.similarity
          ? $0.userID.utf8.lexicographicallyPrecedes($1.userID.utf8)
          : $0.similarity > $1.similarity
      }.prefix(max(0, limit)))
  }

  /// A person with purchases, interests, preferences and the people most alike.
  ///
  /// - Parameter userID: The person.
  /// - Returns: The part of the graph one step away.
  /// - Throws: `CONTACT_NOT_FOUND`.
  public func profile(of userID: String) throws(GalleyError) -> UserProfileGraph {
    guard let user = model.users[userID] else {
      throw GalleyError(.contactNotFound, "The graph has no such contact")
    }
    var scratch = RankingScratch(itemCount: model.catalogue.count)
    model.fillProfile(of: user, &scratch)
    let matrix = model.matrix
    return UserProfileGraph(
      userID: userID,
      preferences: model.categoryShares(user, scratch.profile).map {
        .init(category: model.catalogue.categories.ids[$0.category], share: Double($0.share))
      },
      edges: edges(ofUser: user), similarUsers: try similarUsers(to: userID),
      purchaseCount: matrix.pairs(of: user).reduce(0) { $0 + Int(matrix.purchaseCounts[$1]) })
  }
}

extension InterestTable.Interest {
  /// The id of the interest in the graph.
  var key: String { category + ":" + value }
}
