/// Counts the shared buyers of every pair among at most 64 items.
///
/// Each user has a word with one bit per item seen so far. For a further item the words of its
/// buyers are added up bit by bit in vertical counters: the whole row of counts costs a few
/// operations per buyer, whatever the number of items.
struct SharedBuyerCounter {
  private var words: [UInt64]
  private var planes = [UInt64](repeating: 0, count: 32)

  init(userCount: Int) { words = [UInt64](repeating: 0, count: userCount) }

  /// Writes the lower triangle of counts, with the number of buyers on the diagonal, in rows of 64.
  mutating func count(
    _ items: ArraySlice<Int32>, _ matrix: InteractionMatrix, into counts: inout [Float]
  ) {
    for (row, item) in items.enumerated() {
      let bit = UInt64(1) << UInt64(row & 63)
      let buyers = matrix.buyerRange(of: Int(item))
      var height = 0
      unsafe matrix.buyers.withUnsafeBufferPointer { all in
        unsafe words.withUnsafeMutableBufferPointer { words in
          unsafe planes.withUnsafeMutableBufferPointer { planes in
            for position in buyers {
              // Buyers are users of the matrix, and there is a word for each.
              let user = Int(unsafe all[position])
              var carry = unsafe words[user]
              unsafe words[user] = carry | bit
              var plane = 0
              while carry != 0 {
                let sum = unsafe planes[plane] ^ carry
                carry &= unsafe planes[plane]
                unsafe planes[plane] = sum
                plane += 1
              }
              height = max(height, plane)
            }
          }
        }
      }
      let base = row * CholeskySolver.capacity
      for column in 0..<row { counts[base + column] = 0 }
      for plane in 0..<height {
        let value = Float(UInt64(1) << UInt64(plane))
        var bits = planes[plane]
        planes[plane] = 0
        while bits != 0 {
          counts[base + bits.trailingZeroBitCount] += value
          bits &= bits - 1
        }
      }
      counts[base + row] = Float(buyers.count)
    }
    for item in items {
      for buyer in matrix.buyers[matrix.buyerRange(of: Int(item))] { words[Int(buyer)] = 0 }
    }
  }
}
