/// The lenient reader of `JSONRepair`.
struct RepairReader {
  struct Problem: Error {
    var failure: RepairResult.Failure
  }

  private let text: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  private(set) var fixes: [String] = []
  private(set) var lost: [String] = []

  init(_ text: [Unicode.Scalar]) { self.text = text }

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    index + offset < text.count ? text[index + offset] : nil
  }

  private mutating func note(_ fix: String) {
    if !fixes.contains(fix) { fixes.append(fix) }
  }

  private mutating func lose(_ range: Range<Int>) {
    var part = text[range]
    while let first = part.first, first.properties.isWhitespace { part.removeFirst() }
    while let last = part.last, last.properties.isWhitespace { part.removeLast() }
    if !part.isEmpty { lost.append(string(part)) }
  }

  private func string(_ part: some Sequence<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: part)
    return String(result)
  }

  private func matches(_ word: String, at place: Int) -> Bool {
    place >= 0 && text[min(place, text.count)...].starts(with: word.unicodeScalars)
  }

  /// Finds the one object or array in the text and reads it.
  mutating func document() throws(Problem) -> JSONValue {
    guard let start = start() else {
      throw Problem(failure: text.contains("\"") || text.isEmpty ? .unclear : .noJSON)
    }
    index = start
    let value = try value()
    var end = index
    while end < text.count, text[end].properties.isWhitespace { end += 1 }
    var head = text[..<start]
    while let last = head.last, last.properties.isWhitespace { head.removeLast() }
    let fence = fence(before: start)
    if fence != nil || matches("```", at: end) { note("removed a code fence") }
    lose(0..<(fence ?? start))
    let tail = matches("```", at: end) ? end + 3 : end
    // A second value after the first may be the one that was meant: that is no repair.
    if text[tail...].contains(where: { $0 == "{" || $0 == "[" }) {
      throw Problem(failure: .unclear)
    }
    lose(tail..<text.count)
    if !lost.isEmpty { note("removed text around the JSON") }
    return value
  }

  // The first bracket that stands where JSON may start: in a fence, or else anywhere.
  private func start() -> Int? {
    var place = 0
    while place < text.count {
      if matches("```", at: place) {
        var inside = place + 3
        while inside < text.count, text[inside].properties.isAlphabetic { inside += 1 }
        while inside < text.count, text[inside].properties.isWhitespace { inside += 1 }
        if inside < text.count, text[inside] == "{" || text[inside] == "[" { return inside }
      }
      place += 1
    }
    return text.firstIndex { $0 == "{" || $0 == "[" }
  }

  // Where the opening fence starts, if one stands right before the JSON.
  private func fence(before start: Int) -> Int? {
    var place = start
    while place > 0, text[place - 1].properties.isWhitespace { place -= 1 }
    while place > 0, text[place - 1].properties.isAlphabetic { place -= 1 }
    return matches("```", at: place - 3) ? place - 3 : nil
  }

  private mutating func skipSpace() throws(Problem) {
    while let next = peek() {
      if next.properties.isWhitespace || next == "\u{FEFF}" {
        index += 1
      } else if next == "/" && peek(1) == "/" || next == "#" {
        let start = index
        while let next = peek(), next != "\n", next != "\r" { index += 1 }
        comment(start)
      } else if next == "/", peek(1) == "*" {
        let start = index
        index += 2
        while !matches("*/", at: index) {
          guard index < text.count else { throw Problem(failure: .truncated) }
          index += 1
        }
        index += 2
        comment(start)
      } else {
        return
      }
    }
  }

  private mutating func comment(_ start: Int) {
    note("removed a comment")
    lose(start..<index)
  }

  private mutating func value() throws(Problem) -> JSONValue {
    try skipSpace()
    guard let next = peek() else { throw Problem(failure: .truncated) }
    switch next {
    case "{", "[":
      depth += 1
      defer { depth -= 1 }
      guard depth <= 128 else { throw Problem(failure: .tooLarge) }
      index += 1
      return next == "{" ? try object() : try array()
    case _ where Self.closing(next) != nil:
      return .string(try quoted(isKey: false))
    default:
      return try word()
    }
  }

  private mutating func object() throws(Problem) -> JSONValue {
    var object = JSONObject()
    while true {
      try skipSpace()
      guard let next = peek() else { throw Problem(failure: .truncated) }
      if next == "}" {
        index += 1
        return .object(object)
      }
      if next == "]" { throw Problem(failure: .unclear) }
      let key = try key()
      try skipSpace()
      guard let colon = peek() else { throw Problem(failure: .truncated) }
      guard colon == ":" else { throw Problem(failure: .unclear) }
      index += 1
      let value = try value()
      if let earlier = object[key], earlier != value {
        note("kept the last value of the repeated key `\(key)`")
        lost.append(String(decoding: earlier.compactBytes(), as: UTF8.self))
      }
      object[key] = value
      if try separator(before: "}") { return .object(object) }
    }
  }

  private mutating func array() throws(Problem) -> JSONValue {
    var elements: [JSONValue] = []
    while true {
      try skipSpace()
      guard let next = peek() else { throw Problem(failure: .truncated) }
      if next == "]" {
        index += 1
        return .array(elements)
      }
      if next == "}" { throw Problem(failure: .unclear) }
      elements.append(try value())
      if try separator(before: "]") { return .array(elements) }
    }
  }

  // Between two members: gives true when an outer bracket shows that this one was forgotten.
  private mutating func separator(before close: Unicode.Scalar) throws(Problem) -> Bool {
    try skipSpace()
    // Nothing tells a forgotten last bracket from an answer that was cut off.
    guard let next = peek() else { throw Problem(failure: .truncated) }
    if next == "," {
      index += 1
      try skipSpace()
      if peek() == "," { throw Problem(failure: .unclear) }
      if peek() == close { note("removed a trailing comma") }
      return false
    }
    if next == close { return false }
    if next == "}" || next == "]" {
      guard depth > 1 else { throw Problem(failure: .unclear) }
      note("added a missing `\(close)`")
      return true
    }
    note("added a missing comma")
    return false
  }

  private mutating func key() throws(Problem) -> String {
    guard let next = peek() else { throw Problem(failure: .truncated) }
    if Self.closing(next) != nil { return try quoted(isKey: true) }
    let start = index
    while let next = peek(),
      next.properties.isAlphabetic || next == "_" || next == "-" || next == "$"
        || ("0"..."9").contains(next)
    {
      index += 1
    }
    guard index > start else { throw Problem(failure: .unclear) }
    note("put a key into quotes")
    return string(text[start..<index])
  }

  // A number, or a word such as Python's `None`.
  private mutating func word() throws(Problem) -> JSONValue {
    let start = index
    while let next = peek(), !next.properties.isWhitespace,
      !",]}:{[\"".unicodeScalars.contains(next)
    {
      index += 1
    }
    let word = string(text[start..<index])
    guard index < text.count else { throw Problem(failure: .truncated) }
    switch word {
    case "true": return true
    case "false": return false
    case "null": return nil
    case "True", "False", "None", "undefined":
      note("replaced `\(word)`")
      return word == "True" ? true : word == "False" ? false : nil
    default:
      if case .number(let number)? = try? JSONParser.parse(Array(word.utf8)) {
        return .number(number)
      }
      throw Problem(failure: .unclear)
    }
  }
}

