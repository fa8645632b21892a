public import Diagnostics
internal import GRDB
public import JSONText

/// What calls cost, summed up.
public struct CostReport: Sendable, Hashable {
  /// What one line sums up.
  public enum Grouping: String, Sendable, Hashable, CaseIterable {
    /// Days in UTC.
    case day
    /// Models.
    case model
    /// Campaigns.
    case campaign
    /// Tasks.
    case task
  }

  /// One line.
  public struct Line: Sendable, Hashable {
    /// The day, model, campaign or task.
    public var name: String
    /// Attempts.
    public var calls: Int
    /// Attempts that brought no valid copy.
    public var failures: Int
    /// Tokens of input.
    public var inputTokens: Int
    /// Of these, tokens from the service's cache.
    public var cachedInputTokens: Int
    /// Tokens of output.
    public var outputTokens: Int
    /// What they cost.
    public var cost: PicoDollars

    /// The line as JSON.
    public var json: JSONValue {
      [
        "name": .string(name), "calls": .number(JSONNumber(calls)),
        "failures": .number(JSONNumber(failures)),
        "input_tokens": .number(JSONNumber(inputTokens)),
        "cached_input_tokens": .number(JSONNumber(cachedInputTokens)),
        "output_tokens": .number(JSONNumber(outputTokens)),
        "cost_pico_usd": .number(JSONNumber(cost.rawValue)),
        "cost_usd": .string(cost.description),
      ]
    }
  }

  /// What the lines sum up.
  public var grouping: Grouping
  /// The lines, sorted by name.
  public var lines: [Line]
  /// The sum of all lines.
  public var total: Line
}

extension Ledger {
  /// Sums attempts up since a moment.
  public func report(
    by grouping: CostReport.Grouping, since: Timestamp? = nil
  ) throws(GalleyError) -> CostReport {
    let sums = """
      COUNT(*) AS calls, COALESCE(SUM(outcome <> 'success'), 0) AS failures,
      COALESCE(SUM(input_tokens), 0) AS input, COALESCE(SUM(cached_input_tokens), 0) AS cached,
      COALESCE(SUM(output_tokens), 0) AS output, COALESCE(SUM(cost_pico_usd), 0) AS cost
      FROM ai_log WHERE created_at >= ?
      """
    let column = grouping.rawValue
    return try read { database in
      let since = since?.millisecondsSince1970 ?? Int64.min
      func line(_ row: Row) -> CostReport.Line {
        CostReport.Line(
          name: row["name"], calls: row["calls"], failures: row["failures"],
          inputTokens: row["input"], cachedInputTokens: row["cached"],
          outputTokens: row["output"], cost: PicoDollars(row["cost"]))
      }
      let lines = try Row.fetchAll(
        database, sql: "SELECT \(column) AS name, \(sums) GROUP BY \(column) ORDER BY \(column)",
        arguments: [since]
      ).map(line)
      let total = try Row.fetchOne(
        database, sql: "SELECT 'total' AS name, \(sums)", arguments: [since]
      ).map(line)
      return CostReport(
        grouping: grouping, lines: lines,
        total: total
          ?? CostReport.Line(
            name: "total", calls: 0, failures: 0, inputTokens: 0, cachedInputTokens: 0,
            outputTokens: 0, cost: .zero))
    }
  }
}
