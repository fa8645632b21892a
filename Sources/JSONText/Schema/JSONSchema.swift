public import Diagnostics

/// A compiled JSON Schema of draft 2020-12.
public struct JSONSchema: Sendable {
  private let output: SchemaCompiler.Output
  private let program: SchemaProgram?
  let source: JSONValue

  /// Compiles a schema, after checking it against the draft's meta-schema.
  ///
  /// - Parameters:
  ///   - schema: The schema.
  ///   - baseURI: The URI it is known by, unless its `$id` says another.
  ///   - remotes: Other schemas it may refer to.
  ///   - assertsFormat: Whether `format` is checked; the draft takes it for a remark by default.
  /// - Throws: `SCHEMA_VIOLATION` when the schema is wrong, with the place in it.
  public init(
    _ schema: JSONValue, baseURI: String = "galley:schema", remotes: SchemaRemotes = .none,
    assertsFormat: Bool = false
  ) throws(GalleyError) {
    let dialect = schema["$schema"]?.stringValue.map { URIReference($0).resource }
    if dialect == nil || dialect == MetaSchemas.dialect, let meta = Self.metaSchema,
      let violation = meta.validate(schema).first
    {
      throw GalleyError(
        .schemaViolation,
        "the schema is wrong at `\(violation.instancePointer)`: \(violation.message)",
        details: ["schema_pointer": violation.instancePointer], hint: violation.hint)
    }
    try self.init(
      unchecked: schema, baseURI: baseURI, remotes: remotes, assertsFormat: assertsFormat)
  }

  private init(
    unchecked schema: JSONValue, baseURI: String, remotes: SchemaRemotes, assertsFormat: Bool
  ) throws(GalleyError) {
    var compiler = SchemaCompiler(remotes: remotes, assertsFormat: assertsFormat)
    output = try compiler.compile(schema, baseURI: baseURI)
    program = output.isPlain ? SchemaProgram(output.nodes) : nil
    source = schema
  }

  private static let metaSchema: JSONSchema? = {
    guard let document = MetaSchemas.documents[MetaSchemas.dialect] else { return nil }
    return try? JSONSchema(
      unchecked: document, baseURI: MetaSchemas.dialect, remotes: .none, assertsFormat: false)
  }()

  /// Whether a document satisfies the schema; the fast question.
  public func isValid(_ instance: JSONValue) -> Bool {
    if let program { return QuickSchemaValidator.accepts(program, instance) }
    var validator = SchemaValidator(output, isLoud: false)
    return validator.run(instance)
  }

  /// Every violation, in the order of the document; empty when it satisfies the schema.
  public func validate(_ instance: JSONValue) -> [SchemaViolation] {
    if isValid(instance) { return [] }
    var validator = SchemaValidator(output, isLoud: true)
    _ = validator.run(instance)
    guard validator.violations.isEmpty else { return validator.violations }
    // The two runs count their steps differently, so only one may have reached the limit.
    return [
      SchemaViolation(
        instancePointer: "", schemaPointer: "", keyword: "$ref",
        message: "the document is too large for the schema to be followed")
    ]
  }
}
