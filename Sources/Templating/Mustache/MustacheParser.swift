internal import Diagnostics
internal import SourceText

/// Reads Mustache and Handlebars templates into the shared syntax tree.
struct MustacheParser {
  let bytes: [UInt8]
  let isHandlebars: Bool
  let limits: TemplateLimits
  private(set) var failures: [SyntaxFailure] = []
  private var pieces: [MustachePiece] = []
  private var index = 0
  private var depth = 0

  static func parse(
    _ source: Pieces, isHandlebars: Bool, limits: TemplateLimits,
    passthrough: (@Sendable (String) -> Bool)?
  ) -> (nodes: [Node], failures: [SyntaxFailure]) {
    var parser = MustacheParser(
      bytes: source.bytes, isHandlebars: isHandlebars, limits: limits)
    var stream = MustacheStream(bytes: source.bytes, isHandlebars: isHandlebars)
    parser.pieces = stream.cut(passthrough: passthrough)
    parser.failures = stream.failures
    let (nodes, stop) = parser.body()
    if let stop {
      parser.failures.append(
        SyntaxFailure(
          "unexpected-tag", "`\(stop.text)` closes or continues a section that is not open",
          stop.range))
    }
    return (nodes, parser.failures)
  }

  private init(bytes: [UInt8], isHandlebars: Bool, limits: TemplateLimits) {
    self.bytes = bytes
    self.isHandlebars = isHandlebars
    self.limits = limits
  }

