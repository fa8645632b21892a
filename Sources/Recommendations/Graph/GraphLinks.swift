/// The interests as nodes, readable from both sides.
struct GraphLinks: Sendable {
  /// The interests as `category:value`, in byte order.
  let interests: IDIndex
  /// The users who have each interest, in order.
  let usersByInterest: [[Int32]]
  /// The interests of each user with their strengths, in order; empty when nobody has any.
  let interestsByUser: [[(interest: Int32, strength: Float)]]

  init(_ table: InterestTable) {
    interests = IDIndex(table.byUser.lazy.joined().map(\.key))
    var members = [[Int32]](repeating: [], count: interests.count)
    var own: [[(interest: Int32, strength: Float)]] = []
    if interests.count > 0 {
      own = [[(interest: Int32, strength: Float)]](repeating: [], count: table.byUser.count)
    }
    for (user, entries) in table.byUser.enumerated() {
      for entry in entries {
        guard let index = interests[entry.key] else { continue }
        // Two values can share a key (`a:b` + `c`, `a` + `b:c`); one edge is enough.
        if members[index].last == Int32(truncatingIfNeeded: user) { continue }
        members[index].append(Int32(truncatingIfNeeded: user))
        own[user].append((Int32(truncatingIfNeeded: index), entry.strength))
      }
    }
    for user in own.indices { own[user].sort { $0.interest < $1.interest } }
    usersByInterest = members
    interestsByUser = own
  }

  func interests(of user: Int) -> [(interest: Int32, strength: Float)] {
    interestsByUser.isEmpty ? [] : interestsByUser[user]
  }
}
