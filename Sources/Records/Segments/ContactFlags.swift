/// The filters of contacts that flags and the API have, all of which must hold.
public struct ContactFlags: Sendable, Hashable {
  /// The company.
  public var company: String?
  /// The job title.
  public var jobTitle: String?
  /// The city.
  public var city: String?
  /// The state.
  public var state: String?
  /// At least so many events hosted.
  public var hostedEventCountMin: Int?
  /// At most so many events hosted.
  public var hostedEventCountMax: Int?
  /// At least so many events attended.
  public var attendedEventCountMin: Int?
  /// At most so many events attended.
  public var attendedEventCountMax: Int?

  /// No filter at all.
  public init() {}

  /// The same as the filter language has it.
  public var filter: SegmentFilter {
    var parts: [Condition] = []
    for (name, text) in [
      ("company", company), ("job_title", jobTitle), ("city", city), ("state", state),
    ] {
      if let text { parts.append(.field(.contact(name, .text), .oneOf([text]))) }
    }
    for (name, minimum, maximum) in [
      ("hosted_event_count", hostedEventCountMin, hostedEventCountMax),
      ("attended_event_count", attendedEventCountMin, attendedEventCountMax),
    ] where minimum != nil || maximum != nil {
      parts.append(
        .field(
          .contact(name, .number),
          .range(minimum: minimum.map(String.init), maximum: maximum.map(String.init))))
    }
    return SegmentFilter(condition: .all(parts))
  }
}
