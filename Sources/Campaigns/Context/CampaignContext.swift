public import CRMModel
public import Diagnostics
public import JSONText
public import Messages
public import Templating

/// What templates can read: the values that are the same for the whole campaign, and the making of
/// the values of one recipient.
public struct CampaignContext: Sendable {
  /// The campaign.
  public let campaign: Campaign
  /// The workspace's settings.
  public let settings: Settings
  /// The fixed clock of the run.
  public let now: Timestamp
  /// The event the campaign invites to.
  public let event: Event?
  /// Products by id.
  public let products: [String: Product]

  private let shared: TemplateObject
  private let tokens: UnsubscribeToken

  /// Prepares the shared values.
  public init(
    campaign: Campaign, settings: Settings, now: Timestamp, event: Event?,
    products: [String: Product], tokens: UnsubscribeToken
  ) {
    self.campaign = campaign
    self.settings = settings
    self.now = now
    self.event = event
    self.products = products
    self.tokens = tokens
    shared = [
      "business": .object(Self.business(settings)),
      "site": .object(Self.site(settings)),
      "campaign": .object(Self.campaign(campaign, settings)),
      "event": event.map { .object(Self.event($0, settings)) } ?? .null,
      "utm": .object([
        "campaign": .string(campaign.utm.campaign), "source": .string(campaign.utm.source),
        "medium": .string(campaign.utm.medium),
      ]),
      "now": .string(now.description),
    ]
  }

  /// One recipient with everything their message shows.
  public struct RecipientData: Sendable {
    /// The contact.
    public var contact: ContactProfile
    /// The contact's active attributes.
    public var attributes: JSONObject
    /// The contact's place.
    public var place: Place?
    /// The place's corporation.
    public var corporation: CorporationProfile?
    /// The contact's interests.
    public var interests: [UserInterest]
    /// What is recommended to the contact, best first.
    public var recommendations: [Recommendation]

    /// Gathers the data of a recipient.
    public init(
      contact: ContactProfile, attributes: JSONObject = [:], place: Place? = nil,
      corporation: CorporationProfile? = nil, interests: [UserInterest] = [],
      recommendations: [Recommendation] = []
    ) {
      self.contact = contact
      self.attributes = attributes
      self.place = place
      self.corporation = corporation
      self.interests = interests
      self.recommendations = recommendations
    }
  }

  /// Where the recipient unsubscribes from the campaign.
  public func unsubscribeURL(for contactID: String) -> String {
    let token = tokens.make(campaign: campaign.slug, contactID: contactID)
    let base = settings.site.unsubscribeURL
    return base + (base.contains("?") ? "&" : "?") + "t=" + token
  }

  /// The web page of the campaign.
  public var campaignURL: String { "\(settings.site.baseURL)/campaigns/\(campaign.slug)/" }

  /// The values that the recipient's message can show.
  public func object(for data: RecipientData, recipient: CampaignPlan.Recipient) -> TemplateObject {
    var object = shared
    object["contact"] = .object(Self.contact(data))
    object["place"] = data.place.map { .object(Self.place($0)) } ?? .null
    object["corporation"] = data.corporation.map { .object(Self.corporation($0)) } ?? .null
    object["interests"] = .array(
      data.interests.map {
        .object(["category": .string($0.category), "value": .string($0.value)])
      })
    object["recommendations"] = .array(data.recommendations.compactMap(recommendation))
    object["board"] = .object([
      "url": .string(
        "\(settings.site.baseURL)/boards/\(campaign.slug)/"
          + PercentEncoding.fileName(recipient.segment) + ".png")
    ])
    object["links"] = .object([
      "unsubscribe": .string(unsubscribeURL(for: data.contact.id)),
      "web_version": .string(campaignURL),
    ])
    object["locale"] = .string(recipient.locale)
    object["segment"] = .string(recipient.segment)
    object["variant"] = .string(recipient.variant)
    return object
  }

  private func recommendation(_ recommendation: Recommendation) -> TemplateValue? {
    guard let product = products[recommendation.productID] else { return nil }
    var object = Self.product(product, settings)
    object["reason"] = .string(recommendation.reason)
    object["score"] = .double(recommendation.score)
    return .object(object)
  }

