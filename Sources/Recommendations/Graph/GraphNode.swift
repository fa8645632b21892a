/// A node of the knowledge graph.
public struct GraphNode: Sendable, Hashable {
  /// The kinds of nodes.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A contact.
    case user
    /// A product.
    case product
    /// Something people care about: `category:value`.
    case interest
    /// A product category.
    case category
  }

  /// The kind.
  public var kind: Kind
  /// The id, unique within the kind.
  public var id: String

  /// Creates a node.
  public init(_ kind: Kind, _ id: String) {
    self.kind = kind
    self.id = id
  }

  /// `user:42`, as exports name it.
  public var key: String { kind.rawValue + ":" + id }
}
