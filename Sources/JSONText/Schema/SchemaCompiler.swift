internal import Diagnostics

/// Turns schemas into numbered nodes, one after another, so that no reference can loop.
struct SchemaCompiler {
  private var registry: SchemaRegistry
  private let assertsFormat: Bool
  private var numbers: [String: Int] = [:]
  private var queue: [SchemaRegistry.Location] = []
  private var nodes: [SchemaNode] = []
  private static let maximumNodes = 100_000

  /// What a compiled schema consists of; the first node is the root.
  struct Output: Sendable {
    var nodes: [SchemaNode]
    var resourceNames: [String]
    var dynamicAnchors: [[String: Int]]

    /// Whether no keyword asks what others have looked at, and no reference depends on the way.
    var isPlain: Bool {
      nodes.allSatisfy {
        $0.rules.unevaluatedItems == nil && $0.rules.unevaluatedProperties == nil
          && $0.rules.dynamicReference == nil
      }
    }
  }

  init(remotes: SchemaRemotes, assertsFormat: Bool) {
    registry = SchemaRegistry(remotes: remotes)
    self.assertsFormat = assertsFormat
  }

  mutating func compile(_ schema: JSONValue, baseURI: String) throws(GalleyError) -> Output {
    let root = try registry.add(schema, uri: URIReference(baseURI).resource)
    _ = number(SchemaRegistry.Location(resource: root, pointer: "", value: schema))
    var anchored = 0
    var anchors: [[String: Int]] = []
    while nodes.count < queue.count || anchored < registry.resources.count {
      if nodes.count < queue.count {
        let location = queue[nodes.count]
        guard nodes.count < Self.maximumNodes else {
          throw GalleyError(.limitExceeded, "the schema is too large")
        }
        let rules = try rules(location)
        nodes.append(
          SchemaNode(resource: location.resource, pointer: location.pointer, rules: rules))
      } else {
        var found: [String: Int] = [:]
        let dynamic = registry.resources[anchored].dynamicAnchors
        for (name, location) in dynamic.sorted(by: { $0.key < $1.key }) {
          found[name] = number(location)
        }
        anchors.append(found)
        anchored += 1
      }
    }
    return Output(
      nodes: nodes, resourceNames: registry.resources.map(\.uri), dynamicAnchors: anchors)
  }

  private mutating func number(_ location: SchemaRegistry.Location) -> Int {
    let key = "\(location.resource)#\(location.pointer)"
    if let number = numbers[key] { return number }
    numbers[key] = queue.count
    queue.append(location)
    return queue.count - 1
  }

  private mutating func rules(
    _ location: SchemaRegistry.Location
  ) throws(GalleyError) -> SchemaRules {
    var rules = SchemaRules()
    guard case .object(let object) = location.value else {
      rules.always = location.value.boolValue ?? true
      return rules
    }
    let vocabularies = registry.resources[location.resource].vocabularies
    if let text = object["$ref"]?.stringValue {
      rules.reference = number(
        try registry.resolve(text, from: location.resource, at: location.pointer + "/$ref"))
    }
    if let text = object["$dynamicRef"]?.stringValue {
      let target = try registry.resolve(
        text, from: location.resource, at: location.pointer + "/$dynamicRef")
      let name = URIReference(text).decodedFragment
      let isDynamic = target.value["$dynamicAnchor"]?.stringValue == name
      rules.dynamicReference = (number(target), isDynamic ? name : nil)
    }
    if vocabularies.validation { try addValidation(object, location, to: &rules) }
    if vocabularies.applicator { try addApplicators(object, location, to: &rules) }
    if vocabularies.unevaluated {
      rules.unevaluatedItems = child("unevaluatedItems", object, location)
      rules.unevaluatedProperties = child("unevaluatedProperties", object, location)
    }
    if assertsFormat || vocabularies.formatAssertion, let name = object["format"]?.stringValue {
      rules.format = SchemaFormat(rawValue: name)
      if rules.format != nil { rules.hasStringRules = true }
    }
    rules.hasGeneralRules =
      rules.enumeration != nil || rules.constant != nil || rules.reference != nil
      || rules.hasApplicators || !rules.dependentSchemas.isEmpty
    return rules
  }

  private mutating func child(
    _ keyword: String, _ object: JSONObject, _ location: SchemaRegistry.Location
  ) -> Int? {
    object[keyword].map { self.child($0, location, [keyword]) }
  }

  private mutating func child(
    _ value: JSONValue, _ location: SchemaRegistry.Location, _ path: [String]
  ) -> Int {
    var inner = SchemaRegistry.Location(
      resource: location.resource,
      pointer: location.pointer + path.map { "/" + JSONPointer.escaped($0) }.joined(),
      value: value)
    if value["$id"]?.stringValue != nil,
      let own = try? registry.resolve(
        "#" + Self.fragment(inner.pointer), from: inner.resource, at: "")
    {
      inner = own
    }
    return number(inner)
  }

  // A pointer as a fragment: percent signs would be taken for escapes.
  private static func fragment(_ pointer: String) -> String {
    pointer.utf8.contains(0x25)
      ? pointer.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25")
      : pointer
  }

