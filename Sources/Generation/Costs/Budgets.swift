public import Diagnostics

/// What may be spent, and never more, whatever runs at once.
public struct Budgets: Sendable, Hashable {
  /// In one run of a command.
  public var run: PicoDollars?
  /// For one campaign, ever.
  public var campaign: PicoDollars?
  /// On one day in UTC, for the whole workspace.
  public var daily: PicoDollars?

  /// Creates budgets; `nil` is no limit.
  public init(
    run: PicoDollars? = nil, campaign: PicoDollars? = nil, daily: PicoDollars? = nil
  ) {
    self.run = run
    self.campaign = campaign
    self.daily = daily
  }

  /// A sum that a budget limits.
  public enum Scope: String, Sendable, Hashable, CaseIterable {
    /// One run.
    case run
    /// One campaign.
    case campaign
    /// One day.
    case daily
  }

  /// The first budget that `amount` more would break, given what each already holds.
  ///
  /// This is the whole decision; the ledger calls it inside the transaction that reserves.
  public func firstBroken(
    by amount: PicoDollars, spent: (Scope) throws -> PicoDollars
  ) rethrows -> (scope: Scope, limit: PicoDollars, spent: PicoDollars)? {
    for scope in Scope.allCases {
      guard let limit = limit(of: scope) else { continue }
      let already = try spent(scope)
      let (sum, overflow) = already.rawValue.addingReportingOverflow(amount.rawValue)
      if overflow || sum > limit.rawValue { return (scope, limit, already) }
    }
    return nil
  }

  private func limit(of scope: Scope) -> PicoDollars? {
    switch scope {
    case .run: run
    case .campaign: campaign
    case .daily: daily
    }
  }
}
