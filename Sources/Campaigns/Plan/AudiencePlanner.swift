internal import CRMModel
public import Diagnostics
internal import Messages
public import Records

/// Fixes who of a campaign's audience gets what.
public struct AudiencePlanner {
  private let campaign: Campaign
  private let store: Store
  private let isConsentRequired: Bool
  private let suppression: SuppressionList
  private let now: Timestamp

  /// Creates a planner.
  public init(
    campaign: Campaign, store: Store, isConsentRequired: Bool,
    suppression: SuppressionList = SuppressionList(), now: Timestamp
  ) {
    self.campaign = campaign
    self.store = store
    self.isConsentRequired = isConsentRequired
    self.suppression = suppression
    self.now = now
  }

  /// Plans over everybody in the audience, in the store's default order, into the lists of a folder.
  ///
  /// Each contact belongs to the first segment that matches; the store answers audience and
  /// segments in one pass, and memory is 16 bytes for an address. `PlanFolder.fix(_:)` puts the plan
  /// into the place of the one before.
  public func plan(into folder: PlanFolder) throws(GalleyError) -> CampaignPlan {
    try folder.begin()
    var recipients = try PlanListWriter<CampaignPlan.Recipient>(
      path: folder.newPath(PlanFolder.recipients))
    var exclusions = try PlanListWriter<CampaignPlan.Exclusion>(
      path: folder.newPath(PlanFolder.exclusions))
    var seen = HashSet()
    var tally = PlanTally(campaign)
    // The body of the loop cannot take what is not copied.
    var made: [CampaignPlan.Recipient] = []
    var left: [CampaignPlan.Exclusion] = []
    var cursor: ContactCursor?
    let size = 2_000
    while true {
      let members = try store.audience(
        matching: campaign.audience, segments: campaign.segments.map(\.filter), limit: size,
        after: cursor)
      guard let last = members.last else { break }
      let mailed = try mailedCounts(members)
      made.removeAll(keepingCapacity: true)
      left.removeAll(keepingCapacity: true)
      for member in members { decide(member, mailed, &seen, &made, &left) }
      for recipient in made {
        tally.add(recipient)
        try recipients.append(recipient)
      }
      for exclusion in left {
        tally.add(exclusion)
        try exclusions.append(exclusion)
      }
      guard members.count == size else { break }
      cursor = ContactCursor(after: last.contact)
    }
    return CampaignPlan(
      campaign: campaign.slug, plannedAt: now, maximumAge: campaign.maximumPlanAge,
      recipients: try recipients.finish(),
      exclusions: try exclusions.finish(),
      bySegment: tally.segments, byVariant: tally.variants, byLocale: tally.locales,
      exclusionCounts: tally.exclusions)
  }

  private func decide(
    _ member: AudienceMember, _ mailed: [String: Int], _ seen: inout HashSet,
    _ made: inout [CampaignPlan.Recipient], _ left: inout [CampaignPlan.Exclusion]
  ) {
    let contact = member.contact
    func exclude(_ reason: String) {
      left.append(.init(contactID: contact.id, reason: reason))
    }
    if isConsentRequired, contact.consent != .granted {
      return exclude("consent_\(contact.consent.rawValue)")
    }
    guard let address = MailAddress.ascii(contact.email) else {
      return exclude("invalid_address")
    }
    let normalized = MailAddress.normalized(address)
    if let reason = suppression.reason(for: normalized) { return exclude(reason) }
    guard HeaderSafety.isSafe(contact.firstName ?? ""), HeaderSafety.isSafe(contact.lastName ?? "")
    else { return exclude("unsafe_name") }
    guard let index = member.segment, let variant = campaign.variant(for: contact.id) else {
      return exclude("no_segment")
    }
    guard seen.insert(StableHash.of(normalized)) else { return exclude("duplicate_address") }
    if let cap = campaign.frequencyCap, mailed[contact.id, default: 0] >= cap.messages {
      return exclude("frequency_cap")
    }
    if campaign.isHeldOut(contact.id) { return exclude("holdout") }
    made.append(
      .init(
        contactID: contact.id, segment: campaign.segments[index].name, variant: variant.name,
        locale: campaign.locale(for: contact)))
  }

  private func mailedCounts(_ members: [AudienceMember]) throws(GalleyError) -> [String: Int] {
    guard let cap = campaign.frequencyCap else { return [:] }
    return try store.mailedCounts(
      of: members.map(\.contact.id), since: now.adding(seconds: -cap.within))
  }
}

/// Counts a plan by its names.
struct PlanTally {
  private let campaign: Campaign
  private var bySegment: [String: Int] = [:]
  private var byVariant: [String: Int] = [:]
  private var byLocale: [String: Int] = [:]
  private var byReason: [String: Int] = [:]

  init(_ campaign: Campaign) { self.campaign = campaign }

  mutating func add(_ recipient: CampaignPlan.Recipient) {
    bySegment[recipient.segment, default: 0] += 1
    byVariant[recipient.variant, default: 0] += 1
    byLocale[recipient.locale, default: 0] += 1
  }

  mutating func add(_ exclusion: CampaignPlan.Exclusion) {
    byReason[exclusion.reason, default: 0] += 1
  }

  var segments: CampaignPlan.Counts { campaign.segments.map { ($0.name, bySegment[$0.name] ?? 0) } }
  var variants: CampaignPlan.Counts { campaign.variants.map { ($0.name, byVariant[$0.name] ?? 0) } }
  var locales: CampaignPlan.Counts { campaign.locales.map { ($0, byLocale[$0] ?? 0) } }
  var exclusions: [(reason: String, count: Int)] {
    byReason.sorted { $0.key < $1.key }.map { (reason: $0.key, count: $0.value) }
  }
}
