/// Collects the few bits of a block's header, lowest first.
struct BitWriter {
  private(set) var pieces: [(value: UInt32, count: Int)] = []
  private(set) var bitCount = 0

  mutating func add(_ value: UInt32, count: Int) {
    pieces.append((value, count))
    bitCount += count
  }
}

/// Writes bits to memory, lowest first, eight bytes at a time: the target needs eight bytes more
/// than are kept.
@unsafe struct BitSink {
  private(set) var end: UnsafeMutablePointer<UInt8>
  private var bits: UInt64 = 0
  private var count: UInt64 = 0

  init(_ target: UnsafeMutablePointer<UInt8>) { unsafe end = target }

  @inline(__always)
  private mutating func flush() {
    unsafe UnsafeMutableRawPointer(end).storeBytes(of: bits.littleEndian, as: UInt64.self)
    unsafe end += Int(count >> 3)
    unsafe bits >>= count & ~7
    unsafe count &= 7
  }

  /// Adds at most 56 bits.
  @inline(__always)
  mutating func add(_ value: UInt64, _ length: UInt64) {
    unsafe bits |= value << count
    unsafe count &+= length
    unsafe flush()
  }

  /// Adds a code with its length above bit 16.
  @inline(__always)
  mutating func add(code: UInt32) { unsafe add(UInt64(code & 0xFFFF), UInt64(code >> 16)) }

  /// Adds the codes, of at most 14 bits, of the bytes of a range.
  @inline(__always)
  mutating func add(
    _ input: UnsafePointer<UInt8>, from start: Int, to last: Int, _ table: UnsafePointer<UInt32>
  ) {
    var index = start
    while index &+ 4 <= last {
      for offset in 0..<4 {
        let code = unsafe table[Int(input[index &+ offset])]
        unsafe bits |= UInt64(code & 0xFFFF) &<< count
        unsafe count &+= UInt64(code >> 16)
      }
      unsafe flush()
      index &+= 4
    }
    while index < last {
      unsafe add(code: table[Int(input[index])])
      index &+= 1
    }
  }

  /// Fills the last byte with zeros.
  mutating func finishByte() {
    unsafe count = (count &+ 7) & ~7
    unsafe flush()
  }
}
