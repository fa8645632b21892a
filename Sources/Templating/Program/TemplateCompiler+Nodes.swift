internal import Diagnostics
internal import SourceText

extension TemplateCompiler {
  mutating func compile(_ nodes: [Node], into steps: inout [Step]) {
    depth += 1
    defer { depth -= 1 }
    nodeCount += nodes.count
    guard depth <= options.limits.depth * 4, nodeCount <= options.limits.steps else {
      report(.error, "limit-exceeded", "the template and its partials are too large", 0..<1)
      return
    }
    for node in nodes { compile(node, into: &steps) }
  }

  private mutating func literal(
    _ bytes: ArraySlice<UInt8>, _ range: Range<Int>, _ steps: inout [Step]
  ) {
    guard !bytes.isEmpty else { return }
    feed(bytes, range)
    let start = program.literals.count
    program.literals += bytes
    if case .literal(let first, let count)? = steps.last, first + count == start {
      steps[steps.count - 1] = .literal(first, count + bytes.count)
    } else {
      steps.append(.literal(start, bytes.count))
    }
  }

  mutating func body(_ nodes: [Node], dropsBlankText: Bool = false) -> [Step] {
    var steps: [Step] = []
    var kept = nodes
    if dropsBlankText { kept.removeAll { if case .text = $0.kind { true } else { false } } }
    compile(kept, into: &steps)
    return steps
  }

  private mutating func compile(_ node: Node, into steps: inout [Step]) {
    switch node.kind {
    case .text(let range): literal(sources[source].bytes[range], range, &steps)
    case .literal(let bytes): literal(bytes[...], node.range, &steps)
    case .output(let expression, let isRaw): output(expression, isRaw, node.range, &steps)
    case .conditional(let branches, let otherwise):
      conditional(branches, otherwise, node, &steps)
    case .choice(let value, let choices): choice(value, choices, node, &steps)
    case .loop(let loop): self.loop(loop, node, &steps)
    case .section(let section): self.section(section, node, &steps)
    case .assign(let name, let expression): assign(name, expression, &steps)
    case .capture(let name, let nodes):
      let saved = html
      html = HTMLContext()
      let body = body(nodes, dropsBlankText: false)
      html = saved
      let target = assignTarget(name)
      scopes[target][name]?.model = .any
      steps.append(
        .capture(scopes[target][name]?.slot ?? 0, body, isMarkup: tracksHTML))
    case .count(let name, let step):
      let counter = counters[name] ?? 0
      steps.append(.count(counter, step: step))
      html.passSlot()
    case .cycle(let group, let values):
      let escape = escape(values.first ?? Expression(kind: .empty, range: node.range), node.range)
      var index = program.cycleCount
      var groupOperation: Operation?
      if let group {
        groupOperation = operation(group, .tested)
        index = 0
      } else {
        // Cycles with the same values share their place, wherever they stand.
        let text = values.map { "\($0.kind)" }.joined(separator: ",")
        let key = "cycle\u{0}" + text.replacing(/range: Range\(\d+\.\.<\d+\)|\d+\.\.<\d+/, with: "")
        index = continuations[key] ?? program.cycleCount
        continuations[key] = index
      }
      program.cycleCount = max(program.cycleCount, index + 1)
      steps.append(
        .cycle(
          index, group: groupOperation, values.map { operation($0, .printed) }, escape,
          site: site(node.range)))
    case .ifChanged(let nodes):
      let before = html
      let body = body(nodes)
      join([html, before], node.range, "the contents of `ifchanged`")
      // All of them share one memory, as in Liquid.
      steps.append(.ifChanged(0, body))
    case .break: steps.append(.break)
    case .continue: steps.append(.continue)
    case .partial(let partial): self.partial(partial, node, &steps)
    case .block(let name, let nodes, let indentation):
      block(name, nodes, indentation, &steps)
    case .layout(let name, let nodes): layout(name, nodes, node, &steps)
    }
  }

  private mutating func output(
    _ expression: Expression, _ isRaw: Bool, _ range: Range<Int>, _ steps: inout [Step]
  ) {
    let (inner, hasRawFilter) = unwrapped(expression)
    var escape = SlotEscape.none
    if isRaw || hasRawFilter {
      if options.autoescape, options.kind != .none, options.kind != .text {
        report(.note, "raw-output", "a value is printed without escaping", range)
      }
      html.passSlot()
    } else {
      escape = self.escape(inner, range)
    }
    if case .path(let path) = inner.kind {
      let resolved = accessor(path, inner.range, .printed)
      warnOfWholeValue(resolved, inner.range)
      steps.append(.slot(resolved.accessor, escape))
      return
    }
    switch operation(inner, .printed) {
    case .path(let accessor): steps.append(.slot(accessor, escape))
    case let operation: steps.append(.output(operation, escape, site: site(range)))
    }
  }

  /// A list or an object that is printed as it is was meant to be one of its members.
  private mutating func warnOfWholeValue(_ resolved: Resolved, _ range: Range<Int>) {
    guard options.isStrict, options.kind != .json else { return }
    switch resolved.model {
    case .object:
      report(
        .warning, "whole-value", "`\(resolved.accessor.name)` is an object, not a text", range,
        hint: "print one of its members, or use the `json` filter")
    case .list(.object):
      report(
        .warning, "whole-value", "`\(resolved.accessor.name)` is a list, not a text", range,
        hint: "go over it with `for`")
    default: break
    }
  }

  private mutating func assign(_ name: String, _ expression: Expression, _ steps: inout [Step]) {
    var model = DataModel.any
    var field: String?
    let value: Operation
    if case .path(let path) = expression.kind {
      let resolved = accessor(path, expression.range, .tested)
      model = resolved.model
      field = resolved.field
      value = .path(resolved.accessor)
    } else {
      value = operation(expression, .tested)
    }
    let target = assignTarget(name)
    if let known = scopes[target][name]?.model, known != model { model = .any }
    scopes[target][name]?.model = model
    scopes[target][name]?.field = field
    steps.append(.assign(scopes[target][name]?.slot ?? 0, value))
  }
}
