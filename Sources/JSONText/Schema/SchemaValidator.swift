/// One run of a compiled schema over one document.
///
/// The quiet run only decides and stops at the first violation; the loud run collects them. Where
/// nothing asks what was looked at before, `QuickSchemaValidator` decides faster.
struct SchemaValidator {
  let schema: SchemaCompiler.Output
  let isLoud: Bool
  var quietDepth = 0
  var path: [String] = []
  var violations: [SchemaViolation] = []
  private var depth = 0
  private var scope: [Int] = []
  private var steps = 0

  static let maximumDepth = 700
  static let maximumViolations = 1000
  static let maximumSteps = 20_000_000

  init(_ schema: SchemaCompiler.Output, isLoud: Bool) {
    self.schema = schema
    self.isLoud = isLoud
  }

  /// Whether the document satisfies the root schema.
  mutating func run(_ instance: JSONValue) -> Bool {
    var evaluation: SchemaEvaluation?
    return validate(0, instance, &evaluation)
  }

  var isQuiet: Bool { !isLoud || quietDepth > 0 }

  mutating func validate(
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
