internal import Diagnostics

/// The contents of a gzip file (RFC 1952), decompressed (RFC 1951) as they are read.
///
/// Written here because only the graphics targets may import C; memory is the window of 32 KiB and a
/// chunk.
final class GzipSource: ByteSource {
  private let source: any ByteSource
  private let name: String
  private var input: [UInt8] = []
  private var position = 0
  private var bits: UInt32 = 0
  private var bitCount = 0
  private var output: [UInt8] = []
  private var state = State.header
  private var literals = Huffman([])
  private var distances = Huffman([])
  private var stored = 0
  private var isFinal = false
  private var isFirstMember = true
  private static let window = 32_768
  private static let chunk = 1 << 18

  private enum State { case header, block, stored, codes, trailer, end }

  init(_ source: any ByteSource, name: String) {
    self.source = source
    self.name = name
  }

  // Bytes in `output` that were handed out before and are kept as the window.
  private var handed = 0

  func next() throws(GalleyError) -> [UInt8]? {
    if output.count > Self.window {
      output.removeFirst(output.count - Self.window)
    }
    handed = output.count
    while output.count - handed < Self.chunk, state != .end { try step() }
    return output.count > handed ? Array(output[handed...]) : nil
  }

  private func step() throws(GalleyError) {
    switch state {
    case .header: try readHeader()
    case .block: try readBlock()
    case .stored:
      let count = min(stored, 4096)
      for _ in 0..<count { output.append(try byte()) }
      stored -= count
      if stored == 0 { state = isFinal ? .trailer : .block }
    case .codes: try readCodes()
    case .trailer:
      bits = 0
      bitCount = 0
      for _ in 0..<8 { _ = try byte() }
      state = .header
    case .end: break
    }
  }

  private func readHeader() throws(GalleyError) {
    if !isFirstMember, try peek() == nil {
      state = .end
      return
    }
    guard try byte() == 0x1F, try byte() == 0x8B, try byte() == 8 else { throw damaged() }
    let flags = try byte()
    for _ in 0..<6 { _ = try byte() }
    if flags & 4 != 0 {
      let length = Int(try byte()) | Int(try byte()) << 8
      for _ in 0..<length { _ = try byte() }
    }
    if flags & 8 != 0 { while try byte() != 0 {} }
    if flags & 16 != 0 { while try byte() != 0 {} }
    if flags & 2 != 0 { for _ in 0..<2 { _ = try byte() } }
    isFirstMember = false
    state = .block
  }

  private func readBlock() throws(GalleyError) {
    isFinal = try take(1) == 1
    switch try take(2) {
    case 0:
      bits = 0
      bitCount = 0
      let length = Int(try byte()) | Int(try byte()) << 8
      let complement = Int(try byte()) | Int(try byte()) << 8
      guard length ^ 0xFFFF == complement else { throw damaged() }
      stored = length
      state = length == 0 ? (isFinal ? .trailer : .block) : .stored
    case 1:
      literals = Self.fixedLiterals
      distances = Self.fixedDistances
      state = .codes
    case 2:
      try readTables()
      state = .codes
    default: throw damaged()
    }
  }

  private static let fixedLiterals = Huffman(
    (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  private static let fixedDistances = Huffman(Array(repeating: 5, count: 30))
  private static let codeOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  private func readTables() throws(GalleyError) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let codeCount = try take(4) + 4
    var lengths = [Int](repeating: 0, count: 19)
    for index in 0..<codeCount { lengths[Self.codeOrder[index]] = try take(3) }
    let codes = Huffman(lengths)
    var all: [Int] = []
    while all.count < literalCount + distanceCount {
      let symbol = try decode(codes)
      switch symbol {
      case 0...15: all.append(symbol)
      case 16:
        guard let last = all.last else { throw damaged() }
        all += Array(repeating: last, count: 3 + (try take(2)))
      case 17: all += Array(repeating: 0, count: 3 + (try take(3)))
      default: all += Array(repeating: 0, count: 11 + (try take(7)))
      }
    }
    guard all.count == literalCount + distanceCount else { throw damaged() }
    literals = Huffman(Array(all[..<literalCount]))
    distances = Huffman(Array(all[literalCount...]))
  }

  private static let lengthBase = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBase = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]

  private func readCodes() throws(GalleyError) {
    while output.count - handed < Self.chunk {
      let symbol = try decode(literals)
      if symbol < 256 {
        output.append(UInt8(symbol))
      } else if symbol == 256 {
        state = isFinal ? .trailer : .block
        return
      } else {
        guard symbol < 286 else { throw damaged() }
        let length = Self.lengthBase[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
        let code = try decode(distances)
        guard code < 30 else { throw damaged() }
        let extra = code < 4 ? 0 : (code - 2) / 2
        let distance = Self.distanceBase[code] + (try take(extra))
        guard distance <= output.count, distance <= Self.window else { throw damaged() }
        let start = output.count - distance
        for index in 0..<length { output.append(output[start + index]) }
      }
    }
  }

  private func decode(_ table: Huffman) throws(GalleyError) -> Int {
    var code = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      code |= try take(1)
      let count = table.counts[length]
      if code - count < first { return table.symbols[index + (code - first)] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw damaged()
  }

  private func take(_ count: Int) throws(GalleyError) -> Int {
    while bitCount < count {
      bits |= UInt32(try byte()) << UInt32(bitCount)
      bitCount += 8
    }
    let value = Int(bits & ((1 << UInt32(count)) - 1))
    bits >>= UInt32(count)
    bitCount -= count
    return value
  }

  private func peek() throws(GalleyError) -> UInt8? {
    while position >= input.count {
      guard let chunk = try source.next() else { return nil }
      input = chunk
      position = 0
    }
    return input[position]
  }

  private func byte() throws(GalleyError) -> UInt8 {
    guard let byte = try peek() else { throw damaged() }
    position += 1
    return byte
  }

  private func damaged() -> GalleyError {
    GalleyError(.malformedFile, "“\(name)” is a damaged or incomplete gzip file")
  }

  /// A canonical code: how many symbols each length has, and the symbols in code order.
  private struct Huffman {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int]

    init(_ lengths: [Int]) {
      for length in lengths { counts[length] += 1 }
      counts[0] = 0
      symbols = []
      for length in 1...15 {
        for (symbol, own) in lengths.enumerated() where own == length { symbols.append(symbol) }
      }
      // Over-subscribed lengths would read past the symbols.
      var left = 1
      for length in 1...15 {
        left = left * 2 - counts[length]
        if left < 0 {
          counts = [Int](repeating: 0, count: 16)
          break
        }
      }
    }
  }
}
