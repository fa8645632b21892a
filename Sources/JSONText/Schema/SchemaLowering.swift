internal import Diagnostics

/// Rewrites one schema into a provider's subset.
struct SchemaLowering {
  let dialect: SchemaDialect
  let root: JSONValue
  private let file: PositionedValue?
  var diagnostics: [Diagnostic] = []
  private var propertyCount = 0
  private var enumerationCount = 0
  private var needsDefinitions = false

  // The documented limits of OpenAI's strict mode; the others publish looser ones or none.
  private static let maximumDepth = 10
  private static let maximumProperties = 5000
  private static let maximumEnumeration = 1000

  init(dialect: SchemaDialect, root: JSONValue, file: PositionedValue?) {
    self.dialect = dialect
    self.root = root
    self.file = file
  }

  mutating func lowerRoot() -> JSONValue? {
    guard let object = root.objectValue, Self.typeNames(object) == ["object"] else {
      fail("type", "", "the root must be an object: give it `\"type\": \"object\"`")
      return nil
    }
    guard var result = lower(root, pointer: "", depth: 1)?.objectValue else { return nil }
    if needsDefinitions, let definitions = object["$defs"]?.objectValue {
      var lowered = JSONObject()
      for member in definitions {
        lowered[member.key] = lower(
          member.value, pointer: "/$defs/" + JSONPointer.escaped(member.key), depth: 2)
      }
      result["$defs"] = .object(lowered)
    }
    if propertyCount > Self.maximumProperties {
      fail("properties", "", "there are more than \(Self.maximumProperties) keys in all")
    }
    if enumerationCount > Self.maximumEnumeration {
      fail("enum", "", "there are more than \(Self.maximumEnumeration) enum values in all")
    }
    return .object(result)
  }

  private mutating func lower(_ value: JSONValue, pointer: String, depth: Int) -> JSONValue? {
    guard let object = value.objectValue else {
      fail("boolean schema", pointer, "a schema must be an object")
      return nil
    }
    guard depth <= Self.maximumDepth else {
      fail("properties", pointer, "the nesting is deeper than \(Self.maximumDepth)")
      return nil
    }
    var result = JSONObject()
    for member in object {
      apply(member.key, member.value, object, pointer: pointer, depth: depth, to: &result)
    }
    let types = Self.typeNames(object)
    if types.contains("object") { closeObject(object, pointer: pointer, in: &result) }
    if types.contains("array"), object["items"] == nil {
      fail("items", pointer, "a list needs `items`")
    }
    if types.isEmpty, object["$ref"] == nil, object["anyOf"] == nil, object["oneOf"] == nil,
      object["enum"] == nil, object["const"] == nil, object["allOf"] == nil
    {
      fail("type", pointer, "every schema needs a `type`")
    }
    return .object(result)
  }

  private mutating func apply(
    _ keyword: String, _ value: JSONValue, _ object: JSONObject, pointer: String, depth: Int,
    to result: inout JSONObject
  ) {
    let path = pointer + "/" + keyword
    switch keyword {
    case "title", "description": result[keyword] = value
    case "type": lowerType(value, to: &result)
    case "enum":
      enumerationCount += value.arrayValue?.count ?? 0
      result["enum"] = value
    case "const":
      result[dialect == .gemini ? "enum" : "const"] = dialect == .gemini ? [value] : value
    case "properties":
      var properties = JSONObject()
      let required = Self.required(object)
      for member in value.objectValue?.members ?? [] {
        propertyCount += 1
        let inner = lower(
          member.value, pointer: path + "/" + JSONPointer.escaped(member.key), depth: depth + 1)
        let isOptional = !required.contains(ExactKey(member.key))
        properties[member.key] = isOptional ? inner.map(nullable) : inner
      }
      result["properties"] = .object(properties)
    case "items": result["items"] = lower(value, pointer: path, depth: depth + 1)
    case "anyOf", "oneOf":
      // No provider knows `oneOf`; `anyOf` asks for less, and the full check follows.
      if keyword == "oneOf" { warn(keyword, pointer, "`oneOf` is sent as `anyOf`") }
      let branches = value.arrayValue ?? []
      result["anyOf"] = .array(
        branches.indices.compactMap {
          lower(branches[$0], pointer: "\(path)/\($0)", depth: depth + 1)
        })
    case "allOf":
      guard let only = value.arrayValue, only.count == 1,
        let inner = lower(only[0], pointer: path + "/0", depth: depth)?.objectValue
      else {
        fail(keyword, pointer, "`allOf` with several schemas cannot be sent")
        return
      }
      for member in inner where result[member.key] == nil { result[member.key] = member.value }
    case "$ref":
      guard let text = value.stringValue, text == "#" || text.hasPrefix("#/$defs/") else {
        fail(keyword, pointer, "a reference must lead into `$defs` of the same schema")
        return
      }
      needsDefinitions = needsDefinitions || text != "#"
      result["$ref"] = value
    case "additionalProperties":
      if value != false, value != true {
        fail(keyword, pointer, "keys of any name cannot be sent: name them under `properties`")
      }
    case "minItems", "maxItems":
      narrow(keyword, value, pointer, isKnown: dialect != .anthropic, to: &result)
    case "minimum", "maximum":
      narrow(keyword, value, pointer, isKnown: dialect != .anthropic, to: &result)
    case "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern":
      narrow(keyword, value, pointer, isKnown: dialect == .openai, to: &result)
    case "format":
      let known = [
        "date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid",
      ]
      narrow(
        keyword, value, pointer,
        isKnown: dialect == .gemini
          ? value == "date-time" : known.contains(value.stringValue ?? ""), to: &result)
    case "minLength", "maxLength", "uniqueItems", "minProperties", "maxProperties",
      "propertyNames", "contains", "minContains", "maxContains":
      narrow(keyword, value, pointer, isKnown: false, to: &result)
    case "not", "if", "then", "else", "patternProperties", "dependentSchemas", "dependentRequired",
      "dependencies", "prefixItems", "unevaluatedItems", "unevaluatedProperties", "$dynamicRef":
      fail(keyword, pointer, "`\(keyword)` cannot be sent to this provider")
    default:
      // `required` is made anew; `$schema`, `$id`, `$comment`, examples and the like mean nothing.
      break
    }
  }

