/// Runs a slot program for one row or one object.
@safe struct Renderer {
  enum Flow { case next, leave, again }

  let program: Program
  /// What names are looked up in when there is no row.
  let object: TemplateObject?
  let row: RowView
  let code: UnsafeBufferPointer<Instruction>
  let literals: UnsafeBufferPointer<UInt8>
  var output: OutputBytes
  var memory: WorkingMemory
  var remaining: Int
  var outputLimit: Int
  var depth = 0

  /// Fills a template and appends the result; after an error the output is as it was.
  static func run(
    _ program: Program, object: TemplateObject?, row: RowView, into target: TemplateOutput
  ) throws(TemplateRenderError) {
    target.memory.prepare(for: program)
    try unsafe program.code.withUnsafeBufferPointer { (code) throws(TemplateRenderError) in
      try unsafe program.literals.withUnsafeBufferPointer {
        (literals) throws(TemplateRenderError) in
        var renderer = unsafe Renderer(
          program: program, object: object, row: row, code: code, literals: literals,
          output: target.bytes, memory: WorkingMemory(),
          remaining: program.options.limits.steps,
          outputLimit: target.count + program.options.limits.outputBytes)
        // Swapped, not copied: copying would count nine arrays up and down.
        swap(&renderer.memory, &target.memory)
        defer {
          target.bytes = renderer.output
          swap(&renderer.memory, &target.memory)
        }
        do throws(TemplateRenderError) {
          _ = try renderer.run(program.entry)
        } catch {
          renderer.output.count = target.count
          throw error
        }
      }
    }
  }

  // MARK: Instructions

  mutating func run(_ range: CodeRange) throws(TemplateRenderError) -> Flow {
    var index = range.start
    while index < range.end {
      let step = unsafe code[index]
      index += 1
      remaining -= 1
      guard remaining >= 0, output.count <= outputLimit else { throw limitExceeded() }
      switch step.kind {
      case .literal:
        let start = Int(step.first)
        unsafe output.append(
          UnsafeBufferPointer(rebasing: literals[start..<start &+ Int(step.second)]))
      case .column:
        try write(unsafe row.cells[Int(step.first)], step)
      case .element:
        try write(element(step), step)
      case .columnOr:
        try writeOrFallback(unsafe row.cells[Int(step.first)], step)
      case .elementOr:
        try writeOrFallback(element(step), step)
      case .unlessColumn:
        if !isTrue(unsafe row.cells[Int(step.first)], step) { index += Int(step.second) }
      case .unlessElement:
        if !isTrue(element(step), step) { index += Int(step.second) }
      case .unless:
        if !(try evaluate(program.operations[Int(step.first)]).isTruthy) {
          index += Int(step.second)
        }
      case .skip: index += Int(step.second)
      case .path: try writePath(step)
      case .output: try writeOperation(step)
      case .remembered: try writeRemembered(step, at: index)
      case .control:
        let flow = try control(Int(step.first))
        if flow != .next { return flow }
      case .leave: return .leave
      case .again: return .again
      }
    }
    return .next
  }

  /// The cell of a list element that a variable holds; in any other case the slow way finds it.
  @inline(__always)
  private func element(_ step: Instruction) -> Cell {
    let block = memory.elements[Int(step.slot)]
    if block >= 0, unsafe row.cells[block].shape == step.shape {
      return unsafe row.cells[block &+ Int(step.first)]
    }
    return Cell(kind: .boxed, payload: -1)
  }

  /// What `element` gives when the variable holds something else.
  @inline(__always)
  func isLost(_ cell: Cell) -> Bool { cell.kind == .boxed && cell.payload < 0 }

  private mutating func isTrue(_ cell: Cell, _ step: Instruction) -> Bool {
    guard isLost(cell) else { return step.isFull ? row.isFull(cell) : row.isTruthy(cell) }
    let value = value(of: program.accessors[Int(step.third)])
    return step.isFull ? Self.isFull(value) : value.isTruthy
  }

