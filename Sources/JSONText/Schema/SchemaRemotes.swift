/// Schemas that others may refer to by URI, handed over beforehand: nothing is ever fetched.
public struct SchemaRemotes: Sendable {
  private var documents: [String: JSONValue] = [:]

  /// No remotes; the meta-schemas of draft 2020-12 are always known.
  public static let none = SchemaRemotes()

  /// Creates remotes from schemas by URI.
  public init(_ documents: [String: JSONValue] = [:]) {
    for (uri, schema) in documents { add(schema, at: uri) }
  }

  /// Adds a schema under its URI.
  public mutating func add(_ schema: JSONValue, at uri: String) {
    documents[URIReference(uri).resource] = schema
  }

  func document(_ uri: String) -> JSONValue? { documents[uri] ?? MetaSchemas.documents[uri] }
}
