internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import Recommendations
internal import Records

/// What all campaigns of a run share of the store: products, events, the recommendation model.
struct CRMData {
  let products: [String: Product]
  let events: [Event]
  /// `nil` when nothing is recommended.
  let model: RecommendationModel?
  /// The products bought most, best first.
  let topProducts: [Product]

  /// Reads everything; without `recommends` neither purchases nor contacts are read.
  init(
    store: Store, settings: Settings, now: Timestamp, recommends: Bool = true
  ) throws(GalleyError) {
    let all = try store.products()
    products = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    events = try store.events()
    guard recommends else {
      model = nil
      topProducts = []
      return
    }
    let purchases = try store.purchases()
    var options = RecommendationOptions()
    options.rules.maximumPerCategory = settings.recommendations.maxPerCategory
    model = RecommendationModel.train(
      products: all, purchases: purchases, interests: try store.interests(),
      contacts: try Self.contacts(of: store), asOf: now, options: options)
    var counts: [String: Int] = [:]
    for purchase in purchases { counts[purchase.productID, default: 0] += 1 }
    topProducts = all.sorted {
      (counts[$1.id] ?? 0, $0.id) < (counts[$0.id] ?? 0, $1.id)
    }
  }

  private static func contacts(of store: Store) throws(GalleyError) -> [ContactProfile] {
    var contacts: [ContactProfile] = []
    try store.forEachChunk(size: 5_000) { (members) throws(GalleyError) in
      contacts += members.map(\.contact)
    }
    return contacts
  }
}
