internal import Diagnostics
internal import SourceText

extension Renderer {
  mutating func run(
    _ loop: LoopStep, body: CodeRange, otherwise: CodeRange
  ) throws(TemplateRenderError) -> Flow {
    if let list = list(loop.collection) {
      return try run(loop, list, body: body, otherwise: otherwise)
    }
    let all = Self.elements(try evaluate(loop.collection))
    let range = try range(loop, count: all.count)
    guard !range.isEmpty else { return try runEmpty(loop, otherwise) }
    let columns = try openRounds(loop, range.count)
    let saved = (memory.slots[loop.slot], memory.elements[loop.slot])
    defer {
      memory.rounds.removeLast()
      (memory.slots[loop.slot], memory.elements[loop.slot]) = saved
    }
    for round in 0..<range.count {
      set(loop.slot, all[loop.isReversed ? range.upperBound - 1 - round : range.lowerBound + round])
      if try self.round(round, of: loop, columns, body) == .leave { break }
    }
    if loop.isTable { output.append("</tr>\n") }
    return .next
  }

  /// Goes over a list of the row, whose elements are blocks that point at the next one.
  private mutating func run(
    _ loop: LoopStep, _ list: Cell, body: CodeRange, otherwise: CodeRange
  ) throws(TemplateRenderError) -> Flow {
    let range = try range(loop, count: Int(list.count))
    guard !range.isEmpty else { return try runEmpty(loop, otherwise) }
    let columns = try openRounds(loop, range.count)
    let saved = (memory.slots[loop.slot], memory.elements[loop.slot])
    defer {
      memory.rounds.removeLast()
      (memory.slots[loop.slot], memory.elements[loop.slot]) = saved
    }
    memory.slots[loop.slot] = nil
    var block = list.first
    for _ in 0..<range.lowerBound { block = Int(unsafe row.cells[block].count) }
    var backwards: [Int] = []
    if loop.isReversed {
      for _ in 0..<range.count {
        backwards.append(block)
        block = Int(unsafe row.cells[block].count)
      }
    }
    for round in 0..<range.count {
      if let last = backwards.popLast() { block = last }
      memory.elements[loop.slot] = block
      if try self.round(round, of: loop, columns, body) == .leave { break }
      block = Int(unsafe row.cells[block].count)
    }
    if loop.isTable { output.append("</tr>\n") }
    return .next
  }

  /// The list of the row that a loop goes over, when it is one.
  private func list(_ collection: Operation) -> Cell? {
    guard case .path(let accessor) = collection, let column = accessor.column,
      column.covers == accessor.segments.count, let cell = cell(column), cell.kind == .list
    else { return nil }
    return cell
  }

  /// Which elements `offset`, `limit` and `offset: continue` leave.
  private mutating func range(
    _ loop: LoopStep, count: Int
  ) throws(TemplateRenderError) -> Range<Int> {
    var start = 0
    if loop.continues {
      start = memory.continuations[loop.continuation]
    } else if let offset = loop.offset {
      start = try bound(offset, loop.site)
    }
    start = min(max(0, start), count)
    var end = count
    if let limit = loop.limit {
      end = start + min(max(0, try bound(limit, loop.site)), end - start)
    }
    memory.continuations[loop.continuation] = end
    return start..<end
  }

  private mutating func runEmpty(
    _ loop: LoopStep, _ otherwise: CodeRange
  ) throws(TemplateRenderError) -> Flow {
    if loop.isTable { output.append("<tr class=\"row1\">\n</tr>\n") }
    return try run(otherwise)
  }

  /// Starts a loop and says how many columns a table has.
  private mutating func openRounds(
    _ loop: LoopStep, _ length: Int
  ) throws(TemplateRenderError) -> Int {
    var columns = length
    if let operation = loop.columns { columns = max(1, try bound(operation, loop.site)) }
    memory.rounds.append(
      WorkingMemory.Round(loop: loop, index: 0, length: length, columns: columns))
    if loop.isTable { output.append("<tr class=\"row1\">\n") }
    return columns
  }

  private mutating func round(
    _ round: Int, of loop: LoopStep, _ columns: Int, _ body: CodeRange
  ) throws(TemplateRenderError) -> Flow {
    memory.rounds[memory.rounds.count - 1].index = round
    remaining -= 1
    guard remaining >= 0 else { throw limitExceeded() }
    guard loop.isTable else { return try run(body) }
    if round > 0, round % columns == 0 {
      output.append("</tr>\n<tr class=\"row\(round / columns + 1)\">")
    }
    output.append("<td class=\"col\(round % columns + 1)\">")
    let flow = try run(body)
    output.append("</td>")
    return flow
  }

  private mutating func bound(_ operation: Operation, _ site: Int) throws(TemplateRenderError)
    -> Int
  {
    let value = try evaluate(operation)
    if value.isNull { return 0 }
    guard let number = TemplateNumber(value)?.int else {
      throw TemplateRenderError(
        code: "invalid-argument", message: "a loop's `limit`, `offset` and `cols` are numbers",
        location: program.sites[site], field: operation.accessor?.name)
    }
    return number
  }

