/// Decides whether a document satisfies a schema, and nothing else.
///
/// For schemas without `unevaluated...` and `$dynamicRef`, which is nearly all: nothing has to be
/// remembered but how deep the run is. It stops at the first violation; `SchemaValidator` then
/// finds the words.
@safe
struct QuickSchemaValidator {
  // Borrowed from the program for the length of `accepts(_:_:)`.
  private let steps: UnsafeBufferPointer<SchemaProgram.Step>
  private let fields: UnsafeBufferPointer<SchemaProgram.Field>
  private let keys: UnsafeBufferPointer<UInt8>
  private let nodes: [SchemaNode]
  private var depth = 0
  private var count = 0

  /// Whether the document satisfies the root schema.
  static func accepts(_ program: SchemaProgram, _ instance: JSONValue) -> Bool {
    unsafe program.steps.withUnsafeBufferPointer { steps in
      unsafe program.fields.withUnsafeBufferPointer { fields in
        unsafe program.keys.withUnsafeBufferPointer { keys in
          var run = unsafe QuickSchemaValidator(
            steps: steps, fields: fields, keys: keys, nodes: program.nodes)
          return run.accepts(0, instance)
        }
      }
    }
  }

  private init(
    steps: UnsafeBufferPointer<SchemaProgram.Step>,
    fields: UnsafeBufferPointer<SchemaProgram.Field>, keys: UnsafeBufferPointer<UInt8>,
    nodes: [SchemaNode]
  ) {
    unsafe self.steps = steps
    unsafe self.fields = fields
    unsafe self.keys = keys
    self.nodes = nodes
  }

  private mutating func accepts(_ number: Int, _ instance: JSONValue) -> Bool {
    count &+= 1
    guard depth < SchemaValidator.maximumDepth, count < SchemaValidator.maximumSteps else {
      return false
    }
    let step = unsafe steps[number]
    if step.isAlways { return true }
    if step.isNever { return false }
    depth &+= 1
    defer { depth &-= 1 }
    let isAccepted: Bool
    switch instance {
    case .null:
      isAccepted = step.types & SchemaTypes.null.rawValue != 0
    case .bool:
      isAccepted = step.types & SchemaTypes.boolean.rawValue != 0
    case .string(let text):
      isAccepted = accepts(step, number, text)
    case .number(let value):
      isAccepted = accepts(step, number, value)
    case .array(let elements):
      isAccepted = accepts(step, number, elements)
    case .object(let object):
      isAccepted = accepts(step, number, object)
    }
    guard isAccepted, step.needsNodeForAll else { return isAccepted }
    return acceptsInPlace(nodes[number], instance)
  }

  @inline(__always)
  private func accepts(_ step: SchemaProgram.Step, _ number: Int, _ text: String) -> Bool {
    guard step.types & SchemaTypes.string.rawValue != 0 else { return false }
    if step.needsNodeForStrings { return nodes[number].rules.accepts(text) }
    // A scalar has one to four bytes, so the bytes often decide alone.
    let bytes = text.utf8.count
    guard bytes > step.maxLength || bytes / 4 < step.minLength else { return true }
    let characters = text.unicodeScalars.count
    return characters >= step.minLength && characters <= step.maxLength
  }

  @inline(__always)
  private func accepts(_ step: SchemaProgram.Step, _ number: Int, _ value: JSONNumber) -> Bool {
    guard step.types & (SchemaTypes.number.rawValue | SchemaTypes.integer.rawValue) != 0 else {
      return false
    }
    guard !step.needsNodeForNumbers, let integer = value.intValue else {
      return (step.types & SchemaTypes.number.rawValue != 0 || value.isInteger)
        && nodes[number].rules.accepts(value)
    }
    return integer >= step.minimum && integer <= step.maximum
  }

  private mutating func accepts(
    _ step: SchemaProgram.Step, _ number: Int, _ elements: [JSONValue]
  ) -> Bool {
    guard step.types & SchemaTypes.array.rawValue != 0, elements.count >= step.minItems,
      elements.count <= step.maxItems,
      !step.uniqueItems || SchemaEquality.firstRepetition(elements) == nil
    else { return false }
    if step.needsNodeForArrays { return accepts(nodes[number], elements) }
    guard step.items >= 0 else { return true }
    let elements = elements.span
    for index in elements.indices where !accepts(step.items, elements[index]) { return false }
    return true
  }

