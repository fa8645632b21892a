extension RecommendationModel {
  /// The sentence for a product: from the kind of cause that weighs most.
  func reason(
    item: Int, user: Int?, causes: [RecommendationCause], type: RecommendationType?,
    wording: ReasonWording
  ) -> String {
    let category = catalogue.categoryName(of: item)
    var weights: [RecommendationCause.Kind: Double] = [:]
    for cause in causes { weights[cause.kind, default: 0] += cause.share }
    let kinds = RecommendationCause.Kind.allCases
    // The first of equals in the fixed order of the kinds, whatever the order of the dictionary.
    var lead: RecommendationCause.Kind?
    for kind in kinds {
      guard let weight = weights[kind], weight > 0 else { continue }
      if weight > (lead.flatMap { weights[$0] } ?? 0) { lead = kind }
    }
    let own = causes.filter { $0.kind == lead }
    // A cause that weighs little beside the first only makes the sentence longer.
    let names = Self.distinct(
      own.prefix(6).filter { $0.share >= (own.first?.share ?? 0) * 0.2 }.map { Self.short($0.name) }
    )
    func fill(_ template: String) -> String {
      ReasonWording.fill(
        template,
        [
          "names": wording.list(Array(names.prefix(3))), "category": Self.short(category),
          "interest": names.first ?? "",
          "count": String(user.flatMap { ownPurchases($0, item) } ?? 0),
        ])
    }
    switch lead {
    case _ where type == .discovery && lead != .interest && !category.isEmpty:
      return fill(wording.discovery)
    case .bought?: return fill(wording.bought)
    case .boughtTogether?: return fill(wording.boughtTogether)
    case .boughtAgain?: return fill(wording.boughtAgain)
    case .alike?: return fill(wording.alike)
    case .interest?: return fill(wording.interest)
    case .popularNearby?: return fill(wording.popularNearby)
    case .popularInCategory?, nil:
      if trend.recentSales[item] >= 2 { return fill(wording.popularThisMonth) }
      return fill(matrix.buyerCount(of: item) > 0 ? wording.favourite : wording.newArrival)
    }
  }

  func ownPurchases(_ user: Int, _ item: Int) -> Int? {
    matrix.pair(user: user, item: item).map { Int(matrix.purchaseCounts[$0]) }
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// Names of catalogues can be whole paragraphs; a sentence holds 60 characters of one.
  private static func short(_ name: String) -> String {
    // Almost every name is fine as it is, and each mail asks for several.
    let isPlain = name.utf8.count <= 60 && name.utf8.allSatisfy { $0 >= 32 && $0 < 127 }
    if isPlain { return name }
    let words = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= 60 ? words : words.prefix(59) + "…"
  }
}
