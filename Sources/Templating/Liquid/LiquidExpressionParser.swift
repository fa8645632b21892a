/// Reads the expressions of Liquid: values, paths, ranges, filters and conditions.
struct LiquidExpressionParser {
  private let tokens: [LiquidToken]
  private let depthLimit: Int
  private var index = 0
  private var depth = 0

  init(bytes: [UInt8], range: Range<Int>, depthLimit: Int) throws(SyntaxFailure) {
    var lexer = LiquidLexer(bytes: bytes, range: range)
    tokens = try lexer.tokens()
    self.depthLimit = depthLimit
  }

  var token: LiquidToken { tokens[min(index, tokens.count - 1)] }
  var isAtEnd: Bool { token.kind == .end }

  mutating func take(_ symbol: String) -> Bool {
    guard token.kind == .symbol(symbol) else { return false }
    index += 1
    return true
  }

  mutating func takeWord(_ word: String) -> Bool {
    guard token.kind == .word(word) else { return false }
    index += 1
    return true
  }

  mutating func name(_ what: String) throws(SyntaxFailure) -> String {
    switch token.kind {
    case .word(let word):
      index += 1
      return word
    case .number(.int(let value)) where value >= 0:
      index += 1
      return String(value)
    default:
      throw unexpected("needs \(what)")
    }
  }

  /// The name of a keyword argument when one starts here: `name:`.
  mutating func keyword() -> String? {
    guard case .word(let word) = token.kind, index + 1 < tokens.count,
      tokens[index + 1].kind == .symbol(":")
    else { return nil }
    index += 2
    return word
  }

  func expectEnd() throws(SyntaxFailure) {
    guard isAtEnd else { throw unexpected("must end here") }
  }

  func unexpected(_ rule: String) -> SyntaxFailure {
    SyntaxFailure("syntax-error", "the tag \(rule)", token.range)
  }

  // MARK: Values

  mutating func filtered() throws(SyntaxFailure) -> Expression {
    let start = token.range.lowerBound
    let value = try primary()
    var filters: [FilterCall] = []
    while take("|") { filters.append(try filter()) }
    guard !filters.isEmpty else { return value }
    return Expression(
      kind: .filtered(value, filters), range: start..<tokens[index - 1].range.upperBound)
  }

  private mutating func filter() throws(SyntaxFailure) -> FilterCall {
    let range = token.range
    guard case .word(let name) = token.kind else {
      throw unexpected("needs a filter name after `|`")
    }
    index += 1
    var call = FilterCall(name: name, range: range, arguments: [], named: [])
    guard take(":") else { return call }
    repeat {
      if let keyword = keyword() {
        call.named.append(FilterCall.Named(name: keyword, value: try primary()))
      } else {
        call.arguments.append(try primary())
      }
    } while take(",")
    return call
  }

  mutating func primary() throws(SyntaxFailure) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= depthLimit else {
      throw SyntaxFailure("limit-exceeded", "expressions are nested too deep", token.range)
    }
    let range = token.range
    switch token.kind {
    case .string(let text):
      index += 1
      return Expression(kind: .constant(.string(text)), range: range)
    case .number(let value):
      index += 1
      return Expression(kind: .constant(value), range: range)
    case .symbol("("):
      index += 1
      let start = try primary()
      guard take("..") else { throw unexpected("needs `..` in a range") }
      let end = try primary()
      guard take(")") else { throw unexpected("needs `)` at the end of a range") }
      return Expression(
        kind: .range(start, end), range: range.lowerBound..<tokens[index - 1].range.upperBound)
    case .symbol("["):
      return try path(from: range.lowerBound)
    case .word(let word):
      let isPath = tokens[index + 1].kind == .symbol(".") || tokens[index + 1].kind == .symbol("[")
      if !isPath, let kind = Self.keywords[word] {
        index += 1
        return Expression(kind: kind, range: range)
      }
      return try path(from: range.lowerBound)
    default:
      throw unexpected("needs a value")
    }
  }

  private static let keywords: [String: Expression.Kind] = [
    "true": .constant(.bool(true)), "false": .constant(.bool(false)), "nil": .constant(.null),
    "null": .constant(.null), "empty": .empty, "blank": .blank,
  ]

  private mutating func path(from start: Int) throws(SyntaxFailure) -> Expression {
    var path: Path
    if case .word(let word) = token.kind {
      index += 1
      path = Path(root: .name(word), segments: [])
    } else {
      let key = try bracketed()
      if case .constant(.string(let name)) = key.kind {
        path = Path(root: .name(name), segments: [])
      } else {
        path = Path(root: .dynamic(key), segments: [])
      }
    }
    while true {
      if take(".") {
        let range = token.range
        guard case .word(let word) = token.kind else { throw unexpected("needs a name after `.`") }
        index += 1
        path.segments.append(.key(word, range))
      } else if token.kind == .symbol("[") {
        let key = try bracketed()
        if case .constant(.string(let name)) = key.kind {
          path.segments.append(.key(name, key.range))
        } else {
          path.segments.append(.index(key))
        }
      } else {
        return Expression(kind: .path(path), range: start..<tokens[index - 1].range.upperBound)
      }
    }
  }

  private mutating func bracketed() throws(SyntaxFailure) -> Expression {
    index += 1
    let key = try primary()
    guard take("]") else { throw unexpected("needs `]`") }
    return key
  }

  // MARK: Conditions

  /// `a == b and c or d`: the operators bind alike and from the right, as Liquid has it.
  mutating func condition() throws(SyntaxFailure) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= depthLimit else {
      throw SyntaxFailure("limit-exceeded", "conditions are nested too deep", token.range)
    }
    let left = try comparison()
    let isAnd = takeWord("and")
    guard isAnd || takeWord("or") else { return left }
    let right = try condition()
    return Expression(
      kind: isAnd ? .and(left, right) : .or(left, right),
      range: left.range.lowerBound..<right.range.upperBound)
  }

  private mutating func comparison() throws(SyntaxFailure) -> Expression {
    let left = try primary()
    let comparison: Comparison? =
      switch token.kind {
      case .symbol("=="): .equal
      case .symbol("!="), .symbol("<>"): .notEqual
      case .symbol("<"): .less
      case .symbol("<="): .lessOrEqual
      case .symbol(">"): .greater
      case .symbol(">="): .greaterOrEqual
      case .word("contains"): .contains
      default: nil
      }
    guard let comparison else { return left }
    index += 1
    let right = try primary()
    return Expression(
      kind: .compare(comparison, left, right),
      range: left.range.lowerBound..<right.range.upperBound)
  }
}
