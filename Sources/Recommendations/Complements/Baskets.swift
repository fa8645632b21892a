/// The baskets of all orders as sorted sets of products, readable from both sides.
struct Baskets: Sendable {
  /// The products of basket `b` stand at `start[b]..<start[b + 1]`.
  private(set) var start = [0]
  private(set) var items: [Int32] = []
  /// The baskets with item `i` stand at `itemStart[i]..<itemStart[i + 1]`.
  private(set) var itemStart: [Int]
  private(set) var holders: [Int32] = []
  /// Baskets left out for their size.
  private(set) var skipped = 0

  /// Sorts lines into baskets; a negative item marks a line to leave out.
  init(itemCount: Int, lineItems: [Int32], orders: [Int32], orderCount: Int, maximumLines: Int) {
    var orderStart = [Int](repeating: 0, count: orderCount + 1)
    for line in lineItems.indices where lineItems[line] >= 0 {
      orderStart[Int(orders[line]) + 1] += 1
    }
    for order in 0..<orderCount { orderStart[order + 1] += orderStart[order] }
    var cursor = orderStart
    var contents = [Int32](repeating: 0, count: orderStart[orderCount])
    for line in lineItems.indices where lineItems[line] >= 0 {
      contents[cursor[Int(orders[line])]] = lineItems[line]
      cursor[Int(orders[line])] += 1
    }
    items.reserveCapacity(contents.count)
    itemStart = [Int](repeating: 0, count: itemCount + 1)
    for order in 0..<orderCount {
      let lines = orderStart[order]..<orderStart[order + 1]
      guard !lines.isEmpty else { continue }
      guard lines.count <= maximumLines else {
        skipped += 1
        continue
      }
      contents[lines].sort()
      let first = items.count
      for item in contents[lines] where items.count == first || items[items.count - 1] != item {
        items.append(item)
        itemStart[Int(item) + 1] += 1
      }
      start.append(items.count)
    }
    for item in 0..<itemCount { itemStart[item + 1] += itemStart[item] }
    var place = itemStart
    holders = [Int32](repeating: 0, count: items.count)
    for basket in 0..<count {
      for item in items[start[basket]..<start[basket + 1]] {
        holders[place[Int(item)]] = Int32(truncatingIfNeeded: basket)
        place[Int(item)] += 1
      }
    }
  }

  var count: Int { start.count - 1 }
}
