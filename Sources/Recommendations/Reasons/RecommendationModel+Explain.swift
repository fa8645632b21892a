public import Diagnostics

extension RecommendationModel {
  /// Explains what the model thinks of a product for a person.
  ///
  /// - Parameters:
  ///   - userID: The contact.
  ///   - productID: The product.
  ///   - type: What the list would be made from; `nil` mixes.
  ///   - wording: The language of the reason.
  /// - Returns: The score with its parts and causes, and the rule that removes it.
  /// - Throws: `CONTACT_NOT_FOUND` or `PRODUCT_NOT_FOUND`.
  public func explain(
    userID: String, productID: String, type: RecommendationType? = nil,
    wording: ReasonWording = .english
  ) throws(GalleyError) -> Explanation {
    guard let user = users[userID] else {
      throw GalleyError(.contactNotFound, "The recommender knows no such contact")
    }
    guard let item = catalogue.index[productID] else {
      throw GalleyError(.productNotFound, "The catalogue has no product \(productID)")
    }
    var scratch = RankingScratch(itemCount: catalogue.count)
    fillProfile(of: user, &scratch)
    var values: [ScorePart: Double] = [:]
    for part in ScorePart.allCases {
      _ = fill(part, user: user, &scratch)
      values[part] = Double(scratch.score(part, item))
    }
    let mixed = mix(type, user: user, &scratch)
    let shares = ListBuilder.shares(item, mixed, scratch)
    let causes = causes(item: item, user: user, shares: shares, scratch)
    let request = ListRequest(userID: userID, limit: 1, type: type, wording: wording)
    let score = max(0, scratch.total[item])
    let better = scratch.total.touched.count {
      let other = scratch.total[Int($0)]
      return other > score || (other == score && Int($0) < item)
    }
    return Explanation(
      userID: userID, productID: productID, score: Double(min(1, score)),
      rank: score > 0 ? better + 1 : nil,
      parts: ScorePart.allCases.map { part in
        Explanation.Part(
          part: part, value: values[part] ?? 0,
          share: shares.first { $0.part == part }?.share ?? 0)
      },
      causes: causes.list,
      reason: reason(item: item, user: user, causes: causes, type: type, wording: wording),
      removedBy: ListBuilder(self, filter, request, user: user)
        .verdict(item, score: Double(score)))
  }
}
