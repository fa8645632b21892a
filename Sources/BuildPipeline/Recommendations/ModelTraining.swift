internal import CRMModel
internal import Campaigns
internal import Diagnostics
internal import Foundation
internal import Recommendations
internal import Records

/// The recommendation model of a workspace, with what it was trained on.
///
/// The costly parts are kept in `.galley/recommendations.model` under a digest of their input: a
/// run after an import trains only what the import changed, and a damaged file is trained anew.
struct ModelTraining: Sendable {
  let model: RecommendationModel
  let products: [Product]
  let contacts: [ContactProfile]
  let interests: [UserInterest]
  let purchases: PurchaseTable
  /// How often each product was bought.
  let purchaseCounts: [String: Int]

  /// Reads the store and trains.
  static func run(
    _ workspace: Workspace, store: Store, asOf: Timestamp,
    options: RecommendationOptions? = nil, threads: Int, progress: Progress
  ) throws(GalleyError) -> ModelTraining {
    let products = try store.products()
    let interests = try store.interests()
    var contacts: [ContactProfile] = []
    try store.forEachChunk(size: 5_000) { (members) throws(GalleyError) in
      contacts += members.map(\.contact)
    }
    var table = PurchaseTable()
    var counts: [String: Int] = [:]
    try store.forEachPurchase { purchase in
      table.append(purchase)
      counts[purchase.productID, default: 0] += 1
    }
    try Interruption.check()
    let path = workspace.stateFolder + "/recommendations.model"
    let kept = FileManager.default.contents(atPath: path).flatMap {
      TrainedParts(bytes: Array($0))
    }
    var model = RecommendationModel.train(
      products: products, table: table, interests: interests, contacts: contacts, asOf: asOf,
      options: options ?? workspace.settings.recommendations.options, reusing: kept,
      threads: threads)
    if !model.reused.isEverything {
      do throws(GalleyError) {
        try Folders.writeAtomically(model.trainedParts.bytes, to: path)
      } catch {
        // The lists are right all the same; the next run only takes longer.
        progress.message(.warning("The model could not be kept: \(error.message)"))
      }
    }
    model.imported = try ImportedListsFile(workspace).read(progress: progress)
    try Interruption.check()
    return ModelTraining(
      model: model, products: products, contacts: contacts, interests: interests,
      purchases: table, purchaseCounts: counts)
  }

  /// How many threads to use when nobody says.
  static var defaultThreads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
