public import CRMModel
public import Diagnostics
public import JSONText

/// A contact with what it belongs to.
public struct NestedContact: Sendable, Hashable {
  /// The contact.
  public var contact: ContactProfile
  /// Its place.
  public var place: Place?
  /// The corporation of its place.
  public var corporation: CorporationProfile?
  /// Its active attributes, when they were asked for.
  public var attributes: JSONObject
}

extension Store {
  /// Contacts with place and corporation: three reads for any number of them, one more with their
  /// attributes.
  ///
  /// With `isEager` every relation is read by itself: 201 reads for 100 contacts, kept only so that
  /// the figure can be measured.
  public func nestedContacts(
    matching filter: SegmentFilter? = nil, limit: Int = 50, withAttributes: Bool = false,
    isEager: Bool = false
  ) throws(GalleyError) -> [NestedContact] {
    try nested(
      contacts(matching: filter, limit: limit), withAttributes: withAttributes, isEager: isEager)
  }

  /// What contacts belong to, in their order.
  public func nested(
    _ contacts: [ContactProfile], withAttributes: Bool = false, isEager: Bool = false
  ) throws(GalleyError) -> [NestedContact] {
    if isEager {
      var result: [NestedContact] = []
      for contact in contacts {
        result += try nested([contact], withAttributes: withAttributes)
      }
      return result
    }
    // A null reference costs no read.
    let places = try places(byID: contacts.compactMap(\.placeID))
    let corporations = try corporations(
      byID: contacts.compactMap { contact in
        contact.placeID.flatMap { places[$0] }?.corporationID
      })
    let data = withAttributes ? try attributes(of: contacts.map(\.id)) : [:]
    return contacts.map { contact in
      let place = contact.placeID.flatMap { places[$0] }
      return NestedContact(
        contact: contact, place: place,
        corporation: place?.corporationID.flatMap { corporations[$0] },
        attributes: data[contact.id] ?? [:])
    }
  }
}
