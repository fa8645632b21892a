public import Diagnostics
internal import GRDB

extension Ledger {
  /// A call about to be made.
  public struct Reservation: Sendable, Hashable {
    /// The key of the request.
    public var requestKey: String
    /// The run of the command.
    public var run: String
    /// The campaign.
    public var campaign: String
    /// The task.
    public var task: AITask
    /// The unit.
    public var unit: String
    /// The kind of service.
    public var provider: String
    /// The model.
    public var model: String
    /// Which attempt of the unit, from 1.
    public var attempt: Int
    /// The most it can cost.
    public var amount: PicoDollars

    /// Creates a reservation.
    public init(
      requestKey: String, run: String, campaign: String, task: AITask = .content,
      unit: String = "", provider: String = "", model: String = "", attempt: Int = 1,
      amount: PicoDollars
    ) {
      self.requestKey = requestKey
      self.run = run
      self.campaign = campaign
      self.task = task
      self.unit = unit
      self.provider = provider
      self.model = model
      self.attempt = attempt
      self.amount = amount
    }
  }

  /// What became of a wish to call.
  public enum Grant: Sendable, Hashable {
    /// The money is set aside under this number.
    case granted(Int64)
    /// A living process is just making the same call.
    case inFlight
  }

  /// Sets the most a call can cost aside, or refuses.
  ///
  /// - Throws: `BUDGET_EXCEEDED` when a budget would not hold it.
  public func reserve(
    _ reservation: Reservation, budgets: Budgets, now: Timestamp
  ) throws(GalleyError) -> Grant {
    let owner = owner
    return try write { database in
      try Self.reserve(reservation, budgets, now, owner, database)
    }
  }

  /// The same for many calls at once.
  func reserveTogether(
    _ reservation: Reservation, budgets: Budgets, now: Timestamp
  ) async throws(GalleyError) -> Grant {
    let owner = owner
    return try await grouped.write(isDurable: true) { database in
      try Self.reserve(reservation, budgets, now, owner, database)
    }
  }

  private static func reserve(
    _ reservation: Reservation, _ budgets: Budgets, _ now: Timestamp, _ owner: ProcessIdentity,
    _ database: Database
  ) throws -> Grant {
    let open = try Row.fetchOne(
      database,
      sql: "SELECT id, owner FROM reservations WHERE request_key = ? AND state = 'open'",
      arguments: [reservation.requestKey])
    if let open {
      let holder = ProcessIdentity(text: open["owner"])
      guard !holder.isAlive else { return .inFlight }
      try Self.lose(open["id"], database, now)
    }
    let broken = try budgets.firstBroken(by: reservation.amount) { scope in
      try Self.spent(scope, reservation, database, now)
    }
    if let broken {
      throw GalleyError(
        .budgetExceeded,
        "The \(broken.scope.rawValue) budget of $\(broken.limit) does not hold another call: "
          + "$\(broken.spent) is spent or reserved, and the call may cost $\(reservation.amount)",
        details: [
          "budget": broken.scope.rawValue, "limit_usd": broken.limit.description,
          "spent_usd": broken.spent.description,
          "needed_usd": reservation.amount.description,
        ])
    }
    try database.execute(
      sql: """
        INSERT INTO reservations (request_key, run, campaign, day, task, unit, provider, model,
          attempt, owner, state, reserved, billed, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?)
        """,
      arguments: [
        reservation.requestKey, reservation.run, reservation.campaign, now.date,
        reservation.task.rawValue, reservation.unit, reservation.provider, reservation.model,
        reservation.attempt, owner.text, reservation.amount.rawValue,
        reservation.amount.rawValue, now.millisecondsSince1970,
      ])
    return .granted(database.lastInsertedRowID)
  }

  /// Puts the true cost in the place of a reservation and keeps the attempt, in one transaction.
  public func settle(_ id: Int64, _ entry: AILog) throws(GalleyError) {
    try writeWithoutWaiting { database in try Self.settle(id, entry, database) }
  }

  /// Settles, or keeps an attempt that had no reservation; for many calls at once.
  func settleTogether(_ id: Int64?, _ entry: AILog) async throws(GalleyError) {
    try await grouped.write(isDurable: false) { database in
      if let id {
        try Self.settle(id, entry, database)
      } else {
        try Self.insert(entry, reservation: nil, database)
      }
    }
  }

  // A settlement that a power cut takes back leaves its reservation open, and so billed in full:
  // it need not be waited for as a reservation must.
  private static func settle(_ id: Int64, _ entry: AILog, _ database: Database) throws {
    try database.execute(
      sql: "UPDATE reservations SET state = 'settled', billed = ? WHERE id = ?",
      arguments: [max(0, entry.cost.rawValue), id])
    try insert(entry, reservation: id, database)
  }

  /// Keeps an attempt that never needed money.
  public func append(_ entry: AILog) throws(GalleyError) {
    try write { database in try Self.insert(entry, reservation: nil, database) }
  }

  /// What a budget's sum holds now, reservations included.
  public func spent(
    _ scope: Budgets.Scope, run: String = "", campaign: String = "", now: Timestamp
  ) throws(GalleyError) -> PicoDollars {
    let probe = Reservation(requestKey: "", run: run, campaign: campaign, amount: .zero)
    return try read { database in try Self.spent(scope, probe, database, now) }
  }

  /// Marks the open calls of dead processes as lost; they stay billed in full. Gives their number.
  @discardableResult
  public func markLost(now: Timestamp) throws(GalleyError) -> Int {
    let open = try read { database in
      try Row.fetchAll(
        database, sql: "SELECT id, owner FROM reservations WHERE state = 'open' ORDER BY id"
      ).map { (id: $0["id"] as Int64, owner: $0["owner"] as String) }
    }
    let dead = open.filter { !ProcessIdentity(text: $0.owner).isAlive }
    guard !dead.isEmpty else { return 0 }
    return try write { database in
      try dead.reduce(0) { $0 + (try Self.lose($1.id, database, now)) }
    }
  }

  // Another process may have been quicker, so the state is looked at again.
  @discardableResult
  private static func lose(_ id: Int64, _ database: Database, _ now: Timestamp) throws -> Int {
    let row = try Row.fetchOne(
      database, sql: "SELECT * FROM reservations WHERE id = ? AND state = 'open'", arguments: [id])
    guard let row else { return 0 }
    try database.execute(
      sql: "UPDATE reservations SET state = 'lost' WHERE id = ?", arguments: [id])
    let entry = AILog(
      requestID: row["request_key"], run: row["run"], campaign: row["campaign"],
      task: AITask(rawValue: row["task"]) ?? .content, unit: row["unit"],
      provider: row["provider"], model: row["model"], attempt: row["attempt"], outcome: .lost,
      isEstimated: true, cost: PicoDollars(row["billed"]), errorCode: "INTERRUPTED",
      createdAt: now)
    try insert(entry, reservation: id, database)
    return 1
  }

  private static func spent(
    _ scope: Budgets.Scope, _ reservation: Reservation, _ database: Database, _ now: Timestamp
  ) throws -> PicoDollars {
    let (column, value) =
      switch scope {
      case .run: ("run", reservation.run)
      case .campaign: ("campaign", reservation.campaign)
      case .daily: ("day", now.date)
      }
    let sum = try Int64.fetchOne(
      database, sql: "SELECT COALESCE(SUM(billed), 0) FROM reservations WHERE \(column) = ?",
      arguments: [value])
    return PicoDollars(sum ?? 0)
  }
}