  private mutating func addApplicators(
    _ object: JSONObject, _ location: SchemaRegistry.Location, to rules: inout SchemaRules
  ) throws(GalleyError) {
    func list(_ keyword: String) -> [JSONValue] { object[keyword]?.arrayValue ?? [] }
    for (index, value) in list("allOf").enumerated() {
      rules.allOf.append(child(value, location, ["allOf", "\(index)"]))
    }
    for (index, value) in list("anyOf").enumerated() {
      rules.anyOf.append(child(value, location, ["anyOf", "\(index)"]))
    }
    for (index, value) in list("oneOf").enumerated() {
      rules.oneOf.append(child(value, location, ["oneOf", "\(index)"]))
    }
    for (index, value) in list("prefixItems").enumerated() {
      rules.prefixItems.append(child(value, location, ["prefixItems", "\(index)"]))
    }
    rules.not = child("not", object, location)
    if object["if"] != nil {
      rules.condition = child("if", object, location)
      rules.then = child("then", object, location)
      rules.otherwise = child("else", object, location)
    }
    rules.items = child("items", object, location)
    rules.contains = child("contains", object, location)
    for member in object["properties"]?.objectValue?.members ?? [] {
      rules.propertyNames.append(member.key)
      rules.properties[ExactKey(member.key)] = child(
        member.value, location, ["properties", member.key])
    }
    for member in object["patternProperties"]?.objectValue?.members ?? [] {
      let path = ["patternProperties", member.key]
      let regex = try regex(member.key, location.pointer + "/patternProperties")
      rules.patternProperties.append((member.key, regex, child(member.value, location, path)))
    }
    rules.additionalProperties = child("additionalProperties", object, location)
    rules.names = child("propertyNames", object, location)
    for member in object["dependentSchemas"]?.objectValue?.members ?? [] {
      let node = child(member.value, location, ["dependentSchemas", member.key])
      rules.dependentSchemas.append((member.key, node))
    }
    // The older `dependencies` keyword, which the draft's meta-schema still describes.
    for member in object["dependencies"]?.objectValue?.members ?? [] {
      if let needed = member.value.arrayValue {
        rules.dependentRequired.append((member.key, needed.compactMap(\.stringValue)))
      } else {
        let node = child(member.value, location, ["dependencies", member.key])
        rules.dependentSchemas.append((member.key, node))
      }
    }
    rules.hasApplicators =
      !rules.allOf.isEmpty || !rules.anyOf.isEmpty || !rules.oneOf.isEmpty || rules.not != nil
      || rules.condition != nil
    rules.hasArrayRules =
      rules.hasArrayRules || !rules.prefixItems.isEmpty || rules.items != nil
      || rules.contains != nil
    rules.hasObjectRules =
      rules.hasObjectRules || !rules.properties.isEmpty || !rules.patternProperties.isEmpty
      || rules.additionalProperties != nil || rules.names != nil || !rules.dependentSchemas.isEmpty
      || !rules.dependentRequired.isEmpty
  }

  private func regex(_ text: String, _ pointer: String) throws(GalleyError) -> LinearRegex {
    do throws(RegexError) {
      return try LinearRegex(text)
    } catch {
      throw GalleyError(
        .schemaViolation, "the pattern `\(text)` is wrong: \(error.message)",
        details: ["schema_pointer": pointer], hint: "Correct the pattern.")
    }
  }

  private func addValidation(
    _ object: JSONObject, _ location: SchemaRegistry.Location, to rules: inout SchemaRules
  ) throws(GalleyError) {
    func bound(_ keyword: String) -> SchemaBound? {
      object[keyword]?.numberValue.map { SchemaBound($0) }
    }
    // A count past 64 bits can neither be reached nor missed: the clamp changes nothing.
    func count(_ keyword: String) -> Int? {
      guard let number = object[keyword]?.numberValue else { return nil }
      return number.intValue ?? Int(exactly: number.doubleValue) ?? Int.max
    }
    if let type = object["type"] {
      let names = type.stringValue.map { [$0] } ?? type.arrayValue?.compactMap(\.stringValue) ?? []
      rules.types = SchemaTypes(
        SchemaTypes.names.filter { names.contains($0.name) }.map(\.type))
    }
    rules.enumeration = object["enum"]?.arrayValue
    rules.constant = object["const"]
    rules.minimum = bound("minimum")
    rules.maximum = bound("maximum")
    rules.exclusiveMinimum = bound("exclusiveMinimum")
    rules.exclusiveMaximum = bound("exclusiveMaximum")
    rules.multipleOf = bound("multipleOf")
    rules.hasNumberRules =
      rules.minimum != nil || rules.maximum != nil || rules.exclusiveMinimum != nil
      || rules.exclusiveMaximum != nil || rules.multipleOf != nil
    rules.minLength = count("minLength") ?? 0
    rules.maxLength = count("maxLength")
    if let text = object["pattern"]?.stringValue {
      rules.pattern = (text, try regex(text, location.pointer + "/pattern"))
    }
    rules.hasStringRules = rules.minLength > 0 || rules.maxLength != nil || rules.pattern != nil
    rules.minItems = count("minItems") ?? 0
    rules.maxItems = count("maxItems")
    rules.uniqueItems = object["uniqueItems"]?.boolValue ?? false
    rules.minContains = count("minContains") ?? 1
    rules.maxContains = count("maxContains")
    rules.hasArrayRules = rules.minItems > 0 || rules.maxItems != nil || rules.uniqueItems
    rules.required = object["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
    rules.minProperties = count("minProperties") ?? 0
    rules.maxProperties = count("maxProperties")
    for member in object["dependentRequired"]?.objectValue?.members ?? [] {
      let needed = member.value.arrayValue?.compactMap(\.stringValue) ?? []
      rules.dependentRequired.append((member.key, needed))
    }
    rules.hasObjectRules =
      !rules.required.isEmpty || rules.minProperties > 0 || rules.maxProperties != nil
      || !rules.dependentRequired.isEmpty
  }
}
