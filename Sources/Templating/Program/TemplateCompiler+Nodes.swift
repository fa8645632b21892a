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

  private mutating func body(_ nodes: [Node], dropsBlankText: Bool = false) -> [Step] {
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
    switch operation(inner, .printed) {
    case .path(let accessor): steps.append(.slot(accessor, escape))
    case let operation: steps.append(.output(operation, escape, site: site(range)))
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

  // MARK: Conditions

  private mutating func conditional(
    _ branches: [Node.Branch], _ otherwise: [Node], _ node: Node, _ steps: inout [Step]
  ) {
    let start = html
    var ends: [HTMLContext] = []
    var compiled: [Step.Branch] = []
    let drops = isBlank(node)
    for branch in branches {
      let condition = operation(branch.condition, .tested)
      html = start
      compiled.append(
        Step.Branch(condition: condition, body: body(branch.body, dropsBlankText: drops)))
      ends.append(html)
    }
    html = start
    let last = body(otherwise, dropsBlankText: drops)
    ends.append(html)
    join(ends, node.range, "the branches")
    // What is decided now need not be asked for every recipient.
    var kept: [Step.Branch] = []
    for branch in compiled {
      if let value = branch.condition.constantTruth {
        guard value else { continue }
        if kept.isEmpty {
          steps += branch.body
        } else {
          steps.append(.conditional(kept, otherwise: branch.body))
        }
        return
      }
      kept.append(branch)
    }
    if kept.isEmpty { steps += last } else { steps.append(.conditional(kept, otherwise: last)) }
  }

  private mutating func choice(
    _ value: Expression, _ choices: [Node.Choice], _ node: Node, _ steps: inout [Step]
  ) {
    let start = html
    var ends = [start]
    let subject = operation(value, .tested)
    let drops = isBlank(node)
    var compiled: [Step.Choice] = []
    for choice in choices {
      html = start
      compiled.append(
        Step.Choice(
          values: choice.values.map { operation($0, .tested) }, isElse: choice.isElse,
          body: body(choice.body, dropsBlankText: drops)))
      ends.append(html)
    }
    join(ends, node.range, "the branches")
    steps.append(.choice(subject, compiled))
  }

  /// Whether a block shows nothing but white space, which Liquid leaves out altogether.
  private func isBlank(_ node: Node) -> Bool {
    switch node.kind {
    case .assign, .capture, .break, .continue: true
    case .conditional(let branches, let otherwise):
      branches.allSatisfy { $0.body.allSatisfy(isBlankOrSpace) }
        && otherwise.allSatisfy(isBlankOrSpace)
    case .choice(_, let choices): choices.allSatisfy { $0.body.allSatisfy(isBlankOrSpace) }
    case .loop(let loop):
      !loop.isTable && loop.body.allSatisfy(isBlankOrSpace)
        && loop.otherwise.allSatisfy(isBlankOrSpace)
    default: false
    }
  }

  private func isBlankOrSpace(_ node: Node) -> Bool {
    if case .text(let range) = node.kind {
      return sources[source].bytes[range].allSatisfy(LiquidLexer.isSpace)
    }
    return isBlank(node)
  }

  // MARK: Loops

  private mutating func loop(_ loop: Node.Loop, _ node: Node, _ steps: inout [Step]) {
    let (collection, model, field, shape) = collection(loop.collection)
    let limit = loop.limit.map { operation($0, .tested) }
    let offset = loop.offset.map { operation($0, .tested) }
    let columns = loop.columns.map { operation($0, .tested) }
    let slot = newSlot()
    let drops = isBlank(node)
    scopes.append([
      loop.variable: Binding(slot: slot, isLocal: true, model: model, field: field, shape: shape)
    ])
    loopDepth += 1
    let start = html
    if loop.isTable { html = HTMLContext() }
    let body = body(loop.body, dropsBlankText: drops)
    loopDepth -= 1
    scopes.removeLast()
    if loop.isTable { html = start }
    join([start, html], node.range, "the rounds of a loop")
    let after = html
    html = start
    let otherwise = self.body(loop.otherwise, dropsBlankText: drops)
    join([after, html], node.range, "the branches of a loop")
    let key = loop.variable + "-" + loop.collectionText
    let continuation = continuations[key] ?? program.continuationCount
    continuations[key] = continuation
    program.continuationCount = max(program.continuationCount, continuation + 1)
    steps.append(
      .loop(
        LoopStep(
          slot: slot, loop: loop, collection: collection, limit: limit, offset: offset,
          columns: columns, continuation: continuation, site: site(loop.collection.range),
          body: body, otherwise: otherwise)))
  }

  private mutating func collection(
    _ expression: Expression
  ) -> (Operation, DataModel, String?, RowShape?) {
    guard case .path(let path) = expression.kind else {
      return (operation(expression, .tested), .any, nil, nil)
    }
    let resolved = accessor(path, expression.range, .tested)
    if options.isStrict, case .scalar = resolved.model {
      report(
        .error, "not-a-list", "`\(resolved.accessor.name)` is not a list", expression.range)
    }
    return (
      .path(resolved.accessor), resolved.model.element, resolved.field.map { $0 + "[]" },
      resolved.elements
    )
  }

  private mutating func section(_ section: Node.Section, _ node: Node, _ steps: inout [Step]) {
    let value = operation(section.value, .tested)
    let start = html
    var bindings: [String: Binding] = [:]
    var slots: [Int] = []
    for parameter in section.parameters {
      slots.append(newSlot())
      bindings[parameter] = Binding(slot: slots[slots.count - 1], isLocal: true)
    }
    scopes.append(bindings)
    loopDepth += 1
    let body = body(section.body)
    loopDepth -= 1
    scopes.removeLast()
    join([start, html], node.range, "the rounds of a section")
    let after = html
    html = start
    let otherwise = self.body(section.otherwise)
    join([after, html], node.range, "the branches of a section")
    steps.append(
      .section(
        SectionStep(
          style: section.style, value: value, parameters: slots, body: body, otherwise: otherwise)))
  }

  // MARK: Partials, blocks and layouts

  private mutating func partial(_ call: Node.Partial, _ node: Node, _ steps: inout [Step]) {
    guard case .constant(let constant) = call.name.kind, let name = constant.text else {
      dynamicPartial(call, node, &steps)
      return
    }
    guard let (key, nodes) = partial(name, indentation: call.indentation) else {
      if call.isOptional {
        compile(call.fallback, into: &steps)
      } else {
        report(
          .error, "unknown-partial", "there is no partial `\(name)`", call.name.range)
      }
      return
    }
    // With other blocks a parent may take another course, so it is followed once more.
    let repeats = partialStack.count { $0 == key }
    if repeats > (call.blocks.isEmpty ? 0 : 1) || partialStack.count >= options.limits.depth {
      recursivePartial(key, name, call, &steps)
      return
    }
    var bindings: [String: Binding] = [:]
    var prologue: [Step] = []
    for argument in call.arguments {
      bind(argument.name, argument.value, &bindings, &prologue, isLocal: call.scope == .shared)
    }
    var loopCollection: (operation: Operation, slot: Int)?
    if let with = call.with {
      let alias = call.alias ?? String(name.split(separator: "/").last ?? Substring(name))
      if call.isLoop || call.scope == .shared {
        let (operation, model, field, _) = collection(with)
        let slot = newSlot()
        bindings[alias] = Binding(slot: slot, isLocal: true, model: model, field: field)
        if call.isLoop, call.scope == .isolated {
          bindings["\u{0}partial-loop"] = Binding(slot: slot, isLocal: true)
        }
        if case .any = model { bindings[alias]?.model = nil }
        loopCollection = (operation, slot)
      } else {
        bind(alias, with, &bindings, &prologue)
      }
    }
    let saved = (source, scopeBase, loopBase, overrides, counters)
    scopes.append(bindings)
    if call.scope == .isolated {
      scopeBase = scopes.count - 1
      loopBase = loopDepth
      counters = [:]
      declareVariables(in: nodes)
    }
    let callSource = source
    for block in call.blocks where overrides[block.name] == nil {
      overrides[block.name] = Override(
        nodes: block.body, source: callSource, indentation: call.indentation)
    }
    source = parsed[key] ?? source
    partialStack.append(key)
    let start = html
    var body: [Step] = []
    compile(nodes, into: &body)
    partialStack.removeLast()
    scopes.removeLast()
    (source, scopeBase, loopBase, overrides, counters) = saved
    if let loopCollection {
      join([start, html], node.range, "the rounds of a loop")
      body = [
        .partialLoop(
          PartialLoopStep(
            slot: loopCollection.slot, collection: loopCollection.operation,
            isLoopVisible: call.isLoop && call.scope == .isolated, body: body))
      ]
    }
    steps += prologue
    if call.scope == .isolated {
      steps.append(.scope(body))
    } else {
      steps += body
    }
  }

  private mutating func bind(
    _ name: String, _ value: Expression, _ bindings: inout [String: Binding],
    _ prologue: inout [Step], isLocal: Bool = false
  ) {
    var binding = Binding(slot: newSlot(), isLocal: isLocal)
    if case .path(let path) = value.kind {
      let resolved = accessor(path, value.range, .tested)
      binding.model = resolved.model
      binding.field = resolved.field
      prologue.append(.assign(binding.slot, .path(resolved.accessor)))
    } else {
      prologue.append(.assign(binding.slot, operation(value, .tested)))
    }
    bindings[name] = binding
  }

  private mutating func recursivePartial(
    _ key: String, _ name: String, _ call: Node.Partial, _ steps: inout [Step]
  ) {
    guard options.syntax != .liquid else {
      report(
        .error, "recursive-partial", "the partial `\(name)` must not call itself", call.name.range)
      return
    }
    if functionNames[key] == nil {
      functionNames[key] = program.functions.count
      pendingFunctions.append((key, program.functions.count))
      program.functions.append([])
    }
    steps.append(.call(functionNames[key] ?? 0))
  }

  private mutating func dynamicPartial(
    _ call: Node.Partial, _ node: Node, _ steps: inout [Step]
  ) {
    if options.isStrict, options.syntax == .liquid {
      report(
        .error, "dynamic-partial", "the name of a partial must be written in quotes",
        call.name.range)
      return
    }
    let name = operation(call.name, .tested)
    var visible: [DynamicStep.Visible] = []
    var seen = Set<String>()
    for scope in scopes[scopeBase...].reversed() {
      for name in scope.keys.sorted() where seen.insert(name).inserted {
        let path = Path(root: .name(name), segments: [])
        visible.append(
          DynamicStep.Visible(
            name: name, value: .path(accessor(path, node.range, .tested).accessor)))
      }
    }
    for argument in call.arguments {
      visible.append(
        DynamicStep.Visible(name: argument.name, value: operation(argument.value, .tested)))
    }
    steps.append(
      .dynamic(
        DynamicStep(
          name: name, visible: visible, isOptional: call.isOptional,
          indentation: call.indentation, site: site(node.range))))
  }

  private mutating func block(
    _ name: String, _ nodes: [Node], _ indentation: [UInt8], _ steps: inout [Step]
  ) {
    guard let override = overrides[name] else {
      compile(nodes, into: &steps)
      return
    }
    var replacement = override.nodes
    if options.syntax == .mustache {
      let own = lineIndentation(of: nodes, in: source)
      replacement = reindented(
        override.nodes, in: override.source,
        by: own.map { $0.isEmpty ? indentation : $0 } ?? indentation)
    }
    let saved = source
    source = override.source
    compile(replacement, into: &steps)
    source = saved
  }

  /// The white space before the first line of a block, or `nil` when it starts inside a line.
  private func lineIndentation(of nodes: [Node], in source: Int) -> [UInt8]? {
    guard case .text(let range)? = nodes.first?.kind else { return nil }
    let bytes = sources[source].bytes
    guard range.lowerBound > 0, bytes[range.lowerBound - 1] == 10 else { return nil }
    return Array(bytes[range].prefix { $0 == 32 || $0 == 9 })
  }

  /// A block that replaces another one, moved to the indentation of that one.
  private func reindented(_ nodes: [Node], in source: Int, by target: [UInt8]) -> [Node] {
    guard let own = lineIndentation(of: nodes, in: source), own != target else { return nodes }
    let bytes = sources[source].bytes
    return nodes.map { node in
      guard case .text(let range) = node.kind else { return node }
      var result: [UInt8] = []
      var index = range.lowerBound
      while index < range.upperBound {
        if bytes[index - 1] == 10 {
          if bytes[index...].starts(with: own) { index += own.count }
          guard index < range.upperBound else { break }
          if bytes[index] != 10 { result += target }
        }
        result.append(bytes[index])
        index += 1
      }
      return Node(kind: .literal(result), range: node.range)
    }
  }

  private mutating func layout(
    _ name: Expression, _ nodes: [Node], _ node: Node, _ steps: inout [Step]
  ) {
    guard case .constant(.string(let title)) = name.kind, let (key, layout) = partial(title) else {
      report(.error, "unknown-partial", "the layout is not found", name.range)
      return
    }
    guard !partialStack.contains(key) else {
      report(.error, "recursive-partial", "a layout must not use itself", name.range)
      return
    }
    for node in nodes {
      switch node.kind {
      case .assign, .capture: compile([node], into: &steps)
      case .block(let name, let body, _) where overrides[name] == nil:
        overrides[name] = Override(nodes: body, source: source, indentation: [])
      default: break
      }
    }
    partialStack.append(key)
    let saved = source
    source = parsed[key] ?? source
    compile(layout, into: &steps)
    source = saved
    partialStack.removeLast()
  }
}

extension Operation {
  var constantTruth: Bool? {
    switch self {
    case .constant(let value): value.isTruthy
    case .empty, .blank: true
    case .not(let inner): inner.constantTruth.map { !$0 }
    default: nil
    }
  }
}
