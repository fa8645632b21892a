public import Diagnostics
public import SourceText

/// The text part of a mail.
public enum TextPart {
  /// Makes a text part from the finished HTML, template tags kept where they belong.
  ///
  /// Links become `text (url)`, headings `# text`, lists `- ` or `1. `, images their alternative
  /// text, layout tables lines, data tables aligned columns. Hidden blocks (the preheader) and
  /// comments are left out. Lines are not wrapped yet: that is for `wrap(_:width:)`, once the tags
  /// are filled.
  public static func make(fromHTML html: Pieces) -> Parsed<Pieces> {
    let opaque = TemplateSpans.find(in: html)
    let tree = HTMLTree(HTMLTokenizer.tokenize(html.bytes, opaque: opaque))
    var walker = TextWalker(html, tree, opaque)
    walker.walk(0..<tree.source.tokens.count)
    return Parsed(walker.finish())
  }

  /// Wraps filled text at a display width.
  ///
  /// Lists and quotes keep their indentation; what has no blank, such as a URL, stays whole; CJK
  /// text breaks between characters. Lines end with LF, more than one empty line becomes one.
  public static func wrap(_ text: [UInt8], width: Int = 72) -> [UInt8] {
    var wrapper = TextWrapper(width: max(8, width))
    return wrapper.wrap(text)
  }
}
