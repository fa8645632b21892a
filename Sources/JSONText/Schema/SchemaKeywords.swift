/// Which keywords hold schemas, and in what shape.
enum SchemaKeywords {
  enum Shape {
    case schema
    case list
    case map
    case other
  }

  static func shape(_ keyword: String) -> Shape {
    switch keyword {
    case "additionalProperties", "items", "contains", "not", "if", "then", "else", "propertyNames",
      "unevaluatedItems", "unevaluatedProperties", "contentSchema":
      .schema
    case "allOf", "anyOf", "oneOf", "prefixItems": .list
    case "properties", "patternProperties", "$defs", "definitions", "dependentSchemas",
      "dependencies":
      .map
    default: .other
    }
  }
}
