public import CRMModel

extension RecommendationModel {
  /// The products to show a person, best first.
  ///
  /// - Parameters:
  ///   - userID: The contact; someone unknown gets what sells best.
  ///   - limit: How many at most.
  ///   - type: What to make them from; `nil` mixes by the weights of the options.
  ///   - wording: The language of the reasons.
  /// - Returns: At most `limit` products.
  public func recommend(
    for userID: String, limit: Int = 6, type: RecommendationType? = nil,
    wording: ReasonWording = .english
  ) -> [Recommendation] {
    list(for: userID, limit: limit, type: type, wording: wording).recommendations
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
    lists(for: userIDs, limit: limit, type: type, rules: rules, threads: threads) { _ in wording }
  }

  /// The lists of many people, each with reasons in a wording of their own.
  public func lists(
    for userIDs: [String]? = nil, limit: Int = 6, type: RecommendationType? = nil,
    rules: RecommendationRules? = nil, threads: Int = 1,
    wording: @Sendable (String) -> ReasonWording
  ) -> [RecommendationList] {
    mapLists(for: userIDs, limit: limit, type: type, rules: rules, threads: threads) {
      wording($0)
    } transform: {
      $0
    }
  }

  /// Makes a value of each list of many people, in their order, without holding all the lists.
  ///
  /// - Parameters:
  ///   - userIDs: The people; everyone unless given.
  ///   - limit: How many products at most for each.
  ///   - type: What to make them from; `nil` mixes.
  ///   - rules: The business rules; those of the options unless given.
  ///   - threads: How many threads may work.
  ///   - explains: Whether shares, causes and reasons are wanted; scores alone take half the time.
  ///   - wording: The language of each person's reasons.
  ///   - transform: Called once for each list, on any of the threads.
  /// - Returns: The values in the order of the people.
  public func mapLists<Value: Sendable>(
    for userIDs: [String]? = nil, limit: Int = 6, type: RecommendationType? = nil,
    rules: RecommendationRules? = nil, threads: Int = 1, explains: Bool = true,
    wording: @Sendable (String) -> ReasonWording = { _ in .english },
    transform: @Sendable (RecommendationList) -> Value
  ) -> [Value] {
    let ids = userIDs ?? users.ids
    let filter = rules.map { RuleFilter($0, catalogue: catalogue) } ?? self.filter
    let size = max(128, ids.count / 64)
    return ParallelChunks.map(count: ids.count, size: size, threads: threads) { range in
      var scratch = RankingScratch(itemCount: catalogue.count)
      return range.map { position in
        let id = ids[position]
        return transform(
          list(
            ListRequest(
              userID: id, limit: limit, type: type, wording: wording(id),
              isExplained: explains), filter, &scratch))
      }
    }.flatMap { $0 }
  }

  struct ListRequest {
    var userID: String
    var limit: Int
    var type: RecommendationType?
    var wording: ReasonWording
    /// Whether shares, causes and reasons are wanted.
    var isExplained = true
  }

  func list(
    _ request: ListRequest, _ filter: RuleFilter, _ scratch: inout RankingScratch
  ) -> RecommendationList {
    let user = users[request.userID]
    var builder = ListBuilder(self, filter, request, user: user)
    if request.type == nil, let rows = imported?.rows[request.userID] {
      builder.take(rows)
    } else if let user {
      fillProfile(of: user, &scratch)
      builder.ownCategories = ownCategories(user, scratch.profile, request.type)
      let parts = mix(request.type, user: user, &scratch)
      // The head of the ranking is enough for almost every list.
      let head = rankedTotals(scratch, head: 4 * max(0, min(request.limit, 1000)))
      builder.take(head.candidates, parts, scratch)
      if !builder.isFull, head.threshold > 0 {
        builder.take(rankedTotals(scratch, below: head.threshold), parts, scratch)
      }
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
    scratch.resetTotal()
    if mixed.count == 1, let only = mixed.first {
      scratch.setTotal(only.part, factor: only.factor)
      return [MixedPart(part: only.part, factor: 1)]
    }
    for entry in mixed { scratch.addToTotal(entry.part, factor: entry.factor) }
    return mixed
  }

  /// The best candidates, at least as many as wanted besides what was bought, and the score from
  /// which on they are: scores are counted by their leading bits, so that only those are sorted.
  private func rankedTotals(
    _ scratch: RankingScratch, head: Int
  ) -> (candidates: RankedCandidates, threshold: Float) {
    let wanted = head + scratch.profile.touched.count + 32
    guard scratch.total.touched.count > 4 * wanted else {
      return (rankedTotals(scratch, below: .infinity), 0)
    }
    var counts = [Int](repeating: 0, count: 1 << 11)
    for item in scratch.total.touched {
      let score = scratch.total[Int(item)]
      if score > 0 { counts[Int(score.bitPattern >> 21) & 0x7FF] += 1 }
    }
    var (bucket, found) = (counts.count, 0)
    while bucket > 0, found < wanted {
      bucket -= 1
      found += counts[bucket]
    }
    let threshold = Float(bitPattern: UInt32(bucket) << 21)
    var candidates: [RankedCandidates.Candidate] = []
    candidates.reserveCapacity(found)
    for item in scratch.total.touched {
      let score = scratch.total[Int(item)]
      if score >= threshold, score > 0 { candidates.append(.init(item: item, score: score)) }
    }
    return (RankedCandidates(candidates), threshold)
  }

  private func rankedTotals(_ scratch: RankingScratch, below bound: Float) -> RankedCandidates {
    var candidates: [RankedCandidates.Candidate] = []
    candidates.reserveCapacity(scratch.total.touched.count)
    for item in scratch.total.touched {
      let score = scratch.total[Int(item)]
      if score > 0, score < bound { candidates.append(.init(item: item, score: score)) }
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
