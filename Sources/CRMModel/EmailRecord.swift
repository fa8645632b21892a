public import Diagnostics

/// One e-mail of one campaign slot to one contact.
public struct EmailRecord: Sendable, Hashable {
  /// Where a message stands.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// To be sent.
    case queued
    /// The server took it.
    case sent
    /// The server refused it.
    case failed
    /// The connection died after the body: only a person or a delivery report may decide.
    case unknown

    /// Whether the sender itself may move a message from this status to `next`.
    public func mayBecome(_ next: Status, isDecidedOutside: Bool = false) -> Bool {
      switch (self, next) {
      case (.queued, .sent), (.queued, .failed), (.queued, .unknown), (.failed, .queued): true
      case (.unknown, .sent), (.unknown, .failed): isDecidedOutside
      default: false
      }
    }
  }

  /// `email_id`.
  public var id: String
  /// The campaign's slug.
  public var campaign: String
  /// The calendar entry.
  public var slot: String
  /// The contact.
  public var contactID: String
  /// The variant of the copy.
  public var variant: String
  /// The subject as sent.
  public var subject: String
  /// Where it stands.
  public var status: Status
  /// `utm_campaign`.
  public var utmCampaign: String?
  /// `utm_source`.
  public var utmSource: String?
  /// `utm_medium`.
  public var utmMedium: String?
  /// The Message-ID without its angle brackets.
  public var messageID: String?
  /// The error code of a failure.
  public var error: String?
  /// When it was queued.
  public var createdAt: Timestamp
  /// When the server took it.
  public var sentAt: Timestamp?

  /// Creates a record.
  public init(
    id: String, campaign: String, slot: String, contactID: String, variant: String,
    subject: String, status: Status = .queued, utmCampaign: String? = nil,
    utmSource: String? = nil, utmMedium: String? = nil, messageID: String? = nil,
    error: String? = nil, createdAt: Timestamp, sentAt: Timestamp? = nil
  ) {
    self.id = id
    self.campaign = campaign
    self.slot = slot
    self.contactID = contactID
    self.variant = variant
    self.subject = subject
    self.status = status
    self.utmCampaign = utmCampaign
    self.utmSource = utmSource
    self.utmMedium = utmMedium
    self.messageID = messageID
    self.error = error
    self.createdAt = createdAt
    self.sentAt = sentAt
  }
}
