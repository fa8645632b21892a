internal import Diagnostics
internal import SourceText

extension Renderer {
  mutating func run(_ loop: LoopStep) throws(TemplateRenderError) -> Flow {
    let collection = try evaluate(loop.collection)
    let all = Self.elements(collection)
    var start = 0
    if loop.continues {
      start = continuations[loop.continuation]
    } else if let offset = loop.offset {
      start = try bound(offset, loop.site)
    }
    start = min(max(0, start), all.count)
    var end = all.count
    if let limit = loop.limit {
      end = start + min(max(0, try bound(limit, loop.site)), end - start)
    }
    continuations[loop.continuation] = end
    if start == end {
      if loop.isTable { output += "<tr class=\"row1\">\n</tr>\n".utf8 }
      return try run(loop.otherwise)
    }
    let length = end - start
    var columns = length
    if let operation = loop.columns { columns = max(1, try bound(operation, loop.site)) }
    rounds.append(Round(name: loop.name, index: 0, length: length, columns: columns))
    let saved = slots[loop.slot]
    defer {
      rounds.removeLast()
      slots[loop.slot] = saved
    }
    if loop.isTable { output += "<tr class=\"row1\">\n".utf8 }
    for round in 0..<length {
      rounds[rounds.count - 1].index = round
      slots[loop.slot] = all[loop.isReversed ? end - 1 - round : start + round]
      remaining -= 1
      guard remaining >= 0 else { throw limitExceeded() }
      if loop.isTable {
        if round > 0, round % columns == 0 {
          output += "</tr>\n<tr class=\"row\(round / columns + 1)\">".utf8
        }
        output += "<td class=\"col\(round % columns + 1)\">".utf8
      }
      let flow = try run(loop.body)
      if loop.isTable { output += "</td>".utf8 }
      if flow == .leave { break }
    }
    if loop.isTable { output += "</tr>\n".utf8 }
    return .next
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

  mutating func run(_ section: SectionStep) throws(TemplateRenderError) -> Flow {
    let value = try evaluate(section.value)
    switch (section.style, value) {
    case (.mustache, .array(let elements)), (.each, .array(let elements)):
      guard !elements.isEmpty else { return try run(section.otherwise) }
      for (index, element) in elements.enumerated() {
        try round(section, element, index, elements.count, key: nil)
      }
    case (.each, .object(let object)):
      guard !object.isEmpty else { return try run(section.otherwise) }
      for (index, key) in object.keys.enumerated() {
        try round(section, object.values[index], index, object.count, key: key)
      }
    case (.each, _): return try run(section.otherwise)
    case (.mustache, _), (.with, _):
      let isOpen = section.style == .mustache ? value.isTruthy : Self.isFull(value)
      guard isOpen else { return try run(section.otherwise) }
      try round(section, value, 0, 1, key: nil)
    }
    return .next
  }

  private mutating func round(
    _ section: SectionStep, _ value: TemplateValue, _ index: Int, _ count: Int, key: String?
  ) throws(TemplateRenderError) {
    remaining -= 1
    guard remaining >= 0 else { throw limitExceeded() }
    if let first = section.parameters.first { slots[first] = value }
    if section.parameters.count > 1 {
      slots[section.parameters[1]] = key.map { .string($0) } ?? .int(index)
    }
    sections.append(value)
    rounds.append(Round(name: "", index: index, length: count, columns: 0, key: key))
    defer {
      sections.removeLast()
      rounds.removeLast()
    }
    _ = try run(section.body)
  }

  // MARK: Partials

  mutating func run(_ loop: PartialLoopStep) throws(TemplateRenderError) -> Flow {
    let value = try evaluate(loop.collection)
    guard case .array(let elements) = value else {
      slots[loop.slot] = value
      return try run(loop.body)
    }
    if loop.isLoopVisible {
      rounds.append(Round(name: "", index: 0, length: elements.count, columns: 0))
    }
    defer { if loop.isLoopVisible { rounds.removeLast() } }
    for (index, element) in elements.enumerated() {
      if loop.isLoopVisible { rounds[rounds.count - 1].index = index }
      remaining -= 1
      guard remaining >= 0 else { throw limitExceeded() }
      slots[loop.slot] = element
      let flow = try run(loop.body)
      if flow == .leave { return loop.isLoopVisible ? .next : flow }
    }
    return .next
  }

  /// Compiles a partial whose name has just become known, and runs it with what is visible here.
  mutating func run(_ dynamic: DynamicStep) throws(TemplateRenderError) {
    let name = try evaluate(dynamic.name).printed
    guard let pieces = options.partials(name) else {
      if dynamic.isOptional { return }
      throw TemplateRenderError(
        code: "unknown-partial", message: "there is no partial of the name that the value gives",
        location: program.sites[dynamic.site])
    }
    remaining -= 1000
    guard remaining >= 0 else { throw limitExceeded() }
    let compiled = Template.compile(pieces, options: options)
    guard let template = compiled.value else {
      let first = compiled.diagnostics.first { $0.severity == .error }
      throw TemplateRenderError(
        code: first?.identifier ?? "syntax-error", message: first?.summary ?? "does not compile",
        location: first?.location)
    }
    var pairs = zip(root.keys, root.values).map { ($0, $1) }
    for visible in dynamic.visible {
      let value = try evaluate(visible.value)
      if !value.isNull { pairs.append((visible.name, value)) }
    }
    var inner = Renderer(
      program: template.program, root: TemplateObject(pairs), options: options)
    inner.sections = sections
    inner.rounds = rounds
    inner.remaining = remaining
    inner.depth = depth + 8
    inner.outputLimit = outputLimit
    swap(&inner.output, &output)
    do {
      _ = try inner.run(template.program.steps)
      swap(&inner.output, &output)
      remaining = inner.remaining
    } catch {
      inner.restoreOutput()
      swap(&inner.output, &output)
      throw error
    }
  }
}
