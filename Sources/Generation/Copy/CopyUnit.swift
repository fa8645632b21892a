/// One piece of copy to write: a task for one segment, variant and locale of a campaign.
public struct CopyUnit: Sendable, Hashable {
  /// The audience, described without any person in it.
  public struct Segment: Sendable, Hashable {
    /// A fact about the segment as a whole, such as `interests` with `coffee, tents`.
    public struct Trait: Sendable, Hashable {
      /// What it is about.
      public var name: String
      /// The fact.
      public var value: String

      /// Pairs a name with a value.
      public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
      }
    }

    /// The fewest people a segment must have before facts about it go into a prompt: facts about
    /// fewer could be facts about one.
    public static let smallestDescribed = 5

    /// The name, such as `loyal`.
    public var name: String
    /// What the marketer wrote about it.
    public var description: String
    /// How many people it has, or `nil` when nobody counted.
    public var size: Int?
    /// Facts about it.
    public var traits: [Trait]

    /// Describes a segment.
    public init(
      name: String, description: String = "", size: Int? = nil, traits: [Trait] = []
    ) {
      self.name = name
      self.description = description
      self.size = size
      self.traits = traits
    }
  }

  /// The campaign's slug.
  public var campaign: String
  /// What is to be written.
  public var task: AITask
  /// For whom.
  public var segment: Segment
  /// The variant of the A/B test, such as `a`.
  public var variant: String
  /// The language, such as `de` or `en-GB`.
  public var locale: String

  /// Creates a unit.
  public init(
    campaign: String, task: AITask = .content, segment: Segment, variant: String, locale: String
  ) {
    self.campaign = campaign
    self.task = task
    self.segment = segment
    self.variant = variant
    self.locale = locale
  }

  /// The unit that plans a campaign.
  public static func strategy(campaign: String, locale: String) -> CopyUnit {
    CopyUnit(
      campaign: campaign, task: .strategy, segment: Segment(name: "everyone"), variant: "-",
      locale: locale)
  }

  /// `campaign.task.segment.variant.locale`, for logs and file names.
  public var label: String {
    task == .strategy
      ? "\(campaign).strategy.\(locale)"
      : "\(campaign).\(task.rawValue).\(segment.name).\(variant).\(locale)"
  }
}
