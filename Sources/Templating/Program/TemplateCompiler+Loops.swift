internal import Diagnostics
internal import SourceText

extension TemplateCompiler {
  mutating func loop(_ loop: Node.Loop, _ node: Node, _ steps: inout [Step]) {
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

  mutating func collection(
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

  mutating func section(_ section: Node.Section, _ node: Node, _ steps: inout [Step]) {
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
}
