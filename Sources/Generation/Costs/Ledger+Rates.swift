public import Diagnostics
internal import GRDB

/// A limit on how much may happen in a minute, as a token bucket that all processes share.
public struct RateLimit: Sendable, Hashable {
  /// The bucket's name, such as `openai/requests`.
  public var name: String
  /// How much may happen in a minute; also how much at once.
  public var perMinute: Int

  /// Creates a limit.
  public init(name: String, perMinute: Int) {
    self.name = name
    self.perMinute = max(1, perMinute)
  }

  /// The level of a bucket after some time, and how long to wait when `amount` is taken from it.
  ///
  /// The level may fall below zero: whoever comes first is served first, and each caller waits
  /// for its own share of the refill.
  func take(
    _ amount: Double, level: Double, elapsedMilliseconds: Int64
  ) -> (level: Double, wait: Duration) {
    let rate = Double(perMinute) / 60_000
    let elapsed = Double(max(0, min(elapsedMilliseconds, 86_400_000)))
    // A request larger than the bucket may go when the bucket is full.
    let amount = min(amount, Double(perMinute))
    let rest = min(Double(perMinute), level + elapsed * rate) - amount
    let wait = rest >= 0 ? 0 : (-rest / rate).rounded(.up)
    return (rest, .milliseconds(Int64(wait)))
  }
}

extension Ledger {
  /// Takes from buckets and says how long to wait before going on.
  ///
  /// `now` must be a clock that moves, even in a run whose own clock is fixed.
  public func take(
    _ amounts: [(limit: RateLimit, amount: Int)], now: Timestamp
  ) throws(GalleyError) -> Duration {
    // Rates are no money: a bucket that a power cut takes back fills again in a minute.
    try writeWithoutWaiting { database in try Self.take(amounts, now, database) }
  }

  /// The same for many calls at once.
  func takeTogether(
    _ amounts: [(limit: RateLimit, amount: Int)], now: Timestamp
  ) async throws(GalleyError) -> Duration {
    try await grouped.write(isDurable: false) { database in
      try Self.take(amounts, now, database)
    }
  }

  private static func take(
    _ amounts: [(limit: RateLimit, amount: Int)], _ now: Timestamp, _ database: Database
  ) throws -> Duration {
    var wait = Duration.zero
    for (limit, amount) in amounts {
      let row = try Row.fetchOne(
        database, sql: "SELECT level, updated_at FROM rate_buckets WHERE name = ?",
        arguments: [limit.name])
      let level: Double = row?["level"] ?? Double(limit.perMinute)
      let then: Int64 = row?["updated_at"] ?? now.millisecondsSince1970
      let (rest, delay) = limit.take(
        Double(amount), level: level, elapsedMilliseconds: now.millisecondsSince1970 - then)
      wait = max(wait, delay)
      try database.execute(
        sql: """
          INSERT INTO rate_buckets (name, level, updated_at) VALUES (?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET level = excluded.level,
            updated_at = MAX(updated_at, excluded.updated_at)
          """,
        arguments: [limit.name, rest, now.millisecondsSince1970])
    }
    return wait
  }

  /// Gives back what was taken too much, such as tokens that a call did not use.
  public func giveBack(_ limit: RateLimit, amount: Int) throws(GalleyError) {
    guard amount > 0 else { return }
    try writeWithoutWaiting { database in try Self.giveBack(limit, amount, database) }
  }

  /// The same for many calls at once.
  func giveBackTogether(_ limit: RateLimit, amount: Int) async throws(GalleyError) {
    guard amount > 0 else { return }
    try await grouped.write(isDurable: false) { database in
      try Self.giveBack(limit, amount, database)
    }
  }

  private static func giveBack(_ limit: RateLimit, _ amount: Int, _ database: Database) throws {
    try database.execute(
      sql: "UPDATE rate_buckets SET level = MIN(?, level + ?) WHERE name = ?",
      arguments: [Double(limit.perMinute), Double(amount), limit.name])
  }
}
