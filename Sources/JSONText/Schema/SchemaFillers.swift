extension JSONSchema {
  /// The document without the nulls that stand for absent optional members.
  ///
  /// Providers that force every key of a lowered schema get `null` for the optional ones. A null
  /// that the full schema allows is kept; a required member is never taken out.
  public func withoutFillers(_ document: JSONValue) -> JSONValue {
    SchemaFillers(root: source).removed(from: document, by: source, depth: 0)
  }
}

/// Walks a document beside its schema.
private struct SchemaFillers {
  let root: JSONValue

  // Far deeper than a lowered schema can be, and shallow enough for the stack.
  private static let maximumDepth = 64

  func removed(from value: JSONValue, by schema: JSONValue, depth: Int) -> JSONValue {
    guard depth < Self.maximumDepth, let schema = resolved(schema)?.objectValue else {
      return value
    }
    switch value {
    case .object(let object):
      guard let properties = schema["properties"]?.objectValue else { return value }
      let required = schema["required"]?.arrayValue ?? []
      var result = JSONObject()
      for member in object {
        guard let inner = properties[member.key] else {
          result[member.key] = member.value
          continue
        }
        let isFiller =
          member.value == .null && !required.contains(.string(member.key))
          && !allowsNull(inner, depth: depth)
        if !isFiller {
          result[member.key] = removed(from: member.value, by: inner, depth: depth + 1)
        }
      }
      return .object(result)
    case .array(let elements):
      guard let items = schema["items"] else { return value }
      return .array(elements.map { removed(from: $0, by: items, depth: depth + 1) })
    case .null, .bool, .number, .string:
      return value
    }
  }

  // Follows references of the kinds that can be lowered; anything else is left alone.
  private func resolved(_ schema: JSONValue) -> JSONValue? {
    var schema = schema
    for _ in 0..<Self.maximumDepth {
      guard let reference = schema["$ref"]?.stringValue else { return schema }
      if reference == "#" {
        schema = root
      } else if reference.hasPrefix("#/$defs/"),
        let target = root["$defs"]?[JSONPointer.unescaped(reference.dropFirst(8))]
      {
        schema = target
      } else {
        return nil
      }
    }
    return nil
  }

  private func allowsNull(_ schema: JSONValue, depth: Int) -> Bool {
    guard depth < Self.maximumDepth, let object = resolved(schema)?.objectValue else { return true }
    if let type = object["type"] {
      return type == "null" || type.arrayValue?.contains("null") ?? false
    }
    if let values = object["enum"]?.arrayValue { return values.contains(.null) }
    if let constant = object["const"] { return constant == .null }
    guard let branches = object["anyOf"]?.arrayValue ?? object["oneOf"]?.arrayValue else {
      return true
    }
    return branches.contains { allowsNull($0, depth: depth + 1) }
  }
}
