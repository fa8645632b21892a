internal import SourceText

/// Stand-ins for template tags while cmark-gfm looks at a text.
///
/// A mark is a word of ASCII letters and digits that the text does not hold, so it survives
/// emphasis, smart punctuation and the percent-encoding of link destinations. A tag that steers
/// and stands alone on its line is hidden in an HTML comment, which cmark-gfm takes as a block of
/// its own.
struct MarkdownMarks {
  private let source: Pieces
  private let spans: [OpaqueSpans.Span]
  private var word: [UInt8]
  private(set) var text: [UInt8] = []

  init(_ source: Pieces, _ spans: OpaqueSpans) {
    self.source = source
    self.spans = spans.spans
    word = Array("xGalleyTag".utf8)
    let bytes = source.bytes
    while !self.spans.isEmpty, Self.contains(bytes, word) { word += Array("Q".utf8) }
    var position = 0
    for (index, span) in self.spans.enumerated() {
      text += bytes[position..<span.range.lowerBound]
      let mark = word + Array("\(index)x".utf8)
      if span.isControl, Self.isAlone(span.range, in: bytes) {
        text += Array("<!--".utf8) + mark + Array("-->".utf8)
      } else {
        text += mark
      }
      position = span.range.upperBound
    }
    text += bytes[position...]
  }

  private static func contains(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
    guard bytes.count >= word.count else { return false }
    for start in 0...(bytes.count - word.count)
    where bytes[start] == word[0] && bytes[start..<start + word.count].elementsEqual(word) {
      return true
    }
    return false
  }

  private static func isAlone(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    var before = range.lowerBound
    while before > 0, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
    var after = range.upperBound
    while after < bytes.count, bytes[after] == 0x20 || bytes[after] == 0x09 { after += 1 }
    return (before == 0 || bytes[before - 1] == 0x0A)
      && (after == bytes.count || bytes[after] == 0x0A || bytes[after] == 0x0D)
  }

  /// The mark within an HTML block that is nothing but one hidden tag.
  func blockText(of block: [UInt8]) -> String? {
    let range = ASCII.trimmed(block, 0..<block.count)
    guard range.count > word.count + 7, block[range].starts(with: "<!--".utf8),
      block[range].suffix(3).elementsEqual("-->".utf8)
    else { return nil }
    let inner = Array(block[range.lowerBound + 4..<range.upperBound - 3])
    guard let mark = mark(in: inner, at: 0), mark.end == inner.count else { return nil }
    return String(decoding: inner, as: UTF8.self)
  }

  private func mark(in bytes: [UInt8], at start: Int) -> (index: Int, end: Int)? {
    guard start + word.count < bytes.count, bytes[start] == word[0],
      bytes[start..<start + word.count].elementsEqual(word)
    else { return nil }
    var end = start + word.count
    var value = 0
    while end < bytes.count, ASCII.isDigit(bytes[end]), value < spans.count {
      value = value * 10 + Int(bytes[end]) - 0x30
      end += 1
    }
    guard end < bytes.count, bytes[end] == word[0], value < spans.count else { return nil }
    return (value, end + 1)
  }

  /// Puts the tags back; the bytes between are blamed on the tag before them.
  func restore(_ html: [UInt8]) -> Pieces {
    var output = Pieces()
    output.reserveCapacity(html.count + 64)
    var start = 0
    var cause = 0
    var index = 0
    while index < html.count {
      if html[index] == word[0], !spans.isEmpty, let mark = mark(in: html, at: index) {
        output.append(html[start..<index], causedBy: source, at: cause)
        let range = spans[mark.index].range
        output.append(source, range: range)
        cause = range.lowerBound
        index = mark.end
        start = index
      } else {
        index += 1
      }
    }
    output.append(html[start...], causedBy: source, at: cause)
    return output
  }
}
