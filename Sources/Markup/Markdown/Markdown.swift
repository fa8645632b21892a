public import Diagnostics
public import SourceText

/// Markdown to HTML, through cmark-gfm.
public enum Markdown {
  /// The longest text that is converted, in bytes; what is longer is cut there.
  public static let maximumLength = 4 << 20

  /// The HTML that cmark-gfm itself writes for a text.
  public static func html(_ text: String, options: MarkdownOptions = .safe) -> String {
    String(decoding: html(Array(text.utf8), options: options), as: UTF8.self)
  }

  /// The HTML that cmark-gfm itself writes for UTF-8 bytes.
  public static func html(_ text: [UInt8], options: MarkdownOptions = .safe) -> [UInt8] {
    let input = text.count > maximumLength ? Array(text[..<maximumLength]) : text
    guard
      let document = CMark(input, options: options.flags, extensions: options.extensions)
    else { return [] }
    return document.html()
  }

  /// The HTML of a text that holds template tags: they stand in the output as they were.
  ///
  /// A tag alone on a line that steers (`{% for %}`) stands between blocks and ends the block
  /// before it; any other tag is part of the text around it, in link destinations too.
  public static func html(
    _ source: Pieces, options: MarkdownOptions = .safe
  ) -> Parsed<Pieces> {
    let spans = TemplateSpans.find(in: source)
    guard source.count <= maximumLength else {
      return Parsed(
        Pieces(),
        [
          source.diagnostic(
            .error, "markdown-too-long",
            "Markdown is at most \(maximumLength) bytes long", range: 0..<1)
        ])
    }
    let marks = MarkdownMarks(source, spans)
    guard
      let document = CMark(
        marks.text, options: options.flags, extensions: options.extensions)
    else { return Parsed(Pieces()) }
    document.keepBlocks { marks.blockText(of: $0) }
    return Parsed(marks.restore(document.html()))
  }
}
