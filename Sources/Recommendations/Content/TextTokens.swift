/// The words of a text as the content index knows them.
enum TextTokens {
  /// Runs of letters and digits, in lower case, of 2 to 40 bytes; at most `limit` of them.
  static func words(of text: String, limit: Int = 256) -> [String] {
    var words: [String] = []
    var current: [UInt8] = []
    func close() {
      if (2...40).contains(current.count) { words.append(String(decoding: current, as: UTF8.self)) }
      current.removeAll(keepingCapacity: true)
    }
    for byte in text.lowercased().utf8 {
      // Bytes above ASCII are parts of letters; punctuation there is rare and does no harm.
      let isWord = byte >= 128 || (97...122).contains(byte) || (48...57).contains(byte)
      if isWord { current.append(byte) } else { close() }
      if words.count >= limit { return words }
    }
    close()
    return words
  }
}
