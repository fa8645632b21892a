public import CRMModel

extension RecommendationModel {
  /// The products to show a person, best first.
  ///
  /// - Parameters:
  ///   - userID: The contact; someone unknown gets what sells best.
  ///   - limit: How many at most.
  ///   - type: What to make them from; `nil` mixes by the weights of the options.
  /// - Returns: At most `limit` products.
  public func recommend(
    for userID: String, limit: Int = 6, type: RecommendationType? = nil
  ) -> [Recommendation] {
    list(for: userID, limit: limit, type: type).recommendations
  }

  /// The products to show a person, with causes, shares and removals.
  ///
  /// - Parameters:
  ///   - userID: The contact.
  ///   - limit: How many at most.
  ///   - type: What to make them from; `nil` mixes.
  ///   - rules: The business rules; those of the options unless given.
  ///   - wording: The language of the reasons.
  /// - Returns: The list, which is shorter than `limit` when the rules leave no more.
  public func list(
    for userID: String, limit: Int = 6, type: RecommendationType? = nil,
    rules: RecommendationRules? = nil, wording: ReasonWording = .english
  ) -> RecommendationList {
    var scratch = RankingScratch(itemCount: catalogue.count)
    let filter = rules.map { RuleFilter($0, catalogue: catalogue) } ?? self.filter
    return list(
      ListRequest(userID: userID, limit: limit, type: type, wording: wording), filter, &scratch)
  }

  /// The lists of many people, in their order; of everyone when no ids are given.
  public func lists(
    for userIDs: [String]? = nil, limit: Int = 6, type: RecommendationType? = nil,
    rules: RecommendationRules? = nil, wording: ReasonWording = .english, threads: Int = 1
  ) -> [RecommendationList] {
    let ids = userIDs ?? users.ids
    let filter = rules.map { RuleFilter($0, catalogue: catalogue) } ?? self.filter
    return ParallelChunks.map(count: ids.count, size: 128, threads: threads) { range in
      var scratch = RankingScratch(itemCount: catalogue.count)
      return range.map { position in
        list(
          ListRequest(userID: ids[position], limit: limit, type: type, wording: wording), filter,
          &scratch)
      }
    }.flatMap { $0 }
  }

  struct ListRequest {
    var userID: String
    var limit: Int
    var type: RecommendationType?
    var wording: ReasonWording
  }

  func list(
    _ request: ListRequest, _ filter: RuleFilter, _ scratch: inout RankingScratch
  ) -> RecommendationList {
    let user = users[request.userID]
    var builder = ListBuilder(self, filter, request, user: user)
    if let user {
      fillProfile(of: user, &scratch)
      builder.ownCategories = ownCategories(user, scratch.profile, request.type)
      let parts = mix(request.type, user: user, &scratch)
      builder.take(rankedTotals(scratch), parts, scratch)
    }
    switch request.type {
    case .restock?, .complements?: break
    default: if filter.rules.fillsFromTrend { builder.fillFromTrend() }
    }
    return builder.finish()
  }

  /// The parts of a type with their weights.
  private func parts(of type: RecommendationType?) -> [(part: ScorePart, weight: Float)] {
    switch type {
    case .history?, .discovery?:
      let weights = options.weights
      let parts: [ScorePart] = [.linear, .neighbours, .content]
      let chosen = parts.map { ($0, Float(weights.weight(of: $0))) }.filter { $0.1 > 0 }
      return chosen.isEmpty ? [(.linear, 1)] : chosen
    case .interest?: return [(.interest, 1)]
    case .trending?: return [(.trend, 1)]
    case .restock?: return [(.restock, 1)]
    case .complements?: return [(.complements, 1)]
    case nil:
      return ScorePart.allCases.map { ($0, Float(options.weights.weight(of: $0))) }
        .filter { $0.1 > 0 }
    }
  }

  struct MixedPart {
    let part: ScorePart
    /// What a score of the part is multiplied with in the mix.
    let factor: Float
  }

  /// Mixes the parts of a type into the totals, which reach at most 1.
  func mix(
    _ type: RecommendationType?, user: Int, _ scratch: inout RankingScratch
  ) -> [MixedPart] {
    var mixed: [MixedPart] = []
    var weightSum: Float = 0
    for (part, weight) in parts(of: type) {
      let best = fill(part, user: user, &scratch)
      guard best > 0 else { continue }
      weightSum += weight
      mixed.append(MixedPart(part: part, factor: weight / best))
    }
    mixed = mixed.map { MixedPart(part: $0.part, factor: $0.factor / weightSum) }
    scratch.total.reset()
    for entry in mixed { scratch.addToTotal(entry.part, factor: entry.factor) }
    return mixed
  }

  private func rankedTotals(_ scratch: RankingScratch) -> RankedCandidates {
    var candidates: [RankedCandidates.Candidate] = []
    candidates.reserveCapacity(scratch.total.touched.count)
    for item in scratch.total.touched {
      let score = scratch.total[Int(item)]
      if score > 0 { candidates.append(.init(item: item, score: score)) }
    }
    return RankedCandidates(candidates)
  }

  /// The categories that discovery leaves out: those bought from most.
  private func ownCategories(
    _ user: Int, _ profile: ScoreBuffer, _ type: RecommendationType?
  ) -> Set<Int> {
    guard type == .discovery else { return [] }
    return Set(
      categoryShares(user, profile).prefix(options.discoveryExcludedCategories).map(\.category))
  }
}
