/// Header text as RFC 2047 encoded words where it needs them.
enum EncodedWord {
  private static let widest = 76

  /// The header value, folded so that no line passes 76 characters.
  ///
  /// Plain printable ASCII stays readable. `used` is how many columns of the first line are taken
  /// by the header's name. Control characters never get here: callers refuse them.
  static func encode(_ text: String, used: Int, lineEnd: LineEnd = .crlf) -> [UInt8] {
    let isPlain = text.utf8.allSatisfy { $0 >= 32 && $0 < 127 }
    if isPlain, used + text.utf8.count <= widest, !text.hasPrefix(" "), !text.hasSuffix(" "),
      !text.contains("=?")
    {
      return Array(text.utf8)
    }
    // Blanks at a fold would be lost or counted twice, and a word longer than a line cannot be
    // folded: encoding keeps both.
    let isFoldable =
      isPlain && !text.contains("=?") && !text.contains("  ") && !text.hasPrefix(" ")
      && !text.hasSuffix(" ")
      && text.split(separator: " ").allSatisfy { $0.utf8.count < widest - used }
    return isFoldable
      ? fold(text, used: used, lineEnd: lineEnd) : encodeWords(text, used: used, lineEnd: lineEnd)
  }

  private static func fold(_ text: String, used: Int, lineEnd: LineEnd) -> [UInt8] {
    var result: [UInt8] = []
    var column = used
    for (index, word) in text.utf8.split(separator: 32).enumerated() {
      if index > 0 {
        if column + 1 + word.count > widest {
          lineEnd.append(to: &result)
          column = 0
        }
        result.append(32)
        column += 1
      }
      result += word
      column += word.count
    }
    return result
  }

  // One encoded word holds at most 75 characters (RFC 2047 section 2) and whole characters only
  // (section 5): 45 bytes give 60 base64 digits and 12 characters around them.
  static func encodeWords(_ text: String, used: Int, lineEnd: LineEnd = .crlf) -> [UInt8] {
    var words: [[UInt8]] = []
    var chunk: [UInt8] = []
    var limit = max(9, (75 - 12 - used) / 4 * 3)
    func flush() {
      guard !chunk.isEmpty else { return }
      words.append(word(chunk))
      chunk = []
      limit = 45
    }
    for character in text {
      let bytes = Array(String(character).utf8)
      if chunk.count + bytes.count > limit { flush() }
      // A grapheme cluster can be longer than a word; then it is cut between scalars.
      for scalarBytes in bytes.count > 45 ? scalars(character) : [bytes] {
        if chunk.count + scalarBytes.count > limit { flush() }
        chunk += scalarBytes
      }
    }
    flush()
    return Array(words.joined(separator: lineEnd.bytes + [32]))
  }

  private static func scalars(_ character: Character) -> [[UInt8]] {
    character.unicodeScalars.map { Array(String($0).utf8) }
  }

  private static func word(_ bytes: [UInt8]) -> [UInt8] {
    Array("=?utf-8?B?".utf8) + Array(Base64.encode(bytes).utf8) + Array("?=".utf8)
  }
}
