/// One way in which a document does not satisfy a schema.
public struct SchemaViolation: Sendable, Hashable {
  /// Where in the document, as a JSON pointer; empty for the whole document.
  public var instancePointer: String
  /// Where in the schema, as a JSON pointer; with the URI before `#` when it is another schema.
  public var schemaPointer: String
  /// The keyword that is not satisfied.
  public var keyword: String
  /// What is wrong, in plain words.
  public var message: String
  /// What was probably meant, if anything is near.
  public var hint: String?

  /// Creates a violation.
  public init(
    instancePointer: String, schemaPointer: String, keyword: String, message: String,
    hint: String? = nil
  ) {
    self.instancePointer = instancePointer
    self.schemaPointer = schemaPointer
    self.keyword = keyword
    self.message = message
    self.hint = hint
  }
}
