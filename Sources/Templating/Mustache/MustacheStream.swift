internal import SourceText

/// One piece of a Mustache or Handlebars template.
struct MustachePiece {
  enum Kind {
    case text
    case literal([UInt8])
    case output(isRaw: Bool)
    case section
    case inverted
    case close
    /// `{{else}}`, with what follows it in `{{else if x}}`.
    case `else`(Range<Int>?)
    case partial(isParent: Bool)
    case block
    /// A comment or a change of delimiters.
    case nothing
  }

  var kind: Kind
  var range: Range<Int>
  var inside: Range<Int>
  var text = ""
  var firstWord = ""
  var indentation: [UInt8] = []
  var trimsBefore = false
  var trimsAfter = false

  var isElse: Bool {
    switch kind {
    case .else: true
    case .inverted: text.isEmpty
    default: false
    }
  }

  /// Whether a line that holds nothing else disappears with it.
  var canStandAlone: Bool {
    switch kind {
    case .text, .literal, .output: false
    default: true
    }
  }
}

/// Cuts a template into pieces and takes the lines of tags that stand alone away.
struct MustacheStream {
  let bytes: [UInt8]
  let isHandlebars: Bool
  private(set) var failures: [SyntaxFailure] = []
  private var open = 2
  private var close = 2
  private var neighbours = 0..<0

  init(bytes: [UInt8], isHandlebars: Bool) {
    self.bytes = bytes
    self.isHandlebars = isHandlebars
  }

  mutating func cut(passthrough: (@Sendable (String) -> Bool)?) -> [MustachePiece] {
    var tags: [MustachePiece] = []
    let syntax = isHandlebars ? TemplateSyntax.handlebars : .mustache
    for span in TemplateTagScanner.spans(in: bytes, syntax: syntax) {
      if let passthrough, passthrough(String(decoding: bytes[span.range], as: UTF8.self)) {
        continue
      }
      guard span.isClosed else {
        failures.append(
          SyntaxFailure(
            "unclosed-tag", "`{{` is not closed", span.range, hint: "write `}}` at its end"))
        continue
      }
      tags.append(tag(span))
    }
    return pieces(tags)
  }

  private mutating func tag(_ span: TagSpan) -> MustachePiece {
    var piece = MustachePiece(kind: .nothing, range: span.range, inside: span.range)
    if span.kind == .raw {
      let start = (bytes[span.range].firstIndex(of: UInt8(ascii: "}")) ?? 0) + 4
      var end = span.range.upperBound
      while end > start, !bytes[end...].starts(with: "{{{{/".utf8) { end -= 1 }
      piece.kind = .literal(Array(bytes[start..<end]))
      return piece
    }
    var start = span.range.lowerBound + open
    var end = span.range.upperBound - close
    if isHandlebars, span.kind != .comment {
      if start < end, bytes[start] == UInt8(ascii: "~") {
        piece.trimsBefore = true
        start += 1
      }
      if start < end, bytes[end - 1] == UInt8(ascii: "~") {
        piece.trimsAfter = true
        end -= 1
      }
    }
    if span.kind == .comment { return piece }
    var sign = UInt8(0)
    while start < end, LiquidLexer.isSpace(bytes[start]) { start += 1 }
    if start < end { sign = bytes[start] }
    switch sign {
    case UInt8(ascii: "="):
      changeDelimiters(start + 1..<max(start + 1, end - 1))
      return piece
    case UInt8(ascii: "{"):
      piece.kind = .output(isRaw: true)
      end = max(start + 1, end - 1)
    case UInt8(ascii: "&"): piece.kind = .output(isRaw: true)
    case UInt8(ascii: "#"): piece.kind = .section
    case UInt8(ascii: "^"): piece.kind = .inverted
    case UInt8(ascii: "/"): piece.kind = .close
    case UInt8(ascii: ">"): piece.kind = .partial(isParent: false)
    case UInt8(ascii: "<") where !isHandlebars: piece.kind = .partial(isParent: true)
    case UInt8(ascii: "$") where !isHandlebars: piece.kind = .block
    default:
      piece.kind = .output(isRaw: false)
      start -= 1
    }
    start += 1
    piece.inside = start..<max(start, end)
    piece.text = trimmed(piece.inside)
    piece.firstWord = String(piece.text.prefix { !$0.isWhitespace })
    if isHandlebars, case .output(false) = piece.kind, piece.firstWord == "else" {
      let rest = trimmed(piece.inside).dropFirst(4)
      let hasMore = rest.contains { !$0.isWhitespace }
      while start < end, LiquidLexer.isSpace(bytes[start]) { start += 1 }
      piece.kind = .else(hasMore ? start + 4..<end : nil)
    }
    return piece
  }

