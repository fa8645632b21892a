internal import CRMModel
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
  /// The index used, or `nil` for a scan.
  public var index: String?
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
  /// The plan that answers a filter, with the index SQLite really uses: the choice is forced.
  public func explain(_ filter: SegmentFilter) throws(GalleyError) -> SegmentPlan {
    let statistics = try indexStatistics()
    let choice = Self.candidates(filter.condition, statistics: statistics)
    let best = choice.candidates.first.flatMap { $0.candidate.selectivity < 0.5 ? $0 : nil }
    var compiler = FilterCompiler(tenant: tenant, now: clock())
    var sql = "FROM contact_profiles t"
    if let best { sql += " INDEXED BY \"\(best.candidate.index)\"" }
    sql += " WHERE t.endpoint_id = ? AND \(compiler.sql(filter.condition))"
    let arguments = StatementArguments([tenant.rawValue.databaseValue] + compiler.arguments)
    var reading = FilterCompiler(tenant: tenant, now: clock())
    var readSQL = "SELECT count(*) FROM contact_profiles t WHERE t.endpoint_id = ?"
    for condition in best?.conditions ?? [] { readSQL += " AND \(reading.sql(condition))" }
    let readArguments = StatementArguments([tenant.rawValue.databaseValue] + reading.arguments)
    let (plan, kept, read) = try read { database in
      let rows = try Row.fetchAll(
        database, sql: "EXPLAIN QUERY PLAN SELECT count(*) \(sql)", arguments: arguments)
      return (
        rows.map { $0["detail"] as String },
        try Int.fetchOne(database, sql: "SELECT count(*) \(sql)", arguments: arguments) ?? 0,
        try Int.fetchOne(database, sql: readSQL, arguments: readArguments) ?? 0
      )
    }
    let kind: SegmentPlan.Kind =
      best.map { $0.conditions.count == choice.total ? .index : .hybrid } ?? .scan
    return SegmentPlan(
      kind: kind, index: best?.candidate.index, candidates: choice.candidates.map(\.candidate),
      rowsRead: read, rowsKept: kept, sqlite: plan)
  }

  private struct Choice {
    var candidate: SegmentPlan.Candidate
    var conditions: [Condition]
  }

  // What ANALYZE found: the part of the table that one key of an index leaves.
  private func indexStatistics() throws(GalleyError) -> [String: Double] {
    try uncountedRead { database in
      guard try database.tableExists("sqlite_stat1") else { return [:] }
      var result: [String: Double] = [:]
      let rows = try Row.fetchAll(
        database, sql: "SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'contact_profiles'")
      for row in rows {
        guard let index = row[0] as String?, let stat = row[1] as String? else { continue }
        let numbers = stat.split(separator: " ").compactMap { Double($0) }
        // Rows in all, rows per tenant, rows per tenant and first column.
        if numbers.count >= 3, numbers[0] > 0 { result[index] = numbers[2] / numbers[0] }
      }
      return result
    }
  }

  private static func candidates(
    _ condition: Condition, statistics: [String: Double]
  ) -> (candidates: [Choice], total: Int) {
    var parts: [Condition] = []
    flatten(condition, into: &parts)
    var found: [String: Choice] = [:]
    func add(_ index: String, _ filter: String, _ selectivity: Double, _ part: Condition) {
      let value = statistics[index] ?? selectivity
      found[
        index,
        default: Choice(
          candidate: .init(index: index, filter: filter, selectivity: value), conditions: [])
      ].conditions.append(part)
    }
    for part in parts {
      guard case .field(.contact(let name, _), let comparison) = part else { continue }
      let isEqual = if case .oneOf = comparison { true } else { false }
      switch name {
      case "email" where isEqual: add("email-index", "email", 0.000_01, part)
      case "place_uuid" where isEqual: add("place_uuid-index", "place", 0.02, part)
      case "state" where isEqual: add("GSI_ByLocation", "location", 0.05, part)
      case "city" where isEqual:
        // The index starts with the state: without one the city cannot be looked up.
        if hasState(parts) { add("GSI_ByLocation", "location", 0.05, part) }
      case "company" where isEqual: add("GSI_ByCompany", "company", 0.1, part)
      case "job_title" where isEqual: add("GSI_ByJobTitle", "jobTitle", 0.2, part)
      case "attended_event_count":
        add("GSI_UsersByActivity", "eventCounts", 0.8, part)
      case "hosted_event_count": add("GSI_ByHostedCount", "eventCounts", 0.8, part)
      default: break
      }
    }
    let sorted = found.values.sorted {
      ($0.candidate.selectivity, $0.candidate.index)
        < ($1.candidate.selectivity, $1.candidate.index)
    }
    return (sorted, parts.count)
  }

  private static func hasState(_ parts: [Condition]) -> Bool {
    parts.contains { part in
      if case .field(.contact("state", _), .oneOf) = part { true } else { false }
    }
  }

  private static func flatten(_ condition: Condition, into parts: inout [Condition]) {
    if case .all(let inner) = condition {
      for part in inner { flatten(part, into: &parts) }
    } else {
      parts.append(condition)
    }
  }
}
