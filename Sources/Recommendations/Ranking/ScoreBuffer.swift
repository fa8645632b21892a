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

  /// Adds the weights of a range of targets, each multiplied with `factor`.
  ///
  /// The inner loop of every list: each target is checked once against the size of the buffer.
  mutating func add(
    _ factor: Float, times weights: [Float], to targets: [Int32], in range: Range<Int>
  ) {
    let bound = values.count
    let generation = self.generation
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe stamps.withUnsafeMutableBufferPointer { stamps in
        for position in range {
          let target = Int(targets[position])
          precondition(target >= 0 && target < bound)
          let value = factor * weights[position]
          if unsafe stamps[target] == generation {
            unsafe values[target] += value
          } else {
            unsafe stamps[target] = generation
            unsafe values[target] = value
            touched.append(targets[position])
          }
        }
      }
    }
  }

  /// Multiplies every score with the factor of its item.
  mutating func scale(by factors: [Float]) {
    for item in touched { values[Int(item)] *= factors[Int(item)] }
  }

  /// The best score, at least 0.
  var best: Float { touched.reduce(0) { max($0, values[Int($1)]) } }
}
