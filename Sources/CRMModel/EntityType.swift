/// The kinds of record that data files hold, in the order in which an import takes them: whatever a
/// record refers to comes before it.
public enum EntityType: String, Sendable, Hashable, CaseIterable {
  /// A company, franchise or organisation.
  case corporation
  /// A shop, office or venue.
  case place
  /// A person.
  case contact
  /// Something the shop sells.
  case product
  /// A gathering.
  case event
  /// Something a contact asked for.
  case request
  /// One product bought by one contact.
  case purchase
  /// Something a contact cares about.
  case interest
  /// One versioned value of a contact or a corporation.
  case attribute

  /// The name of its files without the extension, such as `contacts`.
  public var fileStem: String { rawValue + "s" }
}
