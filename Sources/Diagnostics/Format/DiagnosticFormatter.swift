/// Turns diagnostics into lines for people: `path:line:column: error: summary [identifier]`,
/// the source line, a caret under the place, and what to do.
public struct DiagnosticFormatter: Sendable {
  /// Whether to colour the output with ANSI sequences.
  public var colored: Bool

  /// Creates a formatter.
  public init(colored: Bool = false) {
    self.colored = colored
  }

  /// The text of one diagnostic, with a line feed at its end.
  public func format(_ diagnostic: Diagnostic) -> String {
    var text = ""
    if let location = diagnostic.location {
      text += bold("\(location):") + " "
    }
    text += severity(diagnostic.severity) + " " + bold(Self.visible(diagnostic.summary))
    text += " [\(diagnostic.identifier)]\n"
    if let location = diagnostic.location, let excerpt = diagnostic.excerpt {
      text += window(excerpt, column: location.column, length: diagnostic.length)
    }
    if let hint = diagnostic.hint {
      text += "  = help: \(Self.visible(hint))\n"
    }
    return text
  }

  /// The text of several diagnostics.
  public func format(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(format).joined()
  }

  // Shows at most 100 columns of a long line around the place.
  private func window(_ excerpt: String, column: Int, length: Int) -> String {
    let bytes = Array(excerpt.utf8)
    let position = min(max(column - 1, 0), bytes.count)
    let before = Array(String(decoding: bytes[..<position], as: UTF8.self))
    let after = Array(String(decoding: bytes[position...], as: UTF8.self))
    let marked = String(decoding: bytes[position...].prefix(length), as: UTF8.self).count
    let shownBefore = before.suffix(60)
    let shownAfter = after.prefix(100 - min(shownBefore.count, 60))
    let prefix = shownBefore.count < before.count ? "…" : ""
    let suffix = shownAfter.count < after.count ? "…" : ""
    let line = prefix + Self.visible(String(shownBefore) + String(shownAfter)) + suffix
    let indent = String(repeating: " ", count: prefix.count + shownBefore.count)
    let carets = "^" + String(repeating: "~", count: max(0, min(marked, shownAfter.count) - 1))
    return "  | \(line)\n  | \(indent)\(carets)\n"
  }

  private func severity(_ severity: Severity) -> String {
    guard colored else { return severity.rawValue + ":" }
    let color =
      switch severity {
      case .error: "31"
      case .warning: "35"
      case .note: "36"
      }
    return "\u{1B}[1;\(color)m\(severity.rawValue):\u{1B}[0m"
  }

  private func bold(_ text: String) -> String {
    colored ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  /// The text with tabs as one space and control characters shown as their Unicode pictures, so
  /// that hostile input cannot drive the terminal and the caret stays under its place.
  static func visible(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 9, 10, 13: result.unicodeScalars.append(" ")
      case 0..<32: result.unicodeScalars.append(Unicode.Scalar(scalar.value + 0x2400) ?? " ")
      case 127...159, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
        result.append("\u{FFFD}")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
