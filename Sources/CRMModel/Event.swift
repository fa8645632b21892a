public import Diagnostics

/// A gathering with hosts and attendees.
public struct Event: Sendable, Hashable {
  /// `event_id`.
  public var id: String
  /// Unique per tenant and safe in a path.
  public var slug: String
  /// The title.
  public var title: String
  /// Markdown.
  public var description: String
  /// When it starts.
  public var startAt: Timestamp?
  /// When it ends; not before the start.
  public var endAt: Timestamp?
  /// Where it is.
  public var venue: String?
  /// How many may attend.
  public var maxCapacity: Int?
  /// The contact who owns it.
  public var owner: String?
  /// Contacts who host it.
  public var hostIDs: [String]
  /// Contacts who attend it.
  public var attendeeIDs: [String]

  /// Creates a record.
  public init(
    id: String, slug: String, title: String, description: String = "", startAt: Timestamp? = nil,
    endAt: Timestamp? = nil, venue: String? = nil, maxCapacity: Int? = nil, owner: String? = nil,
    hostIDs: [String] = [], attendeeIDs: [String] = []
  ) {
    self.id = id
    self.slug = slug
    self.title = title
    self.description = description
    self.startAt = startAt
    self.endAt = endAt
    self.venue = venue
    self.maxCapacity = maxCapacity
    self.owner = owner
    self.hostIDs = hostIDs
    self.attendeeIDs = attendeeIDs
  }
}