  /// What a loop goes over: the elements of a list, the pairs of an object, a text as a whole.
  static func elements(_ value: TemplateValue) -> [TemplateValue] {
    switch value {
    case .array(let elements): elements
    case .object(let object):
      zip(object.keys, object.values).map { .array([.string($0), $1]) }
    case .string(let text), .safeHTML(let text): text.isEmpty ? [] : [value]
    default: []
    }
  }

  // MARK: Sections

  mutating func run(
    _ section: SectionStep, body: CodeRange, otherwise: CodeRange
  ) throws(TemplateRenderError) -> Flow {
    let value = try evaluate(section.value)
    switch (section.style, value) {
    case (.mustache, .array(let elements)), (.each, .array(let elements)):
      guard !elements.isEmpty else { return try run(otherwise) }
      for (index, element) in elements.enumerated() {
        try round(section, body, element, index, elements.count, key: nil)
      }
    case (.each, .object(let object)):
      guard !object.isEmpty else { return try run(otherwise) }
      for (index, key) in object.keys.enumerated() {
        try round(section, body, object.values[index], index, object.count, key: key)
      }
    case (.each, _): return try run(otherwise)
    case (.mustache, _), (.with, _):
      let isOpen = section.style == .mustache ? value.isTruthy : Self.isFull(value)
      guard isOpen else { return try run(otherwise) }
      try round(section, body, value, 0, 1, key: nil)
    }
    return .next
  }

  private mutating func round(
    _ section: SectionStep, _ body: CodeRange, _ value: TemplateValue, _ index: Int, _ count: Int,
    key: String?
  ) throws(TemplateRenderError) {
    remaining -= 1
    guard remaining >= 0 else { throw limitExceeded() }
    if let first = section.parameters.first { set(first, value) }
    if section.parameters.count > 1 {
      set(section.parameters[1], key.map { .string($0) } ?? .int(index))
    }
    memory.sections.append(value)
    memory.rounds.append(WorkingMemory.Round(loop: nil, index: index, length: count, key: key))
    defer {
      memory.sections.removeLast()
      memory.rounds.removeLast()
    }
    _ = try run(body)
  }

  // MARK: Partials

  mutating func run(
    _ loop: PartialLoopStep, body: CodeRange
  ) throws(TemplateRenderError) -> Flow {
    let value = try evaluate(loop.collection)
    guard case .array(let elements) = value else {
      set(loop.slot, value)
      return try run(body)
    }
    if loop.isLoopVisible {
      memory.rounds.append(WorkingMemory.Round(loop: nil, index: 0, length: elements.count))
    }
    defer { if loop.isLoopVisible { memory.rounds.removeLast() } }
    for (index, element) in elements.enumerated() {
      if loop.isLoopVisible { memory.rounds[memory.rounds.count - 1].index = index }
      remaining -= 1
      guard remaining >= 0 else { throw limitExceeded() }
      set(loop.slot, element)
      let flow = try run(body)
      if flow == .leave { return loop.isLoopVisible ? .next : flow }
    }
    return .next
  }

  /// Compiles a partial whose name has just become known, and runs it with what is visible here.
  mutating func run(_ dynamic: DynamicStep) throws(TemplateRenderError) {
    let name = try evaluate(dynamic.name).printed
    guard var pieces = program.options.partials(name) else {
      if dynamic.isOptional { return }
      throw TemplateRenderError(
        code: "unknown-partial", message: "there is no partial of the name that the value gives",
        location: program.sites[dynamic.site])
    }
    if !dynamic.indentation.isEmpty {
      pieces = MustacheParser.indented(pieces, by: dynamic.indentation)
    }
    remaining -= 1000
    guard remaining >= 0 else { throw limitExceeded() }
    var options = program.options
    options.shape = nil
    options.model = .any
    let compiled = Template.compile(pieces, options: options)
    guard let template = compiled.value else {
      let first = compiled.diagnostics.first { $0.severity == .error }
      throw TemplateRenderError(
        code: first?.identifier ?? "syntax-error", message: first?.summary ?? "does not compile",
        location: first?.location)
    }
    let root = root
    var pairs = zip(root.keys, root.values).map { ($0, $1) }
    for visible in dynamic.visible {
      let value = try evaluate(visible.value)
      if !value.isNull { pairs.append((visible.name, value)) }
    }
    try run(template.program, with: TemplateObject(pairs))
  }

  /// Runs another program in the place of this one: it goes on with its output and its limits.
  private mutating func run(
    _ inner: Program, with object: TemplateObject
  ) throws(TemplateRenderError) {
    var fresh = WorkingMemory()
    fresh.prepare(for: inner)
    fresh.sections = memory.sections
    fresh.rounds = memory.rounds
    let row = row
    let state = (output, remaining, outputLimit, depth)
    var result = (output: output, remaining: remaining)
    var failure: TemplateRenderError?
    unsafe inner.code.withUnsafeBufferPointer { code in
      unsafe inner.literals.withUnsafeBufferPointer { literals in
        var renderer = unsafe Renderer(
          program: inner, object: object, row: row, code: code, literals: literals,
          output: state.0, memory: fresh, remaining: state.1, outputLimit: state.2,
          depth: state.3 + 8)
        do throws(TemplateRenderError) {
          _ = try renderer.run(inner.entry)
        } catch {
          failure = error
        }
        result = (renderer.output, renderer.remaining)
      }
    }
    (output, remaining) = result
    if let failure { throw failure }
  }
}
