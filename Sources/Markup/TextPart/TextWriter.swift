internal import SourceText

/// Writes flowing text: collapses blanks, holds line breaks back until something follows.
struct TextWriter {
  private let html: Pieces
  private var output = Pieces()
  private var pendingBreaks = 0
  private var pendingBlank = false
  private var pendingPrefix = ""
  private var pendingSeparator = ""
  private var indents: [String] = []
  private var isLineStart = true
  private var hasBreaksWritten = 2
  private var followsTarget = false
  /// How many visible bytes there are so far.
  private(set) var visibleCount = 0

  init(_ html: Pieces) { self.html = html }

  /// Ends the block before: at least this many line breaks before what follows.
  mutating func block(_ breaks: Int) {
    pendingBlank = false
    pendingSeparator = ""
    guard visibleCount > 0 || output.count > 0 else { return }
    pendingBreaks = max(pendingBreaks, breaks)
  }

  mutating func lineBreak() {
    pendingBlank = false
    guard output.count > 0 else { return }
    pendingBreaks = min(2, pendingBreaks + 1)
  }

  mutating func prefix(_ text: String) { pendingPrefix += text }

  mutating func separator(_ text: String) {
    if pendingBreaks == 0, !isLineStart { pendingSeparator = text }
  }

  mutating func indent(_ text: String) {
    if indents.count < 16 { indents.append(text) } else { indents.append("") }
  }

  mutating func outdent() {
    pendingPrefix = ""
    _ = indents.popLast()
  }

  private mutating func writeBreaks() {
    let missing = pendingBreaks - hasBreaksWritten
    pendingBreaks = 0
    guard missing > 0 else { return }
    output.append(generated: [UInt8](repeating: ASCII.lineFeed, count: missing))
    hasBreaksWritten += missing
    isLineStart = true
    pendingBlank = false
  }

  // Everything held back, before something visible at `offset` of the source.
  private mutating func flush(at offset: Int) {
    writeBreaks()
    if isLineStart {
      // The item's own mark stands in place of its innermost indentation.
      let depth =
        pendingPrefix.isEmpty || pendingPrefix.hasPrefix("#")
        ? indents.count : indents.count - 1
      let lead = indents.prefix(max(0, depth)).joined() + pendingPrefix
      if !lead.isEmpty { output.append(Array(lead.utf8), causedBy: html, at: offset) }
      pendingPrefix = ""
    } else if !pendingSeparator.isEmpty {
      output.append(Array(pendingSeparator.utf8), causedBy: html, at: offset)
    } else if pendingBlank || (followsTarget && offset < html.count && isWordByte(offset)) {
      output.append([ASCII.space], causedBy: html, at: offset)
    }
    followsTarget = false
    pendingSeparator = ""
    pendingBlank = false
    isLineStart = false
    hasBreaksWritten = 0
  }

  // Links that only margins keep apart would run into each other.
  private func isWordByte(_ offset: Int) -> Bool {
    let byte = html.bytes[offset]
    return ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte >= 0x80 || byte == 0x7B
  }

  mutating func text(_ range: Range<Int>, keepsBlanks: Bool) {
    keepsBlanks ? preformatted(range) : flowing(range)
  }

  private mutating func flowing(_ range: Range<Int>) {
    let bytes = html.bytes
    var index = range.lowerBound
    while index < range.upperBound {
      if ASCII.isSpace(bytes[index]) {
        if !isLineStart || hasBreaksWritten == 0 { pendingBlank = true }
        index += 1
        continue
      }
      let start = index
      var needsDecoding = false
      while index < range.upperBound, !ASCII.isSpace(bytes[index]) {
        if bytes[index] == ASCII.ampersand || bytes[index] == 0xC2 || bytes[index] == 0xE2
          || bytes[index] == 0xCD || bytes[index] == 0xEF
        {
          needsDecoding = true
        }
        index += 1
      }
      if needsDecoding {
        decoded(HTMLEntities.decode(bytes[start..<index]), at: start)
      } else {
        flush(at: start)
        output.append(html, range: start..<index)
        visibleCount += index - start
      }
    }
  }

