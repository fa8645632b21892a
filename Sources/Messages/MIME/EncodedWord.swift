/// Header text as RFC 2047 encoded words where it needs them.
enum EncodedWord {
  /// The header value, folded with CRLF and a space so that no line passes 76 characters.
  ///
  /// Plain printable ASCII stays readable. `used` is how many columns of the first line are taken
  /// by the header's name. Control characters never get here: callers refuse them.
  static func encode(_ text: String, used: Int) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= 32 && $0 < 127 } && !text.contains("=?")
    return isPlain ? fold(text, used: used) : encodeWords(text, used: used)
  }

  private static func fold(_ text: String, used: Int) -> String {
    var result = ""
    var column = used
    for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0 {
        if column + 1 + word.count > 76, !word.isEmpty {
          result += "\r\n "
          column = 1
        } else {
          result += " "
          column += 1
        }
      }
      result += word
      column += word.count
    }
    // A single word longer than a line cannot be folded; encoding it can.
    return longestLine(result, used: used) > 998 ? encodeWords(text, used: used) : result
  }

  private static func longestLine(_ text: String, used: Int) -> Int {
    text.split(separator: "\r\n").map(\.count).max() ?? 0
  }

  // One encoded word holds at most 75 characters (RFC 2047 section 2) and whole characters only
  // (section 5): 45 bytes give 60 base64 digits and 12 characters around them.
  private static func encodeWords(_ text: String, used: Int) -> String {
    var words: [String] = []
    var chunk: [UInt8] = []
    var limit = max(9, (75 - 12 - used) / 4 * 3)
    for character in text {
      let bytes = Array(String(character).utf8)
      if !chunk.isEmpty, chunk.count + bytes.count > min(limit, 45) {
        words.append(word(chunk))
        chunk = []
        limit = 45
      }
      for scalarBytes in split(bytes, atMost: 45) {
        if !chunk.isEmpty, chunk.count + scalarBytes.count > 45 {
          words.append(word(chunk))
          chunk = []
        }
        chunk += scalarBytes
      }
    }
    if !chunk.isEmpty { words.append(word(chunk)) }
    return words.joined(separator: "\r\n ")
  }

  // A grapheme cluster can be longer than a word; then it is cut between scalars.
  private static func split(_ bytes: [UInt8], atMost limit: Int) -> [[UInt8]] {
    guard bytes.count > limit else { return [bytes] }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.map { Array(String($0).utf8) }
  }

  private static func word(_ bytes: [UInt8]) -> String {
    "=?utf-8?B?" + Base64.encode(bytes) + "?="
  }
}