  private func trimmed(_ range: Range<Int>) -> String {
    var slice = bytes[range]
    while let first = slice.first, LiquidLexer.isSpace(first) { slice.removeFirst() }
    while let last = slice.last, LiquidLexer.isSpace(last) { slice.removeLast() }
    return String(decoding: slice, as: UTF8.self)
  }

  private mutating func changeDelimiters(_ range: Range<Int>) {
    let parts = bytes[range].split(whereSeparator: LiquidLexer.isSpace)
    guard parts.count == 2 else {
      failures.append(SyntaxFailure("syntax-error", "two delimiters are needed", range))
      return
    }
    open = parts[0].count
    close = parts[1].count
  }

  // MARK: White space

  private mutating func pieces(_ tags: [MustachePiece]) -> [MustachePiece] {
    var result: [MustachePiece] = []
    var position = 0
    for (place, tag) in tags.enumerated() {
      var tag = tag
      var textEnd = tag.range.lowerBound
      let next = place + 1 < tags.count ? tags[place + 1].range.lowerBound : bytes.count
      let textStart = position
      position = tag.range.upperBound
      if let line = standaloneLine(place, tags) {
        switch tag.kind {
        case .partial, .block:
          tag.indentation = Array(bytes[line.lowerBound..<tag.range.lowerBound])
        default: break
        }
        textEnd = max(textStart, line.lowerBound)
        position = line.upperBound
      }
      if tag.trimsBefore {
        while textEnd > textStart, LiquidLexer.isSpace(bytes[textEnd - 1]) { textEnd -= 1 }
      }
      if tag.trimsAfter {
        while position < next, LiquidLexer.isSpace(bytes[position]) { position += 1 }
      }
      appendText(textStart, textEnd, &result)
      result.append(tag)
    }
    appendText(position, bytes.count, &result)
    return result
  }

  private func appendText(_ start: Int, _ end: Int, _ result: inout [MustachePiece]) {
    guard start < end else { return }
    guard isHandlebars, bytes[start..<end].contains(UInt8(ascii: "\\")) else {
      result.append(MustachePiece(kind: .text, range: start..<end, inside: start..<end))
      return
    }
    // `\{{` is a tag written as text; the backslash goes.
    var text: [UInt8] = []
    for index in start..<end {
      if bytes[index] == UInt8(ascii: "\\"), index + 2 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "{"), bytes[index + 2] == UInt8(ascii: "{")
      {
        continue
      }
      text.append(bytes[index])
    }
    result.append(MustachePiece(kind: .literal(text), range: start..<end, inside: start..<end))
  }

  /// What goes with a tag when its line holds nothing but tags that print nothing: the white space
  /// before the first of them and the line's end after the last. `nil` when there is more.
  private mutating func standaloneLine(_ place: Int, _ tags: [MustachePiece]) -> Range<Int>? {
    guard tags[place].canStandAlone else { return nil }
    if !neighbours.contains(place) { neighbours = Self.neighbours(of: place, tags) }
    let first = neighbours.lowerBound
    let last = neighbours.upperBound - 1
    var start = tags[first].range.lowerBound
    let floor = first > 0 ? tags[first - 1].range.upperBound : 0
    while start > floor, bytes[start - 1] == 32 || bytes[start - 1] == 9 { start -= 1 }
    guard start == 0 || bytes[start - 1] == 10 else { return nil }
    var end = tags[last].range.upperBound
    while end < bytes.count, bytes[end] == 32 || bytes[end] == 9 { end += 1 }
    if end < bytes.count {
      if bytes[end] == 13, end + 1 < bytes.count { end += 1 }
      guard bytes[end] == 10 else { return nil }
      end += 1
    }
    let lower = place == first ? start : tags[place].range.lowerBound
    let upper = place == last ? end : tags[place].range.upperBound
    return lower..<upper
  }

  /// The tags that print nothing and touch each other, around one of them.
  private static func neighbours(of place: Int, _ tags: [MustachePiece]) -> Range<Int> {
    var first = place
    while first > 0, tags[first - 1].range.upperBound == tags[first].range.lowerBound,
      tags[first - 1].canStandAlone
    {
      first -= 1
    }
    var last = place
    while last + 1 < tags.count, tags[last + 1].range.lowerBound == tags[last].range.upperBound,
      tags[last + 1].canStandAlone
    {
      last += 1
    }
    return first..<last + 1
  }
}
