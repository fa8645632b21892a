public import Diagnostics
public import SourceText

/// Checks a mail for what goes wrong in clients and filters.
public enum EmailLint {
  /// The size at which Gmail shows "message clipped", in bytes.
  public static let clipSize = 102 * 1024
  /// The size at which a mail is worth a warning, in bytes.
  public static let warningSize = 90 * 1024

  /// Checks the parts of a mail; `text` is `nil` when there is none.
  public static func lint(
    html: Pieces, text: Pieces?, options: LintOptions = LintOptions()
  ) -> [Diagnostic] {
    var session = LintSession(html, options)
    session.checkDocument()
    session.checkElements()
    session.checkWords(in: html, isHTML: true)
    if let text, !text.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }) {
      session.checkWords(in: text, isHTML: false)
    } else {
      session.report(.text, 0..<1, hint: "add email.txt, or let it be made from the HTML")
    }
    return session.diagnostics
  }

  /// Checks a text part on its own.
  public static func lint(text: Pieces, options: LintOptions = LintOptions()) -> [Diagnostic] {
    var session = LintSession(Pieces(), options)
    session.checkWords(in: text, isHTML: false)
    return session.diagnostics
  }

  /// Checks the finished bytes of a mail.
  public static func lint(
    html: [UInt8], text: [UInt8]?, options: LintOptions = LintOptions()
  ) -> [Diagnostic] {
    lint(
      html: Pieces(SourceFile(name: "message.html", bytes: html)),
      text: text.map { Pieces(SourceFile(name: "message.txt", bytes: $0)) }, options: options)
  }
}
