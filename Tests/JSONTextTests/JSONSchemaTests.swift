import Diagnostics
import JSONText
import Testing

@Suite struct JSONSchemaTests {
  private func value(_ text: String) throws -> JSONValue { try JSONParser.parse(Array(text.utf8)) }

  @Test func violationsSayWhereWhatAndWhatWasMeant() throws {
    let schema = try JSONSchema(
      value(
        #"""
        {"type": "object", "additionalProperties": false, "required": ["subject", "tone"],
         "properties": {"subject": {"type": "string", "maxLength": 5},
          "tone": {"enum": ["warm", "plain"]}, "n/m": {"minimum": 3, "multipleOf": 2},
          "list": {"type": "array", "maxItems": 1, "items": {"type": "integer"}}}}
        """#))
    let violations = schema.validate(
      try value(#"{"subject": "too long", "tnoe": "wram", "n/m": 1, "list": [1.5, "a"]}"#))
    #expect(
      violations.map { "\($0.instancePointer) \($0.keyword) \($0.schemaPointer)" } == [
        " required /required", "/subject maxLength /properties/subject/maxLength",
        "/tnoe additionalProperties /additionalProperties",
        "/n~1m minimum /properties/n~1m/minimum", "/n~1m multipleOf /properties/n~1m/multipleOf",
        "/list maxItems /properties/list/maxItems", "/list/0 type /properties/list/items/type",
        "/list/1 type /properties/list/items/type",
      ])
    #expect(violations[0].hint == "did you mean it by `tnoe`?")
    #expect(violations[1].message == "the text has 8 characters, but at most 5 are allowed")
    #expect(violations[2].hint == "did you mean `tone`?")
    #expect(violations[6].message == "this must be a whole number, but it is a number")
    let wrong = schema.validate(["subject": "a", "tone": "wram"])
    #expect(wrong.map(\.hint) == ["did you mean `warm`?"])
  }

  @Test func choicesShowTheBranchThatWasMeant() throws {
    let schema = try JSONSchema(
      value(
        #"{"anyOf": [{"type": "null"}, {"type": "object", "required": ["a"]}], "not": {"const": 1}}"#
      ))
    #expect(schema.validate([:]).map(\.keyword) == ["required"])
    #expect(schema.validate(1).map(\.keyword) == ["anyOf", "not"])
    let one = try JSONSchema(value(#"{"oneOf": [{"minimum": 1}, {"maximum": 5}]}"#))
    #expect(
      one.validate(3).first?.message == "this must match exactly one form, but it matches 1, 2")
    #expect(one.isValid(7))
  }

  @Test func everyKeywordHasWords() throws {
    let schema = try JSONSchema(
      value(
        #"""
        {"properties": {"a": {"minLength": 3, "pattern": "^x", "format": "email"},
          "b": {"exclusiveMinimum": 1, "maximum": 0, "exclusiveMaximum": 1},
          "c": {"minItems": 2, "uniqueItems": true, "contains": {"const": 9}},
          "d": {"minProperties": 2, "propertyNames": {"maxLength": 1}},
          "e": {"maxProperties": 1, "dependentRequired": {"p": ["q"]}}, "f": false, "g": {"const": 1},
          "h": {"unevaluatedProperties": false}, "i": {"unevaluatedItems": false},
          "j": {"items": {}, "contains": {"const": 1}, "maxContains": 1, "uniqueItems": true},
          "k": {"if": {"type": "string"}, "then": {"maxLength": 1}, "else": {"type": "null"}}}}
        """#), assertsFormat: true)
    let violations = schema.validate(
      try value(
        #"""
        {"a": "y", "b": 1, "c": [1], "d": {"long": 1}, "e": {"p": 1, "r": 2}, "f": 1, "g": 2,
         "h": {"x": 1}, "i": [1], "j": [1, 1], "k": 4}
        """#))
    #expect(
      violations.map(\.keyword) == [
        "minLength", "pattern", "format", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        "minItems", "contains", "minProperties", "propertyNames", "maxProperties",
        "dependentRequired", "false", "const", "unevaluatedProperties", "unevaluatedItems",
        "uniqueItems", "maxContains", "type",
      ])
    #expect(violations.allSatisfy { !$0.message.isEmpty })
  }

  @Test(arguments: [
    #"{"type": "strnig"}"#, ##"{"$ref": "#/$defs/none"}"##, #"{"pattern": "("}"#,
    #"{"minLength": -1}"#,
    #"{"$ref": "https://example.com/other"}"#, "3",
  ])
  func wrongSchemasAreErrors(text: String) throws {
    let schema = try value(text)
    #expect {
      try JSONSchema(schema)
    } throws: {
      ($0 as? GalleyError)?.code == .schemaViolation
    }
  }

  @Test func endlessReferencesStop() throws {
    let schema = try JSONSchema(value(##"{"$ref": "#"}"##))
    #expect(!schema.isValid(1))
    #expect(schema.validate(1).count == 1)
  }

  @Test func hugeNumbersAreComparedExactly() throws {
    let schema = try JSONSchema(value(#"{"maximum": 18446744073709551616, "type": "integer"}"#))
    #expect(schema.isValid(try value("18446744073709551616")))
    #expect(!schema.isValid(try value("18446744073709551617")))
    #expect(schema.isValid(try value("1.0e3")))
    let multiple = try JSONSchema(value(#"{"multipleOf": 0.01}"#))
    #expect(multiple.isValid(try value("19.99")))
    #expect(!multiple.isValid(try value("19.999")))
    #expect(!(try JSONSchema(value(#"{"multipleOf": 123456789012345678901}"#))).isValid(5))
  }

  @Test(arguments: SchemaDialect.allCases)
  func loweringClosesObjectsAndMakesEveryKeyRequired(dialect: SchemaDialect) throws {
    let schema = try value(
      #"""
      {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
       "required": ["a"], "$defs": {"l": {"type": "array", "minItems": 1, "items": {"type": "string"}}},
       "properties": {"a": {"type": "string", "minLength": 2, "pattern": "x"}, "b": {"type": "integer"},
        "c": {"enum": ["x"]}, "d": {"$ref": "#/$defs/l"}, "e": {"const": 1},
        "f": {"oneOf": [{"type": "null"}, {"type": ["string", "null"]}]},
        "g": {"allOf": [{"type": "boolean"}]}}}
      """#)
    let parsed = dialect.lowered(schema)
    let lowered = try #require(parsed.value)
    #expect(lowered["required"] == ["a", "b", "c", "d", "e", "f", "g"])
    #expect(parsed.diagnostics.contains { $0.summary.contains("minLength") })
    if dialect == .gemini {
      #expect(lowered["properties"]?["b"] == ["type": "integer", "nullable": true])
    } else {
      #expect(lowered["additionalProperties"] == false)
      #expect(lowered["properties"]?["b"] == ["type": ["integer", "null"]])
      #expect(lowered["properties"]?["c"] == ["anyOf": [["enum": ["x"]], ["type": "null"]]])
    }
    #expect(lowered["$defs"]?["l"]?["items"] == ["type": "string"])
  }

  @Test(arguments: [
    (#"{"type": "array"}"#, "type"),
    (#"{"type": "object", "properties": {"a": {"not": {}, "type": "string"}}}"#, "not"),
    (#"{"type": "object", "properties": {"a": {"type": "array"}}}"#, "items"),
    (#"{"type": "object", "properties": {"a": true}}"#, "boolean schema"),
    (#"{"type": "object", "properties": {"a": {}}}"#, "type"),
    (#"{"type": "object", "additionalProperties": {"type": "string"}}"#, "additionalProperties"),
    (#"{"type": "object", "allOf": [{"type": "object"}, {"type": "object"}]}"#, "allOf"),
    (#"{"type": "object", "$id": "https://e.x/a", "properties": {"a": {"$ref": "a"}}}"#, "$ref"),
  ])
  func loweringNamesTheKeywordInTheWay(text: String, keyword: String) throws {
    let file = JSONParser.parse(SourceFile(name: "schema.json", text: text)).value
    let parsed = try SchemaDialect.openai.lowered(value(text), from: file)
    #expect(parsed.value == nil)
    let found = try #require(
      parsed.diagnostics.first { $0.summary.contains("`\(keyword)`") })
    #expect(found.location?.file == "schema.json")
  }

  @Test func nullsThatOnlyFillALoweredSchemaAreTakenOut() throws {
    let schema = try JSONSchema(
      value(
        #"""
        {"type": "object", "required": ["a", "list"], "additionalProperties": false,
         "$defs": {"item": {"type": "object", "properties": {"x": {"type": "string"}}}},
         "properties": {"a": {"type": "string"}, "b": {"type": "integer"}, "c": {"enum": ["x", null]},
          "d": {"type": ["string", "null"]}, "e": {"anyOf": [{"type": "string"}]},
          "f": {"const": 1}, "list": {"type": "array", "items": {"$ref": "#/$defs/item"}}}}
        """#))
    let answer = try value(
      #"""
      {"a": null, "b": null, "c": null, "d": null, "e": null, "f": null,
       "list": [{"x": null}, {"x": "y"}]}
      """#)
    #expect(
      schema.withoutFillers(answer)
        == (try value(#"{"a": null, "c": null, "d": null, "list": [{}, {"x": "y"}]}"#)))
    let loop = try JSONSchema(value(##"{"properties": {"a": {"$ref": "#/properties/a"}}}"##))
    #expect(loop.withoutFillers(["a": nil]) == ["a": nil])
  }

  @Test func theQuickAndTheReportingRunAgree() throws {
    var random = SeededRandom(seed: 11)
    let schemas = try [
      #"{"properties": {"a": {"minLength": 2}, "b": {"type": "integer"}}, "required": ["a", "z"]}"#,
      #"{"type": ["object", "array"], "items": {"maximum": 3}, "minProperties": 1}"#,
      #"{"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": {"type": "null"}}"#,
      #"{"anyOf": [{"type": "string"}, {"required": ["a"]}], "not": {"const": "ab"}}"#,
      #"{"oneOf": [{"type": "number"}, {"multipleOf": 2}], "if": {"minimum": 5}, "then": {"maximum": 9}}"#,
      #"{"uniqueItems": true, "contains": {"type": "string"}, "maxContains": 2, "prefixItems": [true]}"#,
      #"{"propertyNames": {"maxLength": 3}, "dependentRequired": {"a": ["b"]}, "enum": [1, "a", {}]}"#,
    ].map { try JSONSchema(value($0)) }
    for _ in 0..<2000 {
      let instance = random.value(depth: 3)
      for schema in schemas {
        #expect(schema.isValid(instance) == schema.validate(instance).isEmpty)
      }
    }
  }

  @Test func manyRequiredKeysAreAllAskedFor() throws {
    let names = (0..<70).map { "k\($0)" }
    let schema = try JSONSchema([
      "required": .array((names + ["other"]).map { .string($0) }),
      "properties": .object(JSONObject(names.map { ($0, ["type": "integer"]) })),
    ])
    let whole = JSONObject((names + ["other"]).map { ($0, 1) })
    #expect(schema.isValid(.object(whole)))
    for name in names + ["other"] {
      var part = whole
      part[name] = nil
      #expect(!schema.isValid(.object(part)))
      #expect(schema.validate(.object(part)).map(\.keyword) == ["required"])
    }
  }

  @Test func randomSchemasNeverCrash() throws {
    var random = SeededRandom(seed: 3)
    let keywords = [
      "type", "properties", "items", "$ref", "anyOf", "not", "pattern", "minimum", "required",
      "$id",
      "prefixItems", "contains", "unevaluatedItems", "unevaluatedProperties", "$dynamicRef", "enum",
    ]
    for _ in 0..<400 {
      var object = JSONObject()
      for _ in 0..<4 {
        object[keywords[Int.random(in: 0..<keywords.count, using: &random)]] = random.value(
          depth: 2)
      }
      guard let schema = try? JSONSchema(.object(object)) else { continue }
      let instance = random.value(depth: 3)
      #expect(schema.isValid(instance) == schema.validate(instance).isEmpty)
    }
  }
}
