extension Renderer {
  /// Where a context that is no object is kept.
  private static let dot = TemplateKey(".")

  /// The value of a path; null when any part of it is missing.
  mutating func value(of accessor: Accessor) -> TemplateValue {
    var value: TemplateValue
    var segments = accessor.segments[...]
    if let column = accessor.column, let cell = cell(column) {
      segments = segments.dropFirst(column.covers)
      value = row.value(cell)
    } else {
      value = base(accessor)
    }
    for segment in segments {
      switch segment {
      case .key(let key): value = Self.member(of: value, key)
      case .index(let operation): value = element(of: value, operation)
      }
      if case .null = value { return .null }
    }
    return value
  }

  /// The cell in a column; `nil` when the variable holds no element of that shape.
  func cell(_ column: Accessor.Column) -> Cell? {
    guard let slot = column.slot else { return unsafe row.cells[column.index] }
    let block = memory.elements[slot]
    guard block >= 0, unsafe row.cells[block].shape == column.shape else { return nil }
    return unsafe row.cells[block + column.index]
  }

  private mutating func base(_ accessor: Accessor) -> TemplateValue {
    switch accessor.base {
    case .root(let key): return rootValue(key) ?? .null
    case .slot(let slot, let key): return variable(slot) ?? rootValue(key) ?? .null
    case .local(let slot): return variable(slot) ?? .null
    case .counter(let counter, let key):
      return rootValue(key) ?? memory.counters[counter].map { .int($0) } ?? .null
    case .dynamic(let operation):
      let key = (try? evaluate(operation).printed) ?? ""
      return rootValue(TemplateKey(key)) ?? .null
    case .loop(let level, let field): return loopValue(level, field)
    case .loopObject(let level): return loopObject(level)
    case .stack(let key): return stackValue(key)
    case .section(let depth):
      let sections = memory.sections
      return depth < sections.count
        ? sections[sections.count - 1 - depth] : rootValue(Self.dot) ?? .object(root)
    case .context: return .object(root)
    case .nothing: return .null
    }
  }

  /// The value of a variable; `nil` when it has none.
  private func variable(_ slot: Int) -> TemplateValue? {
    let block = memory.elements[slot]
    if block >= 0 { return row.value(unsafe row.cells[block]) }
    return memory.slots[slot]
  }

  /// A member of the object or the row that the template is filled with.
  func rootValue(_ key: TemplateKey) -> TemplateValue? {
    if let object { object.value(key) } else { row.value(named: key.name) }
  }

  /// Everything that the template is filled with.
  var root: TemplateObject { object ?? row.object }

  private mutating func element(
    of value: TemplateValue, _ operation: Operation
  ) -> TemplateValue {
    guard let index = try? evaluate(operation) else { return .null }
    switch (value, index) {
    case (.array(let elements), .int(let index)):
      let place = index < 0 ? elements.count.addingReportingOverflow(index).partialValue : index
      return elements.indices.contains(place) ? elements[place] : .null
    case (_, .string(let name)), (_, .safeHTML(let name)):
      return Self.member(of: value, TemplateKey(name))
    case (.object, _): return Self.member(of: value, TemplateKey(index.printed))
    default: return .null
    }
  }

  static func member(of value: TemplateValue, _ key: TemplateKey) -> TemplateValue {
    switch value {
    case .object(let object):
      if let value = object.value(key) { return value }
      switch key.name {
      case "size": return .int(object.count)
      case "first":
        guard let name = object.keys.first, let value = object.values.first else { return .null }
        return .array([.string(name), value])
      default: return .null
      }
    case .array(let elements):
      switch key.name {
      case "size", "length": return .int(elements.count)
      case "first": return elements.first ?? .null
      case "last": return elements.last ?? .null
      default:
        if let index = Int(key.name), elements.indices.contains(index) { return elements[index] }
        return .null
      }
    case .string(let text), .safeHTML(let text):
      switch key.name {
      case "size", "length": return .int(text.unicodeScalars.count)
      case "first": return text.unicodeScalars.first.map { .string(String($0)) } ?? .null
      case "last": return text.unicodeScalars.last.map { .string(String($0)) } ?? .null
      default: return .null
      }
    default: return .null
    }
  }

  private func stackValue(_ key: TemplateKey) -> TemplateValue {
    for section in memory.sections.reversed() {
      if case .object(let object) = section, let value = object.value(key) { return value }
    }
    return rootValue(key) ?? .null
  }

  private func loopValue(_ level: Int, _ field: LoopField) -> TemplateValue {
    guard level < memory.rounds.count else { return .null }
    let round = memory.rounds[memory.rounds.count - 1 - level]
    let column = round.columns > 0 ? round.index % round.columns : round.index
    switch field {
    case .index: return .int(round.index + 1)
    case .index0: return .int(round.index)
    case .rindex: return .int(round.length - round.index)
    case .rindex0: return .int(round.length - round.index - 1)
    case .first: return .bool(round.index == 0)
    case .last: return .bool(round.index == round.length - 1)
    case .length: return .int(round.length)
    case .name: return .string(round.loop?.name ?? "")
    case .key: return round.key.map { .string($0) } ?? .int(round.index)
    case .col: return .int(column + 1)
    case .col0: return .int(column)
    case .row: return .int(round.columns > 0 ? round.index / round.columns + 1 : 1)
    case .colFirst: return .bool(column == 0)
    case .colLast:
      return .bool(
        round.columns > 0 ? column == round.columns - 1 : round.index == round.length - 1)
    }
  }

