/// Chooses the code lengths of a prefix code: Huffman's, none longer than a limit.
///
/// Equal counts give equal lengths on every machine: symbols are ordered by count, then by number.
enum HuffmanLengths {
  /// The length of each symbol's code, 0 for symbols that do not occur.
  static func make(counts: [UInt32], limit: Int) -> [UInt8] {
    var lengths = [UInt8](repeating: 0, count: counts.count)
    let used = counts.indices.filter { counts[$0] > 0 }
      .sorted { (counts[$0], $0) < (counts[$1], $1) }
    guard used.count > 1 else {
      for symbol in used { lengths[symbol] = 1 }
      return lengths
    }
    var perLength = countsPerLength(weights: used.map { Int(counts[$0]) }, limit: limit)
    // The rarest symbols have the longest codes.
    var length = limit
    for symbol in used {
      while perLength[length] == 0 { length -= 1 }
      perLength[length] -= 1
      lengths[symbol] = UInt8(length)
    }
    return lengths
  }

  /// The codes by symbol with their bits in the order in which deflate writes them (RFC 1951,
  /// section 3.2.2), the length above bit 16.
  static func codes(lengths: [UInt8]) -> [UInt32] {
    var next = [UInt32](repeating: 0, count: 17)
    for length in lengths where length > 0 { next[Int(length) + 1] += 1 }
    for length in 1...16 { next[length] = (next[length] + next[length - 1]) << 1 }
    return lengths.map { length in
      guard length > 0 else { return 0 }
      let code = next[Int(length)]
      next[Int(length)] += 1
      var reversed: UInt32 = 0
      for bit in 0..<UInt32(length) { reversed |= (code >> bit & 1) << (UInt32(length) - 1 - bit) }
      return reversed | UInt32(length) << 16
    }
  }

  /// How many codes have each length. `weights` ascend.
  private static func countsPerLength(weights: [Int], limit: Int) -> [Int] {
    // Two queues: leaves, and the inner nodes that are made of the two lightest; both ascend.
    let leaves = weights.count
    var inner: [Int] = []
    inner.reserveCapacity(leaves)
    var parent = [Int](repeating: 0, count: 2 * leaves - 1)
    var leaf = 0
    var node = 0
    while inner.count < leaves - 1 {
      var sum = 0
      for _ in 0..<2 {
        if leaf < leaves, node >= inner.count || weights[leaf] <= inner[node] {
          sum += weights[leaf]
          parent[leaf] = leaves + inner.count
          leaf += 1
        } else {
          sum += inner[node]
          parent[leaves + node] = leaves + inner.count
          node += 1
        }
      }
      inner.append(sum)
    }
    var depth = [Int](repeating: 0, count: parent.count)
    var result = [Int](repeating: 0, count: limit + 1)
    for index in stride(from: parent.count - 2, through: 0, by: -1) {
      depth[index] = depth[parent[index]] + 1
      if index < leaves { result[min(limit, depth[index])] += 1 }
    }
    shorten(&result, limit: limit)
    return result
  }

  // Codes that were cut to the limit claim too much room: others are made longer until all fit
  // (the sum of 2^-length is 1 again).
  private static func shorten(_ counts: inout [Int], limit: Int) {
    var total = 0
    for length in 1...limit { total += counts[length] << (limit - length) }
    while total > 1 << limit {
      counts[limit] -= 1
      for length in stride(from: limit - 1, through: 1, by: -1) where counts[length] > 0 {
        counts[length] -= 1
        counts[length + 1] += 2
        break
      }
      total -= 1
    }
  }
}
