internal import CRMModel
public import Diagnostics
public import Records

/// Fixes who of a campaign's audience gets what.
public struct AudiencePlanner {
  private let campaign: Campaign
  private let store: Store
  private let isConsentRequired: Bool

  /// Creates a planner.
  public init(campaign: Campaign, store: Store, isConsentRequired: Bool) {
    self.campaign = campaign
    self.store = store
    self.isConsentRequired = isConsentRequired
  }

  /// The plan over everybody in the audience, in the store's default order.
  ///
  /// Each contact belongs to the first segment that matches; the segment filters are answered by
  /// the store as sets of ids, so that the audience itself is read once.
  public func plan() throws(GalleyError) -> CampaignPlan {
    var members: [Set<String>?] = []
    for segment in campaign.segments {
      if let filter = segment.filter {
        members.append(Set(try store.contactIDs(matching: filter)))
      } else {
        members.append(nil)
      }
    }
    var plan = CampaignPlan()
    try store.forEachContact(matching: campaign.audience, chunkSize: 2_000) {
      (contacts) throws(GalleyError) in
      for contact in contacts {
        if isConsentRequired, contact.consent != .granted {
          plan.exclusions.append(
            .init(contactID: contact.id, reason: "consent_\(contact.consent.rawValue)"))
          continue
        }
        let match = campaign.segments.indices.first {
          members[$0]?.contains(contact.id) ?? true
        }
        guard let match, let variant = campaign.variant(for: contact.id) else {
          plan.exclusions.append(.init(contactID: contact.id, reason: "no_segment"))
          continue
        }
        plan.recipients.append(
          .init(
            contactID: contact.id, segment: campaign.segments[match].name, variant: variant.name,
            locale: campaign.locale(for: contact)))
      }
    }
    return plan
  }
}