  private mutating func accepts(
    _ step: SchemaProgram.Step, _ number: Int, _ object: JSONObject
  ) -> Bool {
    guard step.types & SchemaTypes.object.rawValue != 0, object.count >= step.minProperties,
      object.count <= step.maxProperties
    else { return false }
    if step.needsNodeForObjects { return accepts(nodes[number], object) }
    guard step.fieldCount > 0 || step.others >= 0 else { return true }
    var seen: UInt64 = 0
    var expected = 0
    let members = object.members.span
    for index in members.indices {
      let place = place(of: members[index].key, step, expected: expected)
      if place >= 0 {
        expected = place &+ 1
        let field = unsafe fields[step.firstField &+ place]
        seen |= field.bit
        guard accepts(field.node, members[index].value) else { return false }
      } else if step.others >= 0 {
        guard accepts(step.others, members[index].value) else { return false }
      }
    }
    return seen == step.requiredBits
  }

  // The place of a key among the fields, or -1; members mostly come in the order of the schema.
  @inline(__always)
  private func place(of key: String, _ step: SchemaProgram.Step, expected: Int) -> Int {
    let place: Int? = unsafe key.utf8.withContiguousStorageIfAvailable { key in
      if expected < step.fieldCount, unsafe isKey(key, of: step.firstField &+ expected) {
        return expected
      }
      for place in 0..<step.fieldCount where unsafe isKey(key, of: step.firstField &+ place) {
        return place
      }
      return -1
    }
    return place ?? -1
  }

  @inline(__always)
  private func isKey(_ key: UnsafeBufferPointer<UInt8>, of index: Int) -> Bool {
    let field = unsafe fields[index]
    guard field.keyCount == key.count else { return false }
    return unsafe sameBytes(
      key, UnsafeBufferPointer(rebasing: keys[field.keyStart..<field.keyStart &+ field.keyCount]))
  }
}

// What is in the nodes alone.
extension QuickSchemaValidator {
  private mutating func acceptsInPlace(_ node: SchemaNode, _ instance: JSONValue) -> Bool {
    if let values = node.rules.enumeration,
      !values.contains(where: { SchemaEquality.areEqual($0, instance) })
    {
      return false
    }
    if let constant = node.rules.constant, !SchemaEquality.areEqual(constant, instance) {
      return false
    }
    if let reference = node.rules.reference, !accepts(reference, instance) { return false }
    for dependency in node.rules.dependentSchemas {
      guard case .object(let object) = instance, object.index(of: dependency.key) != nil else {
        continue
      }
      guard accepts(dependency.node, instance) else { return false }
    }
    guard node.rules.hasApplicators else { return true }
    for child in node.rules.allOf where !accepts(child, instance) { return false }
    if !node.rules.anyOf.isEmpty {
      var isFound = false
      for child in node.rules.anyOf where !isFound { isFound = accepts(child, instance) }
      guard isFound else { return false }
    }
    if !node.rules.oneOf.isEmpty {
      var count = 0
      for child in node.rules.oneOf where count < 2 && accepts(child, instance) { count += 1 }
      guard count == 1 else { return false }
    }
    if let not = node.rules.not, accepts(not, instance) { return false }
    if let condition = node.rules.condition {
      let next = accepts(condition, instance) ? node.rules.then : node.rules.otherwise
      if let next, !accepts(next, instance) { return false }
    }
    return true
  }

  private mutating func accepts(_ node: SchemaNode, _ elements: [JSONValue]) -> Bool {
    let prefix = min(node.rules.prefixItems.count, elements.count)
    for index in 0..<prefix where !accepts(node.rules.prefixItems[index], elements[index]) {
      return false
    }
    if let items = node.rules.items {
      for index in prefix..<elements.count where !accepts(items, elements[index]) { return false }
    }
    if let contains = node.rules.contains {
      var count = 0
      for element in elements where accepts(contains, element) { count += 1 }
      guard count >= node.rules.minContains, count <= node.rules.maxContains ?? .max else {
        return false
      }
    }
    return true
  }

  private mutating func accepts(_ node: SchemaNode, _ object: JSONObject) -> Bool {
    for member in object.members {
      var isKnown = false
      if let child = node.rules.properties[ExactKey(member.key)] {
        isKnown = true
        guard accepts(child, member.value) else { return false }
      }
      for pattern in node.rules.patternProperties where pattern.regex.matches(member.key) {
        isKnown = true
        guard accepts(pattern.node, member.value) else { return false }
      }
      if !isKnown, let child = node.rules.additionalProperties {
        guard accepts(child, member.value) else { return false }
      }
      if let names = node.rules.names, !accepts(names, .string(member.key)) { return false }
    }
    for key in node.rules.required where object.index(of: key) == nil { return false }
    for dependency in node.rules.dependentRequired where object.index(of: dependency.key) != nil {
      for key in dependency.needed where object.index(of: key) == nil { return false }
    }
    return true
  }
}
