/// Remembers on which row each key was seen, in 16 bytes a key, so that a second row with the same
/// key can name the first.
///
/// Keys are told apart by 96 bits of a seeded hash: two different keys of a million are taken for the
/// same with a probability of about 10^-17.
struct DuplicateIndex {
  private struct Slot {
    var hash: UInt64
    var tag: UInt32
    var line: UInt32
  }

  private var slots: [Slot] = Array(repeating: Slot(hash: 0, tag: 0, line: 0), count: 1024)
  private(set) var count = 0

  /// The line a key was first seen on, or `nil` when it is new and now remembered.
  mutating func insert(_ key: String, line: Int) -> Int? {
    if (count + 1) * 3 > slots.count * 2 { grow() }
    var hasher = Hasher()
    hasher.combine(key)
    let hash = UInt64(bitPattern: Int64(hasher.finalize()))
    var second = Hasher()
    second.combine(1 as UInt8)
    second.combine(key)
    let tag = UInt32(truncatingIfNeeded: second.finalize())
    let line = UInt32(clamping: max(1, line))
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index].line != 0 {
      if slots[index].hash == hash, slots[index].tag == tag { return Int(slots[index].line) }
      index = (index + 1) & mask
    }
    slots[index] = Slot(hash: hash, tag: tag, line: line)
    count += 1
    return nil
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(hash: 0, tag: 0, line: 0), count: old.count * 2)
    let mask = slots.count - 1
    for slot in old where slot.line != 0 {
      var index = Int(truncatingIfNeeded: slot.hash) & mask
      while slots[index].line != 0 { index = (index + 1) & mask }
      slots[index] = slot
    }
  }
}
