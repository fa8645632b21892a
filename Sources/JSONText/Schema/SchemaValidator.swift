internal import Diagnostics

/// One run of a compiled schema over one document.
///
/// The quiet run only decides and stops at the first violation; the loud run collects them.
struct SchemaValidator {
  let schema: SchemaCompiler.Output
  private let isLoud: Bool
  private var quietDepth = 0
  private var depth = 0
  private var scope: [Int] = []
  private var path: [String] = []
  private var steps = 0
  private(set) var violations: [SchemaViolation] = []

  private static let maximumDepth = 700
  private static let maximumViolations = 1000
  private static let maximumSteps = 20_000_000

  init(_ schema: SchemaCompiler.Output, isLoud: Bool) {
    self.schema = schema
    self.isLoud = isLoud
  }

  /// Whether the document satisfies the root schema.
  mutating func run(_ instance: JSONValue) -> Bool {
    var evaluation: SchemaEvaluation?
    return validate(0, instance, &evaluation)
  }

  private var isQuiet: Bool { !isLoud || quietDepth > 0 }

  private mutating func validate(
    _ number: Int, _ instance: JSONValue, _ evaluation: inout SchemaEvaluation?
  ) -> Bool {
    let node = schema.nodes[number]
    steps += 1
    guard depth < Self.maximumDepth, steps < Self.maximumSteps else {
      return fail(node, "$ref", "the schema leads deeper than can be followed")
    }
    depth += 1
    let entersResource = scope.last != node.resource
    if entersResource { scope.append(node.resource) }
    defer {
      depth -= 1
      if entersResource { scope.removeLast() }
    }
    if let always = node.rules.always {
      return always || fail(node, "false", "nothing may stand here")
    }
    guard node.rules.unevaluatedItems != nil || node.rules.unevaluatedProperties != nil else {
      return apply(node, instance, &evaluation)
    }
    var own: SchemaEvaluation? = SchemaEvaluation()
    var isValid = apply(node, instance, &own)
    if isValid || !isQuiet {
      isValid = applyUnevaluated(node, instance, &own) && isValid
    }
    if let own { evaluation?.merge(own) }
    return isValid
  }

  private mutating func apply(
    _ node: SchemaNode, _ instance: JSONValue, _ evaluation: inout SchemaEvaluation?
  ) -> Bool {
    var isValid = true
    if let types = node.rules.types {
      isValid = checkType(node, types, instance)
      // Whatever else is wrong with a value of another type is of no help.
      guard isValid else { return false }
    }
    if let values = node.rules.enumeration,
      !values.contains(where: { SchemaEquality.areEqual($0, instance) })
    {
      isValid = failEnumeration(node, values, instance)
      if isQuiet { return false }
    }
    if let constant = node.rules.constant, !SchemaEquality.areEqual(constant, instance) {
      isValid = fail(node, "const", "this must be \(Self.excerpt(constant))")
      if isQuiet { return false }
    }
    switch instance {
    case .string(let text) where node.rules.hasStringRules:
      isValid = checkString(node, text) && isValid
    case .number(let number) where node.rules.hasNumberRules:
      isValid = checkNumber(node, number) && isValid
    case .array(let elements) where node.rules.hasArrayRules:
      isValid = checkArray(node, elements, &evaluation) && isValid
    case .object(let object) where node.rules.hasObjectRules:
      isValid = checkObject(node, object, instance, &evaluation) && isValid
    default: break
    }
    if !isValid, isQuiet { return false }
    if let reference = node.rules.reference {
      isValid = validate(reference, instance, &evaluation) && isValid
      if !isValid, isQuiet { return false }
    }
    if let reference = node.rules.dynamicReference {
      isValid = validate(dynamicTarget(reference), instance, &evaluation) && isValid
      if !isValid, isQuiet { return false }
    }
    if node.rules.hasApplicators {
      isValid = applyInPlace(node, instance, &evaluation) && isValid
    }
    return isValid
  }

  private func dynamicTarget(_ reference: (target: Int, anchor: String?)) -> Int {
    guard let anchor = reference.anchor else { return reference.target }
    for resource in scope {
      if let target = schema.dynamicAnchors[resource][anchor] { return target }
    }
    return reference.target
  }
}

// Schemas that apply to the same value.
extension SchemaValidator {
  // Runs a schema without reporting; what it looked at counts only when it is satisfied.
  private mutating func holds(
    _ number: Int, _ instance: JSONValue, _ evaluation: inout SchemaEvaluation?
  ) -> Bool {
    quietDepth += 1
    defer { quietDepth -= 1 }
    guard evaluation != nil else { return validate(number, instance, &evaluation) }
    var own: SchemaEvaluation? = SchemaEvaluation()
    guard validate(number, instance, &own) else { return false }
    if let own { evaluation?.merge(own) }
    return true
  }

