/// Counts the shared buyers of every pair among at most 64 items.
///
/// Each user has a word with one bit per item seen so far. For a further item the words of its
/// buyers are added up bit by bit in vertical counters: the whole row of counts costs a few
/// operations per buyer, whatever the number of items. Eight words at a time go through
/// carry-save adders (Harley and Seal), which need no branch.
struct SharedBuyerCounter {
  private var words: [UInt64]
  private var planes = [UInt64](repeating: 0, count: 32)

  init(userCount: Int) { words = [UInt64](repeating: 0, count: userCount) }

  /// Writes the lower triangle of counts, with the number of buyers on the diagonal, in rows of 64.
  mutating func count(
    _ items: ArraySlice<Int32>, _ matrix: InteractionMatrix, into counts: inout [Float]
  ) {
    for (row, item) in items.enumerated() {
      let buyers = matrix.buyerRange(of: Int(item))
      let height = unsafe matrix.buyers.withUnsafeBufferPointer { all in
        unsafe addUp(
          UnsafeBufferPointer(rebasing: all[buyers]), bit: UInt64(1) << UInt64(row & 63))
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
    unsafe words.withUnsafeMutableBufferPointer { words in
      for item in items {
        // Buyers are users of the matrix, and there is a word for each.
        for buyer in matrix.buyers[matrix.buyerRange(of: Int(item))] {
          unsafe words[Int(buyer)] = 0
        }
      }
    }
  }

  /// Adds the words of some users to the planes, marks the users, and gives the planes used.
  private mutating func addUp(_ users: UnsafeBufferPointer<Int32>, bit: UInt64) -> Int {
    var (ones, twos, fours): (UInt64, UInt64, UInt64) = (0, 0, 0)
    var height = 3
    unsafe words.withUnsafeMutableBufferPointer { words in
      unsafe planes.withUnsafeMutableBufferPointer { planes in
        // Buyers are users of the matrix, and there is a word for each.
        @inline(__always) func take(_ position: Int) -> UInt64 {
          let user = Int(unsafe users[position])
          let word = unsafe words[user]
          unsafe words[user] = word | bit
          return word
        }
        @inline(__always) func carry(_ word: UInt64, from first: Int) {
          var (carry, plane) = (word, first)
          while carry != 0 {
            let sum = unsafe planes[plane]
            unsafe planes[plane] = sum ^ carry
            carry &= sum
            plane += 1
          }
          height = max(height, plane)
        }
        var position = 0
        while position + 8 <= users.count {
          let twosA = Self.add(&ones, take(position), take(position + 1))
          let twosB = Self.add(&ones, take(position + 2), take(position + 3))
          let foursA = Self.add(&twos, twosA, twosB)
          let twosC = Self.add(&ones, take(position + 4), take(position + 5))
          let twosD = Self.add(&ones, take(position + 6), take(position + 7))
          let foursB = Self.add(&twos, twosC, twosD)
          carry(Self.add(&fours, foursA, foursB), from: 3)
          position += 8
        }
        while position < users.count {
          let two = Self.add(&ones, take(position), 0)
          let four = Self.add(&twos, two, 0)
          carry(Self.add(&fours, four, 0), from: 3)
          position += 1
        }
        unsafe planes[0] = ones
        unsafe planes[1] = twos
        unsafe planes[2] = fours
      }
    }
    return height
  }

  /// A full adder of 64 columns: the sum stays, the carry is returned.
  @inline(__always)
  private static func add(_ sum: inout UInt64, _ first: UInt64, _ second: UInt64) -> UInt64 {
    let half = sum ^ first
    let carry = (sum & first) | (half & second)
    sum = half ^ second
    return carry
  }
}
