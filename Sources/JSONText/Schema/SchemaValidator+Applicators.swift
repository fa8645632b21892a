// Schemas that apply to the same value.
extension SchemaValidator {
  // Runs a schema without reporting; what it looked at counts only when it is satisfied.
  mutating func holds(
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

  mutating func applyInPlace(
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
  mutating func failChoice(
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

  mutating func applyUnevaluated(
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
