/// Products bought together more often than chance explains.
struct ComplementPairs: Sendable {
  /// One direction of a pair.
  struct Pair: Sendable {
    let item: Int32
    let baskets: Int32
    let lift: Float
  }

  /// The complements of each item, strongest first.
  private(set) var pairs: [[Pair]]
  /// Baskets left out for their size.
  private(set) var skippedBaskets = 0
  private(set) var basketCount = 0

  init(
    itemCount: Int, lineItems: [Int32], orders: [Int32], orderCount: Int,
    options: RecommendationOptions, threads: Int
  ) {
    var start = [Int](repeating: 0, count: orderCount + 1)
    for line in lineItems.indices where lineItems[line] >= 0 { start[Int(orders[line]) + 1] += 1 }
    for order in 0..<orderCount { start[order + 1] += start[order] }
    var cursor = start
    var contents = [Int32](repeating: 0, count: start[orderCount])
    for line in lineItems.indices where lineItems[line] >= 0 {
      contents[cursor[Int(orders[line])]] = lineItems[line]
      cursor[Int(orders[line])] += 1
    }
    // Baskets as sorted sets in one array, and for each item the baskets that hold it.
    var basketStart = [0]
    var baskets: [Int32] = []
    baskets.reserveCapacity(contents.count)
    var itemStart = [Int](repeating: 0, count: itemCount + 1)
    for order in 0..<orderCount {
      let lines = start[order]..<start[order + 1]
      guard !lines.isEmpty else { continue }
      guard lines.count <= options.maximumBasketLines else {
        skippedBaskets += 1
        continue
      }
      contents[lines].sort()
      let first = baskets.count
      for item in contents[lines] where baskets.count == first || baskets[baskets.count - 1] != item
      {
        baskets.append(item)
        itemStart[Int(item) + 1] += 1
      }
      basketStart.append(baskets.count)
    }
    basketCount = basketStart.count - 1
    for item in 0..<itemCount { itemStart[item + 1] += itemStart[item] }
    var place = itemStart
    var holders = [Int32](repeating: 0, count: baskets.count)
    for basket in 0..<basketCount {
      for item in baskets[basketStart[basket]..<basketStart[basket + 1]] {
        holders[place[Int(item)]] = Int32(truncatingIfNeeded: basket)
        place[Int(item)] += 1
      }
    }
    let total = basketCount
    let (frozenBaskets, frozenStart, frozenHolders, frozenItemStart) = (
      baskets, basketStart, holders, itemStart
    )
    let chunks = ParallelChunks.map(count: itemCount, size: 512, threads: threads) { range in
      var counts = [Int32](repeating: 0, count: itemCount)
      var touched: [Int32] = []
      return range.map { item -> [Pair] in
        let own = frozenItemStart[item]..<frozenItemStart[item + 1]
        guard own.count >= options.minimumPairSupport else { return [] }
        touched.removeAll(keepingCapacity: true)
        for basket in frozenHolders[own] {
          let range = frozenStart[Int(basket)]..<frozenStart[Int(basket) + 1]
          for other in frozenBaskets[range] {
            if counts[Int(other)] == 0 { touched.append(other) }
            counts[Int(other)] += 1
          }
        }
        counts[item] = 0
        var found: [(pair: Pair, ratio: Double)] = []
        for other in touched where counts[Int(other)] > 0 {
          let both = Int(counts[Int(other)])
          counts[Int(other)] = 0
          guard both >= options.minimumPairSupport else { continue }
          let second = frozenItemStart[Int(other) + 1] - frozenItemStart[Int(other)]
          let lift = Double(both) * Double(total) / (Double(own.count) * Double(second))
          guard lift >= options.minimumLift else { continue }
          let ratio = LikelihoodRatio.score(
            both: both, first: own.count, second: second, total: total)
          guard ratio >= options.minimumLikelihoodRatio else { continue }
          found.append((Pair(item: other, baskets: Int32(both), lift: Float(lift)), ratio))
        }
        // A product has few natural companions; the strongest are enough for any list.
        return found.sorted {
          $0.ratio == $1.ratio ? $0.pair.item < $1.pair.item : $0.ratio > $1.ratio
        }.prefix(50).map(\.pair)
      }
    }
    pairs = chunks.flatMap { $0 }
  }
}
