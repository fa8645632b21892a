public import Diagnostics
public import JSONText
public import Records

/// What campaign.yml says: whom to mail, what about, with which templates.
public struct Campaign: Sendable {
  /// One audience segment; a contact belongs to the first that matches.
  public struct Segment: Sendable {
    /// The name, used in file names.
    public var name: String
    /// What kind of people these are, for the prompt.
    public var description: String
    /// Who belongs to it; `nil` takes everybody who is left.
    public var filter: SegmentFilter?
  }

  /// One arm of an A/B test.
  public struct Variant: Sendable, Hashable {
    /// The name, used in file names.
    public var name: String
    /// Its share, relative to the other weights.
    public var weight: Int
  }

  /// The UTM parameters of every link.
  public struct UTM: Sendable, Hashable {
    /// `utm_campaign`.
    public var campaign: String
    /// `utm_source`.
    public var source: String
    /// `utm_medium`.
    public var medium: String
    /// Whether every link gets a `utm_content` of its own.
    public var tagsLinks: Bool

    /// Creates parameters.
    public init(campaign: String, source: String, medium: String, tagsLinks: Bool = true) {
      self.campaign = campaign
      self.source = source
      self.medium = medium
      self.tagsLinks = tagsLinks
    }
  }

  /// How many messages a contact may get within a time.
  public struct FrequencyCap: Sendable, Hashable {
    /// The messages, of all campaigns.
    public var messages: Int
    /// The time in seconds.
    public var within: Int64
  }

  /// How the pictures of a mail reach the reader.
  public enum Images: String, Sendable, CaseIterable {
    /// From the site, when the mail is opened.
    case hosted
    /// Inside the message, named by Content-ID.
    case cid
  }

  /// One entry of the calendar.
  public struct Slot: Sendable, Hashable {
    /// The name, used in file names.
    public var name: String
    /// When it goes out, if that is known.
    public var at: Timestamp?
    /// What it is about.
    public var theme: String
  }

  /// What a build refuses.
  public struct Checks: Sendable, Hashable {
    /// The largest HTML part in bytes; 0 for any.
    public var maximumBytes: Int
    /// Whether the lint of the finished mails stops the build: `error`, `warning` or `never`.
    public var failOn: String
  }

  /// The template files, as paths in the workspace.
  public struct Templates: Sendable, Hashable {
    /// The HTML part: MJML, HTML or Markdown.
    public var html: String
    /// The text part; derived from the HTML when absent.
    public var text: String?
    /// The vision board.
    public var board: String?
    /// The landing page.
    public var page: String?
  }

  /// What is asked of the copy.
  public struct CopyRequirements: Sendable {
    /// The kind of content, such as `email`.
    public var platform: String
    /// The tone, when it differs from the business's.
    public var tone: String?
    /// At most this many words in all.
    public var maxWords: Int?
    /// The path of the JSON Schema, in the workspace.
    public var schema: String
    /// Copy to use when none can be had.
    public var fallback: JSONObject?
  }

  /// The folder name under Templates/campaigns.
  public var slug: String
  /// The name a person gave it.
  public var name: String
  /// `draft`, `scheduled`, `active`, `done`.
  public var status: String
  /// What the campaign is about, for whoever writes the copy.
  public var brief: String
  /// What it should achieve.
  public var goal: String
  /// The UTM parameters.
  public var utm: UTM
  /// Who may be mailed at all; `nil` for everybody.
  public var audience: SegmentFilter?
  /// The segments, at least one.
  public var segments: [Segment]
  /// The variants, at least one.
  public var variants: [Variant]
  /// The locales, at least one.
  public var locales: [String]
  /// The slug of the event it invites to.
  public var event: String?
  /// How many products a mail shows.
  public var productLimit: Int?
  /// The template files.
  public var templates: Templates
  /// What is asked of the copy.
  public var copy: CopyRequirements
  /// The strategy, free-form.
  public var strategy: JSONValue
  /// When what goes out.
  public var calendar: [Slot]
  /// The business, when it is not the workspace's.
  public var businessID: String?
  /// Who it is from, when it is not the workspace's sender.
  public var from: SenderSettings?
  /// Files of addresses and domains that this campaign never writes to, beside the workspace's.
  public var suppression: [String]
  /// How many messages a contact may get within a time.
  public var frequencyCap: FrequencyCap?
  /// The share of contacts that are held out, in per cent.
  public var holdout: Int
  /// How long a fixed plan may be used, in seconds.
  public var maximumPlanAge: Int64
  /// How the pictures of a mail reach the reader.
  public var images: Images
  /// Files that come with every message, as paths in the workspace.
  public var attachments: [String]
  /// Whether the mail answers something the contact did (RFC 3834), such as a booking.
  public var isAutomatic: Bool
  /// What a build refuses.
  public var checks: Checks

  /// The folder of the campaign in the workspace.
  public var folder: String { "Templates/campaigns/\(slug)" }
}
