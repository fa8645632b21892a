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

  /// What the templates read.
  public let needs: ContextNeeds
  private let shared: [TemplateValue]
  private let tokens: UnsubscribeToken
  private let links: (unsubscribe: String, web: TemplateValue)

  /// Prepares the shared values.
  public init(
    campaign: Campaign, settings: Settings, now: Timestamp, event: Event?,
    products: [String: Product], tokens: UnsubscribeToken, events: [Event] = [],
    needs: ContextNeeds = .everything
  ) {
    self.campaign = campaign
    self.settings = settings
    self.now = now
    self.event = event
    self.products = products
    self.tokens = tokens
    self.needs = needs
    let base = settings.site.unsubscribeURL
    links = (
      base + (base.contains("?") ? "&" : "?") + "t=",
      .string("\(settings.site.baseURL)/campaigns/\(campaign.slug)/")
    )
    var values = [TemplateValue](repeating: .null, count: Shapes.root.keys.count)
    values[Root.business] = .object(Self.business(settings))
    values[Root.site] = .object(Self.site(settings))
    values[Root.campaign] = .object(Self.campaign(campaign, settings))
    values[Root.event] = event.map { .object(Self.event($0, settings)) } ?? .null
    values[Root.events] = .array(
      needs.has("events") ? events.map { .object(Self.event($0, settings)) } : [])
    values[Root.utm] = .object([
      "campaign": .string(campaign.utm.campaign), "source": .string(campaign.utm.source),
      "medium": .string(campaign.utm.medium),
    ])
    values[Root.now] = .string(now.description)
    shared = values
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
    /// What the contact asked for.
    public var requests: [ContactRequest]
    /// What the contact bought, newest first.
    public var purchases: [Purchase]

    /// Gathers the data of a recipient.
    public init(
      contact: ContactProfile, attributes: JSONObject = [:], place: Place? = nil,
      corporation: CorporationProfile? = nil, interests: [UserInterest] = [],
      recommendations: [Recommendation] = [], requests: [ContactRequest] = [],
      purchases: [Purchase] = []
    ) {
      self.contact = contact
      self.attributes = attributes
      self.place = place
      self.corporation = corporation
      self.interests = interests
      self.recommendations = recommendations
      self.requests = requests
      self.purchases = purchases
    }
  }

  /// Where the recipient unsubscribes from the campaign.
  public func unsubscribeURL(for contactID: String) -> String {
    links.unsubscribe + tokens.make(campaign: campaign.slug, contactID: contactID)
  }

  /// Whether unsubscribe links are made with the preview key, so that they work nowhere.
  public var isPreview: Bool { tokens.isPreview }

  /// The web page of the campaign.
  public var campaignURL: String { "\(settings.site.baseURL)/campaigns/\(campaign.slug)/" }

  /// The values that the recipient's message can show.
  ///
  /// Objects of one kind share their shape, and what no template reads is left out.
  public func object(
    for data: RecipientData, recipient: CampaignPlan.Recipient, unsubscribeURL: String? = nil
  ) -> TemplateObject {
    var values = shared
    if needs.has("contact") { values[Root.contact] = .object(contact(data)) }
    if needs.has("place"), let place = data.place {
      values[Root.place] = .object(Self.place(place))
    }
    if needs.has("corporation"), let corporation = data.corporation {
      values[Root.corporation] = .object(Self.corporation(corporation))
    }
    values[Root.interests] = .array(
      data.interests.map {
        .object(
          TemplateObject(
            shape: Shapes.interest, values: [.string($0.category), .string($0.value)]))
      })
    values[Root.recommendations] = .array(data.recommendations.compactMap(recommendation))
    values[Root.requests] = .array(
      data.requests.map {
        .object(
          TemplateObject(
            shape: Shapes.request, values: [Self.text($0.title), Self.text($0.detail)]))
      })
    values[Root.purchases] = .array(data.purchases.compactMap(purchase))
    if needs.has("board") {
      values[Root.board] = .object(
        TemplateObject(
          shape: Shapes.board,
          values: [
            .string(
              "\(settings.site.baseURL)/boards/\(campaign.slug)/"
                + PercentEncoding.fileName(recipient.segment) + ".png")
          ]))
    }
    if needs.has("links") {
      let url = unsubscribeURL ?? self.unsubscribeURL(for: data.contact.id)
      values[Root.links] = .object(
        TemplateObject(shape: Shapes.links, values: [.string(url), links.web]))
    }
    values[Root.locale] = .string(recipient.locale)
    values[Root.segment] = .string(recipient.segment)
    values[Root.variant] = .string(recipient.variant)
    return TemplateObject(shape: Shapes.root, values: values)
  }

  private func recommendation(_ recommendation: Recommendation) -> TemplateValue? {
    guard let product = products[recommendation.productID] else { return nil }
    var values = Self.product(product, settings).values
    values.append(.string(recommendation.reason))
    values.append(.double(recommendation.score))
    return .object(TemplateObject(shape: Shapes.recommendation, values: values))
  }

  private func purchase(_ purchase: Purchase) -> TemplateValue? {
    guard let product = products[purchase.productID] else { return nil }
    var values = Self.product(product, settings).values
    values.append(.decimal(purchase.amount.description))
    values.append(.string(purchase.timestamp.description))
    return .object(TemplateObject(shape: Shapes.purchase, values: values))
  }

  /// A text, or `null` when it is absent or empty.
  public static func text(_ value: String?) -> TemplateValue {
    guard let value, !value.isEmpty else { return .null }
    return .string(value)
  }

  private func contact(_ data: RecipientData) -> TemplateObject {
    let contact = data.contact
    return TemplateObject(
      shape: Shapes.contact,
      values: [
        .string(contact.id), .string(contact.email), Self.text(contact.firstName),
        Self.text(contact.lastName), Self.text(contact.phoneNumber), Self.text(contact.company),
        Self.text(contact.jobTitle), Self.text(contact.city), Self.text(contact.state),
        Self.text(contact.locale), .int(contact.hostedEventCount),
        .int(contact.attendedEventCount),
        needs.has("contact.data") ? TemplateValue(.object(data.attributes)) : .null,
      ])
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
