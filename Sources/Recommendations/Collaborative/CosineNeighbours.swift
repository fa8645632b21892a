/// The nearest items of each item by the cosine of their buyers.
struct CosineNeighbours: Sendable {
  /// The neighbours of item `i` stand at `start[i]..<start[i + 1]`, by index.
  private(set) var start: [Int] = [0]
  private(set) var items: [Int32] = []
  /// The buyers shared with the neighbour.
  private(set) var shared: [Int32] = []

  init(_ matrix: InteractionMatrix, count: Int, threads: Int) {
    let inverseNorm = (0..<matrix.itemCount).map { item in
      let buyers = matrix.buyerCount(of: item)
      return buyers > 0 ? 1 / Float(buyers).squareRoot() : 0
    }
    let chunks = ParallelChunks.map(count: matrix.itemCount, size: 256, threads: threads) { range in
      Self.nearest(range, matrix, inverseNorm: inverseNorm, count: count)
    }
    items.reserveCapacity(chunks.reduce(0) { $0 + $1.items.count })
    shared.reserveCapacity(items.capacity)
    for chunk in chunks {
      for count in chunk.counts { start.append(start[start.count - 1] + count) }
      items += chunk.items
      shared += chunk.shared
    }
  }

  func range(of item: Int) -> Range<Int> { start[item]..<start[item + 1] }

  /// The cosine of an item and one of its neighbours.
  func cosine(_ item: Int, _ position: Int, _ matrix: InteractionMatrix) -> Float {
    let other = Int(items[position])
    let product = Float(matrix.buyerCount(of: item)) * Float(matrix.buyerCount(of: other))
    return Float(shared[position]) / product.squareRoot()
  }

  private struct Chunk: Sendable {
    var counts: [Int] = []
    var items: [Int32] = []
    var shared: [Int32] = []
  }

  private static func nearest(
    _ range: Range<Int>, _ matrix: InteractionMatrix, inverseNorm: [Float], count: Int
  ) -> Chunk {
    var chunk = Chunk()
    var counts = [Int32](repeating: 0, count: matrix.itemCount)
    var touched: [Int32] = []
    var best = BestItems(limit: count)
    for item in range {
      let buyers = matrix.buyers[matrix.buyerRange(of: item)]
      // A row that reaches most items is cheaper to scan than to list.
      let work = buyers.reduce(0) { $0 + matrix.pairs(of: Int($1)).count }
      let isDense = work > matrix.itemCount / 2
      best.removeAll()
      if isDense {
        countDense(buyers, matrix, &counts)
        counts[item] = 0
        scan(&counts, inverseNorm, &best)
      } else {
        touched.removeAll(keepingCapacity: true)
        for buyer in buyers {
          for other in matrix.items[matrix.pairs(of: Int(buyer))] {
            if counts[Int(other)] == 0 { touched.append(other) }
            counts[Int(other)] += 1
          }
        }
        counts[item] = 0
        for other in touched where counts[Int(other)] > 0 {
          let shared = counts[Int(other)]
          best.offer(
            item: other, payload: shared, score: Float(shared) * inverseNorm[Int(other)])
          counts[Int(other)] = 0
        }
      }
      let chosen = best.sortedByItem()
      chunk.counts.append(chosen.count)
      for entry in chosen {
        chunk.items.append(entry.item)
        chunk.shared.append(entry.payload)
      }
    }
    return chunk
  }

  private static func countDense(
    _ buyers: ArraySlice<Int32>, _ matrix: InteractionMatrix, _ counts: inout [Int32]
  ) {
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      unsafe matrix.items.withUnsafeBufferPointer { items in
        for buyer in buyers {
          // Every item of the matrix is an index of `counts`, by construction of the matrix.
          for pair in matrix.pairs(of: Int(buyer)) {
            unsafe counts[Int(items[pair])] &+= 1
          }
        }
      }
    }
  }

  private static func scan(
    _ counts: inout [Int32], _ inverseNorm: [Float], _ best: inout BestItems
  ) {
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      unsafe inverseNorm.withUnsafeBufferPointer { inverseNorm in
        for other in counts.indices {
          let shared = unsafe counts[other]
          guard shared > 0 else { continue }
          unsafe counts[other] = 0
          let score = unsafe Float(shared) * inverseNorm[other]
          guard score >= best.threshold else { continue }
          best.offer(item: Int32(truncatingIfNeeded: other), payload: shared, score: score)
        }
      }
    }
  }
}
