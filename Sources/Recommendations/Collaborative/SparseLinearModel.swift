/// The sparse linear model: each item is predicted from its cosine neighbours by ridge regression.
///
/// EASE^R (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", 2019) has one closed form
/// for all items at once and needs the inverse of a matrix of all of them. Restricting each item to
/// a few neighbours (fsSLIM, Ning and Karypis 2011) leaves one small system per item:
/// `(G[N,N] + lambda I) w = G[N,j]`, where G counts the shared buyers.
struct SparseLinearModel: Sendable {
  /// The weights of item `j` on its neighbours, parallel to `CosineNeighbours.items`.
  private(set) var weights: [Float] = []
  /// The targets of item `i` stand at `targetStart[i]..<targetStart[i + 1]`, by index.
  private(set) var targetStart: [Int]
  private(set) var targets: [Int32]
  private(set) var targetWeights: [Float]
  /// The cosine with each target.
  private(set) var targetCosines: [Float]

  /// Solves the systems of all items: the weights, parallel to the neighbours.
  static func weights(
    _ matrix: InteractionMatrix, _ neighbours: CosineNeighbours, ridge: Double, threads: Int
  ) -> [Float] {
    let chunks = ParallelChunks.map(count: matrix.itemCount, size: 256, threads: threads) { range in
      Self.solve(range, matrix, neighbours, ridge: Float(ridge))
    }
    var weights: [Float] = []
    weights.reserveCapacity(neighbours.items.count)
    for chunk in chunks { weights += chunk }
    return weights
  }

  /// Turns weights around, so that they can be read from the item bought to its targets.
  init(_ matrix: InteractionMatrix, neighbours: CosineNeighbours, weights: [Float]) {
    self.weights = weights
    var start = [Int](repeating: 0, count: matrix.itemCount + 1)
    for item in neighbours.items { start[Int(item) + 1] += 1 }
    for item in 0..<matrix.itemCount { start[item + 1] += start[item] }
    var cursor = start
    targetStart = start
    targets = [Int32](repeating: 0, count: weights.count)
    targetWeights = [Float](repeating: 0, count: weights.count)
    targetCosines = [Float](repeating: 0, count: weights.count)
    let inverseNorm = CosineNeighbours.inverseNorms(matrix)
    for target in 0..<matrix.itemCount {
      for position in neighbours.range(of: target) {
        let source = Int(neighbours.items[position])
        targets[cursor[source]] = Int32(truncatingIfNeeded: target)
        targetWeights[cursor[source]] = weights[position]
        targetCosines[cursor[source]] =
          Float(neighbours.shared[position]) * inverseNorm[source] * inverseNorm[target]
        cursor[source] += 1
      }
    }
  }

  /// The targets of each item with some weights.
  func rows(_ weights: [Float]) -> ScoreBuffer.Rows {
    ScoreBuffer.Rows(start: targetStart, targets: targets, weights: weights)
  }

  private static func solve(
    _ range: Range<Int>, _ matrix: InteractionMatrix, _ neighbours: CosineNeighbours, ridge: Float
  ) -> [Float] {
    var result: [Float] = []
    var counter = SharedBuyerCounter(userCount: matrix.userCount)
    var solver = CholeskySolver()
    let width = CholeskySolver.capacity
    var system = [Float](repeating: 0, count: width * width)
    var right = [Float](repeating: 0, count: width)
    for item in range {
      let positions = neighbours.range(of: item)
      guard !positions.isEmpty else { continue }
      counter.count(neighbours.items[positions], matrix, into: &system)
      for (row, position) in positions.enumerated() {
        system[row * width + row] += ridge
        right[row] = Float(neighbours.shared[position])
      }
      result += solver.solve(matrix: system, right: right, count: positions.count)
    }
    return result
  }
}
