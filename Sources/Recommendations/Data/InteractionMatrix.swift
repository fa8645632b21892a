/// Who bought what, once per pair, readable from both sides.
struct InteractionMatrix: Sendable {
  let userCount: Int
  let itemCount: Int
  /// The pairs of user `u` stand at `userStart[u]..<userStart[u + 1]`, by item.
  private(set) var userStart: [Int]
  private(set) var items: [Int32] = []
  /// The last purchase of each pair, in seconds since 1970.
  private(set) var lastSeconds: [Int64] = []
  /// The number of purchases of each pair.
  private(set) var purchaseCounts: [Int32] = []
  /// The purchases of each pair, each counting less the older it is.
  private(set) var frequencies: [Float] = []
  /// The buyers of item `i` stand at `itemStart[i]..<itemStart[i + 1]`, in order.
  private(set) var itemStart: [Int]
  private(set) var buyers: [Int32] = []

  /// Builds the matrix of lines given as columns; a negative item marks a line to leave out.
  init(
    userCount: Int, itemCount: Int, users: [Int32], lineItems: [Int32], seconds: [Int64],
    decay: (Int64) -> Float
  ) {
    self.userCount = userCount
    self.itemCount = itemCount
    var start = [Int](repeating: 0, count: userCount + 1)
    for line in users.indices where lineItems[line] >= 0 { start[Int(users[line]) + 1] += 1 }
    for user in 0..<userCount { start[user + 1] += start[user] }
    var cursor = start
    // One word per line sorts by item, then by time.
    var lines = [(item: Int32, second: Int64)](repeating: (0, 0), count: start[userCount])
    for line in users.indices where lineItems[line] >= 0 {
      let user = Int(users[line])
      lines[cursor[user]] = (lineItems[line], seconds[line])
      cursor[user] += 1
    }
    userStart = [0]
    userStart.reserveCapacity(userCount + 1)
    var itemTotals = [Int](repeating: 0, count: itemCount + 1)
    for user in 0..<userCount {
      lines[start[user]..<start[user + 1]].sort {
        $0.item == $1.item ? $0.second < $1.second : $0.item < $1.item
      }
      let first = items.count
      for line in start[user]..<start[user + 1] {
        let (item, second) = lines[line]
        if items.count > first, items[items.count - 1] == item {
          lastSeconds[items.count - 1] = second
          purchaseCounts[items.count - 1] += 1
          frequencies[items.count - 1] += decay(second)
        } else {
          items.append(item)
          lastSeconds.append(second)
          purchaseCounts.append(1)
          frequencies.append(decay(second))
          itemTotals[Int(item) + 1] += 1
        }
      }
      userStart.append(items.count)
    }
    for item in 0..<itemCount { itemTotals[item + 1] += itemTotals[item] }
    itemStart = itemTotals
    buyers = [Int32](repeating: 0, count: items.count)
    var place = itemTotals
    for user in 0..<userCount {
      for pair in userStart[user]..<userStart[user + 1] {
        let item = Int(items[pair])
        buyers[place[item]] = Int32(truncatingIfNeeded: user)
        place[item] += 1
      }
    }
  }

  var pairCount: Int { items.count }

  func pairs(of user: Int) -> Range<Int> { userStart[user]..<userStart[user + 1] }
  func buyerRange(of item: Int) -> Range<Int> { itemStart[item]..<itemStart[item + 1] }
  func buyerCount(of item: Int) -> Int { itemStart[item + 1] - itemStart[item] }

  /// The pair of a user and an item, if there is one.
  func pair(user: Int, item: Int) -> Int? {
    var low = userStart[user]
    var high = userStart[user + 1]
    while low < high {
      let middle = (low + high) / 2
      if items[middle] < Int32(truncatingIfNeeded: item) { low = middle + 1 } else { high = middle }
    }
    return low < userStart[user + 1] && items[low] == Int32(truncatingIfNeeded: item) ? low : nil
  }
}
