internal import CRMModel

/// The rules of one run, resolved to indexes of the catalogue once.
struct RuleFilter: Sendable {
  let rules: RecommendationRules
  /// For each product, the rule that removes it whoever the person is.
  private let verdicts: [RemovalRule?]

  init(_ rules: RecommendationRules, catalogue: Catalogue) {
    self.rules = rules
    verdicts = catalogue.products.map { product in
      if let included = rules.includedProducts, !included.contains(product.id) {
        return .notIncluded
      }
      if rules.excludedProducts.contains(product.id) { return .excluded }
      if rules.excludesOutOfStock, !product.isInStock { return .outOfStock }
      if let minimum = rules.minimumPrice, product.price < minimum { return .priceRange }
      if let maximum = rules.maximumPrice, maximum < product.price { return .priceRange }
      return nil
    }
  }

  /// The rule that removes a product for everyone, or `nil` when it may be shown.
  func verdict(of item: Int) -> RemovalRule? { verdicts[item] }
}
