public import Diagnostics
internal import GRDB
internal import JSONText

extension Ledger {
  static func insert(_ entry: AILog, reservation: Int64?, _ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO ai_log (reservation, request_id, run, campaign, task, unit, provider, model,
          attempt, outcome, input_tokens, cached_input_tokens, output_tokens, is_estimated,
          cost_pico_usd, latency_ms, quality, error_code, flags, day, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        reservation, entry.requestID, entry.run, entry.campaign, entry.task.rawValue, entry.unit,
        entry.provider, entry.model, entry.attempt, entry.outcome.rawValue,
        entry.usage.inputTokens, entry.usage.cachedInputTokens, entry.usage.outputTokens,
        entry.isEstimated, entry.cost.rawValue, entry.latency.wholeMilliseconds,
        entry.quality?.rawValue, entry.errorCode, entry.flags.joined(separator: ","),
        entry.createdAt.date, entry.createdAt.millisecondsSince1970,
      ])
  }

  /// Attempts since a moment, in the order kept; of one campaign, if named.
  public func rows(
    since: Timestamp? = nil, campaign: String? = nil, limit: Int = .max
  ) throws(GalleyError) -> [AILog] {
    var rows: [AILog] = []
    try forEachRow(since: since, campaign: campaign) { row in
      rows.append(row)
      return rows.count < limit
    }
    return rows
  }

  /// Hands over attempts one by one, in the order kept, until `body` says false.
  func forEachRow(
    since: Timestamp?, campaign: String?, _ body: (AILog) -> Bool
  ) throws(GalleyError) {
    try read { database in
      let cursor = try Row.fetchCursor(
        database,
        sql: """
          SELECT * FROM ai_log WHERE created_at >= ? AND (? IS NULL OR campaign = ?)
          ORDER BY ai_log_id
          """,
        arguments: [since?.millisecondsSince1970 ?? Int64.min, campaign, campaign])
      while let row = try cursor.next() {
        guard body(Self.entry(row)) else { return }
      }
    }
  }

  private static func entry(_ row: Row) -> AILog {
    let flags: String = row["flags"]
    var entry = AILog(
      requestID: row["request_id"], run: row["run"], campaign: row["campaign"],
      task: AITask(rawValue: row["task"]) ?? .content, unit: row["unit"],
      provider: row["provider"], model: row["model"], attempt: row["attempt"],
      outcome: AIOutcome(rawValue: row["outcome"]) ?? .badResponse,
      usage: AIUsage(
        inputTokens: row["input_tokens"], cachedInputTokens: row["cached_input_tokens"],
        outputTokens: row["output_tokens"]),
      isEstimated: row["is_estimated"], cost: PicoDollars(row["cost_pico_usd"]),
      latency: .milliseconds(row["latency_ms"] as Int),
      quality: (row["quality"] as String?).flatMap(AILog.Quality.init(rawValue:)),
      errorCode: row["error_code"], flags: flags.split(separator: ",").map(String.init),
      createdAt: Timestamp(millisecondsSince1970: row["created_at"]))
    entry.id = String(row["ai_log_id"] as Int64)
    return entry
  }

  /// Writes every attempt since a moment as one JSON object a line.
  public func exportJSONL(
    since: Timestamp? = nil, to write: ([UInt8]) throws(GalleyError) -> Void
  ) throws(GalleyError) {
    var failure: GalleyError?
    try forEachRow(since: since, campaign: nil) { entry in
      do throws(GalleyError) {
        try write(entry.json.compactBytes() + [10])
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
  }
}
