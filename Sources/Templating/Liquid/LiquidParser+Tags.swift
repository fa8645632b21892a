internal import Diagnostics

extension LiquidParser {
  mutating func tag(
    _ name: String, _ arguments: Range<Int>, _ range: Range<Int>
  ) throws(SyntaxFailure) -> [Node] {
    switch name {
    case "if", "unless": return [try conditional(name, arguments, range)]
    case "case": return [try choice(arguments, range)]
    case "for", "tablerow": return [try loop(name, arguments, range)]
    case "liquid": return try lines(arguments)
    case "#": return []
    // When these are closed, the scanner takes them whole.
    case "raw", "comment", "doc": throw unclosed(name, range, nil)
    case "ifchanged":
      return [Node(kind: .ifChanged(try block(name, range)), range: range)]
    default: break
    }
    var parser = try expressions(arguments)
    let kind: Node.Kind
    switch name {
    case "assign":
      let target = try parser.name("a variable")
      guard parser.take("=") else { throw parser.unexpected("needs `=`") }
      guard !target.hasSuffix("?") else {
        throw SyntaxFailure("syntax-error", "a variable's name must not end in `?`", arguments)
      }
      kind = .assign(target, try parser.filtered())
    case "capture":
      let target: String
      if case .string(let text) = parser.token.kind {
        target = text
        _ = try parser.primary()
      } else {
        target = try parser.name("a variable")
      }
      try parser.expectEnd()
      return [Node(kind: .capture(target, try block(name, range)), range: range)]
    case "echo":
      if parser.isAtEnd { return [Node(kind: .literal([]), range: range)] }
      kind = .output(try parser.filtered(), isRaw: false)
    case "increment": kind = .count(try parser.name("a counter"), step: 1)
    case "decrement": kind = .count(try parser.name("a counter"), step: -1)
    case "break": kind = .break
    case "continue": kind = .continue
    case "cycle": kind = try cycle(&parser)
    case "render", "include": kind = .partial(try partial(name, &parser))
    case "layout": kind = .layout(try parser.primary(), [])
    case "block":
      let title: String
      if case .string(let text) = parser.token.kind {
        title = text
        _ = try parser.primary()
      } else {
        title = try parser.name("a block's name")
      }
      try parser.expectEnd()
      kind = .block(title, try block(name, range), indentation: [])
      return [Node(kind: kind, range: range)]
    default:
      throw SyntaxFailure(
        "unknown-tag", "there is no tag `\(name)`", range,
        hint: nearestName(to: name, in: Self.tagNames).map { "did you mean `\($0)`?" })
    }
    try parser.expectEnd()
    return [Node(kind: kind, range: range)]
  }

  private static let tagNames = [
    "assign", "block", "break", "capture", "case", "comment", "continue", "cycle", "decrement",
    "doc", "echo", "for", "if", "ifchanged", "include", "increment", "layout", "liquid", "raw",
    "render", "tablerow", "unless",
  ]

  // MARK: Conditions

  private mutating func conditional(
    _ name: String, _ arguments: Range<Int>, _ range: Range<Int>
  ) throws(SyntaxFailure) -> Node {
    var condition = try self.condition(arguments)
    if name == "unless" { condition = Expression(kind: .not(condition), range: condition.range) }
    var branches: [Node.Branch] = []
    var otherwise: [Node]?
    var current: Expression? = condition
    while true {
      let (body, stop) = parseBody(until: ["end" + name])
      if let condition = current {
        branches.append(Node.Branch(condition: condition, body: body))
      } else if otherwise == nil {
        otherwise = body
      }
      switch stop?.name {
      case "end" + name:
        return Node(kind: .conditional(branches, otherwise: otherwise ?? []), range: range)
      case "elsif":
        let arguments = stop?.arguments ?? arguments
        // What follows an `else` can never be reached, and Liquid ignores it.
        let next = try self.condition(arguments)
        current = otherwise == nil ? next : nil
      case "else":
        current = nil
      default:
        throw unclosed(name, range, stop)
      }
    }
  }

  private func condition(_ range: Range<Int>) throws(SyntaxFailure) -> Expression {
    var parser = try expressions(range)
    let condition = try parser.condition()
    try parser.expectEnd()
    return condition
  }

