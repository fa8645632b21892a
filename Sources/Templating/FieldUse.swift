public import Diagnostics

/// A merge field that a template uses, and where.
public struct FieldUse: Sendable, Hashable {
  /// The path, such as `contact.first_name`; `[]` stands for the elements of a list.
  public var path: String
  /// Every place that names it, in source order.
  public var locations: [SourceLocation]
  /// Whether every place that prints it gives a default, so that it may be missing.
  public var hasDefault: Bool

  /// Creates a use.
  public init(path: String, locations: [SourceLocation], hasDefault: Bool) {
    self.path = path
    self.locations = locations
    self.hasDefault = hasDefault
  }
}
