internal import Diagnostics
internal import SourceText

extension TemplateCompiler {
  mutating func partial(_ call: Node.Partial, _ node: Node, _ steps: inout [Step]) {
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
}
