internal import Diagnostics

// Reports.
extension SchemaValidator {
  mutating func failEnumeration(
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

  static func excerpt(_ value: JSONValue) -> String {
    let text = String(decoding: value.compactBytes(), as: UTF8.self)
    return text.count > 60 ? String(text.prefix(60)) + "..." : text
  }

  // Always false, so that a check can return it.
  mutating func fail(
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
