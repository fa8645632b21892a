/// What a template makes, which decides how its values are escaped.
public enum OutputKind: String, Sendable, Hashable, CaseIterable {
  /// An HTML document or fragment; the escaping of each slot follows from where it stands.
  case html
  /// Plain text; nothing is escaped.
  case text
  /// One line of a message header, such as a subject; control characters become spaces.
  case header
  /// JSON; inside a string literal values are escaped for it, elsewhere they are written as JSON.
  case json
  /// Anything else; nothing is escaped.
  case none
}
