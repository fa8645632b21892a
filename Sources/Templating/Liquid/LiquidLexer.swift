/// One token inside a Liquid tag.
struct LiquidToken {
  enum Kind: Equatable {
    case word(String)
    case number(TemplateValue)
    case string(String)
    case symbol(String)
    case end
  }

  var kind: Kind
  var range: Range<Int>
}

/// Cuts the inside of a Liquid tag into tokens.
struct LiquidLexer {
  let bytes: [UInt8]
  private var index: Int
  private let end: Int

  init(bytes: [UInt8], range: Range<Int>) {
    self.bytes = bytes
    index = range.lowerBound
    end = range.upperBound
  }

  mutating func tokens() throws(SyntaxFailure) -> [LiquidToken] {
    var tokens: [LiquidToken] = []
    while true {
      while index < end, Self.isSpace(bytes[index]) { index += 1 }
      guard index < end else {
        tokens.append(LiquidToken(kind: .end, range: end..<end))
        return tokens
      }
      tokens.append(try next())
    }
  }

  private mutating func next() throws(SyntaxFailure) -> LiquidToken {
    let start = index
    let byte = bytes[index]
    if Self.isWordStart(byte) {
      while index < end, Self.isWordPart(bytes[index]) { index += 1 }
      if index < end, bytes[index] == UInt8(ascii: "?") { index += 1 }
      return LiquidToken(kind: .word(text(start..<index)), range: start..<index)
    }
    if Self.isDigit(byte) || (byte == UInt8(ascii: "-") && Self.isDigit(peek(1))) {
      return number(from: start)
    }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      guard let close = bytes[(index + 1)..<end].firstIndex(of: byte) else {
        throw SyntaxFailure("unclosed-string", "a text is not closed", start..<end)
      }
      index = close + 1
      return LiquidToken(kind: .string(text(start + 1..<close)), range: start..<index)
    }
    for symbol in ["==", "!=", "<>", "<=", ">=", ".."] where matches(symbol) {
      index += 2
      return LiquidToken(kind: .symbol(symbol), range: start..<index)
    }
    index += 1
    guard "<>=.[](),:|".utf8.contains(byte) else {
      throw SyntaxFailure(
        "unexpected-character", "`\(text(start..<index))` has no meaning inside a tag",
        start..<index)
    }
    return LiquidToken(kind: .symbol(text(start..<index)), range: start..<index)
  }

  private mutating func number(from start: Int) -> LiquidToken {
    index += 1
    while index < end, Self.isDigit(bytes[index]) { index += 1 }
    var isWhole = true
    if index < end, bytes[index] == UInt8(ascii: "."), Self.isDigit(peek(1)) {
      isWhole = false
      index += 1
      while index < end, Self.isDigit(bytes[index]) { index += 1 }
    }
    let digits = text(start..<index)
    let whole = isWhole ? Int(digits) : nil
    return LiquidToken(
      kind: .number(whole.map { .int($0) } ?? .double(Double(digits) ?? 0)), range: start..<index)
  }

  private func peek(_ distance: Int) -> UInt8 {
    index + distance < end ? bytes[index + distance] : 0
  }

  private func matches(_ symbol: String) -> Bool {
    index + symbol.utf8.count <= end && bytes[index...].starts(with: symbol.utf8)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
  static func isWordStart(_ byte: UInt8) -> Bool {
    ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A) || byte == UInt8(ascii: "_") || byte >= 0x80
  }
  static func isWordPart(_ byte: UInt8) -> Bool {
    isWordStart(byte) || isDigit(byte) || byte == UInt8(ascii: "-")
  }
}
