public import CRMModel
public import Diagnostics

/// The records a model is trained on, with the changes of a running system.
///
/// A model never changes; after changes, `trained` gives one that is equal to a model of the same
/// records from nothing.
public struct RecommendationData: Sendable {
  /// The catalogue.
  public let products: [Product]
  /// All purchases.
  public private(set) var purchases: [Purchase]
  /// All interests.
  public private(set) var interests: [UserInterest]
  /// The people.
  public private(set) var contacts: [ContactProfile]
  /// Counts up with every change, so that a caller trains again only when something changed.
  public private(set) var revision = 0
  private let productIDs: Set<String>
  private var purchasePositions: [String: Int]

  /// Holds records.
  public init(
    products: [Product], purchases: [Purchase] = [], interests: [UserInterest] = [],
    contacts: [ContactProfile] = []
  ) {
    self.products = products
    self.purchases = purchases
    self.interests = interests
    self.contacts = contacts
    productIDs = Set(products.map(\.id))
    purchasePositions = Dictionary(
      purchases.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Adds a purchase; one with the same id takes the place of the former.
  ///
  /// - Throws: `PRODUCT_NOT_FOUND`.
  public mutating func addUserPurchase(_ purchase: Purchase) throws(GalleyError) {
    guard productIDs.contains(purchase.productID) else {
      throw GalleyError(
        .productNotFound, "The catalogue has no product \(purchase.productID)")
    }
    if let known = purchasePositions[purchase.id] {
      guard purchases[known] != purchase else { return }
      purchases[known] = purchase
    } else {
      purchasePositions[purchase.id] = purchases.count
      purchases.append(purchase)
    }
    revision += 1
  }

  /// Replaces the interests of a person.
  public mutating func updateUserInterests(_ userID: String, _ updated: [UserInterest]) {
    let own = updated.filter { $0.userID == userID }
    guard interests.filter({ $0.userID == userID }) != own else { return }
    interests.removeAll { $0.userID == userID }
    interests += own
    revision += 1
  }

  /// Trains a model of the records; kept parts save the work whose input has not changed.
  public func trained(
    asOf: Timestamp, options: RecommendationOptions = .init(), reusing kept: TrainedParts? = nil,
    threads: Int = 1
  ) -> RecommendationModel {
    .train(
      products: products, purchases: purchases, interests: interests, contacts: contacts,
      asOf: asOf, options: options, reusing: kept, threads: threads)
  }
}
