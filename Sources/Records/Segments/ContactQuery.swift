internal import CRMModel
internal import Diagnostics
internal import GRDB

/// The one place where reads of contacts are turned into SQL: lists, counts and `explain` use the
/// same plan, and the index it names is forced.
struct ContactQuery {
  /// One index that could be used, with the conditions it answers.
  struct Choice {
    var candidate: SegmentPlan.Candidate
    var conditions: [Condition]
  }

  let tenant: TenantID
  let now: Timestamp
  let filter: SegmentFilter
  /// The indexes that could be used, best first.
  let choices: [Choice]
  /// How many conditions the filter has.
  let conditionCount: Int

  /// The index of the default order, by which a scan reads.
  static let orderIndex = "last_name-id-index"

  init(
    _ filter: SegmentFilter?, tenant: TenantID, now: Timestamp, selectivity: SegmentSelectivity,
    statistics: [String: Double]
  ) {
    self.tenant = tenant
    self.now = now
    self.filter = filter ?? .everyone
    var parts: [Condition] = []
    Self.flatten(self.filter.condition, into: &parts)
    choices = Self.choices(parts, selectivity: selectivity, statistics: statistics)
    conditionCount = parts.count
  }

  /// What ANALYZE found: the part of the table that one key of an index leaves.
  static func statistics(_ database: Database) throws -> [String: Double] {
    guard try database.tableExists("sqlite_stat1") else { return [:] }
    var result: [String: Double] = [:]
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: "SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'contact_profiles'"))
    for row in rows {
      guard let index = row[0] as String?, let stat = row[1] as String? else { continue }
      let numbers = stat.split(separator: " ").compactMap { Double($0) }
      // Rows in all, rows per tenant, rows per tenant and first column.
      if numbers.count >= 3, numbers[0] > 0 { result[index] = numbers[2] / numbers[0] }
    }
    return result
  }

  /// The choice that is made, or `nil` for a scan.
  var best: Choice? { choices.first.flatMap { $0.candidate.selectivity < 0.5 ? $0 : nil } }

  /// The index that lists and counts use.
  var index: String { best?.candidate.index ?? Self.orderIndex }

  var kind: SegmentPlan.Kind {
    guard let best else { return .scan }
    return best.conditions.count == conditionCount ? .index : .hybrid
  }

  /// Contacts by last name, then id, each with the first segment that takes it.
  func list(
    segments: [SegmentFilter?], limit: Int, after cursor: ContactCursor?
  ) -> (sql: String, arguments: StatementArguments) {
    var compiler = FilterCompiler(tenant: tenant, now: now)
    var segment = "NULL"
    if !segments.isEmpty {
      segment = "CASE"
      for (index, filter) in segments.enumerated() {
        segment += " WHEN \(filter.map { compiler.sql($0.condition) } ?? "1") THEN \(index)"
      }
      segment += " END"
    }
    var arguments = compiler.arguments
    arguments.append(tenant.rawValue.databaseValue)
    var condition = "t.endpoint_id = ?"
    if let cursor {
      condition += " AND (t.last_name, t.contact_uuid) > (?, ?)"
      arguments += [cursor.lastName.databaseValue, cursor.id.databaseValue]
    }
    var rest = FilterCompiler(tenant: tenant, now: now)
    condition += " AND \(rest.sql(filter.condition))"
    arguments += rest.arguments
    arguments.append(limit.databaseValue)
    return (
      "SELECT \(Entity.contacts.selection), \(segment) FROM contact_profiles t "
        + "INDEXED BY \"\(index)\" WHERE \(condition) "
        + "ORDER BY t.last_name, t.contact_uuid LIMIT ?",
      StatementArguments(arguments)
    )
  }

  /// How many contacts there are. A scan that needs no order reads the table as it lies: five times
  /// as fast as by way of an index.
  func count(only conditions: [Condition]? = nil) -> (sql: String, arguments: StatementArguments) {
    var compiler = FilterCompiler(tenant: tenant, now: now)
    let condition = compiler.sql(conditions.map { .all($0) } ?? filter.condition)
    let source =
      best != nil
      ? "INDEXED BY \"\(index)\""
      : condition == "1" ? "INDEXED BY \"\(Self.orderIndex)\"" : "NOT INDEXED"
    return (
      "SELECT count(*) FROM contact_profiles t \(source) WHERE t.endpoint_id = ? AND \(condition)",
      StatementArguments([tenant.rawValue.databaseValue] + compiler.arguments)
    )
  }

  private static func choices(
    _ parts: [Condition], selectivity: SegmentSelectivity, statistics: [String: Double]
  ) -> [Choice] {
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
      case "state" where isEqual: add("GSI_ByLocation", "location", selectivity.location, part)
      case "city" where isEqual:
        // The index starts with the state: without one the city cannot be looked up.
        if hasState(parts) { add("GSI_ByLocation", "location", selectivity.location, part) }
      case "company" where isEqual: add("GSI_ByCompany", "company", selectivity.company, part)
      case "job_title" where isEqual: add("GSI_ByJobTitle", "jobTitle", selectivity.jobTitle, part)
      case "attended_event_count":
        add("GSI_UsersByActivity", "eventCounts", selectivity.eventCounts, part)
      case "hosted_event_count":
        add("GSI_ByHostedCount", "eventCounts", selectivity.eventCounts, part)
      default: break
      }
    }
    return found.values.sorted {
      ($0.candidate.selectivity, $0.candidate.index)
        < ($1.candidate.selectivity, $1.candidate.index)
    }
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
