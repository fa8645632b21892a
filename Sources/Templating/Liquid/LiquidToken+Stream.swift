internal import SourceText

/// One piece of a Liquid template: text, an output or a tag.
struct LiquidPiece {
  enum Kind {
    case text(Range<Int>)
    case raw(Range<Int>)
    case output(Range<Int>)
    case tag(name: String, arguments: Range<Int>)
  }

  var kind: Kind
  var range: Range<Int>
}

/// Cuts a Liquid template into pieces and applies white-space control (`{%-`, `-%}`).
struct LiquidStream {
  let bytes: [UInt8]
  private(set) var pieces: [LiquidPiece] = []
  private(set) var failures: [SyntaxFailure] = []
  private var trimNext = false

  init(bytes: [UInt8], passthrough: (@Sendable (String) -> Bool)?) {
    self.bytes = bytes
    var position = 0
    for span in TemplateTagScanner.spans(in: bytes, syntax: .liquid) {
      if let passthrough, passthrough(String(decoding: bytes[span.range], as: UTF8.self)) {
        continue
      }
      guard span.isClosed else {
        failures.append(
          SyntaxFailure(
            "unclosed-tag",
            "`\(span.kind == .output ? "{{" : "{%")` is not closed", span.range,
            hint: span.kind == .output ? "write `}}` at its end" : "write `%}` at its end"))
        continue
      }
      let opens = bytes[span.range.lowerBound + 2] == UInt8(ascii: "-")
      let closes = span.range.count > 4 && bytes[span.range.upperBound - 3] == UInt8(ascii: "-")
      appendText(position..<span.range.lowerBound, trimEnd: opens)
      append(span, opens: opens, closes: closes)
      position = span.range.upperBound
      trimNext = closes
    }
    appendText(position..<bytes.count, trimEnd: false)
  }

  private mutating func appendText(_ range: Range<Int>, trimEnd: Bool) {
    var start = range.lowerBound
    var end = range.upperBound
    if trimNext { while start < end, LiquidLexer.isSpace(bytes[start]) { start += 1 } }
    if trimEnd { while end > start, LiquidLexer.isSpace(bytes[end - 1]) { end -= 1 } }
    if start < end { pieces.append(LiquidPiece(kind: .text(start..<end), range: start..<end)) }
  }

  private mutating func append(_ span: TagSpan, opens: Bool, closes: Bool) {
    let start = span.range.lowerBound + (opens ? 3 : 2)
    let end = max(start, span.range.upperBound - (closes ? 3 : 2))
    switch span.kind {
    case .output:
      let isTriple =
        bytes[span.range.lowerBound + 2] == UInt8(ascii: "{")
        && bytes[span.range.upperBound - 3] == UInt8(ascii: "}")
      let inside = isTriple ? start + 1..<max(start + 1, end - 1) : start..<end
      pieces.append(LiquidPiece(kind: .output(inside), range: span.range))
    case .comment:
      if bytes[span.range.lowerBound + 1] == UInt8(ascii: "%") {
        checkInlineComment(start..<end)
        checkDocumentation(start..<end)
      }
    case .raw:
      appendRaw(span)
    case .tag:
      let (name, arguments) = Self.split(bytes, start..<end)
      pieces.append(LiquidPiece(kind: .tag(name: name, arguments: arguments), range: span.range))
    }
  }

  private mutating func checkInlineComment(_ range: Range<Int>) {
    let lines = bytes[range].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
    guard lines.contains(where: { $0.first { !LiquidLexer.isSpace($0) } == UInt8(ascii: "#") }),
      bytes[range].first(where: { !LiquidLexer.isSpace($0) }) == UInt8(ascii: "#")
    else { return }
    for line in lines {
      guard let first = line.firstIndex(where: { !LiquidLexer.isSpace($0) }) else { continue }
      if bytes[first] != UInt8(ascii: "#") {
        failures.append(
          SyntaxFailure(
            "syntax-error", "every line of an inline comment starts with `#`", first..<first + 1))
      }
    }
  }

  /// `{% doc %}` has nothing beside its name.
  private mutating func checkDocumentation(_ range: Range<Int>) {
    let (name, rest) = Self.split(bytes, range)
    guard name == "doc" else { return }
    for index in rest where !LiquidLexer.isSpace(bytes[index]) {
      let isEnd = bytes[index] == UInt8(ascii: "%") || bytes[index] == UInt8(ascii: "-")
      if !isEnd {
        failures.append(
          SyntaxFailure("syntax-error", "`doc` takes no arguments", index..<index + 1))
      }
      return
    }
  }

  private mutating func appendRaw(_ span: TagSpan) {
    var start = span.range.lowerBound
    while start + 1 < span.range.upperBound,
      !(bytes[start] == UInt8(ascii: "%") && bytes[start + 1] == UInt8(ascii: "}"))
    {
      start += 1
    }
    let trimStart = bytes[start - 1] == UInt8(ascii: "-")
    start += 2
    var end = span.range.upperBound - 2
    while end > start,
      !(bytes[end] == UInt8(ascii: "{") && bytes[end + 1] == UInt8(ascii: "%"))
    {
      end -= 1
    }
    if trimStart { while start < end, LiquidLexer.isSpace(bytes[start]) { start += 1 } }
    if bytes[end + 2] == UInt8(ascii: "-") {
      while end > start, LiquidLexer.isSpace(bytes[end - 1]) { end -= 1 }
    }
    if start < end { pieces.append(LiquidPiece(kind: .raw(start..<end), range: span.range)) }
  }

  /// The name and the arguments of what stands inside a tag.
  static func split(_ bytes: [UInt8], _ range: Range<Int>) -> (String, Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound, LiquidLexer.isSpace(bytes[start]) { start += 1 }
    var end = start
    if end < range.upperBound, bytes[end] == UInt8(ascii: "#") { return ("#", end..<end) }
    while end < range.upperBound, LiquidLexer.isWordPart(bytes[end]) { end += 1 }
    return (String(decoding: bytes[start..<end], as: UTF8.self), end..<range.upperBound)
  }
}
