/// A set of SQLite row ids, one bit each.
struct RowSet {
  private var words: [UInt64] = []

  mutating func insert(_ row: Int64) {
    let index = Int(row >> 6)
    while words.count <= index { words.append(0) }
    words[index] |= 1 << UInt64(row & 63)
  }

  func contains(_ row: Int64) -> Bool {
    let index = Int(row >> 6)
    return index < words.count && words[index] & (1 << UInt64(row & 63)) != 0
  }
}
