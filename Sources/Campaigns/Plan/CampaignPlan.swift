public import CRMModel
internal import Crypto

/// Who gets what: fixed before anything is rendered.
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
  }

  /// Why a contact of the audience gets nothing.
  public struct Exclusion: Sendable, Hashable {
    /// The contact.
    public var contactID: String
    /// `consent_withdrawn`, `consent_unknown`, `no_segment`.
    public var reason: String
  }

  /// The messages, in the order of the audience.
  public var recipients: [Recipient] = []
  /// Who was left out and why, in the order of the audience.
  public var exclusions: [Exclusion] = []

  /// How many were left out, by reason, in the order of the reasons.
  public var exclusionCounts: [(reason: String, count: Int)] {
    Dictionary(grouping: exclusions, by: \.reason).mapValues(\.count)
      .sorted { $0.key < $1.key }.map { (reason: $0.key, count: $0.value) }
  }
}

extension Campaign {
  /// The variant of a contact: a stable hash of campaign and contact, split by the weights.
  ///
  /// SHA-256 rather than Swift's hasher, so that the answer is the same in every run; `nil` when
  /// all weights are zero.
  public func variant(for contactID: String) -> Variant? {
    let total = variants.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return variants.first }
    let digest = SHA256.hash(data: Array("\(slug)\u{0}\(contactID)".utf8))
    let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    var point = Int(number % UInt64(total))
    for variant in variants {
      if point < variant.weight { return variant }
      point -= variant.weight
    }
    return variants.last
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
