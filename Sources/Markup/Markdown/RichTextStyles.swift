internal import Diagnostics
public import SourceText

/// The styles that a template's CSS gives to the elements of Markdown.
///
/// Markdown that an AI wrote arrives per segment or per recipient, after the template was inlined.
/// The styles are computed once, from the same CSS and for the place where the text will stand, and
/// written into the elements as they arrive.
public struct RichTextStyles: Sendable {
  private var styles: [String: [UInt8]] = [:]

  // Every element that cmark-gfm writes, each where it stands.
  private static let skeleton =
    "<p><a href=\"#\"></a><em></em><strong></strong><del></del><code></code><img src=\"#\"><br>"
    + "</p><h1></h1><h2></h2><h3></h3><h4></h4><h5></h5><h6></h6><ul><li><input></li></ul><ol></ol>"
    + "<blockquote></blockquote><pre></pre><hr><table><thead><tr><th></th></tr></thead><tbody>"
    + "<tr><td></td></tr></tbody></table>"

  /// Computes the styles for Markdown inside an element with the given classes.
  ///
  /// Selectors by element name and by the container's classes count (`p`, `.copy a`); the first
  /// and the last child are not known yet, so structural ones do not.
  public init(css: [Pieces], containerClasses: String = "") {
    var source = Pieces()
    let classes = containerClasses.filter { $0 != "\"" && $0 != "<" }
    source.append(generated: Array("<div class=\"\(classes)\">".utf8))
    let start = source.count
    source.append(generated: Array("</div>".utf8))
    self.init(template: source, at: start, css: css)
  }

  /// Computes the styles for Markdown at an offset of a template that is not inlined yet.
  ///
  /// What is around the offset counts as it does for text of the template itself: `td.copy > p`,
  /// `#intro a`. The template's own `<style>` elements come first, then `css`.
  public init(template: Pieces, at offset: Int, css: [Pieces] = []) {
    let offset = min(max(0, offset), template.count)
    var source = Pieces()
    source.append(template, range: 0..<offset)
    // A steering tag on either side keeps structural selectors out: `p:first-child` is not known.
    let start = "{% galley %}<!--galley-rich-text-->"
    let end = "<!--/galley-rich-text-->{% galley %}"
    source.append(generated: Array((start + Self.skeleton + end).utf8))
    source.append(template, range: offset..<template.count)
    let options = InliningOptions(
      setsSizeAttributes: false, setsTableAttributes: false, insertsPreservedExtraCSS: false)
    let html = CSSInliner.inline(source, extraCSS: css, options: options).value.bytes
    guard let first = ASCII.find("<!--galley-rich-text-->", in: html, from: 0),
      let last = ASCII.find("<!--/galley-rich-text-->", in: html, from: first)
    else { return }
    let tokens = HTMLTokenizer.tokenize(Array(html[first..<last]))
    for token in tokens.tokens where token.kind == .startTag {
      guard let range = tokens.attribute(.style, of: token)?.valueRange else { continue }
      styles[token.name] = Array(html[first + range.lowerBound..<first + range.upperBound])
    }
  }

  /// Whether no element has a style.
  public var isEmpty: Bool { styles.isEmpty }

  /// Adds the styles to HTML that was made from Markdown; what has a style keeps it.
  public func apply(to html: [UInt8]) -> [UInt8] {
    guard !styles.isEmpty else { return html }
    let source = HTMLTokenizer.tokenize(html)
    var output: [UInt8] = []
    output.reserveCapacity(html.count * 2)
    var position = 0
    for token in source.tokens where token.kind == .startTag {
      guard let style = styles[token.name], source.attribute(.style, of: token) == nil else {
        continue
      }
      output += html[position..<token.nameRange.upperBound]
      output += " style=\"".utf8
      output += style
      output.append(ASCII.quote)
      position = token.nameRange.upperBound
    }
    output += html[position...]
    return output
  }
}
