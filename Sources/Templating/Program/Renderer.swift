/// Runs a slot program for one context.
struct Renderer {
  enum Flow { case next, leave, again }

  struct Round {
    var name: String
    var index: Int
    var length: Int
    var columns: Int
    var key: String?
  }

  let program: Program
  let root: TemplateObject
  let options: CompileOptions
  var output: [UInt8] = []
  var outputLimit = Int.max
  var slots: [TemplateValue?]
  var counters: [Int?]
  var continuations: [Int]
  var cycles: [Int]
  var cycleGroups: [String: Int] = [:]
  var changes: [Int: [UInt8]] = [:]
  var rounds: [Round] = []
  var sections: [TemplateValue]
  var remaining: Int
  var depth = 0
  private var outerOutputs: [[UInt8]] = []

  init(program: Program, root: TemplateObject, options: CompileOptions) {
    self.program = program
    self.root = root
    self.options = options
    slots = [TemplateValue?](repeating: nil, count: program.slotCount)
    counters = [Int?](repeating: nil, count: program.counterCount)
    continuations = [Int](repeating: 0, count: program.continuationCount)
    cycles = [Int](repeating: 0, count: program.cycleCount)
    sections = []
    remaining = options.limits.steps
  }

  /// Puts the caller's buffer back after an error inside a captured part.
  mutating func restoreOutput() {
    if let first = outerOutputs.first { output = first }
    outerOutputs = []
  }

  mutating func run(_ steps: [Step]) throws(TemplateRenderError) -> Flow {
    for step in steps {
      remaining -= 1
      guard remaining >= 0, output.count <= outputLimit else { throw limitExceeded() }
      switch step {
      case .literal(let start, let count): copy(start, count)
      case .slot(let accessor, let escape):
        let value = value(of: accessor)
        if case .null = value, program.isStrict {
          if isKnown(accessor) { continue }
          throw missing(accessor)
        }
        try write(value, escape, accessor.site, accessor.name)
      case .output(let operation, let escape, let site):
        let value = try evaluate(operation, isRequired: true)
        if case .null = value, program.isStrict, let accessor = operation.accessor {
          throw missing(accessor)
        }
        if case .range(let start, let end) = operation {
          let text = "\(try integer(start))..\(try integer(end))"
          try write(.string(text), escape, site, nil)
        } else {
          try write(value, escape, site, operation.accessor?.name)
        }
      default:
        let flow = try control(step)
        if flow != .next { return flow }
      }
    }
    return .next
  }

  @inline(__always)
  private mutating func copy(_ start: Int, _ count: Int) {
    unsafe program.literals.withUnsafeBufferPointer { bytes in
      unsafe output.append(
        contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<start + count]))
    }
  }

  private mutating func control(_ step: Step) throws(TemplateRenderError) -> Flow {
    depth += 1
    defer { depth -= 1 }
    guard depth <= options.limits.depth * 4 else { throw limitExceeded() }
    switch step {
    case .conditional(let branches, let otherwise):
      for branch in branches where try evaluate(branch.condition).isTruthy {
        return try run(branch.body)
      }
      return try run(otherwise)
    case .choice(let subject, let choices): return try choose(subject, choices)
    case .loop(let loop): return try run(loop)
    case .section(let section): return try run(section)
    case .assign(let slot, let operation): slots[slot] = try evaluate(operation)
    case .capture(let slot, let body, let isMarkup):
      outerOutputs.append(output)
      output = []
      let flow = try run(body)
      let text = String(decoding: output, as: UTF8.self)
      output = outerOutputs.removeLast()
      slots[slot] = isMarkup ? .safeHTML(text) : .string(text)
      return flow
    case .count(let counter, let step):
      let value = counters[counter] ?? 0
      if step > 0 {
        output += String(value).utf8
        counters[counter] = value + 1
      } else {
        output += String(value - 1).utf8
        counters[counter] = value - 1
      }
    case .cycle(let index, let group, let values, let escape, let site):
      guard !values.isEmpty else { break }
      var place = cycles[index]
      var name: String?
      if let group {
        let key = try evaluate(group).printed
        name = key
        place = cycleGroups[key, default: 0]
      }
      let next = place + 1 >= values.count ? 0 : place + 1
      if let name { cycleGroups[name] = next } else { cycles[index] = next }
      if place < values.count { try write(try evaluate(values[place]), escape, site, nil) }
    case .ifChanged(let index, let body):
      outerOutputs.append(output)
      output = []
      let flow = try run(body)
      let made = output
      output = outerOutputs.removeLast()
      if changes[index] != made {
        output += made
        changes[index] = made
      }
      return flow
    case .break: return .leave
    case .continue: return .again
    case .call(let function): return try run(program.functions[function])
    case .dynamic(let dynamic): try run(dynamic)
    case .partialLoop(let loop): return try run(loop)
    case .scope(let own, let body):
      let saved = counters
      counters = [Int?](repeating: nil, count: counters.count)
      let flow = try run(body)
      counters = saved
      _ = own
      _ = flow
    case .literal, .slot, .output: break
    }
    return .next
  }

  private mutating func choose(
    _ subject: Operation, _ choices: [Step.Choice]
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

  /// Whether a null value is no mistake of the data, as for `forloop.parentloop`.
  private func isKnown(_ accessor: Accessor) -> Bool {
    switch accessor.base {
    case .loop, .loopObject, .nothing: true
    default: false
    }
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
