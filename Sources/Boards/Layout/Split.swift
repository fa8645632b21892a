/// Divides lengths into whole pixels so that nothing is lost.
enum Split {
  /// `parts` stretches with `gap` between them that together fill `length`.
  static func even(_ length: Int, parts: Int, gap: Int) -> [(start: Int, length: Int)] {
    proportional(length, weights: [Int](repeating: 1, count: max(1, parts)), gap: gap)
  }

  /// Stretches in proportion to weights, which are at least 1.
  static func proportional(
    _ length: Int, weights: [Int], gap: Int
  ) -> [(start: Int, length: Int)] {
    let total = max(1, weights.reduce(0, +))
    let room = max(weights.count, length - gap * (weights.count - 1))
    var result: [(Int, Int)] = []
    var sum = 0
    for (index, weight) in weights.enumerated() {
      let from = room * sum / total
      sum += weight
      let to = room * sum / total
      result.append((from + gap * index, to - from))
    }
    return result
  }
}
