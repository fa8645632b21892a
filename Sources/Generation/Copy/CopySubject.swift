/// What the offline writer works from.
public struct CopySubject: Sendable, Hashable {
  /// The sender's name.
  public var business = ""
  /// The campaign's name.
  public var topic = ""
  /// The segment's name.
  public var segment = ""
  /// The variant.
  public var variant = ""
  /// The language.
  public var locale = "en"
  /// Names of products and events that may be mentioned.
  public var names: [String] = []
  /// The merge fields that may be used.
  public var mergeFields: [String] = []
  /// The links that may be used.
  public var urls: [String] = []

  /// An empty subject.
  public init() {}

  /// What a unit and its context say.
  init(_ unit: CopyUnit, _ context: PromptContext) {
    business = context.business.name
    topic = context.campaignName
    segment = unit.segment.name
    variant = unit.variant
    locale = unit.locale
    names = context.facts.map(\.name)
    mergeFields = context.mergeFields
    urls = context.urls
  }
}
