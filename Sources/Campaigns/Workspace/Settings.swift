public import CRMModel
public import Generation
public import JSONText

/// Everything galley.yml, its overlay and the environment say, typed and checked.
public struct Settings: Sendable {
  /// The tenant (`endpoint_id`) that leads every key.
  public var tenant: TenantID
  /// The business that mails.
  public var business: BusinessSettings
  /// Who the mails are from.
  public var sender: SenderSettings
  /// Where the site will be published.
  public var site: SiteSettings
  /// Whether only contacts with granted consent are mailed.
  public var isConsentRequired: Bool
  /// Files of addresses and domains that are never written to.
  public var suppression: [String]
  /// The locale of contacts without one, and of campaigns that name none.
  public var defaultLocale: String
  /// The AI provider, its limits and budgets.
  public var ai: AIConfiguration
  /// How products are recommended.
  public var recommendations: RecommendationSettings
  /// How much is logged.
  public var log: LogSettings
}

/// The business that mails: what prompts, footers and pages say about it.
public struct BusinessSettings: Sendable, Hashable {
  /// The id, for Content and the ownership chain.
  public var id: String
  /// The account that owns it.
  public var accountID: String?
  /// The name as readers see it.
  public var name: String
  /// One line under the name.
  public var tagline: String
  /// A short description.
  public var description: String
  /// Free facts for prompts and templates.
  public var profile: JSONObject
  /// How the business speaks.
  public var brandVoice: String
  /// The tone of its mails.
  public var tone: String
  /// Free preferences.
  public var preferences: JSONObject
  /// ISO 4217 code of all prices.
  public var currency: String
  /// The home page.
  public var website: String
  /// One line, required in every mail by law in many countries.
  public var postalAddress: String
}

/// Who mails are from.
public struct SenderSettings: Sendable, Hashable {
  /// The display name.
  public var name: String
  /// The address.
  public var email: String
  /// Where answers go, if not to the sender.
  public var replyTo: String?
}

/// Where the site will be published.
public struct SiteSettings: Sendable, Hashable {
  /// The absolute URL without a slash at its end.
  public var baseURL: String
  /// The title of the index page.
  public var title: String
  /// Where people unsubscribe; the recipient's token is added to it.
  public var unsubscribeURL: String
}

/// How products are recommended.
public struct RecommendationSettings: Sendable, Hashable {
  /// How many a mail shows.
  public var limit: Int
  /// How many of them may be of one category.
  public var maxPerCategory: Int
}

/// How much is logged.
public struct LogSettings: Sendable, Hashable {
  /// `debug`, `info`, `warning`, `error` or `critical`.
  public var level: String
}
