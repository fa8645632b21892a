/// The head of a block with its own codes: the lengths of the codes, themselves in a prefix code
/// (RFC 1951, section 3.2.7).
enum CodeLengthCode {
  private static let order = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  private struct Token {
    var symbol: Int
    var extra: UInt32 = 0
    var extraBits = 0
  }

  static func write(_ literals: [UInt8], distances: [UInt8], to writer: inout BitWriter) {
    let last = max(257, (literals.lastIndex { $0 > 0 } ?? 0) + 1)
    let tokens = tokens(literals[..<last] + distances)
    var counts = [UInt32](repeating: 0, count: 19)
    for token in tokens { counts[token.symbol] += 1 }
    let lengths = HuffmanLengths.make(counts: counts, limit: 7)
    let codes = HuffmanLengths.codes(lengths: lengths)
    let shown = max(4, (order.lastIndex { lengths[$0] > 0 } ?? 0) + 1)
    writer.add(UInt32(last - 257), count: 5)
    writer.add(UInt32(distances.count - 1), count: 5)
    writer.add(UInt32(shown - 4), count: 4)
    for symbol in order[..<shown] { writer.add(UInt32(lengths[symbol]), count: 3) }
    for token in tokens {
      writer.add(codes[token.symbol] & 0xFFFF, count: Int(codes[token.symbol] >> 16))
      if token.extraBits > 0 { writer.add(token.extra, count: token.extraBits) }
    }
  }

  // 16 repeats the previous length three to six times; 17 and 18 stand for many zeros.
  private static func tokens(_ lengths: ArraySlice<UInt8>) -> [Token] {
    var tokens: [Token] = []
    var index = lengths.startIndex
    while index < lengths.endIndex {
      let value = lengths[index]
      var run = 1
      while index + run < lengths.endIndex, lengths[index + run] == value { run += 1 }
      index += run
      if value == 0 {
        while run >= 11 {
          let part = min(run, 138)
          tokens.append(Token(symbol: 18, extra: UInt32(part - 11), extraBits: 7))
          run -= part
        }
        if run >= 3 {
          tokens.append(Token(symbol: 17, extra: UInt32(run - 3), extraBits: 3))
          run = 0
        }
      } else {
        tokens.append(Token(symbol: Int(value)))
        run -= 1
        while run >= 3 {
          let part = min(run, 6)
          tokens.append(Token(symbol: 16, extra: UInt32(part - 3), extraBits: 2))
          run -= part
        }
      }
      for _ in 0..<run { tokens.append(Token(symbol: Int(value))) }
    }
    return tokens
  }
}
