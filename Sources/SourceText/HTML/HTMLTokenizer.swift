/// Cuts HTML into tokens that keep every byte of the source.
///
/// Follows the tokenisation of the HTML standard (13.2.5) as far as ranges go; it repairs and
/// rejects nothing. Template tags, and the tags of foreign engines (`<% %>`, `<?php ?>`), are
/// opaque wherever they stand: between tags, in names, in values, in place of an attribute.
public struct HTMLTokenizer {
  private let bytes: [UInt8]
  private let spans: [OpaqueSpans.Span]
  // The span to look at next, and where it starts; past the end when there is none.
  private var cursor = 0
  private var nextSpan = Int.max
  private var output = HTMLTokens()
  // Once a search for these has failed it fails for the rest of the file: keeps the scan linear.
  private var hasForeignEnd = true
  private var hasCommentEnd = true
  private var hasQuestionEnd = true
  private var exhaustedRawNames: [HTMLName] = []

  /// Tokenizes a document.
  public static func tokenize(_ bytes: [UInt8], opaque: OpaqueSpans = .none) -> HTMLTokens {
    var tokenizer = HTMLTokenizer(bytes: bytes, spans: opaque.spans)
    tokenizer.run()
    return tokenizer.output
  }

  private init(bytes: [UInt8], spans: [OpaqueSpans.Span]) {
    self.bytes = bytes
    self.spans = spans
    nextSpan = spans.first?.range.lowerBound ?? Int.max
    output.tokens.reserveCapacity(bytes.count / 24)
    output.attributes.reserveCapacity(bytes.count / 48)
  }

  // What cannot be decided from the byte alone: whether a span starts here. The scans below ask only
  // where one may.
  private mutating func opaqueSpan(at index: Int) -> OpaqueSpans.Span? {
    if nextSpan < index {
      while cursor < spans.count, spans[cursor].range.lowerBound < index { cursor += 1 }
      nextSpan = cursor < spans.count ? spans[cursor].range.lowerBound : Int.max
    }
    if nextSpan == index { return spans[cursor] }
    guard bytes[index] == ASCII.less, index + 1 < bytes.count,
      bytes[index + 1] == UInt8(ascii: "%"), hasForeignEnd
    else { return nil }
    guard let end = ASCII.find("%>", in: bytes, from: index + 2) else {
      hasForeignEnd = false
      return nil
    }
    return OpaqueSpans.Span(range: index..<end + 2, isControl: false)
  }

  @inline(__always)
  private func mayBeOpaque(_ byte: UInt8, _ index: Int) -> Bool {
    index >= nextSpan || byte == ASCII.less
  }

  private mutating func run() {
    var textStart = 0
    var index = 0
    let count = bytes.count
    while index < count {
      if index < nextSpan {
        let next = ASCII.firstIndex(of: ASCII.less, in: bytes, from: index) ?? count
        index = min(next, nextSpan)
        guard index < count else { break }
      }
      let byte = bytes[index]
      if let span = opaqueSpan(at: index) {
        flushText(textStart, index)
        var token = HTMLToken(.template, span.range)
        token.isControl = span.isControl
        output.tokens.append(token)
        index = span.range.upperBound
        textStart = index
        continue
      }
      guard byte == ASCII.less, index + 1 < count else {
        index += 1
        continue
      }
      let next = bytes[index + 1]
      if ASCII.isLetter(next) {
        flushText(textStart, index)
        index = scanTag(index, isEnd: false)
        index = scanRawText(after: index)
        textStart = index
      } else if next == ASCII.slash, index + 2 < count, ASCII.isLetter(bytes[index + 2]) {
        flushText(textStart, index)
        index = scanTag(index, isEnd: true)
        textStart = index
      } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || next == ASCII.slash {
        flushText(textStart, index)
        index = scanDeclaration(index)
        textStart = index
      } else {
        index += 1
      }
    }
    flushText(textStart, count)
  }

  private mutating func flushText(_ start: Int, _ end: Int) {
    if start < end { output.tokens.append(HTMLToken(.text, start..<end)) }
  }

  private mutating func scanDeclaration(_ start: Int) -> Int {
    var end: Int?
    var kind = HTMLToken.Kind.declaration
    if ASCII.matches(bytes, at: start, "<!--") {
      kind = .comment
      // `<!-->` and `<!--->` are whole comments (HTML standard 13.2.5.43).
      if ASCII.matches(bytes, at: start + 4, ">") {
        end = start + 5
      } else if ASCII.matches(bytes, at: start + 4, "->") {
        end = start + 6
      } else if hasCommentEnd {
        end = ASCII.find("-->", in: bytes, from: start + 4).map { $0 + 3 }
        if end == nil { hasCommentEnd = false }
      }
    } else if bytes[start + 1] == UInt8(ascii: "?"), hasQuestionEnd,
      let close = ASCII.find("?>", in: bytes, from: start + 2)
    {
      end = close + 2
    } else {
      if bytes[start + 1] == UInt8(ascii: "?") { hasQuestionEnd = false }
      var index = start + 2
      while index < bytes.count {
        if mayBeOpaque(bytes[index], index), let span = opaqueSpan(at: index) {
          index = span.range.upperBound
        } else if bytes[index] == ASCII.greater {
          end = index + 1
          break
        } else {
          index += 1
        }
      }
    }
    var token = HTMLToken(kind, start..<(end ?? bytes.count))
    token.isUnterminated = end == nil
    output.tokens.append(token)
    return token.range.upperBound
  }

