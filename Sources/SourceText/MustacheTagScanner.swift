/// Finds the tags of Mustache and Handlebars, changed delimiters and raw blocks included.
struct MustacheTagScanner {
  let bytes: [UInt8]
  let isHandlebars: Bool
  private var open: [UInt8] = Array("{{".utf8)
  private var close = ForwardSearch("}}")
  private var tripleClose = ForwardSearch("}}}")
  private var delimiterClose = ForwardSearch("=}}")
  private var rawOpenEnd = ForwardSearch("}}}}")
  private var hasUnclosedLongComment = false
  // Where the raw blocks of each name are closed, found when the first one is met.
  private var rawClosings: [String: [Int]]?
  private var spans: [TagSpan] = []

  init(bytes: [UInt8], isHandlebars: Bool) {
    self.bytes = bytes
    self.isHandlebars = isHandlebars
  }

  mutating func scan() -> [TagSpan] {
    var index = 0
    while let start = bytes.firstIndex(of: open, from: index) {
      if isHandlebars, start > 0, bytes[start - 1] == UInt8(ascii: "\\"),
        !(start > 1 && bytes[start - 2] == UInt8(ascii: "\\"))
      {
        // A backslash makes a Handlebars tag plain text, up to the tag's end.
        index = close.first(in: bytes, from: start).map { $0 + 2 } ?? bytes.count
        continue
      }
      index = tag(at: start)
    }
    return spans
  }

  private mutating func append(_ range: Range<Int>, _ kind: TagSpan.Kind) -> Int {
    spans.append(TagSpan(range: range, kind: kind))
    return range.upperBound
  }

  private mutating func tag(at start: Int) -> Int {
    let body = start + open.count
    if isHandlebars, let end = rawBlockEnd(at: start) {
      return append(start..<end, .raw)
    }
    if isHandlebars, let end = longCommentEnd(at: body) {
      return append(start..<end, .comment)
    }
    var first = body < bytes.count ? bytes[body] : 0
    let isTriple = first == UInt8(ascii: "{") && open == Array("{{".utf8)
    let found: Int?
    var closeCount = close.needle.count
    if first == UInt8(ascii: "=") {
      // `{{=}}` must not take its own sign as the end.
      found = delimiterClose.first(in: bytes, from: body + 1)
      closeCount += 1
    } else if isTriple {
      found = tripleClose.first(in: bytes, from: body)
      closeCount += 1
    } else {
      found = close.first(in: bytes, from: body)
    }
    guard let end = found else {
      spans.append(TagSpan(range: start..<body, kind: .output, isClosed: false))
      return body
    }
    let range = start..<end + closeCount
    if isTriple { return append(range, .output) }
    if first == UInt8(ascii: "=") {
      changeDelimiters(body + 1..<end)
      return append(range, .tag)
    }
    var index = body
    if isHandlebars, first == UInt8(ascii: "~") { index += 1 }
    index = bytes.skipSpace(from: index)
    first = index < bytes.count ? bytes[index] : 0
    switch first {
    case UInt8(ascii: "!"):
      return append(range, .comment)
    case UInt8(ascii: "#"), UInt8(ascii: "^"), UInt8(ascii: "/"), UInt8(ascii: ">"),
      UInt8(ascii: "<"), UInt8(ascii: "$"), UInt8(ascii: "*"):
      return append(range, .tag)
    default:
      let wordEnd = bytes.wordEnd(from: index)
      let word = String(decoding: bytes[index..<max(index, wordEnd)], as: UTF8.self)
      return append(range, isHandlebars && word == "else" ? .tag : .output)
    }
  }

  private mutating func changeDelimiters(_ range: Range<Int>) {
    let parts = bytes[range].split { $0 == 32 || ($0 >= 9 && $0 <= 13) }
    guard parts.count == 2 else { return }
    open = Array(parts[0])
    close = ForwardSearch(Array(parts[1]))
    tripleClose = ForwardSearch([UInt8(ascii: "}")] + parts[1])
    delimiterClose = ForwardSearch([UInt8(ascii: "=")] + parts[1])
  }

  /// The end of `{{!-- --}}`, which may hold `}}`.
  private mutating func longCommentEnd(at body: Int) -> Int? {
    let index = body < bytes.count && bytes[body] == UInt8(ascii: "~") ? body + 1 : body
    guard !hasUnclosedLongComment, bytes.matches(Array("!--".utf8), at: index) else { return nil }
    var from = index + 3
    while let dashes = bytes.firstIndex(of: Array("--".utf8), from: from) {
      if bytes.matches(Array("}}".utf8), at: dashes + 2) { return dashes + 4 }
      if bytes.matches(Array("~}}".utf8), at: dashes + 2) { return dashes + 5 }
      from = dashes + 1
    }
    hasUnclosedLongComment = true
    return nil
  }

  /// The end of `{{{{name}}}} … {{{{/name}}}}`.
  private mutating func rawBlockEnd(at start: Int) -> Int? {
    guard bytes.matches(Array("{{{{".utf8), at: start) else { return nil }
    let nameStart = bytes.skipSpace(from: start + 4)
    let nameEnd = bytes.wordEnd(from: nameStart)
    guard nameEnd > nameStart,
      let bodyStart = rawOpenEnd.first(in: bytes, from: nameEnd)
    else { return nil }
    let name = String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self)
    let closings = closingPlaces(of: name)
    // The places are in order, so the first one past the body is found by halving.
    var low = 0
    var high = closings.count
    while low < high {
      let middle = (low + high) / 2
      if closings[middle] < bodyStart { low = middle + 1 } else { high = middle }
    }
    return low < closings.count ? closings[low] + nameEnd - nameStart + 9 : nil
  }

  private mutating func closingPlaces(of name: String) -> [Int] {
    if let rawClosings { return rawClosings[name] ?? [] }
    var places: [String: [Int]] = [:]
    var index = 0
    while let start = bytes.firstIndex(of: Array("{{{{/".utf8), from: index) {
      index = bytes.wordEnd(from: start + 5)
      if bytes.matches(Array("}}}}".utf8), at: index) {
        places[String(decoding: bytes[start + 5..<index], as: UTF8.self), default: []].append(start)
      }
    }
    rawClosings = places
    return places[name] ?? []
  }
}
