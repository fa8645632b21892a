extension RecommendationModel {
  /// The sentence for a product: from the kind of cause that weighs most.
  func reason(
    item: Int, user: Int?, causes: Causes, type: RecommendationType?, wording: ReasonWording
  ) -> String {
    let category = catalogue.shortCategories[catalogue.products[item].category]
    let lead = causes.lead
    let names = leadNames(causes)
    func fill(_ template: String) -> String {
      ReasonWording.fill(template) { key in
        switch key {
        case "names": wording.list(names)
        case "category": category
        case "interest": names.first ?? ""
        case "count": String(user.flatMap { ownPurchases($0, item) } ?? 0)
        default: nil
        }
      }
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

  /// Up to three names of the leading kind; one that weighs little beside the first only makes the
  /// sentence longer.
  private func leadNames(_ causes: Causes) -> [String] {
    var names: [String] = []
    var least = 0.0
    var seen = 0
    for cause in causes.list where cause.kind == causes.lead {
      if seen == 0 { least = cause.share * 0.2 }
      seen += 1
      guard seen <= 6, cause.share >= least, names.count < 3 else { break }
      let name = Self.short(cause.name)
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    return names
  }

  func ownPurchases(_ user: Int, _ item: Int) -> Int? {
    matrix.pair(user: user, item: item).map { Int(matrix.purchaseCounts[$0]) }
  }

  /// Names of catalogues can be whole paragraphs; a sentence holds 60 characters of one.
  static func short(_ name: String) -> String {
    // Almost every name is fine as it is, and each mail asks for several.
    let isPlain = name.utf8.count <= 60 && name.utf8.allSatisfy { $0 >= 32 && $0 < 127 }
    if isPlain { return name }
    let words = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= 60 ? words : words.prefix(59) + "…"
  }
}