  private mutating func scanTag(_ start: Int, isEnd: Bool) -> Int {
    let count = bytes.count
    var index = start + (isEnd ? 2 : 1)
    let nameStart = index
    while index < count {
      let byte = bytes[index]
      if mayBeOpaque(byte, index), let span = opaqueSpan(at: index) {
        index = span.range.upperBound
        continue
      }
      if ASCII.isSpace(byte) || byte == ASCII.slash || byte == ASCII.greater { break }
      index += 1
    }
    var token = HTMLToken(isEnd ? .endTag : .startTag, start..<start)
    token.nameRange = nameStart..<index
    token.tag = HTMLName.find(bytes, token.nameRange)
    token.name =
      token.tag == .other ? ASCII.lowercased(bytes, token.nameRange) : token.tag.text
    let firstAttribute = output.attributes.count
    var isClosed = false
    while index < count {
      let byte = bytes[index]
      if byte == ASCII.greater {
        index += 1
        isClosed = true
        break
      }
      if byte == ASCII.slash {
        token.isSelfClosing = index + 1 < count && bytes[index + 1] == ASCII.greater
        index += 1
        continue
      }
      if ASCII.isSpace(byte) {
        index += 1
        continue
      }
      index = scanAttribute(index)
    }
    token.attributes = firstAttribute..<output.attributes.count
    token.isUnterminated = !isClosed
    token.range = start..<index
    output.tokens.append(token)
    return index
  }

  private mutating func scanAttribute(_ start: Int) -> Int {
    let count = bytes.count
    var attribute = HTMLAttribute(
      range: start..<start, name: "", known: .other, nameRange: start..<start, valueRange: nil,
      quote: 0, isTemplate: false, isControl: false, hasTemplate: false)
    var index = start
    while index < count {
      let byte = bytes[index]
      if mayBeOpaque(byte, index), let span = opaqueSpan(at: index) {
        let isFirst = index == start
        index = span.range.upperBound
        attribute.hasTemplate = true
        // A control tag ends where it ends; a printing one may be the start of a longer name.
        if isFirst, span.isControl || !continuesName(at: index) {
          attribute.isTemplate = true
          attribute.isControl = span.isControl
          break
        }
        continue
      }
      if ASCII.isSpace(byte) || byte == ASCII.greater { break }
      if byte == ASCII.slash { break }
      if byte == UInt8(ascii: "="), index > start { break }
      index += 1
    }
    attribute.nameRange = start..<index
    attribute.range = start..<index
    attribute.known = HTMLName.find(bytes, attribute.nameRange)
    attribute.name =
      attribute.known == .other
      ? ASCII.lowercased(bytes, attribute.nameRange) : attribute.known.text
    guard !attribute.isTemplate else {
      output.attributes.append(attribute)
      return index
    }
    var lookAhead = index
    while lookAhead < count, ASCII.isSpace(bytes[lookAhead]) { lookAhead += 1 }
    if lookAhead < count, bytes[lookAhead] == UInt8(ascii: "=") {
      index = scanValue(after: lookAhead + 1, &attribute)
    }
    attribute.range = start..<index
    output.attributes.append(attribute)
    return index
  }

  private func continuesName(at index: Int) -> Bool {
    guard index < bytes.count else { return false }
    let byte = bytes[index]
    if cursor + 1 < spans.count, spans[cursor + 1].range.lowerBound == index { return false }
    return !(ASCII.isSpace(byte) || byte == ASCII.greater || byte == ASCII.slash)
  }

  private mutating func scanValue(after start: Int, _ attribute: inout HTMLAttribute) -> Int {
    let count = bytes.count
    var index = start
    while index < count, ASCII.isSpace(bytes[index]) { index += 1 }
    guard index < count, bytes[index] != ASCII.greater else {
      attribute.valueRange = index..<index
      return index
    }
    if bytes[index] == ASCII.quote || bytes[index] == ASCII.apostrophe {
      let quote = bytes[index]
      attribute.quote = quote
      index += 1
      let valueStart = index
      while index < count {
        let byte = bytes[index]
        if byte == quote { break }
        if mayBeOpaque(byte, index), let span = opaqueSpan(at: index) {
          attribute.hasTemplate = true
          index = span.range.upperBound
        } else {
          index += 1
        }
      }
      attribute.valueRange = valueStart..<index
      return min(index + 1, count)
    }
    let valueStart = index
    while index < count {
      let byte = bytes[index]
      if mayBeOpaque(byte, index), let span = opaqueSpan(at: index) {
        attribute.hasTemplate = true
        index = span.range.upperBound
        continue
      }
      if ASCII.isSpace(byte) || byte == ASCII.greater { break }
      index += 1
    }
    attribute.valueRange = valueStart..<index
    return index
  }

  private mutating func scanRawText(after start: Int) -> Int {
    guard let tag = output.tokens.last, HTMLElementTable.isRawText(tag.tag),
      !tag.isUnterminated, !exhaustedRawNames.contains(tag.tag)
    else { return start }
    let name = Array(tag.name.utf8)
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      guard mayBeOpaque(byte, index) else {
        index += 1
        continue
      }
      if let span = opaqueSpan(at: index) {
        index = span.range.upperBound
        continue
      }
      if byte == ASCII.less, closesRawText(name, at: index) { break }
      index += 1
    }
    if index >= bytes.count { exhaustedRawNames.append(tag.tag) }
    if index > start { output.tokens.append(HTMLToken(.rawText, start..<index)) }
    return index
  }

  private func closesRawText(_ name: [UInt8], at index: Int) -> Bool {
    let nameStart = index + 2
    let end = nameStart + name.count
    guard end <= bytes.count, bytes[index + 1] == ASCII.slash else { return false }
    for offset in 0..<name.count where ASCII.lower(bytes[nameStart + offset]) != name[offset] {
      return false
    }
    guard end < bytes.count else { return true }
    return ASCII.isSpace(bytes[end]) || bytes[end] == ASCII.slash || bytes[end] == ASCII.greater
  }
}
