/// Where copy appears: its customary tone, length and format.
public enum CopyPlatform: String, Sendable, Hashable, CaseIterable {
  /// A marketing e-mail.
  case email
  /// A web page of the campaign.
  case web
  /// A short text message.
  case sms
  /// A post on a professional network.
  case linkedin
  /// A post under a picture.
  case instagram
  /// A short public post.
  case x

  /// How one speaks there.
  public var tone: String {
    switch self {
    case .email: "personal and direct, as to one reader who gave permission to be written to"
    case .web: "clear and inviting, for readers who may not know the business"
    case .sms: "very short and plain"
    case .linkedin: "professional, factual, without hype"
    case .instagram: "warm and visual"
    case .x: "brief and pointed"
    }
  }

  /// The rules of length, format and content.
  public var rules: [String] {
    switch self {
    case .email:
      [
        "The subject works without the body, is not in capitals and has at most one exclamation mark.",
        "The preheader continues the subject and does not repeat it.",
        "The call to action is a verb phrase.",
      ]
    case .web: ["Headlines are statements, paragraphs at most four sentences long."]
    case .sms: ["At most 160 characters, no links but the one given."]
    case .linkedin: ["At most 1,300 characters, at most three hashtags."]
    case .instagram: ["At most 2,200 characters, the first 125 carry the message."]
    case .x: ["At most 280 characters, at most two hashtags."]
    }
  }

  /// The most words of a body there, unless the campaign says otherwise.
  public var maximumWords: Int {
    switch self {
    case .email: 250
    case .web: 400
    case .sms: 30
    case .linkedin: 220
    case .instagram: 350
    case .x: 50
    }
  }
}