  private mutating func applyInPlace(
    _ node: SchemaNode, _ instance: JSONValue, _ evaluation: inout SchemaEvaluation?
  ) -> Bool {
    var isValid = true
    for child in node.rules.allOf {
      isValid = validate(child, instance, &evaluation) && isValid
      if !isValid, isQuiet { return false }
    }
    if !node.rules.anyOf.isEmpty {
      var found = false
      for child in node.rules.anyOf where evaluation != nil || !found {
        found = holds(child, instance, &evaluation) || found
      }
      if !found { isValid = failChoice(node, "anyOf", node.rules.anyOf, instance) }
    }
    if !node.rules.oneOf.isEmpty {
      var matching: [Int] = []
      for (index, child) in node.rules.oneOf.enumerated() where holds(child, instance, &evaluation)
      {
        matching.append(index)
        if isQuiet, matching.count > 1 { return false }
      }
      if matching.isEmpty {
        isValid = failChoice(node, "oneOf", node.rules.oneOf, instance)
      } else if matching.count > 1 {
        let list = matching.map { "\($0 + 1)" }.joined(separator: ", ")
        isValid = fail(node, "oneOf", "this must match exactly one form, but it matches \(list)")
      }
    }
    if let not = node.rules.not {
      var none: SchemaEvaluation?
      if holds(not, instance, &none) {
        isValid = fail(node, "not", "this has a form that is ruled out")
      }
    }
    if let condition = node.rules.condition {
      let next = holds(condition, instance, &evaluation) ? node.rules.then : node.rules.otherwise
      if let next { isValid = validate(next, instance, &evaluation) && isValid }
    }
    return isValid
  }

  // When the type alone tells which branch was meant, its own violations say more.
  private mutating func failChoice(
    _ node: SchemaNode, _ keyword: String, _ branches: [Int], _ instance: JSONValue
  ) -> Bool {
    guard !isQuiet else { return false }
    let fitting = branches.filter { branch in
      guard let types = schema.nodes[branch].rules.types else { return true }
      return !types.isDisjoint(with: Self.types(of: instance))
    }
    if fitting.count == 1, let only = fitting.first {
      var none: SchemaEvaluation?
      return validate(only, instance, &none)
    }
    return fail(node, keyword, "this matches none of the \(branches.count) allowed forms")
  }

  private mutating func applyUnevaluated(
    _ node: SchemaNode, _ instance: JSONValue, _ evaluation: inout SchemaEvaluation?
  ) -> Bool {
    var isValid = true
    var none: SchemaEvaluation?
    let seen = evaluation ?? SchemaEvaluation()
    if let child = node.rules.unevaluatedProperties, case .object(let object) = instance,
      !seen.allMembers
    {
      for (index, member) in object.members.enumerated() where !seen.members.contains(index) {
        path.append(member.key)
        defer { path.removeLast() }
        if schema.nodes[child].rules.always == false {
          isValid = fail(node, "unevaluatedProperties", "the key `\(member.key)` is not allowed")
        } else {
          isValid = validate(child, member.value, &none) && isValid
        }
        if !isValid, isQuiet { return false }
      }
      evaluation?.allMembers = true
    }
    if let child = node.rules.unevaluatedItems, case .array(let elements) = instance,
      !seen.allElements
    {
      for (index, element) in elements.enumerated()
      where index >= seen.prefix && !seen.elements.contains(index) {
        path.append(String(index))
        defer { path.removeLast() }
        if schema.nodes[child].rules.always == false {
          isValid = fail(node, "unevaluatedItems", "the list may have no element here")
        } else {
          isValid = validate(child, element, &none) && isValid
        }
        if !isValid, isQuiet { return false }
      }
      evaluation?.allElements = true
    }
    return isValid
  }
}

// Scalars.
extension SchemaValidator {
  static func types(of value: JSONValue) -> SchemaTypes {
    switch value {
    case .null: .null
    case .bool: .boolean
    case .string: .string
    case .array: .array
    case .object: .object
    case .number(let number):
      number.intValue != nil || ExactNumber(number).isInteger ? [.number, .integer] : .number
    }
  }

  private mutating func checkType(
    _ node: SchemaNode, _ types: SchemaTypes, _ instance: JSONValue
  ) -> Bool {
    let found: SchemaTypes
    if case .number = instance, types.contains(.number) {
      found = .number
    } else {
      found = Self.types(of: instance)
    }
    if !types.isDisjoint(with: found) { return true }
    guard !isQuiet else { return false }
    let word = found == [.number, .integer] ? "a whole number" : found.words
    return fail(node, "type", "this must be \(types.words), but it is \(word)")
  }

