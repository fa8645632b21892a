public import JSONText

/// Everything a prompt may know about the sender and the campaign. It holds no recipient.
public struct PromptContext: Sendable, Hashable {
  /// The sender.
  public struct Business: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The line under the name.
    public var tagline: String
    /// What the business does.
    public var description: String
    /// Further facts of `galley.yml`.
    public var profile: JSONObject
    /// How the brand speaks.
    public var brandVoice: String
    /// The tone, unless the campaign has its own.
    public var tone: String

    /// Describes a business.
    public init(
      name: String, tagline: String = "", description: String = "", profile: JSONObject = [:],
      brandVoice: String = "", tone: String = ""
    ) {
      self.name = name
      self.tagline = tagline
      self.description = description
      self.profile = profile
      self.brandVoice = brandVoice
      self.tone = tone
    }
  }

  /// A fact that copy may state, such as a product with its price.
  public struct Fact: Sendable, Hashable {
    /// What kind of fact, such as `product` or `event`.
    public var kind: String
    /// The fact in words, such as `Trail stove, EUR 49.00`.
    public var text: String
    /// The name alone, such as `Trail stove`, which the offline writer uses.
    public var name: String

    /// Creates a fact.
    public init(kind: String, name: String, text: String) {
      self.kind = kind
      self.name = name
      self.text = text
    }
  }

  /// The sender.
  public var business: Business
  /// The campaign's name.
  public var campaignName: String
  /// What the marketer wants, in the marketer's words.
  public var brief: String
  /// What the campaign should reach.
  public var goal: String
  /// The plan of the campaign when there is one.
  public var strategy: JSONValue?
  /// What copy may state.
  public var facts: [Fact]
  /// Where the copy appears; decides tone, length and format.
  public var platform: CopyPlatform
  /// The campaign's own tone.
  public var tone: String?
  /// The most words of the whole body.
  public var maximumWords: Int?
  /// Further rules in words.
  public var constraints: [String]
  /// The paths that copy may use as merge fields, such as `contact.first_name`.
  public var mergeFields: [String]
  /// The links that copy may use.
  public var urls: [String]
  /// A name for the schema.
  public var schemaName: String
  /// What the body must satisfy.
  public var schema: JSONValue
  /// What stands in when no valid copy can be had.
  public var fallback: JSONValue?

  /// Creates a context.
  public init(
    business: Business, campaignName: String, brief: String, goal: String = "",
    strategy: JSONValue? = nil, facts: [Fact] = [], platform: CopyPlatform = .email,
    tone: String? = nil, maximumWords: Int? = nil, constraints: [String] = [],
    mergeFields: [String] = ["contact.first_name"], urls: [String] = [],
    schemaName: String = "email_copy", schema: JSONValue, fallback: JSONValue? = nil
  ) {
    self.business = business
    self.campaignName = campaignName
    self.brief = brief
    self.goal = goal
    self.strategy = strategy
    self.facts = facts
    self.platform = platform
    self.tone = tone
    self.maximumWords = maximumWords
    self.constraints = constraints
    self.mergeFields = mergeFields
    self.urls = urls
    self.schemaName = schemaName
    self.schema = schema
    self.fallback = fallback
  }

  /// Every text that copy may quote prices and other claims from.
  var sources: [String] {
    [brief, goal, business.tagline, business.description] + constraints + facts.map(\.text)
      + business.profile.map { JSONWords.text(of: $0.value) }
      + (strategy.map { [JSONWords.text(of: $0)] } ?? [])
  }
}

/// The words of JSON values.
enum JSONWords {
  /// Every string and number, separated by spaces.
  static func text(of value: JSONValue, depth: Int = 0) -> String {
    guard depth < 64 else { return "" }
    switch value {
    case .null, .bool: return ""
    case .number(let number): return number.text
    case .string(let text): return text
    case .array(let elements):
      return elements.map { text(of: $0, depth: depth + 1) }.joined(separator: " ")
    case .object(let object):
      return object.map { text(of: $0.value, depth: depth + 1) }.joined(separator: " ")
    }
  }

  /// Every string with the JSON Pointer of its place.
  static func strings(of value: JSONValue, at pointer: String = "") -> [(String, String)] {
    guard pointer.utf8.count < 4096 else { return [] }
    switch value {
    case .null, .bool, .number: return []
    case .string(let text): return [(pointer, text)]
    case .array(let elements):
      return elements.enumerated().flatMap { strings(of: $1, at: "\(pointer)/\($0)") }
    case .object(let object):
      return object.flatMap { strings(of: $0.value, at: "\(pointer)/\(escaped($0.key))") }
    }
  }

  private static func escaped(_ key: String) -> String {
    key.replacing("~", with: "~0").replacing("/", with: "~1")
  }
}
