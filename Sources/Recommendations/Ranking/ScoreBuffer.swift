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

  @inline(__always)
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

  /// The rows of a sparse matrix, as a buffer adds them.
  struct Rows {
    let start: [Int]
    let targets: [Int32]
    let weights: [Float]
  }

  /// Adds the rows of the items of a profile, each multiplied with the item's weight.
  ///
  /// The inner loop of every list. Targets are items of the catalogue, by construction of the
  /// rows, which read what is kept between runs through a check of every index.
  mutating func add(_ rows: Rows, of profile: ScoreBuffer) {
    let work = profile.touched.reduce(0) { $0 + rows.start[Int($1) + 1] - rows.start[Int($1)] }
    precondition(rows.start.count == values.count + 1)
    // Clearing and scanning everything is cheaper than asking of each target whether it is new.
    let isDense = touched.isEmpty && work > values.count / 4
    if isDense { addDense(rows, of: profile) } else { addSparse(rows, of: profile) }
  }

  private mutating func addDense(_ rows: Rows, of profile: ScoreBuffer) {
    let generation = self.generation
    unsafe values.withUnsafeMutableBufferPointer { values in
      for index in values.indices { unsafe values[index] = 0 }
      unsafe rows.targets.withUnsafeBufferPointer { targets in
        unsafe rows.weights.withUnsafeBufferPointer { weights in
          for item in profile.touched {
            let factor = profile[Int(item)]
            for position in rows.start[Int(item)]..<rows.start[Int(item) + 1] {
              unsafe values[Int(targets[position])] += factor * weights[position]
            }
          }
        }
      }
      touched.reserveCapacity(values.count)
      unsafe stamps.withUnsafeMutableBufferPointer { stamps in
        for item in values.indices where unsafe values[item] != 0 {
          unsafe stamps[item] = generation
          touched.append(Int32(truncatingIfNeeded: item))
        }
      }
    }
  }

  private mutating func addSparse(_ rows: Rows, of profile: ScoreBuffer) {
    let generation = self.generation
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe stamps.withUnsafeMutableBufferPointer { stamps in
        unsafe rows.targets.withUnsafeBufferPointer { targets in
          unsafe rows.weights.withUnsafeBufferPointer { weights in
            for item in profile.touched {
              let factor = profile[Int(item)]
              for position in rows.start[Int(item)]..<rows.start[Int(item) + 1] {
                let target = unsafe targets[position]
                let value = unsafe factor * weights[position]
                if unsafe stamps[Int(target)] == generation {
                  unsafe values[Int(target)] += value
                } else {
                  unsafe stamps[Int(target)] = generation
                  unsafe values[Int(target)] = value
                  touched.append(target)
                }
              }
            }
          }
        }
      }
    }
  }

  /// Multiplies every score with the factor of its item.
  mutating func scale(by factors: [Float]) {
    precondition(factors.count == values.count)
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe factors.withUnsafeBufferPointer { factors in
        for item in touched { unsafe values[Int(item)] *= factors[Int(item)] }
      }
    }
  }

  /// Multiplies every score with a factor.
  mutating func scale(by factor: Float) {
    unsafe values.withUnsafeMutableBufferPointer { values in
      for item in touched { unsafe values[Int(item)] *= factor }
    }
  }

  /// Adds the positive scores of another buffer of the same size, each multiplied with `factor`.
  mutating func add(positiveOf other: ScoreBuffer, factor: Float) {
    for item in other.touched {
      let score = other.values[Int(item)]
      if score > 0 { add(score * factor, to: Int(item)) }
    }
  }

  /// The best score, at least 0.
  var best: Float { touched.reduce(0) { max($0, values[Int($1)]) } }
}
