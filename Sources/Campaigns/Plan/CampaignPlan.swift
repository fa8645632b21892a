public import CRMModel
public import Diagnostics
public import JSONText

/// Who gets what: fixed before anything is rendered, and kept as files.
///
/// `plan.json` holds the counts and the digest of everything the messages are made from; the lists
/// of recipients and exclusions lie beside it and are read as a stream, so that a plan of any size
/// takes no memory.
public struct CampaignPlan: Sendable {
  /// One message to be made.
  public struct Recipient: Sendable, Hashable {
    /// The contact.
    public var contactID: String
    /// The segment's name.
    public var segment: String
    /// The variant's name.
    public var variant: String
    /// The locale of the message.
    public var locale: String

    /// Creates a recipient.
    public init(contactID: String, segment: String, variant: String, locale: String) {
      self.contactID = contactID
      self.segment = segment
      self.variant = variant
      self.locale = locale
    }

    /// The copy that the message is made of.
    public var copyKey: CopyKey { CopyKey(segment: segment, variant: variant, locale: locale) }
  }

  /// Why a contact of the audience gets nothing.
  public struct Exclusion: Sendable, Hashable {
    /// The contact.
    public var contactID: String
    /// Such as `consent_withdrawn`: see `ExclusionReason`.
    public var reason: String

    /// Creates an exclusion.
    public init(contactID: String, reason: String) {
      self.contactID = contactID
      self.reason = reason
    }
  }

  /// How many of each name, in the order of the campaign.
  public typealias Counts = [(name: String, count: Int)]

  /// The campaign's slug.
  public var campaign: String
  /// When it was fixed; the Date of its messages.
  public var plannedAt: Timestamp
  /// How long it may be used, in seconds.
  public var maximumAge: Int64
  /// What it was made from; empty until it is fixed.
  public var digest = PlanDigest()
  /// The messages, in the order of the audience.
  public var recipients: PlanList<Recipient>
  /// Who was left out and why, in the order of the audience.
  public var exclusions: PlanList<Exclusion>
  /// The recipients by segment.
  public var bySegment: Counts
  /// The recipients by variant.
  public var byVariant: Counts
  /// The recipients by locale.
  public var byLocale: Counts
  /// How many were left out, by reason, in the order of the reasons.
  public var exclusionCounts: [(reason: String, count: Int)]

  /// How many contacts were looked at.
  public var audience: Int { recipients.count + exclusions.count }

  /// Throws `STALE_PLAN` when the plan does not fit what the messages would be made from now, or is
  /// too old.
  public func check(against current: PlanDigest, now: Timestamp) throws(GalleyError) {
    let changed = digest.changedParts(from: current)
    if !changed.isEmpty {
      throw GalleyError(
        .stalePlan,
        "The fixed plan of \(campaign) was made from other \(changed.joined(separator: ", ")).",
        details: ["campaign": campaign, "changed": changed.joined(separator: ",")])
    }
    let age = (now.millisecondsSince1970 - plannedAt.millisecondsSince1970) / 1000
    if age > maximumAge {
      throw GalleyError(
        .stalePlan,
        "The fixed plan of \(campaign) is of \(plannedAt), older than max_age allows.",
        details: ["campaign": campaign, "planned_at": plannedAt.description])
    }
  }

  /// The form of plan.json.
  public var json: JSONValue {
    func counts(_ counts: Counts) -> JSONValue {
      .object(JSONObject(counts.map { ($0.name, .number(JSONNumber($0.count))) }))
    }
    return .object([
      "campaign": .string(campaign),
      "planned_at": .string(plannedAt.description),
      "max_age_seconds": .number(JSONNumber(Int(maximumAge))),
      "digest": .string(digest.text),
      "parts": .object(JSONObject(digest.parts.map { ($0.name, .string($0.digest)) })),
      "audience": .number(JSONNumber(audience)),
      "recipients": .number(JSONNumber(recipients.count)),
      "recipients_digest": .string(recipients.digest),
      "by_segment": counts(bySegment), "by_variant": counts(byVariant),
      "by_locale": counts(byLocale),
      "excluded": .object(
        JSONObject(exclusionCounts.map { ($0.reason, .number(JSONNumber($0.count))) })),
      "excluded_digest": .string(exclusions.digest),
    ])
  }
}

/// Why contacts of an audience get nothing.
public enum ExclusionReason {
  /// Every reason, with what it means.
  public static let all: [(name: String, meaning: String)] = [
    ("consent_withdrawn", "the person withdrew consent"),
    ("consent_unknown", "no consent is recorded"),
    ("suppressed_address", "the address is on the suppression list"),
    ("suppressed_domain", "the domain is on the suppression list"),
    ("invalid_address", "the address is none that a server would take"),
    ("unsafe_name", "the name holds a control character"),
    ("duplicate_address", "somebody before has the same address"),
    ("no_segment", "no segment of the campaign takes the contact"),
    ("frequency_cap", "the contact had enough mail lately"),
    ("holdout", "held out, to measure against"),
  ]
}

extension Campaign {
  /// The variant of a contact: a stable hash of campaign and contact, split by the weights.
  ///
  /// SHA-256 rather than Swift's hasher, so that the answer is the same in every run; the first
  /// variant when all weights are zero.
  public func variant(for contactID: String) -> Variant? {
    let total = variants.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return variants.first }
    var point = Int(StableHash.of(slug, contactID) % UInt64(total))
    for variant in variants {
      if point < variant.weight { return variant }
      point -= variant.weight
    }
    return variants.last
  }

  /// Whether a contact is held out of the campaign, by a hash that has nothing to do with variants.
  public func isHeldOut(_ contactID: String) -> Bool {
    holdout > 0 && StableHash.of("holdout", slug, contactID) % 10_000 < UInt64(holdout) * 100
  }

  /// The locale of a contact: the first of the campaign's that fits exactly, else by language.
  public func locale(for contact: ContactProfile) -> String {
    let fallback = locales.first ?? "en"
    guard let wanted = contact.locale?.lowercased() else { return fallback }
    if let exact = locales.first(where: { $0.lowercased() == wanted }) { return exact }
    let language = wanted.prefix { $0 != "-" && $0 != "_" }
    return locales.first { $0.lowercased() == language }
      ?? locales.first { $0.lowercased().prefix { $0 != "-" } == language } ?? fallback
  }
}
