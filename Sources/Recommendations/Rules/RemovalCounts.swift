/// How many better-ranked products each rule removed on the way to a list.
public struct RemovalCounts: Sendable, Hashable {
  private var counts = [Int](repeating: 0, count: RemovalRule.allCases.count)

  /// No removals.
  public init() {}

  /// The removals of a rule.
  public subscript(rule: RemovalRule) -> Int {
    get { counts[Self.position(of: rule)] }
    set { counts[Self.position(of: rule)] = newValue }
  }

  /// The removals of all rules.
  public var total: Int { counts.reduce(0, +) }

  /// The rules that removed something, in their fixed order.
  public var nonZero: [(rule: RemovalRule, count: Int)] {
    RemovalRule.allCases.compactMap { self[$0] > 0 ? ($0, self[$0]) : nil }
  }

  /// Adds the removals of another list.
  public mutating func add(_ other: RemovalCounts) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  private static func position(of rule: RemovalRule) -> Int {
    RemovalRule.allCases.firstIndex(of: rule) ?? 0
  }
}