  private mutating func choice(
    _ arguments: Range<Int>, _ range: Range<Int>
  ) throws(SyntaxFailure) -> Node {
    var parser = try expressions(arguments)
    let value = try parser.primary()
    try parser.expectEnd()
    var choices: [Node.Choice] = []
    var current: Node.Choice?
    while true {
      let (body, stop) = parseBody(until: ["endcase"])
      // Text between `case` and the first `when` is never shown.
      if var choice = current {
        choice.body = body
        choices.append(choice)
      }
      switch stop?.name {
      case "endcase":
        return Node(kind: .choice(value, choices), range: range)
      case "when":
        current = Node.Choice(
          values: try whenValues(stop?.arguments ?? arguments), isElse: false, body: [])
      case "else":
        current = Node.Choice(values: [], isElse: true, body: [])
      default:
        throw unclosed("case", range, stop)
      }
    }
  }

  private func whenValues(_ range: Range<Int>) throws(SyntaxFailure) -> [Expression] {
    var parser = try expressions(range)
    var values = [try parser.primary()]
    while parser.take(",") || parser.takeWord("or") { values.append(try parser.primary()) }
    // `and` makes no sense between values; Liquid reads no further.
    if parser.token.kind != .word("and") { try parser.expectEnd() }
    return values
  }

  // MARK: Loops

  private mutating func loop(
    _ name: String, _ arguments: Range<Int>, _ range: Range<Int>
  ) throws(SyntaxFailure) -> Node {
    var parser = try expressions(arguments)
    let variable = try parser.name("a variable")
    guard parser.takeWord("in") else { throw parser.unexpected("needs `in`") }
    let collection = try parser.primary()
    var loop = Node.Loop(
      variable: variable, collection: collection,
      collectionText: String(decoding: bytes[collection.range], as: UTF8.self), body: [],
      isTable: name == "tablerow")
    while !parser.isAtEnd {
      if parser.take(",") { continue }
      let place = parser.token
      switch parser.keyword() {
      case "limit": loop.limit = try parser.primary()
      case "offset":
        if parser.takeWord("continue") {
          loop.continues = true
        } else {
          loop.offset = try parser.primary()
        }
      case "cols": loop.columns = try parser.primary()
      case nil where parser.takeWord("reversed"): loop.isReversed = true
      default:
        throw SyntaxFailure(
          "syntax-error",
          "a loop takes `limit:`, `offset:`, `reversed` and, in a tablerow, `cols:`",
          place.range)
      }
    }
    let (body, stop) = parseBody(until: ["end" + name])
    loop.body = body
    guard let stop else { throw unclosed(name, range, nil) }
    if stop.name == "else", name == "for" {
      let (otherwise, end) = parseBody(until: ["endfor"])
      guard end?.name == "endfor" else { throw unclosed(name, range, end) }
      loop.otherwise = otherwise
    } else if stop.name != "end" + name {
      throw unclosed(name, range, stop)
    }
    return Node(kind: .loop(loop), range: range)
  }

  private func cycle(_ parser: inout LiquidExpressionParser) throws(SyntaxFailure) -> Node.Kind {
    var group: Expression?
    var values: [Expression] = []
    if let name = parser.keyword() {
      group = Expression(
        kind: .path(Path(root: .name(name), segments: [])), range: parser.token.range)
    } else {
      let first = try parser.primary()
      if parser.take(":") { group = first } else { values.append(first) }
    }
    if group != nil { values.append(try parser.primary()) }
    while parser.take(",") {
      if parser.isAtEnd { break }
      values.append(try parser.primary())
    }
    return .cycle(group: group, values)
  }

  // MARK: Partials

  private func partial(
    _ name: String, _ parser: inout LiquidExpressionParser
  ) throws(SyntaxFailure) -> Node.Partial {
    let place = parser.token.range
    let target = try parser.primary()
    if name == "render", case .constant(.string) = target.kind {
    } else if name == "render" {
      throw SyntaxFailure(
        "syntax-error", "`render` takes the name of a partial in quotes", place,
        hint: "use `include` for a name that is not known beforehand")
    }
    var partial = Node.Partial(name: target, scope: name == "render" ? .isolated : .shared)
    while !parser.isAtEnd {
      if parser.take(",") { continue }
      if let keyword = parser.keyword() {
        partial.arguments.append(FilterCall.Named(name: keyword, value: try parser.primary()))
      } else if parser.takeWord("with") {
        partial.with = try parser.primary()
      } else if parser.takeWord("for") {
        partial.with = try parser.primary()
        partial.isLoop = true
      } else if parser.takeWord("as") {
        partial.alias = try parser.name("a variable")
      } else {
        throw parser.unexpected("takes `with`, `for`, `as` and named arguments")
      }
    }
    return partial
  }
}
