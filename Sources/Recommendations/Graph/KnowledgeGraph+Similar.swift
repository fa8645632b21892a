public import Diagnostics

extension KnowledgeGraph {
  /// The people most like a person, best first.
  ///
  /// - Parameters:
  ///   - userID: The person.
  ///   - limit: How many at most.
  /// - Returns: People who share at least one product or interest.
  /// - Throws: `CONTACT_NOT_FOUND`.
  public func similarUsers(to userID: String, limit: Int = 10) throws(GalleyError) -> [SimilarUser]
  {
    try require(GraphNode(.user, userID))
    guard let user = model.users[userID] else { return [] }
    var shared = ScoreBuffer(itemCount: model.users.count)
    return similarUsers(to: user, limit: limit, &shared)
  }

  /// The people most alike, with a buffer of as many numbers as there are users.
  func similarUsers(
    to user: Int, limit: Int, _ shared: inout ScoreBuffer
  ) -> [SimilarUser] {
    guard limit > 0 else { return [] }
    let matrix = model.matrix
    shared.reset()
    for item in matrix.items[matrix.pairs(of: user)] {
      for other in matrix.buyers[matrix.buyerRange(of: Int(item))] {
        shared.add(1, to: Int(other))
      }
    }
    for edge in model.links.interests(of: user) {
      for other in model.links.usersByInterest[Int(edge.interest)] {
        shared.add(1, to: Int(other))
      }
    }
    func size(_ user: Int) -> Float {
      Float(matrix.pairs(of: user).count + model.links.interests(of: user).count)
    }
    let own = size(user)
    var best = BestItems(limit: limit)
    for other in shared.touched where Int(other) != user {
      let cosine = shared[Int(other)] / (own * size(Int(other))).squareRoot()
      best.offer(item: other, score: min(1, cosine))
    }
    return best.sortedByScore().map { entry in
      let other = Int(entry.item)
      let products = commonProducts(user, other)
      let interests = commonInterests(user, other)
      let cosine =
        Double(products + interests.count)
        / (Double(own) * Double(size(other))).squareRoot()
      return SimilarUser(
        userID: model.users.ids[other], similarity: min(1, cosine), commonProducts: products,
        commonInterests: interests)
    }
  }

  private func commonProducts(_ first: Int, _ second: Int) -> Int {
    model.matrix.items[model.matrix.pairs(of: first)].count {
      model.matrix.pair(user: second, item: Int($0)) != nil
    }
  }

  private func commonInterests(_ first: Int, _ second: Int) -> [String] {
    let others = Set(model.links.interests(of: second).map(\.interest))
    return model.links.interests(of: first).filter { others.contains($0.interest) }
      .map { model.links.interests.ids[Int($0.interest)] }
  }
}