  private mutating func checkString(_ node: SchemaNode, _ text: String) -> Bool {
    var isValid = true
    let bytes = text.utf8.count
    // A scalar has one to four bytes, so the bytes often decide alone.
    if let limit = node.rules.maxLength, bytes > limit {
      let count = text.unicodeScalars.count
      if count > limit {
        isValid = fail(
          node, "maxLength", "the text has \(count) characters, but at most \(limit) are allowed")
      }
    }
    if node.rules.minLength > 0, bytes / 4 < node.rules.minLength {
      let count = text.unicodeScalars.count
      if count < node.rules.minLength {
        isValid = fail(
          node, "minLength",
          "the text has \(count) characters, but at least \(node.rules.minLength) are needed")
      }
    }
    if let pattern = node.rules.pattern, !pattern.regex.matches(text) {
      isValid = fail(node, "pattern", "the text does not match the pattern `\(pattern.text)`")
    }
    if let format = node.rules.format, !format.accepts(text) {
      isValid = fail(node, "format", "the text is not \(format.words)")
    }
    return isValid
  }

  private mutating func checkNumber(_ node: SchemaNode, _ number: JSONNumber) -> Bool {
    var isValid = true
    let integer = number.intValue
    // -1, 0 or 1 as the number is below, at or above the bound.
    func order(_ bound: SchemaBound) -> Int {
      if let integer, let other = bound.integer {
        return integer < other ? -1 : integer > other ? 1 : 0
      }
      let exact = ExactNumber(number)
      return exact < bound.exact ? -1 : exact == bound.exact ? 0 : 1
    }
    if let bound = node.rules.minimum, order(bound) < 0 {
      isValid = fail(node, "minimum", "\(number) is less than the minimum \(bound.number)")
    }
    if let bound = node.rules.maximum, order(bound) > 0 {
      isValid = fail(node, "maximum", "\(number) is more than the maximum \(bound.number)")
    }
    if let bound = node.rules.exclusiveMinimum, order(bound) <= 0 {
      isValid = fail(node, "exclusiveMinimum", "\(number) must be more than \(bound.number)")
    }
    if let bound = node.rules.exclusiveMaximum, order(bound) >= 0 {
      isValid = fail(node, "exclusiveMaximum", "\(number) must be less than \(bound.number)")
    }
    if let bound = node.rules.multipleOf {
      let isMultiple: Bool
      if let integer, let divisor = bound.integer, divisor > 0 {
        isMultiple = integer % divisor == 0
      } else {
        isMultiple = ExactNumber(number).isMultiple(of: bound.exact) ?? false
      }
      if !isMultiple {
        isValid = fail(node, "multipleOf", "\(number) is no multiple of \(bound.number)")
      }
    }
    return isValid
  }
}

// Lists and objects.
extension SchemaValidator {
  private mutating func checkArray(
    _ node: SchemaNode, _ elements: [JSONValue], _ evaluation: inout SchemaEvaluation?
  ) -> Bool {
    var isValid = true
    var none: SchemaEvaluation?
    if elements.count < node.rules.minItems {
      isValid = fail(
        node, "minItems",
        "the list has \(elements.count) elements, but at least \(node.rules.minItems) are needed")
    }
    if let limit = node.rules.maxItems, elements.count > limit {
      isValid = fail(
        node, "maxItems",
        "the list has \(elements.count) elements, but at most \(limit) are allowed")
    }
    if node.rules.uniqueItems, let (first, second) = SchemaEquality.firstRepetition(elements) {
      isValid = fail(node, "uniqueItems", "elements \(first) and \(second) are the same")
    }
    if !isValid, isQuiet { return false }
    let prefix = min(node.rules.prefixItems.count, elements.count)
    for (index, element) in elements.enumerated() {
      guard let child = index < prefix ? node.rules.prefixItems[index] : node.rules.items else {
        break
      }
      if isLoud { path.append(String(index)) }
      isValid = validate(child, element, &none) && isValid
      if isLoud { path.removeLast() }
      if !isValid, isQuiet { return false }
    }
    let seenBefore = evaluation?.prefix ?? 0
    evaluation?.prefix = max(seenBefore, prefix)
    if node.rules.items != nil { evaluation?.allElements = true }
    if let child = node.rules.contains {
      var count = 0
      for (index, element) in elements.enumerated() where holds(child, element, &none) {
        count += 1
        evaluation?.elements.insert(index)
      }
      if count < node.rules.minContains {
        isValid = fail(
          node, node.rules.minContains == 1 ? "contains" : "minContains",
          "at least \(node.rules.minContains) elements must have the form asked for, but \(count) do"
        )
      }
      if let limit = node.rules.maxContains, count > limit {
        isValid = fail(
          node, "maxContains",
          "at most \(limit) elements may have the form asked for, but \(count) do")
      }
    }
    return isValid
  }

