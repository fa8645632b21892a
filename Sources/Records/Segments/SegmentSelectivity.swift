/// The part of all contacts that a filter is expected to leave, by its kind, until `ANALYZE` has
/// counted.
public struct SegmentSelectivity: Sendable, Hashable {
  /// State, with or without a city.
  public var location = 0.05
  /// Company.
  public var company = 0.1
  /// Job title.
  public var jobTitle = 0.2
  /// Counts of hosted and attended events.
  public var eventCounts = 0.8

  /// The figures of the planner's specification.
  public init() {}
}
