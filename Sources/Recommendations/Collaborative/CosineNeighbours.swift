/// The nearest items of each item by the cosine of their buyers.
struct CosineNeighbours: Sendable {
  /// The neighbours of item `i` stand at `start[i]..<start[i + 1]`, by index.
  private(set) var start: [Int] = [0]
  private(set) var items: [Int32] = []
  /// The buyers shared with the neighbour.
  private(set) var shared: [Int32] = []

  /// Neighbours found before.
  init(start: [Int], items: [Int32], shared: [Int32]) {
    self.start = start
    self.items = items
    self.shared = shared
  }

  init(_ matrix: InteractionMatrix, count: Int, threads: Int) {
    let inverseNorm = Self.inverseNorms(matrix)
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

  /// One over the length of each item's vector of buyers; 0 for an item nobody bought.
  static func inverseNorms(_ matrix: InteractionMatrix) -> [Float] {
    (0..<matrix.itemCount).map { item in
      let buyers = matrix.buyerCount(of: item)
      return buyers > 0 ? 1 / Float(buyers).squareRoot() : 0
    }
  }

  private struct Chunk: Sendable {
    var counts: [Int] = []
    var items: [Int32] = []
    var shared: [Int32] = []
  }

  private static let width = 8

  // Counts are floats, exact up to 16 million buyers, so that a scan compares eight at a time.
  private static func nearest(
    _ range: Range<Int>, _ matrix: InteractionMatrix, inverseNorm: [Float], count: Int
  ) -> Chunk {
    var chunk = Chunk()
    let padded = (matrix.itemCount + width - 1) / width * width
    var counts = [Float](repeating: 0, count: padded)
    let norms = inverseNorm + [Float](repeating: 0, count: padded - inverseNorm.count)
    var touched: [Int32] = []
    var best = BestItems(limit: count)
    for item in range {
      let buyers = matrix.buyers[matrix.buyerRange(of: item)]
      // A row that reaches most items is cheaper to scan than to list.
      let work = buyers.reduce(0) { $0 + matrix.pairs(of: Int($1)).count }
      best.removeAll()
      if work > matrix.itemCount / 8 {
        countDense(buyers, matrix, &counts)
        counts[item] = 0
        scan(&counts, norms, &best)
      } else {
        countSparse(buyers, matrix, &counts, &touched)
        counts[item] = 0
        for other in touched where counts[Int(other)] > 0 {
          let shared = counts[Int(other)]
          counts[Int(other)] = 0
          let score = shared * norms[Int(other)]
          guard score >= best.threshold else { continue }
          best.offer(item: other, payload: Int32(shared), score: score)
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
    _ buyers: ArraySlice<Int32>, _ matrix: InteractionMatrix, _ counts: inout [Float]
  ) {
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      unsafe matrix.items.withUnsafeBufferPointer { items in
        for buyer in buyers {
          // Every item of the matrix is an index of `counts`, by construction of the matrix.
          for pair in matrix.pairs(of: Int(buyer)) {
            unsafe counts[Int(items[pair])] += 1
          }
        }
      }
    }
  }

  private static func countSparse(
    _ buyers: ArraySlice<Int32>, _ matrix: InteractionMatrix, _ counts: inout [Float],
    _ touched: inout [Int32]
  ) {
    touched.removeAll(keepingCapacity: true)
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      unsafe matrix.items.withUnsafeBufferPointer { items in
        for buyer in buyers {
          // Every item of the matrix is an index of `counts`, by construction of the matrix.
          for pair in matrix.pairs(of: Int(buyer)) {
            let other = unsafe items[pair]
            let count = unsafe counts[Int(other)]
            if count == 0 { touched.append(other) }
            unsafe counts[Int(other)] = count + 1
          }
        }
      }
    }
  }

  /// Offers every item that can still enter, and clears the counts.
  private static func scan(_ counts: inout [Float], _ norms: [Float], _ best: inout BestItems) {
    unsafe counts.withUnsafeMutableBytes { counts in
      unsafe norms.withUnsafeBytes { norms in
        let step = width * MemoryLayout<Float>.size
        for offset in stride(from: 0, to: counts.count, by: step) {
          let shared = unsafe counts.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
          let scores =
            unsafe shared * norms.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
          unsafe counts.storeBytes(of: .zero, toByteOffset: offset, as: SIMD8<Float>.self)
          // Without shared buyers the score is 0: no neighbour. And a score like the worst kept
          // cannot enter, because items are scanned in their order and the first of equals stays.
          guard any(scores .> SIMD8(repeating: max(best.threshold, 0))) else { continue }
          for lane in 0..<width where scores[lane] > max(best.threshold, 0) {
            best.offer(
              item: Int32(truncatingIfNeeded: offset / MemoryLayout<Float>.size + lane),
              payload: Int32(shared[lane]), score: scores[lane])
          }
        }
      }
    }
  }
}
