public import JSONText

/// One piece of copy of a campaign, for a segment, variant and locale.
public struct Content: Sendable, Hashable {
  /// Where a piece of copy stands.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// Planned, not written.
    case placeholder
    /// Written by the AI and checked against its schema.
    case generated
    /// Changed by a person since.
    case edited
    /// Out in the world.
    case published
    /// Could not be written.
    case failed
  }

  /// `content_id`.
  public var id: String
  /// The campaign's slug.
  public var campaign: String
  /// What it is for, such as `email`.
  public var kind: String
  /// The segment it speaks to.
  public var segment: String
  /// The variant.
  public var variant: String
  /// The language.
  public var locale: String
  /// Where it stands.
  public var status: Status
  /// The copy, as its schema has it.
  public var body: JSONObject
  /// Provider, model, request key, and whether it was repaired or is a fallback.
  public var provenance: JSONObject
  /// Anything else.
  public var metadata: JSONObject

  /// Creates a record.
  public init(
    id: String, campaign: String, kind: String, segment: String, variant: String, locale: String,
    status: Status = .placeholder, body: JSONObject = [:], provenance: JSONObject = [:],
    metadata: JSONObject = [:]
  ) {
    self.id = id
    self.campaign = campaign
    self.kind = kind
    self.segment = segment
    self.variant = variant
    self.locale = locale
    self.status = status
    self.body = body
    self.provenance = provenance
    self.metadata = metadata
  }
}
