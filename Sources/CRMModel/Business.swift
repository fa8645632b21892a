public import JSONText

/// The business that campaigns speak for; belongs to one account.
public struct Business: Sendable, Hashable {
  /// `business_id`.
  public var id: String
  /// The account it belongs to.
  public var accountID: String
  /// What it is called.
  public var name: String
  /// Facts about it, for prompts and templates.
  public var profile: JSONObject
  /// How it speaks.
  public var brandVoice: String
  /// The tone of its copy.
  public var tone: String
  /// Choices of its owner.
  public var preferences: JSONObject
  /// The corporation it is, in the CRM data.
  public var corporationID: String?
  /// Its address by post, which mails must show.
  public var postalAddress: String

  /// Creates a record.
  public init(
    id: String, accountID: String, name: String, profile: JSONObject = [:],
    brandVoice: String = "", tone: String = "", preferences: JSONObject = [:],
    corporationID: String? = nil, postalAddress: String = ""
  ) {
    self.id = id
    self.accountID = accountID
    self.name = name
    self.profile = profile
    self.brandVoice = brandVoice
    self.tone = tone
    self.preferences = preferences
    self.corporationID = corporationID
    self.postalAddress = postalAddress
  }
}
