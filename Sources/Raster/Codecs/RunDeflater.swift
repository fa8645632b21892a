/// Writes deflate blocks (RFC 1951) of runs and single bytes, for the filtered rows of pictures.
///
/// Searching for repeated strings finds little in filtered photos: on a board of 1200 x 1500,
/// libdeflate's level 4 took 56 ms for 1157 KB and its level 6 106 ms for 1133 KB; runs of equal
/// bytes and one Huffman code a band take 10 ms for 1082 KB. A segment ends at a whole byte and
/// refers to nothing before it, so segments can be kept and put together in any order.
@safe final class RunDeflater {
  // A match has at most 258 bytes; shorter ones than this cost more than their bytes.
  private static let shortest = 5
  private static let longest = 258
  // Four codes of 14 bits and the seven bits left over fit 64 bits.
  private static let codeLimit = 14

  private var histogram = [UInt32](repeating: 0, count: 1024)
  /// Start and length (in the lower 16 bits) of each run.
  private var runs: [UInt64] = []

  /// A whole number of bytes that inflate to `input`, ending as Z_FULL_FLUSH does; not final.
  func segment(_ input: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard let base = input.baseAddress, !input.isEmpty else { return [] }
    var counts = unsafe scan(base, input.count)
    for run in runs { counts[257 + Int(Self.symbols[Int(run & 0xFFFF)])] += 1 }
    counts[256] = 1
    let lengths = HuffmanLengths.make(counts: counts, limit: Self.codeLimit)
    var header = BitWriter()
    header.add(0b100, count: 3)
    CodeLengthCode.write(lengths, distances: [runs.isEmpty ? 0 : 1], to: &header)
    var size = header.bitCount + 64
    for (symbol, count) in counts.enumerated() {
      let extra = symbol > 256 ? 1 + Int(Self.extraBits[symbol - 257]) : 0
      size += Int(count) * (Int(lengths[symbol]) + extra)
    }
    let codes = HuffmanLengths.codes(lengths: lengths)
    return unsafe [UInt8](unsafeUninitializedCapacity: size / 8 + 24) { output, count in
      guard let target = output.baseAddress else { return }
      unsafe count = write(base, input.count, codes, header, into: target)
    }
  }

  /// Finds the runs, and counts the bytes outside of them.
  private func scan(_ input: UnsafePointer<UInt8>, _ count: Int) -> [UInt32] {
    runs.removeAll(keepingCapacity: true)
    // Neighbouring bytes are counted in different tables: the same counter twice in a row would
    // have to wait for itself.
    unsafe histogram.withUnsafeMutableBufferPointer { histogram in
      guard let table = histogram.baseAddress else { return }
      unsafe table.update(repeating: 0, count: 1024)
      unsafe table[Int(input[0])] &+= 1
      let raw = unsafe UnsafeRawPointer(input)
      var index = 1
      while index &+ 8 <= count {
        let here = unsafe (raw + index).loadUnaligned(as: UInt32.self)
        let left = unsafe (raw + index - 1).loadUnaligned(as: UInt32.self)
        let difference = UInt32(littleEndian: here ^ left)
        if difference == 0 {
          var end = index &+ 4
          let last = unsafe input[index]
          while end < count, unsafe input[end] == last { end &+= 1 }
          let length = end &- index
          if length < Self.shortest {
            unsafe table[Int(last)] &+= UInt32(truncatingIfNeeded: length)
          } else {
            unsafe addRuns(from: index, length: length, byte: last, table)
          }
          index = end
        } else {
          // No run of four starts before the last difference.
          let bytes = 4 &- difference.leadingZeroBitCount / 8
          unsafe table[Int(here & 255)] &+= 1
          if bytes > 1 { unsafe table[256 &+ Int(here >> 8 & 255)] &+= 1 }
          if bytes > 2 { unsafe table[512 &+ Int(here >> 16 & 255)] &+= 1 }
          if bytes > 3 { unsafe table[768 &+ Int(here >> 24)] &+= 1 }
          index &+= bytes
        }
      }
      while index < count {
        unsafe table[Int(input[index])] &+= 1
        index &+= 1
      }
    }
    var counts = [UInt32](repeating: 0, count: 286)
    for byte in 0..<256 {
      counts[byte] =
        histogram[byte] + histogram[256 + byte] + histogram[512 + byte] + histogram[768 + byte]
    }
    return counts
  }

  private func addRuns(
    from start: Int, length: Int, byte: UInt8, _ table: UnsafeMutablePointer<UInt32>
  ) {
    var position = start
    var rest = length
    while rest >= Self.shortest {
      let part = min(rest, Self.longest)
      runs.append(UInt64(position) << 16 | UInt64(part))
      position += part
      rest -= part
    }
    unsafe table[Int(byte)] &+= UInt32(truncatingIfNeeded: rest)
  }

  private func write(
    _ input: UnsafePointer<UInt8>, _ count: Int, _ codes: [UInt32], _ header: BitWriter,
    into target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var sink = unsafe BitSink(target)
    for (value, bits) in header.pieces { unsafe sink.add(UInt64(value), UInt64(bits)) }
    unsafe codes.withUnsafeBufferPointer { codes in
      guard let table = codes.baseAddress else { return }
      var position = 0
      for run in runs {
        let start = Int(run >> 16)
        unsafe sink.add(input, from: position, to: start, table)
        let length = Int(run & 0xFFFF)
        let symbol = Int(Self.symbols[length])
        unsafe sink.add(code: table[257 + symbol])
        // The extra bits, and the single distance code, 0, of one bit: a distance of 1.
        unsafe sink.add(
          UInt64(length - Int(Self.bases[symbol])), UInt64(Self.extraBits[symbol]) + 1)
        position = start + length
      }
      unsafe sink.add(input, from: position, to: count, table)
      unsafe sink.add(code: table[256])
    }
    // Z_FULL_FLUSH: an empty stored block, which starts at a whole byte.
    unsafe sink.add(0, 3)
    unsafe sink.finishByte()
    unsafe sink.add(0xFFFF_0000, 32)
    return unsafe sink.end - target
  }

  // RFC 1951, section 3.2.5: lengths 3 to 258 by symbol 257 to 285.
  private static let extraBits: [UInt8] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let bases: [UInt16] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let symbols: [UInt8] = (0...258).map { length in
    UInt8(bases.lastIndex { Int($0) <= length } ?? 0)
  }
}