  private func lowerType(_ value: JSONValue, to result: inout JSONObject) {
    guard dialect == .gemini, var names = value.arrayValue else {
      result["type"] = value
      return
    }
    if names.contains("null") { result["nullable"] = true }
    names.removeAll { $0 == "null" }
    result["type"] = names.count == 1 ? names[0] : .array(names)
  }

  // Every key required and no other allowed, which all three ask for in their strict modes.
  private func closeObject(_ object: JSONObject, pointer: String, in result: inout JSONObject) {
    let names = object["properties"]?.objectValue?.keys ?? []
    if result["properties"] == nil { result["properties"] = [:] }
    result["required"] = .array(names.map { .string($0) })
    if dialect == .gemini {
      result["propertyOrdering"] = .array(names.map { .string($0) })
    } else {
      result["additionalProperties"] = false
    }
  }

  private func nullable(_ value: JSONValue) -> JSONValue {
    guard var object = value.objectValue else { return value }
    if dialect == .gemini {
      object["nullable"] = true
      return .object(object)
    }
    guard let type = object["type"], object["enum"] == nil, object["const"] == nil else {
      return ["anyOf": [value, ["type": "null"]]]
    }
    var names = type.arrayValue ?? [type]
    if !names.contains("null") { names.append("null") }
    object["type"] = .array(names)
    return .object(object)
  }

  private mutating func narrow(
    _ keyword: String, _ value: JSONValue, _ pointer: String, isKnown: Bool,
    to result: inout JSONObject
  ) {
    if isKnown {
      result[keyword] = value
    } else {
      warn(keyword, pointer, "`\(keyword)` is not sent; it is checked afterwards")
    }
  }

  private static func required(_ object: JSONObject) -> Set<ExactKey> {
    Set((object["required"]?.arrayValue ?? []).compactMap { $0.stringValue.map { ExactKey($0) } })
  }

  private static func typeNames(_ object: JSONObject) -> [String] {
    object["type"]?.stringValue.map { [$0] }
      ?? object["type"]?.arrayValue?.compactMap(\.stringValue) ?? []
  }

  private mutating func fail(_ keyword: String, _ pointer: String, _ summary: String) {
    diagnostics.append(
      Diagnostic(
        .error, "schema-not-lowerable",
        "\(dialect.rawValue), `\(keyword)` at `#\(pointer)`: \(summary)",
        at: location(keyword, pointer),
        hint: "change the schema, or let this task go without a response format"))
  }

  private mutating func warn(_ keyword: String, _ pointer: String, _ summary: String) {
    diagnostics.append(
      Diagnostic(
        .warning, "schema-keyword-dropped",
        "\(dialect.rawValue), `\(keyword)` at `#\(pointer)`: \(summary)",
        at: location(keyword, pointer)))
  }

  private func location(_ keyword: String, _ pointer: String) -> SourceLocation? {
    file?.location(atPointer: pointer + "/" + JSONPointer.escaped(keyword))
  }
}