// Texts.
extension RepairReader {
  static func closing(_ quote: Unicode.Scalar) -> [Unicode.Scalar]? {
    switch quote {
    case "\"": ["\""]
    case "'": ["'"]
    case "\u{201C}", "\u{201D}", "\u{201E}": ["\u{201D}", "\u{201C}"]
    case "\u{2018}", "\u{2019}": ["\u{2019}", "\u{2018}"]
    case "\u{AB}": ["\u{BB}"]
    default: nil
    }
  }

  // Reads a text in quotes of any kind; a quote inside that cannot be the end belongs to the text.
  private mutating func quoted(isKey: Bool) throws(Problem) -> String {
    guard let open = peek(), let closings = Self.closing(open) else {
      throw Problem(failure: .unclear)
    }
    if open != "\"" { note("replaced \(open == "'" ? "single" : "typographic") quotes") }
    index += 1
    var result = String.UnicodeScalarView()
    while let next = peek() {
      if next == "\\" {
        try escape(into: &result)
      } else if closings.contains(next) {
        if endsText(at: index, isKey: isKey) {
          index += 1
          return String(result)
        }
        note("escaped a quote inside a text")
        result.append(next)
        index += 1
      } else {
        if next.value < 0x20 { note("escaped a line break or control character inside a text") }
        result.append(next)
        index += 1
      }
    }
    throw Problem(failure: .truncated)
  }

  // Whether what follows a quote is what must follow the end of a text.
  private func endsText(at place: Int, isKey: Bool) -> Bool {
    var next = place + 1
    var sawLineBreak = false
    while next < text.count, text[next].properties.isWhitespace {
      if text[next] == "\n" { sawLineBreak = true }
      next += 1
    }
    guard next < text.count else { return true }
    if isKey { return text[next] == ":" }
    switch text[next] {
    case "}", "]": return true
    case "/": return next + 1 < text.count && (text[next + 1] == "/" || text[next + 1] == "*")
    case ",": return startsMember(after: next)
    default:
      // A missing comma: only when a new line starts with something in quotes or a bracket.
      return sawLineBreak
        && (Self.closing(text[next]) != nil || text[next] == "{" || text[next] == "[")
    }
  }

  // After a comma, a text has ended only if a value, a key or a bracket follows; `", she said` has not.
  private func startsMember(after comma: Int) -> Bool {
    var next = comma + 1
    while next < text.count, text[next].properties.isWhitespace { next += 1 }
    guard next < text.count else { return true }
    let scalar = text[next]
    if Self.closing(scalar) != nil || "{[]}/#-".unicodeScalars.contains(scalar)
      || ("0"..."9").contains(scalar)
    {
      return true
    }
    for word in ["true", "false", "null", "True", "False", "None"] where matches(word, at: next) {
      let after = next + word.unicodeScalars.count
      return after >= text.count || !text[after].properties.isAlphabetic
    }
    while next < text.count, text[next].properties.isAlphabetic || text[next] == "_" { next += 1 }
    return next < text.count && text[next] == ":"
  }

  private mutating func escape(into result: inout String.UnicodeScalarView) throws(Problem) {
    guard let next = peek(1) else { throw Problem(failure: .truncated) }
    let simple: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
    ]
    if let scalar = simple[next] {
      result.append(scalar)
      index += 2
    } else if next == "'" {
      note("removed a backslash before a single quote")
      result.append("'")
      index += 2
    } else if next == "u", let high = hex(2) {
      var value = high
      index += 6
      if (0xD800..<0xDC00).contains(high), peek() == "\\", peek(1) == "u", let low = hex(2),
        (0xDC00..<0xE000).contains(low)
      {
        value = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
        index += 6
      }
      if let scalar = Unicode.Scalar(value) {
        result.append(scalar)
      } else {
        note("removed half of a surrogate pair")
        lost.append("\\u" + String(value, radix: 16))
      }
    } else {
      note("doubled a backslash that starts no escape")
      result.append("\\")
      index += 1
    }
  }

  private func hex(_ offset: Int) -> UInt32? {
    var value: UInt32 = 0
    for place in offset..<offset + 4 {
      guard let next = peek(place), next.isASCII, let digit = Character(next).hexDigitValue else {
        return nil
      }
      value = value * 16 + UInt32(digit)
    }
    return value
  }
}
