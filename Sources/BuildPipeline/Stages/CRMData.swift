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
    _ workspace: Workspace, store: Store, now: Timestamp, recommends: Bool = true,
    progress: Progress
  ) throws(GalleyError) {
    events = try store.events()
    guard recommends else {
      let all = try store.products()
      products = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      model = nil
      topProducts = []
      return
    }
    let training = try ModelTraining.run(
      workspace, store: store, asOf: now, threads: ModelTraining.defaultThreads,
      progress: progress)
    let all = training.products
    products = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    model = training.model
    let counts = training.purchaseCounts
    topProducts = all.sorted {
      (counts[$1.id] ?? 0, $0.id) < (counts[$0.id] ?? 0, $1.id)
    }
  }
}