  private mutating func control(_ index: Int) throws(TemplateRenderError) -> Flow {
    depth += 1
    defer { depth -= 1 }
    guard depth <= program.options.limits.depth * 4 else { throw limitExceeded() }
    switch program.controls[index] {
    case .choice(let subject, let choices): return try choose(subject, choices)
    case .loop(let loop, let body, let otherwise):
      return try run(loop, body: body, otherwise: otherwise)
    case .section(let section, let body, let otherwise):
      return try run(section, body: body, otherwise: otherwise)
    case .assign(let slot, let operation): set(slot, try evaluate(operation))
    case .capture(let slot, let body, let isMarkup):
      let start = output.count
      let flow = try run(body)
      let text = output.text(from: start)
      output.count = start
      set(slot, isMarkup ? .safeHTML(text) : .string(text))
      return flow
    case .count(let counter, let step):
      let value = memory.counters[counter] ?? 0
      let next = value.addingReportingOverflow(step).partialValue
      output.append(step > 0 ? value : next)
      memory.counters[counter] = next
    case .cycle(let index, let group, let values, let escape, let site):
      try cycle(index, group, values, escape, site)
    case .ifChanged(let index, let body):
      let start = output.count
      let flow = try run(body)
      let made = output.bytes(from: start)
      if memory.changes[index] == made {
        output.count = start
      } else {
        memory.changes[index] = made
      }
      return flow
    case .call(let function): return try run(program.functions[function])
    case .dynamic(let dynamic): try run(dynamic)
    case .partialLoop(let loop, let body): return try run(loop, body: body)
    case .scope(let body):
      let saved = memory.counters
      memory.counters = [Int?](repeating: nil, count: saved.count)
      _ = try run(body)
      memory.counters = saved
    }
    return .next
  }

  /// Gives a variable a value.
  mutating func set(_ slot: Int, _ value: TemplateValue?) {
    memory.slots[slot] = value
    memory.elements[slot] = -1
  }

  private mutating func cycle(
    _ index: Int, _ group: Operation?, _ values: [Operation], _ escape: SlotEscape, _ site: Int
  ) throws(TemplateRenderError) {
    guard !values.isEmpty else { return }
    var place = memory.cycles[index]
    var name: String?
    if let group {
      let key = try evaluate(group).printed
      name = key
      place = memory.cycleGroups[key, default: 0]
    }
    let next = place + 1 >= values.count ? 0 : place + 1
    if let name { memory.cycleGroups[name] = next } else { memory.cycles[index] = next }
    if place < values.count { try write(try evaluate(values[place]), escape, site, nil) }
  }

  private mutating func choose(
    _ subject: Operation, _ choices: [Control.Choice]
  ) throws(TemplateRenderError) -> Flow {
    let value = try evaluate(subject)
    var matched = false
    for choice in choices {
      if choice.isElse {
        guard !matched else { continue }
        let flow = try run(choice.body)
        if flow != .next { return flow }
        continue
      }
      for candidate in choice.values where try isEqual(value, candidate) {
        matched = true
        let flow = try run(choice.body)
        if flow != .next { return flow }
      }
    }
    return .next
  }

  // MARK: Errors

  func limitExceeded() -> TemplateRenderError {
    TemplateRenderError(
      code: "limit-exceeded", message: "the template does more work than its limits allow")
  }

  func missing(_ accessor: Accessor) -> TemplateRenderError {
    TemplateRenderError(
      code: "missing-value", message: "`\(accessor.name)` has no value and no default",
      location: program.sites[accessor.site], field: accessor.name)
  }
}

extension Operation {
  /// The path whose absence makes the operation null.
  var accessor: Accessor? {
    switch self {
    case .path(let accessor): accessor
    case .filter(let step): step.input.accessor
    default: nil
    }
  }
}

extension Accessor {
  /// Whether a null value is no mistake of the data, as for `forloop.parentloop`.
  var isKnown: Bool {
    switch base {
    case .loop, .loopObject, .nothing: true
    default: false
    }
  }
}
