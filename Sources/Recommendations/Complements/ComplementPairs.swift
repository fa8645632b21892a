/// Products bought together more often than chance explains.
struct ComplementPairs: Sendable {
  /// The complements of item `i` stand at `start[i]..<start[i + 1]`, strongest first.
  private(set) var start: [Int] = [0]
  private(set) var items: [Int32] = []
  /// The baskets that hold both.
  private(set) var baskets: [Int32] = []
  /// How much more often than by chance.
  private(set) var lifts: [Float] = []

  /// Pairs counted before.
  init(start: [Int], items: [Int32], baskets: [Int32], lifts: [Float]) {
    self.start = start
    self.items = items
    self.baskets = baskets
    self.lifts = lifts
  }

  /// Counts the pairs of baskets.
  init(_ all: Baskets, itemCount: Int, options: RecommendationOptions, threads: Int) {
    let chunks = ParallelChunks.map(count: itemCount, size: 512, threads: threads) { range in
      Self.pairs(of: range, all, itemCount: itemCount, options: options)
    }
    start.reserveCapacity(itemCount + 1)
    for pair in chunks.joined().joined() {
      items.append(pair.item)
      baskets.append(pair.baskets)
      lifts.append(pair.lift)
    }
    for found in chunks.joined() { start.append(start[start.count - 1] + found.count) }
  }

  func range(of item: Int) -> Range<Int> { start[item]..<start[item + 1] }

  private struct Pair: Sendable {
    let item: Int32
    let baskets: Int32
    let lift: Float
  }

  private static func pairs(
    of range: Range<Int>, _ all: Baskets, itemCount: Int, options: RecommendationOptions
  ) -> [[Pair]] {
    let total = all.count
    var counts = [Int32](repeating: 0, count: itemCount)
    var touched: [Int32] = []
    return range.map { item -> [Pair] in
      let own = all.itemStart[item]..<all.itemStart[item + 1]
      guard own.count >= options.minimumPairSupport else { return [] }
      touched.removeAll(keepingCapacity: true)
      for basket in all.holders[own] {
        for other in all.items[all.start[Int(basket)]..<all.start[Int(basket) + 1]] {
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
        let second = all.itemStart[Int(other) + 1] - all.itemStart[Int(other)]
        let lift = Double(both) * Double(total) / (Double(own.count) * Double(second))
        guard lift >= options.minimumLift else { continue }
        let ratio = LikelihoodRatio.score(
          both: both, first: own.count, second: second, total: total)
        guard ratio >= options.minimumLikelihoodRatio else { continue }
        found.append(
          (Pair(item: other, baskets: Int32(clamping: both), lift: Float(lift)), ratio))
      }
      // A product has few natural companions; the strongest are enough for any list.
      return found.sorted {
        $0.ratio == $1.ratio ? $0.pair.item < $1.pair.item : $0.ratio > $1.ratio
      }.prefix(50).map(\.pair)
    }
  }
}
