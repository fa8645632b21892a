internal import Campaigns
internal import Diagnostics

/// What is odd about a finished message: shown in the proof, never a reason to stop.
enum MessageFindings {
  /// Gmail hides what comes after about 102 KB of HTML.
  static let clipLimit = 102 * 1024

  static func of(_ content: CompiledMessage.Content, file: String) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    func add(_ severity: Severity, _ identifier: String, _ summary: String, _ hint: String) {
      findings.append(
        Diagnostic(severity, identifier, summary, at: SourceLocation(file: file), hint: hint))
    }
    let html = String(decoding: content.html, as: UTF8.self)
    if content.html.count > clipLimit * 9 / 10 {
      add(
        content.html.count > clipLimit ? .error : .warning, "clipped-by-gmail",
        "the HTML has \(content.html.count) bytes; Gmail hides what is beyond \(clipLimit)",
        "shorten the mail or its styles")
    }
    for leftover in ["{{", "{%", "Optional(", "undefined", "lorem ipsum"]
    where html.contains(leftover) || content.subject.contains(leftover) {
      add(.error, "leftover", "the message holds “\(leftover)”", "correct the template or the copy")
    }
    if !html.lowercased().contains("unsubscribe") {
      add(
        .warning, "no-unsubscribe", "the message has no unsubscribe link",
        "add {{ links.unsubscribe }}")
    }
    if content.subject.isEmpty {
      add(.error, "no-subject", "the subject is empty", "give the copy a subject")
    }
    return findings
  }
}
