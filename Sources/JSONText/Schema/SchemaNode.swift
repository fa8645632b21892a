/// One schema in its compiled form; other schemas are referred to by their number.
final class SchemaNode: Sendable {
  let resource: Int
  let pointer: String
  let rules: SchemaRules

  init(resource: Int, pointer: String, rules: SchemaRules) {
    self.resource = resource
    self.pointer = pointer
    self.rules = rules
  }
}

/// The types of JSON as a set of bits.
struct SchemaTypes: OptionSet, Sendable {
  let rawValue: UInt8
  static let null = SchemaTypes(rawValue: 1)
  static let boolean = SchemaTypes(rawValue: 2)
  static let number = SchemaTypes(rawValue: 4)
  static let integer = SchemaTypes(rawValue: 8)
  static let string = SchemaTypes(rawValue: 16)
  static let array = SchemaTypes(rawValue: 32)
  static let object = SchemaTypes(rawValue: 64)

  static let names: [(name: String, type: SchemaTypes, words: String)] = [
    ("null", .null, "null"), ("boolean", .boolean, "true or false"),
    ("number", .number, "a number"),
    ("integer", .integer, "a whole number"), ("string", .string, "a text"),
    ("array", .array, "a list"), ("object", .object, "an object"),
  ]

  /// The types in plain words: `a text or null`.
  var words: String {
    Self.names.filter { contains($0.type) }.map(\.words).joined(separator: " or ")
  }
}

/// A bound on a number, ready for the fast and for the exact comparison.
struct SchemaBound: Sendable {
  let number: JSONNumber
  let integer: Int?
  let exact: ExactNumber

  init(_ number: JSONNumber) {
    self.number = number
    integer = number.intValue
    exact = ExactNumber(number)
  }
}

/// What the keywords of one schema ask.
struct SchemaRules: Sendable {
  var always: Bool?
  /// Whether anything is asked that does not depend on the type of the value.
  var hasGeneralRules = false
  var reference: Int?
  var dynamicReference: (target: Int, anchor: String?)?
  var types: SchemaTypes?
  var enumeration: [JSONValue]?
  var constant: JSONValue?
  var hasNumberRules = false
  var minimum: SchemaBound?
  var maximum: SchemaBound?
  var exclusiveMinimum: SchemaBound?
  var exclusiveMaximum: SchemaBound?
  var multipleOf: SchemaBound?
  var hasStringRules = false
  var minLength = 0
  var maxLength: Int?
  var pattern: (text: String, regex: LinearRegex)?
  var format: SchemaFormat?
  var hasArrayRules = false
  var prefixItems: [Int] = []
  var items: Int?
  var contains: Int?
  var minContains = 1
  var maxContains: Int?
  var minItems = 0
  var maxItems: Int?
  var uniqueItems = false
  var unevaluatedItems: Int?
  var hasObjectRules = false
  var propertyNames: [String] = []
  var properties: [ExactKey: Int] = [:]
  var patternProperties: [(text: String, regex: LinearRegex, node: Int)] = []
  var additionalProperties: Int?
  var names: Int?
  var required: [String] = []
  var minProperties = 0
  var maxProperties: Int?
  var dependentRequired: [(key: String, needed: [String])] = []
  var dependentSchemas: [(key: String, node: Int)] = []
  var unevaluatedProperties: Int?
  var hasApplicators = false
  var allOf: [Int] = []
  var anyOf: [Int] = []
  var oneOf: [Int] = []
  var not: Int?
  var condition: Int?
  var then: Int?
  var otherwise: Int?
}
