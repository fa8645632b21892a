internal import CRMModel

/// What sells now at each place, for people of whom nothing else is known.
struct PlaceTrends: Sendable {
  struct Entry: Sendable {
    let item: Int32
    /// The decayed sales, scaled so that the best of the place has 1.
    let value: Float
  }

  /// The place of each user, or -1.
  private(set) var placeOfUser: [Int32]
  /// The best sellers of each place, best first.
  private(set) var rankings: [[Entry]] = []

  private static let length = 200

  init(
    _ contacts: [ContactProfile], users: IDIndex, matrix: InteractionMatrix, asOf: Int64,
    halfLifeInDays: Double
  ) {
    placeOfUser = [Int32](repeating: -1, count: users.count)
    let places = IDIndex(contacts.compactMap(\.placeID))
    guard places.count > 0 else { return }
    var members = [[Int]](repeating: [], count: places.count)
    for contact in contacts {
      guard let user = users[contact.id], let id = contact.placeID, let place = places[id],
        placeOfUser[user] < 0
      else { continue }
      placeOfUser[user] = Int32(truncatingIfNeeded: place)
      members[place].append(user)
    }
    rankings = members.map { users in
      var sums: [Int32: Double] = [:]
      for user in users.sorted() {
        for pair in matrix.pairs(of: user) {
          sums[matrix.items[pair], default: 0] += Decay.weight(
            ageInSeconds: asOf - matrix.lastSeconds[pair], halfLifeInDays: halfLifeInDays)
        }
      }
      let best = sums.values.max() ?? 0
      return sums.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
        .prefix(Self.length)
        .map { Entry(item: $0.key, value: best > 0 ? Float($0.value / best) : 0) }
    }
  }

  func ranking(of user: Int) -> [Entry] {
    placeOfUser[user] >= 0 ? rankings[Int(placeOfUser[user])] : []
  }
}
