internal import Diagnostics

// Lists and objects.
extension SchemaValidator {
  mutating func checkArray(
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

  mutating func checkObject(
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

  mutating func checkMember(
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
