internal import CRMModel
public import Diagnostics
internal import JSONText
public import Recommendations
public import Records

/// Loads what the messages of a chunk of recipients show, each relation in one query.
public struct RecipientLoader {
  private let store: Store
  private let model: RecommendationModel?
  private let limit: Int
  private let wordings: ReasonWordings

  /// Creates a loader; without a model nothing is recommended.
  public init(
    store: Store, model: RecommendationModel?, recommendationLimit: Int,
    wordings: ReasonWordings = .builtIn
  ) {
    self.store = store
    self.model = model
    limit = recommendationLimit
    self.wordings = wordings
  }

  /// The data of the contacts with these ids, in their order. Contacts that are gone are left out.
  ///
  /// Reasons are in the language that `locale` gives for a contact, else in the contact's own.
  public func load(
    _ contactIDs: [String], locale: (String) -> String? = { _ in nil }
  ) throws(GalleyError) -> [CampaignContext.RecipientData] {
    let contacts = try store.batchGetContacts(contactIDs).compactMap { $0 }
    let places = try store.places(byID: contacts.compactMap(\.placeID))
    let corporations = try store.corporations(
      byID: places.values.compactMap(\.corporationID).sorted())
    let ids = contacts.map(\.id)
    let attributes = try store.attributes(of: ids)
    let interests = try store.interests(of: ids)
    return contacts.map { contact in
      let place = contact.placeID.flatMap { places[$0] }
      return CampaignContext.RecipientData(
        contact: contact,
        attributes: attributes[contact.id] ?? [:],
        place: place,
        corporation: place?.corporationID.flatMap { corporations[$0] },
        interests: interests[contact.id] ?? [],
        recommendations: model?.recommend(
          for: contact.id, limit: limit,
          wording: wordings[locale(contact.id) ?? contact.locale]) ?? [])
    }
  }
}
