public import CRMModel
public import Diagnostics
internal import JSONText
public import Recommendations
public import Records

/// Loads what the messages of a chunk of recipients show, each relation in one query.
public struct RecipientLoader: Sendable {
  private let store: Store
  private let model: RecommendationModel?
  private let limit: Int
  private let needs: ContextNeeds

  /// Creates a loader; without a model nothing is recommended. What `needs` leaves out is not read.
  public init(
    store: Store, model: RecommendationModel?, recommendationLimit: Int,
    needs: ContextNeeds = .everything
  ) {
    self.store = store
    self.model = model
    limit = recommendationLimit
    self.needs = needs
  }

  /// The same loader for other needs.
  public func with(needs: ContextNeeds) -> RecipientLoader {
    RecipientLoader(store: store, model: model, recommendationLimit: limit, needs: needs)
  }

  /// The contact with an address, or `nil`.
  public func contact(email: String) throws(GalleyError) -> ContactProfile? {
    try store.contact(email: email)
  }

  /// The data of the contacts with these ids, in their order. Contacts that are gone are left out.
  public func load(
    _ contactIDs: [String]
  ) throws(GalleyError) -> [CampaignContext.RecipientData] {
    var reads = 0
    return try load(contactIDs, countingReads: &reads)
  }

  /// Loads, and adds the number of queries to `reads`.
  public func load(
    _ contactIDs: [String], countingReads reads: inout Int
  ) throws(GalleyError) -> [CampaignContext.RecipientData] {
    guard !contactIDs.isEmpty else { return [] }
    let contacts = try store.batchGetContacts(contactIDs).compactMap { $0 }
    let portions = (contactIDs.count + 499) / 500
    reads += portions
    for relation in ["contact.data", "interests", "requests", "purchases"]
    where needs.has(relation) {
      reads += portions
    }
    let ids = contacts.map(\.id)
    let needsCorporation = needs.has("corporation")
    let places =
      needs.has("place") || needsCorporation
      ? try store.places(byID: contacts.compactMap(\.placeID)) : [:]
    reads += (places.count + 499) / 500
    let corporations =
      needsCorporation
      ? try store.corporations(byID: places.values.compactMap(\.corporationID).sorted()) : [:]
    reads += (corporations.count + 499) / 500
    let attributes = needs.has("contact.data") ? try store.attributes(of: ids) : [:]
    let interests = needs.has("interests") ? try store.interests(of: ids) : [:]
    let requests = needs.has("requests") ? try store.requests(of: ids) : [:]
    let purchases = needs.has("purchases") ? try store.purchases(of: ids) : [:]
    let recommends = needs.has("recommendations")
    return contacts.map { contact in
      let place = contact.placeID.flatMap { places[$0] }
      return CampaignContext.RecipientData(
        contact: contact,
        attributes: attributes[contact.id] ?? [:],
        place: place,
        corporation: place?.corporationID.flatMap { corporations[$0] },
        interests: interests[contact.id] ?? [],
        recommendations: recommends
          ? model?.recommend(for: contact.id, limit: limit) ?? [] : [],
        requests: requests[contact.id] ?? [],
        purchases: purchases[contact.id] ?? [])
    }
  }
}