  /// A text, or `null` when it is absent or empty.
  public static func text(_ value: String?) -> TemplateValue {
    guard let value, !value.isEmpty else { return .null }
    return .string(value)
  }

  static func contact(_ data: RecipientData) -> TemplateObject {
    let contact = data.contact
    return [
      "id": .string(contact.id),
      "email": .string(contact.email),
      "first_name": text(contact.firstName),
      "last_name": text(contact.lastName),
      "phone_number": text(contact.phoneNumber),
      "company": text(contact.company),
      "job_title": text(contact.jobTitle),
      "city": text(contact.city),
      "state": text(contact.state),
      "locale": text(contact.locale),
      "hosted_event_count": .int(contact.hostedEventCount),
      "attended_event_count": .int(contact.attendedEventCount),
      "data": TemplateValue(.object(data.attributes)),
    ]
  }

  static func place(_ place: Place) -> TemplateObject {
    [
      "business_name": .string(place.businessName),
      "region": text(place.region),
      "address": TemplateValue(.object(place.address)),
      "types": .array(place.types.map { .string($0) }),
    ]
  }

  static func corporation(_ corporation: CorporationProfile) -> TemplateObject {
    [
      "business_name": .string(corporation.businessName),
      "type": text(corporation.corporationType),
      "categories": .array(corporation.categories.map { .string($0) }),
      "address": TemplateValue(.object(corporation.address)),
    ]
  }

  /// A product as templates of mails and pages see it.
  public static func product(_ product: Product, _ settings: Settings) -> TemplateObject {
    [
      "id": .string(product.id),
      "name": .string(product.name),
      "category": .string(product.category),
      "price": .decimal(product.price.description),
      "description": .string(product.description),
      "url": .string(
        "\(settings.business.website)/products/\(PercentEncoding.fileName(product.id))"),
      "image_url": text(product.imageURL.map { imageURL($0, settings) }),
      "features": TemplateValue(product.metadata["features"] ?? .array([])),
    ]
  }

  /// The public address of a workspace image; absolute URLs stay as they are.
  public static func imageURL(_ path: String, _ settings: Settings) -> String {
    if path.contains("://") { return path }
    let name = path.hasPrefix("Assets/images/") ? path.dropFirst("Assets/images/".count) : path[...]
    return "\(settings.site.baseURL)/images/"
      + name.split(separator: "/").map { PercentEncoding.fileName(String($0)) }
      .joined(separator: "/")
  }

  /// An event as templates of mails and pages see it.
  public static func event(_ event: Event, _ settings: Settings) -> TemplateObject {
    [
      "id": .string(event.id),
      "slug": .string(event.slug),
      "title": .string(event.title),
      "description": .string(event.description),
      "start_at": text(event.startAt?.description),
      "end_at": text(event.endAt?.description),
      "venue": text(event.venue),
      "max_capacity": event.maxCapacity.map { .int($0) } ?? .null,
      "seats_left": event.maxCapacity.map { .int(max(0, $0 - event.attendeeIDs.count)) } ?? .null,
      "url": .string("\(settings.site.baseURL)/events/\(event.slug)/"),
    ]
  }

  /// The business as templates see it.
  public static func business(_ settings: Settings) -> TemplateObject {
    let business = settings.business
    return [
      "id": .string(business.id),
      "name": .string(business.name),
      "tagline": .string(business.tagline),
      "description": .string(business.description),
      "website": .string(business.website),
      "postal_address": .string(business.postalAddress),
      "currency": .string(business.currency),
      "profile": TemplateValue(.object(business.profile)),
    ]
  }

  /// The site as templates see it.
  public static func site(_ settings: Settings) -> TemplateObject {
    [
      "title": .string(settings.site.title),
      "base_url": .string(settings.site.baseURL),
    ]
  }

  static func campaign(_ campaign: Campaign, _ settings: Settings) -> TemplateObject {
    [
      "name": .string(campaign.name),
      "slug": .string(campaign.slug),
      "url": .string("\(settings.site.baseURL)/campaigns/\(campaign.slug)/"),
    ]
  }
}
