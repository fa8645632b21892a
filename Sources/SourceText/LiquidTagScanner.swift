/// Finds `{{ }}`, `{% %}`, `{# #}` and the raw and comment blocks of Liquid.
struct LiquidTagScanner {
  let bytes: [UInt8]
  private var spans: [TagSpan] = []
  private var outputEnd = ForwardSearch("}}")
  private var tagStart = ForwardSearch("{%")
  private var tagEnd = ForwardSearch("%}")
  private var noteEnd = ForwardSearch("#}")
  // Blocks that were not closed when looked at once; a later one of the name is not closed either.
  private var unclosedBlocks: Set<String> = []

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func scan() -> [TagSpan] {
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == UInt8(ascii: "{") else {
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case UInt8(ascii: "{"): index = output(at: index)
      case UInt8(ascii: "%"): index = tag(at: index)
      case UInt8(ascii: "#"): index = comment(at: index)
      default: index += 1
      }
    }
    return spans
  }

  private mutating func append(_ start: Int, _ end: Int, _ kind: TagSpan.Kind) -> Int {
    spans.append(TagSpan(range: start..<end, kind: kind))
    return end
  }

  private mutating func appendUnclosed(_ start: Int, _ kind: TagSpan.Kind) -> Int {
    spans.append(TagSpan(range: start..<start + 2, kind: kind, isClosed: false))
    return start + 2
  }

  private mutating func output(at start: Int) -> Int {
    guard let end = outputEnd.first(in: bytes, from: start + 2) else {
      return appendUnclosed(start, .output)
    }
    // `{{{ x }}}` prints a value in some ESPs' dialects; the third brace belongs to the tag.
    let isTriple =
      bytes[start + 2] == UInt8(ascii: "{") && end + 2 < bytes.count
      && bytes[end + 2] == UInt8(ascii: "}")
    return append(start, end + (isTriple ? 3 : 2), .output)
  }

  private mutating func comment(at start: Int) -> Int {
    // `{#` is common in CSS (`a{#id...`), so it opens a comment only when it is closed.
    guard let end = noteEnd.first(in: bytes, from: start + 2) else {
      return start + 1
    }
    return append(start, end + 2, .comment)
  }

  private mutating func tag(at start: Int) -> Int {
    guard let (name, end) = tagName(at: start) else {
      return appendUnclosed(start, .tag)
    }
    switch name {
    case "raw":
      guard let close = closing("raw", from: end) else {
        return append(start, end, .tag)
      }
      return append(start, close, .raw)
    case "comment", "doc":
      guard let close = name == "doc" ? closing("doc", from: end) : commentEnd(from: end)
      else {
        return append(start, end, .tag)
      }
      return append(start, close, .comment)
    case "#":
      return append(start, end, .comment)
    default:
      return append(start, end, .tag)
    }
  }

  /// The name of the tag that opens at `start` and the offset after its `%}`.
  private mutating func tagName(at start: Int) -> (name: String, end: Int)? {
    guard let close = tagEnd.first(in: bytes, from: start + 2) else {
      return nil
    }
    var index = start + 2
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    index = bytes.skipSpace(from: index)
    if index < close, bytes[index] == UInt8(ascii: "#") { return ("#", close + 2) }
    let nameEnd = min(bytes.wordEnd(from: index), close)
    guard index < nameEnd else { return ("", close + 2) }
    let name = String(decoding: bytes[index..<nameEnd], as: UTF8.self)
    return (name, close + 2)
  }

  /// The end of the first `{% endNAME %}` at or after `start`.
  private mutating func closing(_ name: String, from start: Int) -> Int? {
    guard !unclosedBlocks.contains(name) else { return nil }
    var index = start
    while let open = tagStart.first(in: bytes, from: index) {
      if let (found, end) = tagName(at: open), found == "end" + name { return end }
      index = open + 2
    }
    unclosedBlocks.insert(name)
    return nil
  }

  /// The end of a comment; comments nest, and a raw block inside one hides what it holds.
  ///
  /// Once a comment is not closed, the comments inside it count as not closed as well.
  private mutating func commentEnd(from start: Int) -> Int? {
    guard !unclosedBlocks.contains("comment") else { return nil }
    var index = start
    var depth = 1
    while let open = tagStart.first(in: bytes, from: index) {
      guard let (name, end) = tagName(at: open) else { break }
      index = end
      switch name {
      case "comment": depth += 1
      case "endcomment": depth -= 1
      case "raw": index = closing("raw", from: end) ?? end
      default: break
      }
      if depth == 0 { return end }
    }
    unclosedBlocks.insert("comment")
    return nil
  }
}
