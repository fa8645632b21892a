/// Reads the expressions of Mustache and Handlebars: paths, literals and sub-expressions.
struct HandlebarsExpressionParser {
  let bytes: [UInt8]
  let isHandlebars: Bool
  let depthLimit: Int
  private var words: [Range<Int>] = []
  private var index = 0
  private var depth = 0
  private let end: Int

  init(
    bytes: [UInt8], range: Range<Int>, isHandlebars: Bool, depthLimit: Int
  ) throws(SyntaxFailure) {
    self.bytes = bytes
    self.isHandlebars = isHandlebars
    self.depthLimit = depthLimit
    end = range.upperBound
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = bytes[place]
      if LiquidLexer.isSpace(byte) {
        place += 1
      } else if isHandlebars, "()|".utf8.contains(byte) {
        words.append(place..<place + 1)
        place += 1
      } else if isHandlebars, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        guard let close = bytes[(place + 1)..<range.upperBound].firstIndex(of: byte) else {
          throw SyntaxFailure("unclosed-string", "a text is not closed", place..<range.upperBound)
        }
        words.append(place..<close + 1)
        place = close + 1
      } else {
        let start = place
        while place < range.upperBound, !LiquidLexer.isSpace(bytes[place]),
          !(isHandlebars && "()|".utf8.contains(bytes[place]))
        {
          place += 1
          // `name=value`: the name with its sign is a word of its own.
          if isHandlebars, bytes[place - 1] == UInt8(ascii: "="), place - 1 > start { break }
        }
        words.append(start..<place)
      }
    }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  var peekWord: String? { index < words.count ? text(words[index]) : nil }
  var isAtEnd: Bool { index == words.count }
  /// Whether there is one word only.
  var isSingle: Bool { words.count == 1 }
  mutating func skip() { index += 1 }

  func expectEnd() throws(SyntaxFailure) {
    guard index == words.count else {
      throw SyntaxFailure("syntax-error", "the tag must end here", words[index])
    }
  }

  /// All of the tag as one expression: a value, or a helper with its arguments.
  func whole() throws(SyntaxFailure) -> Expression {
    var parser = self
    let expression =
      words.count > 1 && isHandlebars && parser.peekWord != "("
      ? try parser.call() : try parser.argument()
    try parser.expectEnd()
    return expression
  }

  /// The names in `as |item index|`.
  mutating func parameters() throws(SyntaxFailure) -> [String] {
    guard peekWord == "as" else { return [] }
    index += 1
    guard peekWord == "|" else {
      throw SyntaxFailure("syntax-error", "`as` needs names between `|`", words[index - 1])
    }
    index += 1
    var names: [String] = []
    while let word = peekWord, word != "|" {
      names.append(word)
      index += 1
    }
    index = min(index + 1, words.count)
    return names
  }

  mutating func argument() throws(SyntaxFailure) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard index < words.count, depth <= depthLimit else {
      throw SyntaxFailure("syntax-error", "the tag needs a value", end..<end)
    }
    let range = words[index]
    let word = text(range)
    index += 1
    if word == "(" {
      let result = try call()
      guard peekWord == ")" else {
        throw SyntaxFailure("syntax-error", "a sub-expression is not closed", range)
      }
      index += 1
      return result
    }
    guard isHandlebars else { return path(word, range) }
    if let first = word.utf8.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      return Expression(kind: .constant(.string(String(word.dropFirst().dropLast()))), range: range)
    }
    switch word {
    case "true", "false":
      return Expression(kind: .constant(.bool(word == "true")), range: range)
    case "null", "undefined": return Expression(kind: .constant(.null), range: range)
    default: break
    }
    if let number = TemplateNumber(text: word) {
      return Expression(kind: .constant(number.value), range: range)
    }
    return path(word, range)
  }

  /// The name in `name=value` when one starts here; the name is taken.
  mutating func keyword() -> String? {
    guard isHandlebars, let word = peekWord, word.hasSuffix("="), word.utf8.count > 1,
      let first = word.utf8.first, LiquidLexer.isWordStart(first)
    else { return nil }
    index += 1
    return String(word.dropLast())
  }

  // MARK: Paths

  private func path(_ word: String, _ range: Range<Int>) -> Expression {
    var path: Path
    var names: [Substring]
    if !isHandlebars {
      names = word == "." ? [] : word.split(separator: ".", omittingEmptySubsequences: true)
      let first = names.first
      path = Path(
        root: first == nil ? .section(0) : .stack(String(names.removeFirst())), segments: [])
    } else {
      var rest = word[...]
      var up = 0
      while rest.hasPrefix("../") {
        up += 1
        rest = rest.dropFirst(3)
      }
      if rest == ".." {
        up += 1
        rest = ""
      }
      if rest.hasPrefix("./") { rest = rest.dropFirst(2) }
      names = rest.split(whereSeparator: { $0 == "." || $0 == "/" })
      path = Path(root: .section(up), segments: [])
      switch names.first {
      case "this": names.removeFirst()
      case "@root":
        names.removeFirst()
        path.root = .context
      case "@index", "@first", "@last", "@key":
        let field: LoopField =
          switch names.removeFirst() {
          case "@index": .index0
          case "@first": .first
          case "@last": .last
          default: .key
          }
        path.root = .loop(up, field)
      default: break
      }
    }
    for name in names {
      let plain = name.hasPrefix("[") && name.hasSuffix("]") ? name.dropFirst().dropLast() : name
      path.segments.append(.key(String(plain), range))
    }
    return Expression(kind: .path(path), range: range)
  }

  // MARK: Helpers

  private mutating func call() throws(SyntaxFailure) -> Expression {
    guard index < words.count else {
      throw SyntaxFailure("syntax-error", "the tag needs a helper's name", end..<end)
    }
    let range = words[index]
    let name = text(range)
    index += 1
    var arguments: [Expression] = []
    var named: [FilterCall.Named] = []
    while let word = peekWord, word != ")" {
      if let keyword = keyword() {
        named.append(FilterCall.Named(name: keyword, value: try argument()))
      } else {
        arguments.append(try argument())
      }
    }
    if let comparison = Self.comparisons[name], arguments.count == 2, named.isEmpty {
      return Expression(kind: .compare(comparison, arguments[0], arguments[1]), range: range)
    }
    guard named.isEmpty else {
      guard !arguments.isEmpty else {
        throw SyntaxFailure("unknown-helper", "`\(name)` needs a value", range)
      }
      return filter(name, arguments, range, named: named)
    }
    switch (name, arguments.count) {
    case ("not", 1):
      return Expression(kind: .not(truthy(arguments[0])), range: range)
    case ("and", 2...), ("or", 2...):
      var result = truthy(arguments[arguments.count - 1])
      for argument in arguments.dropLast().reversed() {
        result = Expression(
          kind: name == "and" ? .and(truthy(argument), result) : .or(truthy(argument), result),
          range: range)
      }
      return result
    case ("lookup", 2):
      guard case .path(var path) = arguments[0].kind else { break }
      path.segments.append(.index(arguments[1]))
      return Expression(kind: .path(path), range: range)
    case ("uppercase", 1), ("lowercase", 1):
      return filter(name == "uppercase" ? "upcase" : "downcase", arguments, range)
    case ("length", 1): return filter("size", arguments, range)
    case ("formatDate", 2):
      arguments[1] = Self.strftime(arguments[1])
      return filter("date", arguments, range)
    case ("insert", 2):
      arguments[1] = Self.fallback(arguments[1])
      return filter("default", arguments, range)
    case (_, 1...): return filter(name, arguments, range)
    default: break
    }
    throw SyntaxFailure("unknown-helper", "`\(name)` does not take these arguments", range)
  }

  private func truthy(_ expression: Expression) -> Expression {
    Expression(kind: .truthy(expression), range: expression.range)
  }

  /// Any filter can be called as a helper, with its value first.
  private func filter(
    _ name: String, _ arguments: [Expression], _ range: Range<Int>,
    named: [FilterCall.Named] = []
  ) -> Expression {
    let call = FilterCall(
      name: name, range: range, arguments: Array(arguments.dropFirst()), named: named)
    return Expression(kind: .filtered(arguments[0], [call]), range: range)
  }
}
