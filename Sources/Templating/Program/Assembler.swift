/// Lays the tree of steps out as flat instructions.
///
/// The bodies of loops and captures come first and are named by their range; the branches of
/// conditions stand in line and are skipped.
struct Assembler {
  let shape: RowShape?
  private(set) var code: [Instruction] = []
  private(set) var accessors: [Accessor] = []
  private(set) var operations: [Operation] = []
  private(set) var fallbacks: [TemplateValue] = []
  private(set) var controls: [Control] = []

  init(shape: RowShape?) { self.shape = shape }

  mutating func assemble(_ steps: [Step]) -> CodeRange {
    var own: [Instruction] = []
    append(steps, to: &own)
    let start = code.count
    code += own
    return CodeRange(start: start, end: code.count)
  }

  private mutating func append(_ steps: [Step], to own: inout [Instruction]) {
    for step in steps { append(step, to: &own) }
  }

  private mutating func append(_ step: Step, to own: inout [Instruction]) {
    switch step {
    case .literal(let start, let count):
      own.append(Instruction(kind: .literal, first: Int32(start), second: Int32(count)))
    case .slot(let accessor, let escape): own.append(slot(accessor, escape))
    case .output(let operation, let escape, let site):
      own.append(output(operation, escape, site: site))
    case .conditional(let branches, let otherwise): conditional(branches, otherwise, &own)
    case .break: own.append(Instruction(kind: .leave, first: 0))
    case .continue: own.append(Instruction(kind: .again, first: 0))
    default:
      let control = control(step)
      own.append(Instruction(kind: .control, first: Int32(controls.count)))
      controls.append(control)
    }
  }

  // MARK: Slots

  private mutating func slot(_ accessor: Accessor, _ escape: SlotEscape) -> Instruction {
    var instruction = column(accessor) ?? Instruction(kind: .path, first: note(accessor))
    instruction.escape = escape
    instruction.troubles = escape.troubles
    return instruction
  }

  /// The instruction that reads a whole path from a column, when it is one.
  private mutating func column(_ accessor: Accessor) -> Instruction? {
    guard let column = accessor.column, column.covers == accessor.segments.count else { return nil }
    var instruction = Instruction(
      kind: .column, first: Int32(column.index), second: note(accessor))
    if let slot = column.slot {
      guard let place = UInt16(exactly: slot) else { return nil }
      instruction.kind = .element
      instruction.slot = place
      instruction.shape = column.shape
    }
    return instruction
  }

  private mutating func output(
    _ operation: Operation, _ escape: SlotEscape, site: Int
  ) -> Instruction {
    if case .filter(let step) = operation, step.builtin == "default", step.named.isEmpty,
      case .path(let accessor) = step.input, step.arguments.count == 1,
      let fallback = step.arguments[0].constantValue, var instruction = column(accessor)
    {
      instruction.kind = instruction.kind == .column ? .columnOr : .elementOr
      instruction.escape = escape
      instruction.troubles = escape.troubles
      instruction.third = Int32(fallbacks.count)
      fallbacks.append(fallback)
      return instruction
    }
    var instruction = Instruction(
      kind: .output, escape: escape, troubles: escape.troubles, first: note(operation),
      second: Int32(site))
    if case .filter(let step) = operation, let accessor = step.onlyInput, accessor.column != nil {
      instruction.kind = .remembered
      instruction.third = note(accessor)
    }
    return instruction
  }

  private mutating func note(_ accessor: Accessor) -> Int32 {
    accessors.append(accessor)
    return Int32(accessors.count - 1)
  }

  private mutating func note(_ operation: Operation) -> Int32 {
    operations.append(operation)
    return Int32(operations.count - 1)
  }

  // MARK: Conditions

  private mutating func conditional(
    _ branches: [Step.Branch], _ otherwise: [Step], _ own: inout [Instruction]
  ) {
    var rest: [Instruction] = []
    append(otherwise, to: &rest)
    for branch in branches.reversed() {
      var taken: [Instruction] = []
      append(branch.body, to: &taken)
      if !rest.isEmpty {
        taken.append(Instruction(kind: .skip, first: 0, second: Int32(rest.count)))
      }
      var test = test(branch.condition)
      test.second = Int32(taken.count)
      rest = [test] + taken + rest
    }
    own += rest
  }

  private mutating func test(_ condition: Operation) -> Instruction {
    var inner = condition
    var isFull = false
    if case .truthy(let operation) = condition {
      inner = operation
      isFull = true
    }
    if case .path(let accessor) = inner, var instruction = column(accessor) {
      instruction.kind = instruction.kind == .column ? .unlessColumn : .unlessElement
      instruction.isFull = isFull
      instruction.third = instruction.second
      return instruction
    }
    return Instruction(kind: .unless, first: note(condition))
  }

  // MARK: The rest

  private mutating func control(_ step: Step) -> Control {
    switch step {
    case .choice(let subject, let choices):
      .choice(
        subject,
        choices.map {
          Control.Choice(values: $0.values, isElse: $0.isElse, body: assemble($0.body))
        })
    case .loop(let loop):
      .loop(loop, body: assemble(loop.body), otherwise: assemble(loop.otherwise))
    case .section(let section):
      .section(section, body: assemble(section.body), otherwise: assemble(section.otherwise))
    case .assign(let slot, let operation): .assign(slot, operation)
    case .capture(let slot, let body, let isMarkup):
      .capture(slot, assemble(body), isMarkup: isMarkup)
    case .count(let counter, let step): .count(counter, step: step)
    case .cycle(let index, let group, let values, let escape, let site):
      .cycle(index, group: group, values, escape, site: site)
    case .ifChanged(let index, let body): .ifChanged(index, assemble(body))
    case .call(let function): .call(function)
    case .dynamic(let dynamic): .dynamic(dynamic)
    case .partialLoop(let loop): .partialLoop(loop, body: assemble(loop.body))
    case .scope(let body): .scope(assemble(body))
    case .literal, .slot, .output, .conditional, .break, .continue:
      .scope(CodeRange(start: 0, end: 0))
    }
  }
}

extension FilterStep {
  /// The one path that the result depends on; `nil` when there are more, or none.
  var onlyInput: Accessor? {
    guard arguments.allSatisfy({ $0.constantValue != nil }),
      named.allSatisfy({ $0.value.constantValue != nil })
    else { return nil }
    switch input {
    case .path(let accessor): return accessor.segments.contains(where: \.isIndex) ? nil : accessor
    case .filter(let step): return step.onlyInput
    default: return nil
    }
  }
}

extension Accessor.Segment {
  var isIndex: Bool { if case .index = self { true } else { false } }
}
