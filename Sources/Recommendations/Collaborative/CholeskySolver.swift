/// Solves small symmetric positive definite systems, up to 64 unknowns, with reused memory.
///
/// Rows are held as eight vectors of eight floats. The dot-product form keeps every inner loop on
/// two contiguous rows; entries not yet computed are zero, so whole vectors can be multiplied.
struct CholeskySolver {
  static let capacity = 64
  private static let blocks = capacity / 8

  private var factor = [SIMD8<Float>](repeating: .zero, count: capacity * blocks)
  private var inverseDiagonal = [Float](repeating: 0, count: capacity)
  private var solution = [Float](repeating: 0, count: capacity)

  init() {}

  /// Solves `A x = b`, where `matrix` holds the lower triangle of A in rows of 64.
  ///
  /// A pivot that rounding has made non-positive counts as tiny, which leaves its unknown near 0.
  mutating func solve(matrix: [Float], right: [Float], count: Int) -> ArraySlice<Float> {
    let count = min(count, Self.capacity)
    for index in factor.indices { factor[index] = .zero }
    for row in 0..<count {
      for column in 0...row {
        var sum = SIMD8<Float>.zero
        for block in 0..<(column + 7) / 8 {
          sum += factor[row * Self.blocks + block] * factor[column * Self.blocks + block]
        }
        let value = matrix[row * Self.capacity + column] - sum.sum()
        if row == column {
          let pivot = max(value, 1e-12).squareRoot()
          inverseDiagonal[row] = 1 / pivot
          factor[row * Self.blocks + column / 8][column % 8] = pivot
        } else {
          factor[row * Self.blocks + column / 8][column % 8] = value * inverseDiagonal[column]
        }
      }
    }
    for row in 0..<count {
      var value = right[row]
      for column in 0..<row { value -= entry(row, column) * solution[column] }
      solution[row] = value * inverseDiagonal[row]
    }
    for row in stride(from: count - 1, through: 0, by: -1) {
      var value = solution[row]
      for below in row + 1..<max(count, row + 1) { value -= entry(below, row) * solution[below] }
      solution[row] = value * inverseDiagonal[row]
    }
    return solution[0..<count]
  }

  private func entry(_ row: Int, _ column: Int) -> Float {
    factor[row * Self.blocks + column / 8][column % 8]
  }
}
