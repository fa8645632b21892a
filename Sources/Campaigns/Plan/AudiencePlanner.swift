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
  /// Each contact belongs to the first segment that matches; the store answers audience and
  /// segments in one pass.
  public func plan() throws(GalleyError) -> CampaignPlan {
    var plan = CampaignPlan()
    try store.forEachChunk(
      of: campaign.audience, segments: campaign.segments.map(\.filter), size: 2_000
    ) { (members) throws(GalleyError) in
      for member in members {
        let contact = member.contact
        if isConsentRequired, contact.consent != .granted {
          plan.exclusions.append(
            .init(contactID: contact.id, reason: "consent_\(contact.consent.rawValue)"))
        } else if let index = member.segment, let variant = campaign.variant(for: contact.id) {
          plan.recipients.append(
            .init(
              contactID: contact.id, segment: campaign.segments[index].name,
              variant: variant.name, locale: campaign.locale(for: contact)))
        } else {
          plan.exclusions.append(.init(contactID: contact.id, reason: "no_segment"))
        }
      }
    }
    return plan
  }
}
