public import Diagnostics
internal import GRDB

/// How a filter is answered, and what that costs.
public struct SegmentPlan: Sendable, Hashable {
  /// The kind of plan.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// One index answers the whole filter.
    case index
    /// An index finds candidates, the rest is checked row by row.
    case hybrid
    /// Every contact is looked at.
    case scan
  }

  /// One index that could be used.
  public struct Candidate: Sendable, Hashable {
    /// The name of the index.
    public var index: String
    /// What it is about: `location`, `company`, `jobTitle`, `eventCounts`, `email`, `place`.
    public var filter: String
    /// The part of all contacts it is expected to leave, 0 to 1.
    public var selectivity: Double
  }

  /// The kind of plan.
  public var kind: Kind
  /// The index used; for a scan the one of the default order.
  public var index: String
  /// The indexes that could be used, best first.
  public var candidates: [Candidate]
  /// How many contacts are read by it.
  public var rowsRead: Int
  /// How many of them belong to the segment.
  public var rowsKept: Int
  /// What SQLite itself says it does.
  public var sqlite: [String]
}

extension Store {
  /// The plan that answers a filter. Lists and counts of the filter use the same, and the index is
  /// forced, so that `sqlite` is what a list really does.
  public func explain(_ filter: SegmentFilter) throws(GalleyError) -> SegmentPlan {
    try read { database in
      let query = try contactQuery(filter, database)
      let list = query.list(segments: [], limit: 50, after: nil)
      let rows = try Row.fetchAll(
        database, sql: "EXPLAIN QUERY PLAN \(list.sql)", arguments: list.arguments)
      let kept = query.count()
      let read = query.count(only: query.best?.conditions ?? [])
      return SegmentPlan(
        kind: query.kind, index: query.index, candidates: query.choices.map(\.candidate),
        rowsRead: try Int.fetchOne(database, sql: read.sql, arguments: read.arguments) ?? 0,
        rowsKept: try Int.fetchOne(database, sql: kept.sql, arguments: kept.arguments) ?? 0,
        sqlite: rows.map { $0["detail"] as String })
    }
  }

  func contactQuery(_ filter: SegmentFilter?, _ database: Database) throws -> ContactQuery {
    ContactQuery(
      filter, tenant: tenant, now: clock(), selectivity: selectivity,
      statistics: try ContactQuery.statistics(database))
  }
}