  private mutating func checkObject(
    _ node: SchemaNode, _ object: JSONObject, _ instance: JSONValue,
    _ evaluation: inout SchemaEvaluation?
  ) -> Bool {
    var isValid = true
    var none: SchemaEvaluation?
    for key in node.rules.required where object.index(of: key) == nil {
      if isQuiet { return false }
      let unknown = object.keys.filter { node.rules.properties[ExactKey($0)] == nil }
      isValid = fail(
        node, "required", "the key `\(key)` is missing",
        hint: nearestName(to: key, in: unknown).map { "did you mean it by `\($0)`?" })
    }
    if object.count < node.rules.minProperties {
      isValid = fail(
        node, "minProperties",
        "there are \(object.count) keys, but at least \(node.rules.minProperties) are needed")
    }
    if let limit = node.rules.maxProperties, object.count > limit {
      isValid = fail(
        node, "maxProperties", "there are \(object.count) keys, but at most \(limit) are allowed")
    }
    for dependency in node.rules.dependentRequired where object.index(of: dependency.key) != nil {
      for key in dependency.needed where object.index(of: key) == nil {
        isValid = fail(
          node, "dependentRequired", "the key `\(key)` must be there because `\(dependency.key)` is"
        )
      }
    }
    if !isValid, isQuiet { return false }
    let looksAtMembers =
      !node.rules.properties.isEmpty || !node.rules.patternProperties.isEmpty
      || node.rules.additionalProperties != nil || node.rules.names != nil
    if looksAtMembers {
      for index in object.members.indices {
        let member = object.members[index]
        if isLoud { path.append(member.key) }
        let isMemberValid = checkMember(node, member, index, &evaluation, &none)
        if isLoud { path.removeLast() }
        isValid = isMemberValid && isValid
        if !isValid, isQuiet { return false }
      }
    }
    for dependency in node.rules.dependentSchemas where object.index(of: dependency.key) != nil {
      isValid = validate(dependency.node, instance, &evaluation) && isValid
      if !isValid, isQuiet { return false }
    }
    return isValid
  }

  private mutating func checkMember(
    _ node: SchemaNode, _ member: JSONObject.Member, _ index: Int,
    _ evaluation: inout SchemaEvaluation?, _ none: inout SchemaEvaluation?
  ) -> Bool {
    var isValid = true
    var isKnown = false
    if let child = node.rules.properties[ExactKey(member.key)] {
      isKnown = true
      isValid = validate(child, member.value, &none)
    }
    for pattern in node.rules.patternProperties where pattern.regex.matches(member.key) {
      isKnown = true
      isValid = validate(pattern.node, member.value, &none) && isValid
    }
    if !isKnown, let child = node.rules.additionalProperties {
      isKnown = true
      if schema.nodes[child].rules.always == false {
        if isQuiet { return false }
        isValid = fail(
          node, "additionalProperties", "the key `\(member.key)` is not allowed here",
          hint: nearestName(to: member.key, in: node.rules.propertyNames).map {
            "did you mean `\($0)`?"
          }
        )
      } else {
        isValid = validate(child, member.value, &none) && isValid
      }
    }
    if isKnown { evaluation?.members.insert(index) }
    if let names = node.rules.names, !holds(names, .string(member.key), &none) {
      isValid = fail(node, "propertyNames", "`\(member.key)` does not have the form of a key here")
    }
    return isValid
  }
}

// Reports.
extension SchemaValidator {
  private mutating func failEnumeration(
    _ node: SchemaNode, _ values: [JSONValue], _ instance: JSONValue
  ) -> Bool {
    guard !isQuiet else { return false }
    let shown = values.prefix(10).map(Self.excerpt).joined(separator: ", ")
    let near = instance.stringValue.flatMap {
      nearestName(to: $0, in: values.compactMap(\.stringValue))
    }
    return fail(
      node, "enum", "this must be one of \(shown)" + (values.count > 10 ? ", ..." : ""),
      hint: near.map { "did you mean `\($0)`?" })
  }

  private static func excerpt(_ value: JSONValue) -> String {
    let text = String(decoding: value.compactBytes(), as: UTF8.self)
    return text.count > 60 ? String(text.prefix(60)) + "..." : text
  }

  // Always false, so that a check can return it.
  private mutating func fail(
    _ node: SchemaNode, _ keyword: String, _ message: @autoclosure () -> String,
    hint: String? = nil
  ) -> Bool {
    guard !isQuiet, violations.count < Self.maximumViolations else { return false }
    let name = schema.resourceNames[node.resource]
    let suffix = keyword == "false" ? "" : "/" + keyword
    violations.append(
      SchemaViolation(
        instancePointer: path.map { "/" + JSONPointer.escaped($0) }.joined(),
        schemaPointer: (node.resource == 0 ? "" : name + "#") + node.pointer + suffix,
        keyword: keyword, message: message(), hint: hint))
    return false
  }
}
