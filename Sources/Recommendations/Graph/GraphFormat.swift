internal import CRMModel

/// The graph as text for other programs.
public enum GraphFormat: String, Sendable, Hashable, CaseIterable {
  /// One node or edge per line.
  case jsonl
  /// GraphML 1.0, as Gephi, yEd and NetworkX read it.
  case graphML = "graphml"
}

extension KnowledgeGraph {
  /// Writes all nodes, then all edges, in a fixed order.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - similarUsers: How many SIMILAR_TO edges of each user; 0 for none.
  /// - Returns: UTF-8; the same graph gives the same bytes.
  public func export(_ format: GraphFormat, similarUsers: Int = 10) -> [UInt8] {
    var output: [UInt8] = []
    if format == .graphML { output += Self.graphMLHead.utf8 }
    var scratch = RankingScratch(itemCount: model.catalogue.count)
    var shared = ScoreBuffer(itemCount: model.users.count)
    for kind in GraphNode.Kind.allCases {
      for (position, id) in ids(of: kind).enumerated() {
        output += line(GraphNode(kind, id), facts(kind, position, &scratch), format).utf8
      }
    }
    for user in 0..<model.users.count {
      for edge in edges(ofUser: user) { output += line(edge, format).utf8 }
      guard similarUsers > 0 else { continue }
      for edge in similarityEdges(ofUser: user, limit: similarUsers, &shared) {
        output += line(edge, format).utf8
      }
    }
    for item in 0..<model.catalogue.count {
      for edge in edges(ofProduct: item) { output += line(edge, format).utf8 }
    }
    if format == .graphML { output += "  </graph>\n</graphml>\n".utf8 }
    return output
  }

  private func line(_ node: GraphNode, _ facts: [GraphEdge.Fact], _ format: GraphFormat) -> String {
    switch format {
    case .jsonl:
      "{\"node\":\(JSONQuoting.quoted(node.key)),\"type\":\"\(node.kind.rawValue)\""
        + facts.map { ",\"\($0.name)\":\(JSONQuoting.quoted($0.value))" }.joined() + "}\n"
    case .graphML:
      "    <node id=\"\(Self.xml(node.key))\"><data key=\"node-type\">\(node.kind.rawValue)</data>"
        + Self.data(facts, "node-") + "</node>\n"
    }
  }

  private func line(_ edge: GraphEdge, _ format: GraphFormat) -> String {
    switch format {
    case .jsonl:
      "{\"edge\":\"\(edge.kind.rawValue)\",\"source\":\(JSONQuoting.quoted(edge.source.key)),"
        + "\"target\":\(JSONQuoting.quoted(edge.target.key)),\"weight\":\(Self.weight(edge))"
        + edge.facts.map { ",\"\($0.name)\":\(JSONQuoting.quoted($0.value))" }.joined() + "}\n"
    case .graphML:
      "    <edge source=\"\(Self.xml(edge.source.key))\" target=\"\(Self.xml(edge.target.key))\">"
        + "<data key=\"kind\">\(edge.kind.rawValue)</data>"
        + "<data key=\"weight\">\(Self.weight(edge))</data>" + Self.data(edge.facts) + "</edge>\n"
    }
  }

  private static func weight(_ edge: GraphEdge) -> String {
    edge.weight == edge.weight.rounded() && abs(edge.weight) < 1e15
      ? String(Int64(edge.weight)) : ListFormat.score(edge.weight)
  }

  private static func data(_ facts: [GraphEdge.Fact], _ prefix: String = "") -> String {
    facts.map { "<data key=\"\(prefix)\($0.name)\">\(xml($0.value))</data>" }.joined()
  }

  private static let nodeKeys = [
    "type", "name", "category", "price", "price_range", "features", "popularity", "buyers",
    "locale", "city", "state", "company", "job_title", "place", "events_attended", "purchases",
    "distinct_products", "repeated_products", "last_purchase", "preferences", "value",
  ]
  private static let edgeKeys = [
    "kind", "weight", "timestamp", "satisfaction_score", "source", "common_interests",
  ]

  private static var graphMLHead: String {
    func key(_ id: String, _ name: String, _ domain: String) -> String {
      "  <key id=\"\(id)\" for=\"\(domain)\" attr.name=\"\(name)\" attr.type=\""
        + (name == "weight" ? "double" : "string") + "\"/>\n"
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      + nodeKeys.map { key("node-" + $0, $0, "node") }.joined()
      + edgeKeys.map { key($0, $0, "edge") }.joined()
      + "  <graph id=\"galley\" edgedefault=\"directed\">\n"
  }

  /// Text for XML 1.0; control characters, which it cannot hold, become U+FFFD.
  private static func xml(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
