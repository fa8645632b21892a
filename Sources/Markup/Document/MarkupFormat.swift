public import Diagnostics
internal import SourceText

/// What a source file of a mail is written in.
public enum MarkupFormat: String, Sendable, CaseIterable {
  /// MJML 4.
  case mjml
  /// HTML, as it is sent.
  case html
  /// Markdown, with or without front matter.
  case markdown
  /// A hand-written text part.
  case text

  /// The format that the name of a file tells; without a known extension the contents decide.
  public init(of file: SourceFile) {
    for part in file.name.lowercased().split(separator: ".").dropFirst().reversed() {
      switch part {
      case "mjml": self = .mjml
      case "html", "htm", "xhtml": self = .html
      case "md", "markdown": self = .markdown
      case "txt", "text": self = .text
      default: continue
      }
      return
    }
    self = ASCII.find("<mjml", in: file.bytes, from: 0) == nil ? .html : .mjml
  }
}
