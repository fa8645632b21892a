public import JSONText

/// The subset of JSON Schema that services accept when they force an answer.
///
/// Only keywords that every dialect takes are kept; what is left out (lengths, patterns, numbers'
/// ranges) is still said in the prompt, and the answer is checked against the whole schema here.
public enum StrictSchema {
  private static let kept: Set<String> = [
    "type", "enum", "const", "description", "properties", "items", "anyOf", "$ref", "$defs",
    "required", "additionalProperties", "title",
  ]

  /// The schema with every object closed, every property required and other keywords left out.
  public static func lowered(_ schema: JSONValue, depth: Int = 0) -> JSONValue {
    guard depth < 32, let object = schema.objectValue else { return schema }
    var result = JSONObject()
    for member in object where kept.contains(member.key) {
      switch member.key {
      case "properties", "$defs":
        let members = member.value.objectValue?.members ?? []
        result[member.key] = .object(
          JSONObject(members.map { ($0.key, lowered($0.value, depth: depth + 1)) }))
      case "items":
        result["items"] = lowered(member.value, depth: depth + 1)
      case "anyOf":
        result["anyOf"] = .array(
          (member.value.arrayValue ?? []).map { lowered($0, depth: depth + 1) })
      case "required", "additionalProperties":
        break
      default:
        result[member.key] = member.value
      }
    }
    if let properties = object["properties"]?.objectValue {
      result["required"] = .array(properties.keys.map { .string($0) })
      result["additionalProperties"] = false
    }
    return .object(result)
  }
}
