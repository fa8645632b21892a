public import Diagnostics

/// A person: the one type of recipient.
public struct ContactProfile: Sendable, Hashable {
  /// `contact_uuid`.
  public var id: String
  /// The address as given; unique per tenant when case-folded.
  public var email: String
  /// The given name.
  public var firstName: String?
  /// The family name.
  public var lastName: String?
  /// The place the person belongs to.
  public var placeID: String?
  /// E.164 where possible.
  public var phoneNumber: String?
  /// The employer as given; never derived.
  public var company: String?
  /// The job title.
  public var jobTitle: String?
  /// The city.
  public var city: String?
  /// The state or region.
  public var state: String?
  /// A BCP 47 language tag.
  public var locale: String?
  /// Whether the person may be mailed.
  public var consent: Consent
  /// Where the consent was recorded.
  public var consentSource: String?
  /// When the consent was recorded.
  public var consentAt: Timestamp?
  /// Events hosted; equals the link rows.
  public var hostedEventCount: Int
  /// Events attended; equals the link rows.
  public var attendedEventCount: Int

  /// Creates a record.
  public init(
    id: String, email: String, firstName: String? = nil, lastName: String? = nil,
    placeID: String? = nil, phoneNumber: String? = nil, company: String? = nil,
    jobTitle: String? = nil, city: String? = nil, state: String? = nil, locale: String? = nil,
    consent: Consent = .unknown, consentSource: String? = nil, consentAt: Timestamp? = nil,
    hostedEventCount: Int = 0, attendedEventCount: Int = 0
  ) {
    self.id = id
    self.email = email
    self.firstName = firstName
    self.lastName = lastName
    self.placeID = placeID
    self.phoneNumber = phoneNumber
    self.company = company
    self.jobTitle = jobTitle
    self.city = city
    self.state = state
    self.locale = locale
    self.consent = consent
    self.consentSource = consentSource
    self.consentAt = consentAt
    self.hostedEventCount = hostedEventCount
    self.attendedEventCount = attendedEventCount
  }
}
