/// Scores of all items for one person, reused from person to person without clearing.
struct ScoreBuffer {
  private var values: [Float]
  private var stamps: [UInt32]
  private var generation: UInt32 = 0
  private(set) var touched: [Int32] = []

  init(itemCount: Int) {
    values = [Float](repeating: 0, count: itemCount)
    stamps = [UInt32](repeating: 0, count: itemCount)
  }

  mutating func reset() {
    touched.removeAll(keepingCapacity: true)
    if generation == .max {
      for index in stamps.indices { stamps[index] = 0 }
      generation = 0
    }
    generation += 1
  }

  subscript(item: Int) -> Float { stamps[item] == generation ? values[item] : 0 }

  @inline(__always)
  mutating func add(_ value: Float, to item: Int) {
    if stamps[item] == generation {
      values[item] += value
    } else {
      stamps[item] = generation
      values[item] = value
      touched.append(Int32(truncatingIfNeeded: item))
    }
  }

  /// Multiplies every score with the factor of its item.
  mutating func scale(by factors: [Float]) {
    for item in touched { values[Int(item)] *= factors[Int(item)] }
  }

  /// The best score, at least 0.
  var best: Float { touched.reduce(0) { max($0, values[Int($1)]) } }
}
