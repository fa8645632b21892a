internal import CRMModel

/// The interests of each user, merged by category and value.
struct InterestTable: Sendable {
  struct Interest: Sendable, Hashable {
    let category: String
    let value: String
    let strength: Float
    let source: String?
  }

  private(set) var byUser: [[Interest]]

  init(_ records: [UserInterest], users: IDIndex) {
    byUser = [[Interest]](repeating: [], count: users.count)
    for record in records {
      guard let user = users[record.userID] else { continue }
      let strength = Float(min(1, max(0, record.confidenceScore.doubleValue)))
      byUser[user].append(
        Interest(
          category: record.category, value: record.value, strength: strength,
          source: record.source))
    }
    for user in byUser.indices where byUser[user].count > 0 {
      byUser[user] = Self.merged(byUser[user])
    }
  }

  /// The strongest of those that say the same, strongest first.
  private static func merged(_ interests: [Interest]) -> [Interest] {
    let sorted = interests.sorted {
      if $0.strength != $1.strength { return $0.strength > $1.strength }
      return ($0.category, $0.value, $0.source ?? "") < ($1.category, $1.value, $1.source ?? "")
    }
    var seen: Set<[String]> = []
    return sorted.filter { seen.insert([$0.category, $0.value]).inserted }
  }
}
