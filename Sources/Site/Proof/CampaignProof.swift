public import Campaigns
public import Diagnostics

/// What the proof shows of one campaign.
public struct CampaignProof: Sendable {
  /// One message for one persona.
  public struct Message: Sendable {
    /// A name that is unique within the campaign and fit for a file.
    public var id: String
    /// The copy it was made with.
    public var key: CopyKey
    /// Whom it was made for.
    public var persona: String
    /// The preview line of the copy.
    public var preheader: String
    /// The message.
    public var content: CompiledMessage.Content
    /// What is odd about it.
    public var findings: [Diagnostic]

    /// Creates a message.
    public init(
      id: String, key: CopyKey, persona: String, preheader: String,
      content: CompiledMessage.Content, findings: [Diagnostic]
    ) {
      self.id = id
      self.key = key
      self.persona = persona
      self.preheader = preheader
      self.content = content
      self.findings = findings
    }
  }

  /// One segment's board.
  public struct Board: Sendable {
    /// The segment.
    public var segment: String
    /// The picture.
    public var png: [UInt8]
    /// What it shows, for those who cannot see it.
    public var alt: String

    /// Creates a board.
    public init(segment: String, png: [UInt8], alt: String) {
      self.segment = segment
      self.png = png
      self.alt = alt
    }
  }

  /// The campaign's slug.
  public var slug: String
  /// Its name.
  public var name: String
  /// Its status.
  public var status: String
  /// How many contacts were looked at.
  public var audienceTotal: Int
  /// How many get a message.
  public var included: Int
  /// Why the others do not.
  public var exclusions: [(reason: String, count: Int)]
  /// How many messages each segment gets.
  public var segments: [(name: String, count: Int)]
  /// The messages.
  public var messages: [Message]
  /// The boards.
  public var boards: [Board]
  /// The copy.
  public var copy: [CopyFile]

  /// Creates a proof.
  public init(
    campaign: Campaign, audienceTotal: Int, included: Int,
    exclusions: [(reason: String, count: Int)], segments: [(name: String, count: Int)],
    messages: [Message], boards: [Board], copy: [CopyFile]
  ) {
    slug = campaign.slug
    name = campaign.name
    status = campaign.status
    self.audienceTotal = audienceTotal
    self.included = included
    self.exclusions = exclusions
    self.segments = segments
    self.messages = messages
    self.boards = boards
    self.copy = copy
  }
}