  // Blanks that do not break become plain; marks that show nothing go.
  private mutating func decoded(_ bytes: [UInt8], at offset: Int) {
    var word = ""
    func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
      [0xAD, 0x200B, 0x34F, 0xFEFF].contains(scalar.value)
    }
    func write(_ writer: inout TextWriter) {
      guard !word.isEmpty else { return }
      writer.flush(at: offset)
      writer.output.append(Array(word.utf8), causedBy: writer.html, at: offset)
      writer.visibleCount += word.utf8.count
      word = ""
    }
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars
    where !isInvisible(scalar) {
      if scalar.value == 0xA0 || scalar.value == 0x20 || (scalar.value >= 9 && scalar.value <= 13) {
        write(&self)
        if !isLineStart { pendingBlank = true }
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    write(&self)
  }

  private mutating func preformatted(_ range: Range<Int>) {
    var start = range.lowerBound
    let bytes = html.bytes
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, bytes[end] != ASCII.lineFeed { end += 1 }
      if end > start {
        flush(at: start)
        let text = HTMLEntities.decode(bytes[start..<end]).filter { $0 != 0x0D }
        output.append(text, causedBy: html, at: start)
        visibleCount += text.count
      }
      if end < range.upperBound { pendingBreaks = min(2, pendingBreaks + 1) }
      start = end + 1
    }
  }

  mutating func generated(_ text: String, at offset: Int) {
    flush(at: offset)
    output.append(Array(text.utf8), causedBy: html, at: offset)
    visibleCount += text.utf8.count
  }

  /// A tag keeps its place; one that steers takes the line breaks before it along, so that they
  /// belong to what it repeats or hides.
  mutating func template(_ range: Range<Int>, isControl: Bool) {
    if isControl {
      writeBreaks()
      if !pendingPrefix.isEmpty {
        flush(at: range.lowerBound)
      } else if pendingBlank, !isLineStart {
        output.append([ASCII.space], causedBy: html, at: range.lowerBound)
      }
      pendingBlank = false
      output.append(html, range: range)
    } else {
      flush(at: range.lowerBound)
      output.append(html, range: range)
      visibleCount += range.count
    }
  }

  /// The decoded value of an attribute, with its template tags.
  mutating func attribute(_ range: Range<Int>, _ opaque: OpaqueSpans) {
    guard !range.isEmpty else { return }
    if !opaque.touches(range) {
      let text = HTMLEntities.decode(html.bytes[range])
      for word in text.split(whereSeparator: ASCII.isSpace) {
        decoded(Array(word), at: range.lowerBound)
        pendingBlank = true
      }
      if let last = text.last, !ASCII.isSpace(last) { pendingBlank = false }
      return
    }
    flush(at: range.lowerBound)
    raw(range, opaque)
  }

  private mutating func raw(_ range: Range<Int>, _ opaque: OpaqueSpans) {
    var position = range.lowerBound
    func plain(_ writer: inout TextWriter, to end: Int) {
      guard position < end else { return }
      let text = HTMLEntities.decode(writer.html.bytes[position..<end])
      writer.output.append(text, causedBy: writer.html, at: position)
    }
    for span in opaque.spans(in: range) {
      plain(&self, to: span.range.lowerBound)
      output.append(html, range: span.range)
      position = span.range.upperBound
    }
    plain(&self, to: range.upperBound)
    visibleCount += range.count
  }

  /// ` (url)` after the text of a link, unless the text is the URL.
  mutating func linkTarget(_ range: Range<Int>, _ opaque: OpaqueSpans, textStart: Int) {
    var range = range
    if ASCII.matches(html.bytes, at: range.lowerBound, "mailto:") {
      range = range.lowerBound + 7..<range.upperBound
    } else if ASCII.matches(html.bytes, at: range.lowerBound, "tel:") {
      range = range.lowerBound + 4..<range.upperBound
    }
    guard !range.isEmpty else { return }
    let target = HTMLEntities.decode(html.bytes[range])
    let shownCount = visibleCount - textStart
    if shownCount > 0, shownCount <= output.count {
      let shown = output.bytes.suffix(shownCount)
      if shown.elementsEqual(target)
        || Self.withoutScheme(target).elementsEqual(shown)
      {
        return
      }
    }
    output.append(Array(" (".utf8), causedBy: html, at: range.lowerBound)
    raw(range, opaque)
    output.append(Array(")".utf8), causedBy: html, at: range.upperBound - 1)
    hasBreaksWritten = 0
    isLineStart = false
    followsTarget = true
    pendingBlank = pendingBlank && pendingBreaks == 0
  }

  private static func withoutScheme(_ url: [UInt8]) -> ArraySlice<UInt8> {
    var text = url[...]
    for scheme in ["https://", "http://"] where text.starts(with: scheme.utf8) {
      text = text.dropFirst(scheme.utf8.count)
    }
    if text.last == ASCII.slash { text = text.dropLast() }
    return text
  }

  mutating func finish() -> Pieces {
    if output.count > 0 {
      pendingBreaks = 1
      writeBreaks()
    }
    return output
  }
}
