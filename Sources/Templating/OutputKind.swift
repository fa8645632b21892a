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

  /// What a file makes, told by its name: text for `.txt`, `.text` and `.md`, JSON for `.json`, and
  /// HTML for everything else.
  public static func forFileName(_ name: String) -> OutputKind {
    for part in name.lowercased().split(separator: ".").dropFirst().reversed() {
      switch part {
      case "txt", "text", "md": return .text
      case "json": return .json
      case "html", "htm", "mjml": return .html
      default: continue
      }
    }
    return .html
  }
}
