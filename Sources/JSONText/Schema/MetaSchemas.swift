/// The meta-schemas of draft 2020-12, so that a schema can be checked and referred to offline.
enum MetaSchemas {
  static let dialect = "https://json-schema.org/draft/2020-12/schema"

  /// Every meta-schema by its URI.
  static let documents: [String: JSONValue] = {
    var result: [String: JSONValue] = [:]
    for text in texts {
      guard let value = try? JSONParser.parse(Array(text.utf8)), let id = value["$id"]?.stringValue
      else { continue }
      result[id] = value
    }
    return result
  }()

  private static func vocabulary(_ name: String, _ rest: String) -> String {
    """
    {"$schema": "\(dialect)", "$id": "https://json-schema.org/draft/2020-12/meta/\(name)",
    "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/\(name)": true},
    "$dynamicAnchor": "meta", "type": ["object", "boolean"], \(rest)}
    """
  }

  private static let schema = ##"{"$dynamicRef": "#meta"}"##
  private static let map =
    ##"{"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}, "default": {}}"##

  private static let texts: [String] = [
    """
    {"$schema": "\(dialect)", "$id": "\(dialect)",
    "$vocabulary": {
      "https://json-schema.org/draft/2020-12/vocab/core": true,
      "https://json-schema.org/draft/2020-12/vocab/applicator": true,
      "https://json-schema.org/draft/2020-12/vocab/unevaluated": true,
      "https://json-schema.org/draft/2020-12/vocab/validation": true,
      "https://json-schema.org/draft/2020-12/vocab/meta-data": true,
      "https://json-schema.org/draft/2020-12/vocab/format-annotation": true,
      "https://json-schema.org/draft/2020-12/vocab/content": true},
    "$dynamicAnchor": "meta",
    "allOf": [{"$ref": "meta/core"}, {"$ref": "meta/applicator"}, {"$ref": "meta/unevaluated"},
      {"$ref": "meta/validation"}, {"$ref": "meta/meta-data"}, {"$ref": "meta/format-annotation"},
      {"$ref": "meta/content"}],
    "type": ["object", "boolean"],
    "properties": {
      "definitions": \(map),
      "dependencies": {"type": "object", "default": {}, "additionalProperties":
        {"anyOf": [\(schema), {"$ref": "meta/validation#/$defs/stringArray"}]}},
      "$recursiveAnchor": {"$ref": "meta/core#/$defs/anchorString"},
      "$recursiveRef": {"$ref": "meta/core#/$defs/uriReferenceString"}}}
    """,
    vocabulary(
      "core",
      #"""
      "properties": {
        "$id": {"$ref": "#/$defs/uriReferenceString", "pattern": "^[^#]*#?$"},
        "$schema": {"$ref": "#/$defs/uriString"}, "$ref": {"$ref": "#/$defs/uriReferenceString"},
        "$anchor": {"$ref": "#/$defs/anchorString"},
        "$dynamicRef": {"$ref": "#/$defs/uriReferenceString"},
        "$dynamicAnchor": {"$ref": "#/$defs/anchorString"},
        "$vocabulary": {"type": "object", "propertyNames": {"$ref": "#/$defs/uriString"},
          "additionalProperties": {"type": "boolean"}},
        "$comment": {"type": "string"},
        "$defs": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}}},
      "$defs": {
        "anchorString": {"type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"},
        "uriString": {"type": "string", "format": "uri"},
        "uriReferenceString": {"type": "string", "format": "uri-reference"}}
      """#),
    vocabulary(
      "applicator",
      """
      "properties": {
        "prefixItems": {"$ref": "#/$defs/schemaArray"}, "items": \(schema), "contains": \(schema),
        "additionalProperties": \(schema), "properties": \(map),
        "patternProperties": {"type": "object", "additionalProperties": \(schema),
          "propertyNames": {"format": "regex"}, "default": {}},
        "dependentSchemas": \(map), "propertyNames": \(schema), "if": \(schema), "then": \(schema),
        "else": \(schema), "allOf": {"$ref": "#/$defs/schemaArray"},
        "anyOf": {"$ref": "#/$defs/schemaArray"}, "oneOf": {"$ref": "#/$defs/schemaArray"},
        "not": \(schema)},
      "$defs": {"schemaArray": {"type": "array", "minItems": 1, "items": \(schema)}}
      """),
    vocabulary(
      "unevaluated",
      ##""properties": {"unevaluatedItems": {"$dynamicRef": "#meta"}, "unevaluatedProperties": {"$dynamicRef": "#meta"}}"##
    ),
    vocabulary(
      "validation",
      #"""
      "properties": {
        "type": {"anyOf": [{"$ref": "#/$defs/simpleTypes"}, {"type": "array",
          "items": {"$ref": "#/$defs/simpleTypes"}, "minItems": 1, "uniqueItems": true}]},
        "const": true, "enum": {"type": "array", "items": true},
        "multipleOf": {"type": "number", "exclusiveMinimum": 0},
        "maximum": {"type": "number"}, "exclusiveMaximum": {"type": "number"},
        "minimum": {"type": "number"}, "exclusiveMinimum": {"type": "number"},
        "maxLength": {"$ref": "#/$defs/nonNegativeInteger"},
        "minLength": {"$ref": "#/$defs/nonNegativeIntegerDefault0"},
        "pattern": {"type": "string", "format": "regex"},
        "maxItems": {"$ref": "#/$defs/nonNegativeInteger"},
        "minItems": {"$ref": "#/$defs/nonNegativeIntegerDefault0"},
        "uniqueItems": {"type": "boolean", "default": false},
        "maxContains": {"$ref": "#/$defs/nonNegativeInteger"},
        "minContains": {"$ref": "#/$defs/nonNegativeInteger", "default": 1},
        "maxProperties": {"$ref": "#/$defs/nonNegativeInteger"},
        "minProperties": {"$ref": "#/$defs/nonNegativeIntegerDefault0"},
        "required": {"$ref": "#/$defs/stringArray"},
        "dependentRequired": {"type": "object",
          "additionalProperties": {"$ref": "#/$defs/stringArray"}}},
      "$defs": {
        "nonNegativeInteger": {"type": "integer", "minimum": 0},
        "nonNegativeIntegerDefault0": {"$ref": "#/$defs/nonNegativeInteger", "default": 0},
        "simpleTypes": {"enum":
          ["array", "boolean", "integer", "null", "number", "object", "string"]},
        "stringArray": {"type": "array", "items": {"type": "string"}, "uniqueItems": true,
          "default": []}}
      """#),
    vocabulary(
      "meta-data",
      #"""
      "properties": {"title": {"type": "string"}, "description": {"type": "string"},
        "default": true, "deprecated": {"type": "boolean", "default": false},
        "readOnly": {"type": "boolean", "default": false},
        "writeOnly": {"type": "boolean", "default": false},
        "examples": {"type": "array", "items": true}}
      """#),
    vocabulary("format-annotation", #""properties": {"format": {"type": "string"}}"#),
    vocabulary("format-assertion", #""properties": {"format": {"type": "string"}}"#),
    vocabulary(
      "content",
      #"""
      "properties": {"contentEncoding": {"type": "string"},
        "contentMediaType": {"type": "string"}, "contentSchema": {"$dynamicRef": "#meta"}}
      """#),
  ]
}
