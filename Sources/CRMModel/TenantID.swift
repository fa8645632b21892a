/// The tenant (`endpoint_id`), which leads every key.
public struct TenantID: Sendable, Hashable, CustomStringConvertible {
  /// The id, 1 to 128 characters.
  public let rawValue: String

  /// Wraps an id.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// The id.
  public var description: String { rawValue }
}