  /// A partial's text with white space before each of its lines, as the place that names it has.
  static func indented(_ pieces: Pieces, by indentation: [UInt8]) -> Pieces {
    var result = Pieces()
    var start = 0
    let bytes = pieces.bytes
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 10 { end += 1 }
      end = min(end + 1, bytes.count)
      result.append(indentation, causedBy: pieces, at: start)
      result.append(pieces, range: start..<end)
      start = end
    }
    return result
  }

  // MARK: Blocks

  /// Parses up to the tag that closes or continues the section, which is consumed and returned.
  private mutating func body() -> (nodes: [Node], stop: MustachePiece?) {
    var nodes: [Node] = []
    depth += 1
    defer { depth -= 1 }
    while index < pieces.count {
      let piece = pieces[index]
      index += 1
      switch piece.kind {
      case .text: nodes.append(Node(kind: .text(piece.range), range: piece.range))
      case .literal(let bytes): nodes.append(Node(kind: .literal(bytes), range: piece.range))
      case .close, .else: return (nodes, piece)
      case .inverted where isHandlebars && piece.text.isEmpty: return (nodes, piece)
      default:
        guard depth <= limits.depth else {
          failures.append(
            SyntaxFailure("limit-exceeded", "sections are nested too deep", piece.range))
          index = pieces.count
          return (nodes, nil)
        }
        do throws(SyntaxFailure) {
          if let node = try node(piece) { nodes.append(node) }
        } catch {
          failures.append(error)
        }
      }
    }
    return (nodes, nil)
  }

  private mutating func node(_ piece: MustachePiece) throws(SyntaxFailure) -> Node? {
    switch piece.kind {
    case .output(let isRaw):
      return Node(
        kind: .output(try expressions(piece).whole(), isRaw: isRaw), range: piece.range)
    case .section: return try isHandlebars ? helper(piece) : section(piece, isInverted: false)
    case .inverted: return try section(piece, isInverted: true)
    case .partial(let isParent): return try partial(piece, isParent: isParent)
    case .block:
      let (nodes, stop) = body()
      try expectClose(stop, piece)
      return Node(
        kind: .block(piece.text, nodes, indentation: piece.indentation), range: piece.range)
    case .text, .literal, .close, .else, .nothing: return nil
    }
  }

  private func expressions(_ piece: MustachePiece) throws(SyntaxFailure)
    -> HandlebarsExpressionParser
  {
    try HandlebarsExpressionParser(
      bytes: bytes, range: piece.inside, isHandlebars: isHandlebars, depthLimit: limits.depth)
  }

  private func expectClose(_ stop: MustachePiece?, _ open: MustachePiece) throws(SyntaxFailure) {
    guard let stop, case .close = stop.kind else {
      throw SyntaxFailure(
        "unclosed-block", "`\(open.text)` is not closed", open.range,
        hint: "add `{{/\(open.firstWord)}}`")
    }
    guard stop.text == open.firstWord else {
      throw SyntaxFailure(
        "unclosed-block", "`\(open.firstWord)` is closed by `\(stop.text)`", stop.range,
        hint: "write `{{/\(open.firstWord)}}`")
    }
  }

  private mutating func section(
    _ piece: MustachePiece, isInverted: Bool
  ) throws(SyntaxFailure) -> Node {
    let value = try expressions(piece).whole()
    let (nodes, stop) = body()
    var otherwise: [Node] = []
    var end = stop
    if isHandlebars, let stop, stop.isElse { (otherwise, end) = body() }
    try expectClose(end, piece)
    let section = Node.Section(
      style: .mustache, value: value, body: isInverted ? otherwise : nodes,
      otherwise: isInverted ? nodes : otherwise)
    return Node(kind: .section(section), range: piece.range)
  }

  // MARK: Block helpers

  /// The helpers of SendGrid and others that are a condition by themselves.
  private static let conditions = Set(HandlebarsExpressionParser.comparisons.keys)
    .union(["and", "or", "not"])
  private static let helpers = conditions.union(["if", "unless", "each", "with"])

  private mutating func helper(_ piece: MustachePiece) throws(SyntaxFailure) -> Node {
    var parser = try expressions(piece)
    let name = parser.peekWord
    guard let name, Self.helpers.contains(name), !parser.isSingle else {
      if parser.isSingle { return try section(piece, isInverted: false) }
      throw SyntaxFailure(
        "unknown-helper", "there is no block helper `\(name ?? "")`", piece.range,
        hint: nearestName(to: name ?? "", in: Self.helpers.sorted()).map { "did you mean `\($0)`?" }
          ?? "use `if`, `unless`, `each` or `with`")
    }
    let value: Expression
    var parameters: [String] = []
    if Self.conditions.contains(name) {
      // `{{#equals a b}}` is `{{#if (equals a b)}}`.
      value = try parser.whole()
    } else {
      parser.skip()
      value = try parser.argument()
      parameters = try parser.parameters()
      try parser.expectEnd()
    }
    let (nodes, stop) = body()
    var otherwise: [Node] = []
    if let stop, stop.isElse {
      if case .else(let chained) = stop.kind, let chained {
        // `{{else if x}}` is a block of its own that ends where this one does.
        var inner = stop
        inner.inside = chained
        inner.firstWord = piece.firstWord
        otherwise = [try helper(inner)]
      } else {
        let (rest, end) = body()
        otherwise = rest
        try expectClose(end, piece)
      }
    } else {
      try expectClose(stop, piece)
    }
    switch name {
    case "if", "unless",
      _ where Self.conditions.contains(name):
      var condition = Expression(kind: .truthy(value), range: value.range)
      if name == "unless" { condition = Expression(kind: .not(condition), range: value.range) }
      return Node(
        kind: .conditional(
          [Node.Branch(condition: condition, body: nodes)], otherwise: otherwise),
        range: piece.range)
    default:
      let section = Node.Section(
        style: name == "each" ? .each : .with, value: value, parameters: parameters, body: nodes,
        otherwise: otherwise)
      return Node(kind: .section(section), range: piece.range)
    }
  }

  // MARK: Partials

  private mutating func partial(
    _ piece: MustachePiece, isParent: Bool
  ) throws(SyntaxFailure) -> Node {
    var call: Node.Partial
    if piece.text.hasPrefix("*") {
      let start = bytes[piece.inside].firstIndex(of: UInt8(ascii: "*")) ?? piece.inside.lowerBound
      let parser = try HandlebarsExpressionParser(
        bytes: bytes, range: start + 1..<piece.inside.upperBound, isHandlebars: isHandlebars,
        depthLimit: limits.depth)
      call = Node.Partial(name: try parser.whole(), scope: .shared)
    } else {
      let words = piece.text.split(whereSeparator: \.isWhitespace)
      let name = words.first.map { String($0) } ?? ""
      let bare = String(name.trimmingPrefix(/["']/)).replacing(/["']$/, with: "")
      call = Node.Partial(
        name: Expression(kind: .constant(.string(bare)), range: piece.inside), scope: .shared)
      if isHandlebars, words.count > 1 { return try partial(call, with: piece) }
    }
    call.isOptional = !isHandlebars
    call.indentation = piece.indentation
    guard isParent else { return Node(kind: .partial(call), range: piece.range) }
    let (nodes, stop) = body()
    try expectClose(stop, piece)
    call.fallback = nodes
    for node in nodes {
      if case .block(let name, let body, _) = node.kind {
        call.blocks.removeAll { $0.name == name }
        call.blocks.append(Node.Override(name: name, body: body))
      }
    }
    call.fallback = []
    return Node(kind: .partial(call), range: piece.range)
  }

  /// `{{> card product title="New"}}`: a partial of Handlebars with a context and named values.
  private func partial(
    _ call: Node.Partial, with piece: MustachePiece
  ) throws(SyntaxFailure) -> Node {
    var call = call
    call.indentation = piece.indentation
    var parser = try expressions(piece)
    parser.skip()
    var context: Expression?
    while !parser.isAtEnd {
      if let name = parser.keyword() {
        call.arguments.append(FilterCall.Named(name: name, value: try parser.argument()))
      } else if context == nil {
        context = try parser.argument()
      } else {
        try parser.expectEnd()
      }
    }
    let node = Node(kind: .partial(call), range: piece.range)
    guard let context else { return node }
    return Node(
      kind: .section(Node.Section(style: .with, value: context, body: [node])), range: piece.range)
  }
}
