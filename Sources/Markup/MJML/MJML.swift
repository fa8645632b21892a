public import Diagnostics
public import SourceText

/// How MJML is compiled.
public struct MJMLOptions: Sendable {
  /// Reads the file that an `mj-include` names, relative to the including file; `nil` when there is
  /// none. Absolute paths and paths that climb out with `..` are refused before this is asked.
  public var include: @Sendable (String) -> Pieces?
  /// The language of the document when `<mjml lang>` does not say.
  public var lang: String
  /// The writing direction when `<mjml dir>` does not say.
  public var dir: String

  /// Creates options.
  public init(
    include: @escaping @Sendable (String) -> Pieces? = { _ in nil }, lang: String = "und",
    dir: String = "auto"
  ) {
    self.include = include
    self.lang = lang
    self.dir = dir
  }
}

/// MJML 4 to HTML that mail clients agree on.
///
/// Template tags are carried along: in attribute values, in text, and around sections, columns and
/// components. What would need a recipient's data to lay out, such as a looped column without a
/// width, is refused with the fix.
public enum MJML {
  /// Compiles a document; the HTML is as good as it could be made when there are errors.
  public static func compile(
    _ source: Pieces, options: MJMLOptions = MJMLOptions()
  ) -> Parsed<Pieces> {
    var parser = MJMLParser(options)
    let document = parser.parse(source)
    guard let document else { return Parsed(Pieces(), parser.diagnostics) }
    var head = MJMLHead(parser.sources, options)
    head.diagnostics = parser.diagnostics
    head.read(document)
    var renderer = MJMLRenderer(parser.sources, head)
    renderer.renderBody(of: document)
    return renderer.finish(document)
  }
}
