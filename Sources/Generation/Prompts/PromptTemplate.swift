public import Diagnostics

/// A prompt as an editable text with sections and placeholders.
///
/// A line `=== system` or `=== user` starts that message; lines before the first are comments.
/// `{name}` stands for a section (lower-case letters and `_`); any other brace is text.
public struct PromptTemplate: Sendable, Hashable {
  enum Part: Sendable, Hashable {
    case text(String)
    case section(PromptSection)
  }

  let system: [Part]
  let user: [Part]

  /// Reads a template; unknown placeholders are errors with the nearest name.
  public static func parse(_ file: SourceFile) -> Parsed<PromptTemplate?> {
    var diagnostics: [Diagnostic] = []
    var messages: [String: [Part]] = [:]
    var current: String?
    var text: [UInt8] = []
    var start = 0
    func finish() {
      guard let name = current else { return }
      messages[name] = parts(of: trimmed(text), &diagnostics, file, start)
    }
    var offset = 0
    while offset < file.bytes.count {
      let end = file.bytes[offset...].firstIndex(of: 10).map { $0 + 1 } ?? file.bytes.count
      let line = Array(file.bytes[offset..<end])
      if line.starts(with: Array("=== ".utf8)) {
        finish()
        let name = String(decoding: trimmed(Array(line.dropFirst(4))), as: UTF8.self)
        if name != "system" && name != "user" {
          diagnostics.append(
            Diagnostic(
              .error, "unknown-message", "A prompt has the messages system and user, not \(name)",
              in: file, range: offset..<end))
        }
        (current, text, start) = (name, [], end)
      } else {
        text += line.filter { $0 != 13 }
      }
      offset = end
    }
    finish()
    guard let user = messages["user"], !user.isEmpty else {
      diagnostics.append(
        Diagnostic(
          .error, "missing-message", "A prompt needs a message that starts with `=== user`",
          in: file, range: 0..<0))
      return Parsed(nil, diagnostics)
    }
    guard !diagnostics.hasErrors else { return Parsed(nil, diagnostics) }
    return Parsed(PromptTemplate(system: messages["system"] ?? [], user: user), diagnostics)
  }

  private static func parts(
    of text: [UInt8], _ diagnostics: inout [Diagnostic], _ file: SourceFile, _ base: Int
  ) -> [Part] {
    var parts: [Part] = []
    var literal: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "{"), let name = placeholder(text, at: index) {
        if let section = PromptSection(rawValue: name) {
          if !literal.isEmpty { parts.append(.text(String(decoding: literal, as: UTF8.self))) }
          literal = []
          parts.append(.section(section))
        } else {
          let near = nearestName(to: name, in: PromptSection.allCases.map(\.rawValue))
          let start = min(base + index, file.bytes.count)
          diagnostics.append(
            Diagnostic(
              .error, "unknown-section", "There is no section {\(name)}", in: file,
              range: start..<min(start + name.utf8.count + 2, file.bytes.count),
              hint: near.map { "Did you mean {\($0)}?" }))
        }
        index += name.utf8.count + 2
      } else {
        literal.append(text[index])
        index += 1
      }
    }
    if !literal.isEmpty { parts.append(.text(String(decoding: literal, as: UTF8.self))) }
    return parts
  }

  private static func placeholder(_ text: [UInt8], at start: Int) -> String? {
    var end = start + 1
    while end < text.count, (text[end] >= 97 && text[end] <= 122) || text[end] == 95 { end += 1 }
    guard end > start + 1, end < text.count, text[end] == UInt8(ascii: "}") else { return nil }
    return String(decoding: text[start + 1..<end], as: UTF8.self)
  }

  private static func trimmed(_ text: [UInt8]) -> [UInt8] {
    guard let first = text.firstIndex(where: { $0 > 32 }),
      let last = text.lastIndex(where: { $0 > 32 })
    else { return [] }
    return Array(text[first...last])
  }
}

/// A part of a prompt that the builder fills.
public enum PromptSection: String, Sendable, Hashable, CaseIterable {
  /// What to write.
  case task
  /// Who sends.
  case business
  /// What the campaign is about: brief, goal, facts.
  case campaign
  /// The plan of the campaign, if there is one.
  case strategy
  /// The segment, in aggregates.
  case audience
  /// How the brand speaks.
  case brandVoice = "brand_voice"
  /// The tone for the platform.
  case tone
  /// Length, format and content.
  case constraints
  /// The merge fields that may be used.
  case mergeFields = "merge_fields"
  /// The links that may be used.
  case urls
  /// The JSON Schema.
  case schema
  /// What was wrong with the answer before, empty at first.
  case errors
}
