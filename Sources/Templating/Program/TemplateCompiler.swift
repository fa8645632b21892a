internal import Diagnostics
internal import SourceText

/// Turns the syntax tree of a template, its partials and its layout into a slot program.
struct TemplateCompiler {
  struct Binding {
    var slot: Int
    /// Whether the name always has a value here, so that the context is not asked.
    var isLocal: Bool
    var model: DataModel?
    var field: String?
    /// The shape of the list element that the name stands for, where it is known.
    var shape: RowShape?
  }

  struct Use {
    var locations: [SourceLocation] = []
    var seen: Set<SourceLocation> = []
    var hasDefault = true
  }

  struct Override {
    var nodes: [Node]
    var source: Int
    var indentation: [UInt8]
  }

  let options: CompileOptions
  var program = Draft()
  var diagnostics: [Diagnostic] = []
  var sources: [Pieces] = []
  var source = 0
  var html = HTMLContext()
  var isInJSONString = false
  var scopes: [[String: Binding]] = [[:]]
  var scopeBase = 0
  var loopDepth = 0
  var loopBase = 0
  var counters: [String: Int] = [:]
  var continuations: [String: Int] = [:]
  var partialStack: [String] = []
  var parsed: [String: Int] = [:]
  var parsedNodes: [Int: [Node]] = [:]
  var overrides: [String: Override] = [:]
  var functionNames: [String: Int] = [:]
  var pendingFunctions: [(name: String, index: Int)] = []
  var uses: [String: Use] = [:]
  var useOrder: [String] = []
  var depth = 0
  var nodeCount = 0

  init(options: CompileOptions) {
    self.options = options
  }

  var tracksHTML: Bool { options.kind == .html && options.autoescape }

  var fieldUses: [FieldUse] {
    useOrder.compactMap { path in
      uses[path].map { FieldUse(path: path, locations: $0.locations, hasDefault: $0.hasDefault) }
    }
  }

  mutating func compile(_ pieces: Pieces) -> Draft {
    let nodes = parse(pieces)
    declareVariables(in: nodes)
    var steps: [Step] = []
    compile(nodes, into: &steps)
    program.steps = steps
    while let pending = pendingFunctions.popLast() {
      guard let index = parsed[pending.name], let nodes = parsedNodes[index] else { continue }
      source = index
      html = HTMLContext()
      var body: [Step] = []
      partialStack = [pending.name]
      compile(nodes, into: &body)
      program.functions[pending.index] = body
    }
    return program
  }

  // MARK: Sources

  mutating func parse(_ pieces: Pieces) -> [Node] {
    sources.append(pieces)
    source = sources.count - 1
    let nodes: [Node]
    let failures: [SyntaxFailure]
    switch options.syntax {
    case .liquid:
      (nodes, failures) = LiquidParser.parse(
        pieces, limits: options.limits, passthrough: options.passthrough)
    case .handlebars, .mustache:
      (nodes, failures) = MustacheParser.parse(
        pieces, isHandlebars: options.syntax == .handlebars, limits: options.limits,
        passthrough: options.passthrough)
    }
    for failure in failures {
      report(
        .error, failure.identifier, failure.summary, failure.range, hint: failure.hint)
    }
    return nodes
  }

  /// Parses a partial once; `nil` when there is none of that name.
  mutating func partial(_ name: String, indentation: [UInt8] = []) -> (key: String, nodes: [Node])?
  {
    let key = name + "\u{0}" + String(decoding: indentation, as: UTF8.self)
    if let index = parsed[key], let nodes = parsedNodes[index] { return (key, nodes) }
    guard var pieces = options.partials(name) else { return nil }
    if !indentation.isEmpty { pieces = MustacheParser.indented(pieces, by: indentation) }
    let saved = source
    let nodes = parse(pieces)
    parsed[key] = source
    parsedNodes[source] = nodes
    source = saved
    return (key, nodes)
  }

  mutating func report(
    _ severity: Severity, _ identifier: String, _ summary: String, _ range: Range<Int>,
    hint: @autoclosure () -> String? = nil
  ) {
    guard diagnostics.count < 1000 else { return }
    let diagnostic = sources[source].diagnostic(
      severity, identifier, summary, range: range, hint: hint())
    // A partial used twice would otherwise report everything twice.
    if !diagnostics.suffix(50).contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  mutating func site(_ range: Range<Int>) -> Int {
    program.sites.append(sources[source].location(at: range.lowerBound))
    return program.sites.count - 1
  }

  // MARK: Variables

  mutating func newSlot() -> Int {
    program.slotCount += 1
    return program.slotCount - 1
  }

  /// Gives every variable that the nodes assign a slot in the innermost scope, beforehand, because
  /// a loop may read in its first round what it assigns in a later one.
  mutating func declareVariables(in nodes: [Node], depth: Int = 0) {
    guard depth <= options.limits.depth else { return }
    for node in nodes {
      switch node.kind {
      case .assign(let name, _): declare(name)
      case .capture(let name, let body):
        declare(name)
        declareVariables(in: body, depth: depth + 1)
      case .count(let name, _):
        if counters[name] == nil {
          counters[name] = program.counterCount
          program.counterCount += 1
        }
      case .conditional(let branches, let otherwise):
        for branch in branches { declareVariables(in: branch.body, depth: depth + 1) }
        declareVariables(in: otherwise, depth: depth + 1)
      case .choice(_, let choices):
        for choice in choices { declareVariables(in: choice.body, depth: depth + 1) }
      case .loop(let loop):
        declareVariables(in: loop.body, depth: depth + 1)
        declareVariables(in: loop.otherwise, depth: depth + 1)
      case .ifChanged(let body), .block(_, let body, _):
        declareVariables(in: body, depth: depth + 1)
      case .layout(let name, let body):
        declareVariables(
          in: body.filter { if case .layout = $0.kind { false } else { true } },
          depth: depth + 1)
        if case .constant(.string(let name)) = name.kind, let layout = partial(name) {
          declareVariables(in: layout.nodes, depth: depth + 8)
        }
      case .partial(let call) where call.scope == .shared && options.syntax == .liquid:
        if case .constant(.string(let name)) = call.name.kind, let partial = partial(name) {
          declareVariables(in: partial.nodes, depth: depth + 8)
        }
      default: break
      }
    }
  }

  private mutating func declare(_ name: String) {
    guard scopes[scopes.count - 1][name] == nil else { return }
    scopes[scopes.count - 1][name] = Binding(slot: newSlot(), isLocal: false)
  }

  func binding(_ name: String) -> Binding? {
    for scope in scopes[scopeBase...].reversed() {
      if let binding = scope[name] { return binding }
    }
    return nil
  }

  /// The binding that assigning to a name writes: never a loop's variable.
  mutating func assignTarget(_ name: String) -> Int {
    for index in stride(from: scopes.count - 1, through: scopeBase, by: -1) {
      if let binding = scopes[index][name], !binding.isLocal { return index }
    }
    scopes[scopeBase][name] = Binding(slot: newSlot(), isLocal: false)
    return scopeBase
  }

  mutating func noteUse(_ path: String, at location: SourceLocation?, hasDefault: Bool) {
    if uses[path] == nil { useOrder.append(path) }
    if let location, uses[path, default: Use()].seen.insert(location).inserted {
      uses[path, default: Use()].locations.append(location)
    }
    if !hasDefault { uses[path, default: Use()].hasDefault = false }
  }
}
