public import Diagnostics
internal import GRDB
public import JSONText

/// Which contacts belong to a segment or an audience: one language for campaigns, commands and the
/// API.
///
/// A map is the AND of its keys: `consent: granted`, `locale: [en, en-GB]`,
/// `attended_event_count: {min: 1}`, `data.tier: gold`, `interests: {category: coffee}`,
/// `purchased: {category: tents, within: 90d}`, `any`, `all` and `not`. It is compiled to SQL with
/// every value bound.
public struct SegmentFilter: Sendable, Hashable {
  let condition: Condition

  /// Everyone.
  public static let everyone = SegmentFilter(condition: .all([]))

  /// Reads the YAML or JSON form.
  public static func parse(_ value: PositionedValue) -> Parsed<SegmentFilter?> {
    var parser = FilterParser()
    let condition = parser.parse(value, depth: 0)
    return Parsed(
      parser.diagnostics.hasErrors ? nil : condition.map(SegmentFilter.init(condition:)),
      parser.diagnostics)
  }

  /// The filter that takes everyone whom this one does not take.
  public var negated: SegmentFilter { SegmentFilter(condition: .not(condition)) }

  /// The filter that takes who satisfies this one and another.
  public func and(_ other: SegmentFilter) -> SegmentFilter {
    SegmentFilter(condition: .all([condition, other.condition]))
  }
}

/// What a filter asks.
indirect enum Condition: Sendable, Hashable {
  case all([Condition])
  case any([Condition])
  case not(Condition)
  case field(FilterField, Comparison)
  case interest([String: Comparison])
  case purchase(PurchaseQuestion)
  case totalSpent(Comparison)
  case event(table: String, slugs: [String])
}

/// A value of a contact that can be compared.
enum FilterField: Sendable, Hashable {
  case contact(String, FilterFieldKind)
  case attribute(String)
  case place(String)
  case corporation(String)
}

/// How a field is compared.
enum FilterFieldKind: Sendable, Hashable {
  case text
  case number
  case time
}

/// What a value is compared with.
enum Comparison: Sendable, Hashable {
  case oneOf([String])
  case range(minimum: String?, maximum: String?)
  case contains(String)
  case exists(Bool)
  case times(after: FilterTime?, before: FilterTime?)
  case both(Both)

  /// Two comparisons that must both hold; boxed, as an enum cannot hold itself.
  struct Both: Sendable, Hashable {
    let parts: [Comparison]
  }
}

/// A moment, fixed or relative to now.
enum FilterTime: Sendable, Hashable {
  case fixed(Int64)
  /// Milliseconds before now.
  case ago(Int64)

  func milliseconds(now: Timestamp) -> Int64 {
    switch self {
    case .fixed(let time): time
    case .ago(let distance): now.millisecondsSince1970 - distance
    }
  }
}

/// Whether something was bought.
struct PurchaseQuestion: Sendable, Hashable {
  var products: [String]?
  var categories: [String]?
  var within: Int64?
  var minimumCount: Int?
}
