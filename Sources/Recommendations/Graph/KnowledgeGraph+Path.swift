public import Diagnostics

extension KnowledgeGraph {
  /// A shortest path between two nodes, both included; `nil` when there is none.
  ///
  /// - Parameters:
  ///   - start: Where to start.
  ///   - end: Where to end.
  ///   - maximumSteps: How many edges at most.
  ///   - maximumNodes: How many nodes may be looked at.
  /// - Returns: The first shortest path in the order of the ids.
  /// - Throws: `CONTACT_NOT_FOUND`, `PRODUCT_NOT_FOUND` or `ENTITY_NOT_FOUND` for a node that is
  ///   not there; `GRAPH_QUERY_FAILED` when more nodes than allowed would have to be looked at.
  public func path(
    from start: GraphNode, to end: GraphNode, maximumSteps: Int = 6,
    maximumNodes: Int = 2_000_000
  ) throws(GalleyError) -> [GraphNode]? {
    try require(start)
    try require(end)
    var cameFrom: [GraphNode: GraphNode] = [start: start]
    var frontier = [start]
    var steps = 0
    while cameFrom[end] == nil, !frontier.isEmpty, steps < maximumSteps {
      var next: [GraphNode] = []
      for node in frontier {
        for neighbour in neighbours(of: node) where cameFrom[neighbour] == nil {
          cameFrom[neighbour] = node
          next.append(neighbour)
        }
        guard cameFrom.count <= maximumNodes else {
          throw GalleyError(
            .graphQueryFailed,
            "The path was not found within \(maximumNodes) nodes and \(maximumSteps) steps.",
            details: ["from": start.kind.rawValue, "to": end.kind.rawValue],
            hint: "Ask for fewer steps with --max-steps, or for nodes closer together.")
        }
      }
      frontier = next
      steps += 1
    }
    guard cameFrom[end] != nil else { return nil }
    var path = [end]
    var node = end
    while node != start, let before = cameFrom[node] {
      path.append(before)
      node = before
    }
    return path.reversed()
  }
}

extension GraphNode {
  /// Reads `user:42`, `product:tent`, `interest:sport:hiking` or `category:tents`.
  ///
  /// - Throws: `INVALID_FORMAT`.
  public init(key: String) throws(GalleyError) {
    let parts = key.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])), !parts[1].isEmpty else {
      throw GalleyError(
        .invalidFormat, "“\(key)” names no node of the graph.",
        hint: "Write user:ID, product:ID, category:NAME or interest:CATEGORY:VALUE.")
    }
    self.init(kind, String(parts[1]))
  }
}
