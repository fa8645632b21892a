internal import Diagnostics
internal import SourceText

extension TemplateCompiler {
  mutating func block(
    _ name: String, _ nodes: [Node], _ indentation: [UInt8], _ steps: inout [Step]
  ) {
    guard let override = overrides[name] else {
      compile(nodes, into: &steps)
      return
    }
    var replacement = override.nodes
    if options.syntax == .mustache {
      let own = lineIndentation(of: nodes, in: source)
      replacement = reindented(
        override.nodes, in: override.source,
        by: own.map { $0.isEmpty ? indentation : $0 } ?? indentation)
    }
    let saved = source
    source = override.source
    compile(replacement, into: &steps)
    source = saved
  }

  /// The white space before the first line of a block, or `nil` when it starts inside a line.
  private func lineIndentation(of nodes: [Node], in source: Int) -> [UInt8]? {
    guard case .text(let range)? = nodes.first?.kind else { return nil }
    let bytes = sources[source].bytes
    guard range.lowerBound > 0, bytes[range.lowerBound - 1] == 10 else { return nil }
    return Array(bytes[range].prefix { $0 == 32 || $0 == 9 })
  }

  /// A block that replaces another one, moved to the indentation of that one.
  private func reindented(_ nodes: [Node], in source: Int, by target: [UInt8]) -> [Node] {
    guard let own = lineIndentation(of: nodes, in: source), own != target else { return nodes }
    let bytes = sources[source].bytes
    return nodes.map { node in
      guard case .text(let range) = node.kind else { return node }
      var result: [UInt8] = []
      var index = range.lowerBound
      while index < range.upperBound {
        if bytes[index - 1] == 10 {
          if bytes[index...].starts(with: own) { index += own.count }
          guard index < range.upperBound else { break }
          if bytes[index] != 10 { result += target }
        }
        result.append(bytes[index])
        index += 1
      }
      return Node(kind: .literal(result), range: node.range)
    }
  }

  mutating func layout(
    _ name: Expression, _ nodes: [Node], _ node: Node, _ steps: inout [Step]
  ) {
    guard case .constant(.string(let title)) = name.kind, let (key, layout) = partial(title) else {
      report(.error, "unknown-partial", "the layout is not found", name.range)
      return
    }
    guard !partialStack.contains(key) else {
      report(.error, "recursive-partial", "a layout must not use itself", name.range)
      return
    }
    for node in nodes {
      switch node.kind {
      case .assign, .capture: compile([node], into: &steps)
      case .block(let name, let body, _) where overrides[name] == nil:
        overrides[name] = Override(nodes: body, source: source, indentation: [])
      default: break
      }
    }
    partialStack.append(key)
    let saved = source
    source = parsed[key] ?? source
    compile(layout, into: &steps)
    source = saved
    partialStack.removeLast()
  }
}
