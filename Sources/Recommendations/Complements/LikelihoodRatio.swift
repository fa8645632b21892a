internal import Glibc

/// The log-likelihood ratio of two events happening together (Dunning 1993).
enum LikelihoodRatio {
  /// 2 times the gain in likelihood over independence.
  ///
  /// - Parameters:
  ///   - both: Baskets with both products.
  ///   - first: Baskets with the first.
  ///   - second: Baskets with the second.
  ///   - total: All baskets.
  /// - Returns: At least 0; 10.8 is p < 0.001.
  static func score(both: Int, first: Int, second: Int, total: Int) -> Double {
    let cells = [both, first - both, second - both, total - first - second + both]
    func entropy(_ counts: [Int]) -> Double {
      let sum = counts.reduce(0, +)
      return counts.reduce(0.0) { result, count in
        count > 0 ? result + Double(count) * log(Double(count) / Double(sum)) : result
      }
    }
    return max(
      0,
      2 * (entropy(cells) - entropy([first, total - first]) - entropy([second, total - second])))
  }
}
