public import Campaigns
public import Diagnostics
public import JSONText
public import Recommendations

/// What `galley graph` asks of the knowledge graph of a workspace.
public struct GraphRequest {
  /// The graph.
  public let graph: KnowledgeGraph
  private let session: RecommendationSession

  /// Builds the graph from the store, or takes it over from the last run.
  ///
  /// - Throws: `GRAPH_QUERY_FAILED` where the store cannot be read.
  public init(
    _ workspace: Workspace, _ options: RecommendationSession.Options, progress: Progress
  ) throws(GalleyError) {
    do throws(GalleyError) {
      session = try RecommendationSession(workspace, options, progress: progress)
    } catch  where error.code == .storeFailed {
      throw GalleyError(
        .graphQueryFailed, "The graph could not be built: \(error.message)", hint: error.hint,
        underlying: error.underlying)
    }
    graph = session.graph
  }

  /// Counts of nodes and edges, and whether anything had to be trained.
  public struct Summary: Sendable {
    /// The nodes of each kind.
    public var nodes: [(kind: GraphNode.Kind, count: Int)]
    /// The edges of each kind; `nil` for those found when asked for.
    public var edges: [(kind: GraphEdge.Kind, count: Int?)]
    /// What was taken over from the last run.
    public var reused: ReusedParts
    /// What the training left out.
    public var skipped: SkippedInput

    /// The form of `--json`.
    public var json: JSONValue {
      .object([
        "nodes": .object(
          JSONObject(nodes.map { ($0.kind.rawValue, .number(JSONNumber($0.count))) })),
        "edges": .object(
          JSONObject(
            edges.map { ($0.kind.rawValue, $0.count.map { .number(JSONNumber($0)) } ?? .null) })),
        "rebuilt": .object([
          "neighbours": .bool(!reused.linear), "complements": .bool(!reused.complements),
        ]),
        "skipped_purchases": .number(
          JSONNumber(skipped.unknownProducts + skipped.laterPurchases + skipped.returnedPurchases)),
        "skipped_baskets": .number(JSONNumber(skipped.largeBaskets)),
      ])
    }
  }

  /// What the graph holds.
  public var summary: Summary {
    Summary(
      nodes: GraphNode.Kind.allCases.map { ($0, graph.nodeCount($0)) },
      edges: GraphEdge.Kind.allCases.map { ($0, graph.edgeCount($0)) },
      reused: session.model.reused, skipped: session.model.skipped)
  }

  /// A contact, by id or address, with everything one step away.
  public func profile(_ user: String) throws(GalleyError) -> UserProfileGraph {
    try graph.profile(of: try session.contactID(user))
  }

  /// The people most like a contact named by id or address.
  public func similar(_ user: String, limit: Int) throws(GalleyError) -> [SimilarUser] {
    try graph.similarUsers(to: try session.contactID(user), limit: limit)
  }

  /// A shortest path between two nodes written as `kind:id`.
  public func path(
    _ start: String, _ end: String, maximumSteps: Int
  ) throws(GalleyError) -> [GraphNode]? {
    try graph.path(
      from: try GraphNode(key: start), to: try GraphNode(key: end), maximumSteps: maximumSteps)
  }
}
