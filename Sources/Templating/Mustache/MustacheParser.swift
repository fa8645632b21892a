internal import SourceText

/// Reads Mustache and Handlebars templates into the shared syntax tree.
struct MustacheParser {
  static func parse(
    _ source: Pieces, isHandlebars: Bool, limits: TemplateLimits,
    passthrough: (@Sendable (String) -> Bool)?
  ) -> (nodes: [Node], failures: [SyntaxFailure]) {
    ([], [])
  }

  static func indented(_ pieces: Pieces, by indentation: [UInt8]) -> Pieces { pieces }
}
