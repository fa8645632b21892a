internal import SourceText

/// Reads a Liquid template into the shared syntax tree.
struct LiquidParser {
  let bytes: [UInt8]
  let limits: TemplateLimits
  private(set) var failures: [SyntaxFailure] = []
  private var pieces: [LiquidPiece]
  private var index = 0
  private var depth = 0

  static func parse(
    _ source: Pieces, limits: TemplateLimits, passthrough: (@Sendable (String) -> Bool)?
  ) -> (nodes: [Node], failures: [SyntaxFailure]) {
    let stream = LiquidStream(bytes: source.bytes, passthrough: passthrough)
    var parser = LiquidParser(bytes: source.bytes, pieces: stream.pieces, limits: limits)
    parser.failures = stream.failures
    let nodes = parser.parseAll()
    return (nodes, parser.failures.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }

  private init(bytes: [UInt8], pieces: [LiquidPiece], limits: TemplateLimits) {
    self.bytes = bytes
    self.pieces = pieces
    self.limits = limits
  }

  // MARK: Blocks

  private mutating func parseAll() -> [Node] {
    var nodes: [Node] = []
    while index < pieces.count {
      let (body, stop) = parseBody(until: [])
      nodes += body
      if let stop {
        failures.append(
          SyntaxFailure(
            "unexpected-tag", "`\(stop.name)` closes or continues a block that is not open",
            stop.range))
      }
    }
    if let place = nodes.firstIndex(where: { if case .layout = $0.kind { true } else { false } }),
      case .layout(let name, _) = nodes[place].kind
    {
      return [Node(kind: .layout(name, nodes), range: nodes[place].range)]
    }
    return nodes
  }

  struct Stop {
    var name: String
    var arguments: Range<Int>
    var range: Range<Int>
  }

  /// Parses until one of the named tags, which is consumed, or until a tag that belongs to no
  /// block here, which is consumed too and told apart by its name.
  mutating func parseBody(until names: Set<String>) -> (nodes: [Node], stop: Stop?) {
    var nodes: [Node] = []
    depth += 1
    defer { depth -= 1 }
    while index < pieces.count {
      let piece = pieces[index]
      index += 1
      switch piece.kind {
      case .text(let range):
        nodes.append(Node(kind: .text(range), range: range))
      case .raw(let range):
        nodes.append(Node(kind: .literal(Array(bytes[range])), range: range))
      case .output(let range):
        if let node = guarded({ (parser) throws(SyntaxFailure) in
          try parser.output(range, piece.range)
        }) {
          nodes.append(node)
        }
      case .tag(let name, let arguments):
        if names.contains(name) || Self.stops.contains(name) {
          return (nodes, Stop(name: name, arguments: arguments, range: piece.range))
        }
        guard depth <= limits.depth else {
          failures.append(
            SyntaxFailure("limit-exceeded", "blocks are nested too deep", piece.range))
          index = pieces.count
          return (nodes, nil)
        }
        if let made = guarded({ (parser) throws(SyntaxFailure) in
          try parser.tag(name, arguments, piece.range)
        }) {
          nodes += made
        }
      }
    }
    return (nodes, nil)
  }

  private static let stops: Set<String> = [
    "endif", "endunless", "endfor", "endcase", "endcapture", "endtablerow", "endifchanged",
    "endblock", "endcomment", "endraw", "enddoc", "else", "elsif", "when",
  ]

  private mutating func guarded<T>(
    _ body: (inout LiquidParser) throws(SyntaxFailure) -> T
  ) -> T? {
    do {
      return try body(&self)
    } catch {
      failures.append(error)
      return nil
    }
  }

  func expressions(_ range: Range<Int>) throws(SyntaxFailure) -> LiquidExpressionParser {
    try LiquidExpressionParser(bytes: bytes, range: range, depthLimit: limits.depth)
  }

  /// The body of a block that only its end tag can close.
  mutating func block(_ name: String, _ range: Range<Int>) throws(SyntaxFailure) -> [Node] {
    let (body, stop) = parseBody(until: ["end" + name])
    guard let stop, stop.name == "end" + name else { throw unclosed(name, range, stop) }
    return body
  }

  func unclosed(_ name: String, _ range: Range<Int>, _ stop: Stop?) -> SyntaxFailure {
    guard let stop else {
      return SyntaxFailure(
        "unclosed-block", "`\(name)` is not closed", range, hint: "add `{% end\(name) %}`")
    }
    return SyntaxFailure(
      "unclosed-block", "`\(stop.name)` stands inside `\(name)`, which is not closed", stop.range,
      hint: "add `{% end\(name) %}` before it")
  }

  private func output(_ range: Range<Int>, _ whole: Range<Int>) throws(SyntaxFailure) -> Node {
    var parser = try expressions(range)
    guard !parser.isAtEnd else { return Node(kind: .literal([]), range: whole) }
    let expression = try parser.filtered()
    try parser.expectEnd()
    return Node(kind: .output(expression, isRaw: false), range: whole)
  }

  // MARK: The liquid tag

  /// Each line of `{% liquid %}` is a tag; blocks must close inside it.
  mutating func lines(_ range: Range<Int>) throws(SyntaxFailure) -> [Node] {
    var inner: [LiquidPiece] = []
    var start = range.lowerBound
    var commentDepth = 0
    while start < range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: 10) ?? range.upperBound
      let (name, arguments) = LiquidStream.split(bytes, start..<end)
      let hasText = bytes[start..<end].contains { !LiquidLexer.isSpace($0) }
      let line = start..<end
      start = end + 1
      guard hasText else { continue }
      if name == "comment" { commentDepth += 1 }
      if commentDepth > 0 {
        if name == "endcomment" { commentDepth -= 1 }
        continue
      }
      if name == "#" { continue }
      inner.append(LiquidPiece(kind: .tag(name: name, arguments: arguments), range: line))
    }
    guard depth < limits.depth else {
      throw SyntaxFailure("limit-exceeded", "blocks are nested too deep", range)
    }
    let saved = (pieces, index)
    pieces = inner
    index = 0
    let (nodes, stop) = parseBody(until: [])
    (pieces, index) = saved
    if let stop {
      throw SyntaxFailure(
        "unexpected-tag", "`\(stop.name)` closes or continues a block that is not open", stop.range)
    }
    return nodes
  }
}