  private func loopObject(_ level: Int) -> TemplateValue {
    .object(
      TemplateObject(
        LoopField.allCases.filter { $0 != .key }.map { ($0.rawValue, loopValue(level, $0)) }))
  }

  // MARK: Expressions

  mutating func evaluate(
    _ operation: Operation, isRequired: Bool = false
  ) throws(TemplateRenderError) -> TemplateValue {
    switch operation {
    case .constant(let value): return value
    case .empty, .blank: return .string("")
    case .path(let accessor):
      let value = value(of: accessor)
      if isRequired, program.isStrict, case .null = value {
        switch accessor.base {
        case .loop, .loopObject, .nothing: break
        default: throw missing(accessor)
        }
      }
      return value
    case .range(let start, let end):
      let (first, last) = (try integer(start), try integer(end))
      guard first <= last else { return .array([]) }
      let (count, overflow) = last.subtractingReportingOverflow(first)
      guard !overflow, count < min(remaining, 1_000_000) else { throw limitExceeded() }
      remaining -= count
      return .array((first...last).map { .int($0) })
    case .filter(let step): return try apply(step, isRequired: isRequired)
    case .compare(let comparison, let left, let right):
      return .bool(try compare(comparison, left, right))
    case .and(let left, let right):
      guard try evaluate(left).isTruthy else { return .bool(false) }
      return .bool(try evaluate(right).isTruthy)
    case .or(let left, let right):
      if try evaluate(left).isTruthy { return .bool(true) }
      return .bool(try evaluate(right).isTruthy)
    case .not(let inner): return .bool(!(try evaluate(inner).isTruthy))
    case .truthy(let inner): return .bool(Self.isFull(try evaluate(inner)))
    }
  }

  /// What Handlebars and Mustache take as true.
  static func isFull(_ value: TemplateValue) -> Bool {
    switch value {
    case .null, .bool(false), .int(0): false
    case .string(let text), .safeHTML(let text): !text.isEmpty
    case .array(let elements): !elements.isEmpty
    default: true
    }
  }

  mutating func integer(_ operation: Operation) throws(TemplateRenderError) -> Int {
    let value = try evaluate(operation)
    if let text = value.text {
      // Ruby reads the digits that a text starts with.
      return Int(text.prefix { $0.isNumber || $0 == "-" }) ?? 0
    }
    return TemplateNumber(value)?.int ?? 0
  }

  private mutating func apply(
    _ step: FilterStep, isRequired: Bool
  ) throws(TemplateRenderError) -> TemplateValue {
    remaining -= 1
    guard remaining >= 0 else { throw limitExceeded() }
    let input = try evaluate(step.input, isRequired: isRequired && !step.acceptsMissing)
    var arguments: [TemplateValue] = []
    arguments.reserveCapacity(step.arguments.count)
    for argument in step.arguments {
      arguments.append(try evaluate(argument, isRequired: isRequired && !step.acceptsMissing))
    }
    var named: [String: TemplateValue] = [:]
    for argument in step.named { named[argument.name] = try evaluate(argument.value) }
    do throws(TemplateFilterError) {
      let result = try step.body(input, arguments, named)
      if let text = result.text, text.utf8.count > program.options.limits.outputBytes {
        throw TemplateFilterError("the filter makes more bytes than the limit allows")
      }
      return result
    } catch {
      throw TemplateRenderError(
        code: "invalid-argument", message: error.message, location: program.sites[step.site],
        field: step.input.accessor?.name)
    }
  }

  private mutating func compare(
    _ comparison: Comparison, _ left: Operation, _ right: Operation
  ) throws(TemplateRenderError) -> Bool {
    switch comparison {
    case .equal: return try isEqual(left, right)
    case .notEqual: return !(try isEqual(left, right))
    case .contains:
      let value = try evaluate(left)
      return value.contains(try evaluate(right))
    default: break
    }
    switch (left, right) {
    case (.empty, _), (.blank, _), (_, .empty), (_, .blank): return false
    default: break
    }
    let a = try evaluate(left)
    let b = try evaluate(right)
    guard let order = TemplateValue.order(a, b) else {
      if (a.text != nil) != (b.text != nil), TemplateNumber(a) != nil || TemplateNumber(b) != nil,
        !a.isNull, !b.isNull
      {
        throw TemplateRenderError(
          code: "invalid-argument", message: "text and a number cannot be compared",
          field: left.accessor?.name)
      }
      return false
    }
    switch comparison {
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .greater: return order > 0
    default: return order >= 0
    }
  }

  private mutating func isEqual(
    _ left: Operation, _ right: Operation
  ) throws(TemplateRenderError) -> Bool {
    switch (left, right) {
    case (.empty, .empty), (.blank, .blank): return true
    case (.empty, .blank), (.blank, .empty): return false
    case (.empty, let other), (let other, .empty): return try evaluate(other).isEmpty
    case (.blank, let other), (let other, .blank): return try evaluate(other).isBlank
    default: return TemplateValue.isEqual(try evaluate(left), try evaluate(right))
    }
  }

  mutating func isEqual(
    _ value: TemplateValue, _ candidate: Operation
  ) throws(TemplateRenderError) -> Bool {
    switch candidate {
    case .empty: value.isEmpty
    case .blank: value.isBlank
    default: TemplateValue.isEqual(value, try evaluate(candidate))
    }
  }
}
