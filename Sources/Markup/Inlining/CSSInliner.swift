public import Diagnostics
public import SourceText

/// Moves CSS into `style` attributes, where every mail client reads it.
///
/// Works on the source: `style` attributes are spliced in, nothing else changes. Rules that the
/// document cannot decide (`@media`, `:hover`, `@font-face`) stay in the head.
public enum CSSInliner {
  /// Inlines the `<style>` elements of a document, then extra stylesheets after them.
  public static func inline(
    _ html: Pieces, extraCSS: [Pieces] = [], options: InliningOptions = InliningOptions()
  ) -> Parsed<Pieces> {
    var session = InliningSession(html, options)
    session.collectElements()
    for css in extraCSS { session.collectExtra(css) }
    session.match()
    var writer = StyleWriter(session)
    writer.writeAll()
    return Parsed(writer.edits.apply(), writer.diagnostics)
  }
}
