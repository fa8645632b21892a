internal import SourceText

/// Words as numbers: classes, identifiers and properties are compared by the thousand.
struct CSSWords: Sendable {
  /// The words by number.
  private(set) var texts: [[UInt8]] = []
  private var slots = [Int32](repeating: -1, count: 256)
  private let ignoresCase: Bool

  /// Creates an empty list; properties are the same in any case, classes are not.
  init(ignoresCase: Bool) { self.ignoresCase = ignoresCase }

  private func hash(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range {
      let byte = ignoresCase ? ASCII.lower(bytes[index]) : bytes[index]
      value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return Int(truncatingIfNeeded: (value ^ value >> 29) & 0x7FFF_FFFF)
  }

  private func isEqual(_ word: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let text = texts[word]
    guard text.count == range.count else { return false }
    for offset in 0..<text.count {
      let byte = bytes[range.lowerBound + offset]
      guard text[offset] == (ignoresCase ? ASCII.lower(byte) : byte) else { return false }
    }
    return true
  }

  /// The number of a word, or -1 when it is not in the list.
  func find(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var slot = hash(bytes, range) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isEqual(Int(slots[slot]), bytes, range) { return Int(slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return -1
  }

  /// The number of a word, which is added when it is new.
  mutating func add(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    let known = find(bytes, range)
    if known >= 0 { return known }
    if texts.count * 2 >= slots.count { grow() }
    texts.append(ignoresCase ? bytes[range].map(ASCII.lower) : Array(bytes[range]))
    insert(texts.count - 1)
    return texts.count - 1
  }

  private mutating func insert(_ word: Int) {
    var slot = hash(texts[word], 0..<texts[word].count) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(word)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    for word in texts.indices { insert(word) }
  }
}
