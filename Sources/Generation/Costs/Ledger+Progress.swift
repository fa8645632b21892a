public import Diagnostics
internal import GRDB

/// What the ledger knows of one unit.
public struct UnitProgress: Sendable, Hashable {
  /// The unit, such as `spring.content.loyal.a.en`.
  public var unit: String
  /// How many attempts it took so far.
  public var attempts: Int
  /// How the last one ended; `nil` while the first is under way.
  public var lastOutcome: AIOutcome?
  /// What all of them cost.
  public var cost: PicoDollars
  /// When the last one ended.
  public var lastAt: Timestamp?
  /// Whether a call is under way.
  public var isUnderWay: Bool
}

extension Ledger {
  /// The units of a campaign that were ever asked for, by name.
  public func progress(of campaign: String) throws(GalleyError) -> [String: UnitProgress] {
    try read { database in
      var units: [String: UnitProgress] = [:]
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT unit, outcome, cost_pico_usd AS cost, created_at FROM ai_log WHERE campaign = ?
          ORDER BY ai_log_id
          """, arguments: [campaign])
      while let row = try rows.next() {
        let name: String = row["unit"]
        var unit = units[name] ?? Self.untouched(name)
        unit.attempts += 1
        unit.lastOutcome = AIOutcome(rawValue: row["outcome"])
        unit.cost += PicoDollars(row["cost"])
        unit.lastAt = Timestamp(millisecondsSince1970: row["created_at"])
        units[name] = unit
      }
      let open = try String.fetchAll(
        database, sql: "SELECT unit FROM reservations WHERE campaign = ? AND state = 'open'",
        arguments: [campaign])
      for name in open {
        units[name, default: Self.untouched(name)].isUnderWay = true
      }
      return units
    }
  }

  private static func untouched(_ unit: String) -> UnitProgress {
    UnitProgress(unit: unit, attempts: 0, lastOutcome: nil, cost: .zero, isUnderWay: false)
  }
}
