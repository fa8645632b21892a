internal import Diagnostics
internal import SourceText

extension TemplateCompiler {
  mutating func conditional(
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

  mutating func choice(
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
  func isBlank(_ node: Node) -> Bool {
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

  func isBlankOrSpace(_ node: Node) -> Bool {
    if case .text(let range) = node.kind {
      return sources[source].bytes[range].allSatisfy(LiquidLexer.isSpace)
    }
    return isBlank(node)
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
