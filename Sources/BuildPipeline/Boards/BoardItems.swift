internal import Boards
internal import Campaigns
internal import CRMModel

/// Chooses what boards show: products by score, interests by weight, the shop's own words.
struct BoardItems {
  let settings: Settings
  let products: [String: Product]
  let locale: String

  /// Items for scores by product and weights by interest; ties by name.
  func make(scores: [String: Double], interests: [String: Int]) -> [BoardItem] {
    let best = scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12)
    let highest = best.first?.value ?? 1
    var items: [BoardItem] = best.compactMap { id, score in
      products[id].map { item($0, score: highest > 0 ? score / highest : 0) }
    }
    let heaviest = interests.values.max() ?? 1
    for interest in interests.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(8) {
      items.append(
        BoardItem(
          type: .interest, title: interest.key.prefix(1).uppercased() + interest.key.dropFirst(),
          score: Double(interest.value) / Double(heaviest)))
    }
    items.append(BoardItem(type: .inspiration, title: settings.business.tagline))
    return items
  }

  private func item(_ product: Product, score: Double) -> BoardItem {
    BoardItem(
      type: .product, title: product.name,
      detail: MoneyFormat.format(
        product.price.description, currency: settings.business.currency, locale: locale),
      imagePath: product.imageURL, score: score)
  }
}
