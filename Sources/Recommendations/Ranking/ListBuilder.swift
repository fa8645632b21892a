internal import CRMModel

/// Walks down a ranking, applies the rules and keeps count of what they remove.
struct ListBuilder {
  private let model: RecommendationModel
  private let filter: RuleFilter
  private let request: RecommendationModel.ListRequest
  private let user: Int?
  private let limit: Int
  /// The categories that discovery leaves out.
  var ownCategories: Set<Int> = []

  private var items: [RecommendationList.Item] = []
  private var chosen: [Int] = []
  private var perCategory: [Int: Int] = [:]
  private var removals = RemovalCounts()
  /// What a rule has removed, so that filling up counts nothing twice.
  private var removed: [Int] = []
  private var isImported = false

  init(
    _ model: RecommendationModel, _ filter: RuleFilter,
    _ request: RecommendationModel.ListRequest, user: Int?
  ) {
    self.model = model
    self.filter = filter
    self.request = request
    self.user = user
    limit = max(0, request.limit)
  }

  /// Whether there is no room for another product.
  var isFull: Bool { items.count >= limit }

  /// Takes the best candidates that no rule removes.
  mutating func take(
    _ candidates: consuming RankedCandidates, _ parts: [RecommendationModel.MixedPart],
    _ scratch: RankingScratch
  ) {
    guard let user else { return }
    var candidates = candidates
    while items.count < limit, let candidate = candidates.next() {
      let item = Int(candidate.item)
      if let rule = verdict(item, score: Double(candidate.score)) {
        remove(item, rule)
        continue
      }
      guard request.isExplained else {
        append(item, score: Double(candidate.score), causes: .init(), parts: [], isFill: false)
        continue
      }
      let shares = Self.shares(item, parts, scratch)
      let causes = model.causes(item: item, user: user, shares: shares, scratch)
      append(item, score: Double(candidate.score), causes: causes, parts: shares, isFill: false)
    }
  }

  /// Fills a short list with what sells at the person's place, then with what sells anywhere.
  mutating func fillFromTrend() {
    guard items.count < limit else { return }
    var passed = Set(chosen).union(removed)
    let ceiling = items.last?.recommendation.score ?? 1
    if let user {
      for entry in model.places.ranking(of: user) {
        guard items.count < limit else { return }
        guard passed.insert(Int(entry.item)).inserted else { continue }
        fill(Int(entry.item), value: entry.value, ceiling: ceiling, kind: .popularNearby)
      }
    }
    let rest = items.last?.recommendation.score ?? 1
    for item in model.trend.ranking {
      guard items.count < limit else { return }
      guard passed.insert(Int(item)).inserted else { continue }
      fill(
        Int(item), value: model.trend.values[Int(item)], ceiling: rest, kind: .popularInCategory)
    }
  }

  func finish() -> RecommendationList {
    RecommendationList(
      userID: request.userID, items: items, removals: removals,
      isCold: user.map { model.matrix.pairs(of: $0).isEmpty } ?? true, isImported: isImported)
  }

  /// Takes one product of a list made elsewhere, unless a rule removes it.
  private mutating func offer(_ item: Int, score: Double, reason: String?) {
    guard items.count < limit, !chosen.contains(item), !removed.contains(item) else { return }
    if let rule = verdict(item, score: score) {
      remove(item, rule)
      return
    }
    append(item, score: score, causes: .init(), parts: [], isFill: false)
    if let reason, !reason.isEmpty { items[items.count - 1].recommendation.reason = reason }
  }

  /// Takes the lines of a list made elsewhere.
  mutating func take(_ rows: [ImportedLists.Row]) {
    isImported = true
    var ceiling = 1.0
    for row in rows {
      guard let item = model.catalogue.index[row.productID] else {
        removals[.unknownProduct] += 1
        continue
      }
      // Scores of other programs may rise with the rank; in a list of ours they never do.
      ceiling = min(ceiling, row.score ?? 1 / Double(row.rank))
      offer(item, score: ceiling, reason: row.reason)
    }
  }

  private mutating func remove(_ item: Int, _ rule: RemovalRule) {
    removals[rule] += 1
    removed.append(item)
  }

  private mutating func fill(
    _ item: Int, value: Float, ceiling: Double, kind: RecommendationCause.Kind
  ) {
    let score = ceiling * Double(value)
    if let rule = verdict(item, score: score) {
      remove(item, rule)
      return
    }
    let category = model.catalogue.categoryName(of: item)
    let cause = RecommendationCause(kind: kind, subject: category, name: category, share: 1)
    append(
      item, score: score, causes: .init(list: [cause], lead: kind),
      parts: [PartShare(part: .trend, share: 1)], isFill: true)
  }

  /// The first rule that removes a product, in the order in which they are documented.
  func verdict(_ item: Int, score: Double) -> RemovalRule? {
    let rules = filter.rules
    if let rule = filter.verdict(of: item) { return rule }
    if let user {
      if rules.excludesReturned, model.returned[user]?.contains(item) == true { return .returned }
      if rules.excludesBought, request.type != .restock,
        model.matrix.pair(user: user, item: item) != nil
      {
        return .bought
      }
    }
    let category = model.catalogue.products[item].category
    if ownCategories.contains(category) { return .ownCategory }
    if rules.maximumPerCategory > 0, perCategory[category, default: 0] >= rules.maximumPerCategory {
      return .categoryCap
    }
    return score < rules.minimumScore ? .minimumScore : nil
  }

  private mutating func append(
    _ item: Int, score: Double, causes: RecommendationModel.Causes, parts: [PartShare], isFill: Bool
  ) {
    let reason =
      request.isExplained
      ? model.reason(
        item: item, user: user, causes: causes, type: request.type, wording: request.wording) : ""
    let entry = model.catalogue.products[item]
    items.append(
      RecommendationList.Item(
        recommendation: Recommendation(
          productID: entry.id, score: min(1, max(0, score)), reason: reason,
          category: model.catalogue.categoryName(of: item)),
        causes: Array(causes.list.prefix(3)), parts: parts, isFill: isFill))
    chosen.append(item)
    if filter.rules.maximumPerCategory > 0 { perCategory[entry.category, default: 0] += 1 }
  }

  static func shares(
    _ item: Int, _ parts: [RecommendationModel.MixedPart], _ scratch: RankingScratch
  ) -> [PartShare] {
    let values = parts.map { Double(max(0, scratch.score($0.part, item)) * $0.factor) }
    let total = values.reduce(0, +)
    guard total > 0 else { return [] }
    return zip(parts, values).filter { $1 > 0 }
      .map { PartShare(part: $0.part, share: $1 / total) }
      .sorted { $0.share == $1.share ? $0.part.rawValue < $1.part.rawValue : $0.share > $1.share }
  }
}
