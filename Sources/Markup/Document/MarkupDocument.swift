public import Diagnostics
public import SourceText

/// One source file of a mail on its way through the stages, without a workspace.
///
/// Template tags of any engine are carried along unread: the results are templates again.
public struct MarkupDocument: Sendable {
  /// What the file is written in.
  public let format: MarkupFormat
  private let file: SourceFile
  private let css: [Pieces]
  private let markdown: MarkdownOptions
  private let load: @Sendable (String) -> Pieces?

  /// Takes a file, stylesheets to inline after its own, and a reader for what it includes or
  /// links, by the path as it is written there.
  public init(
    _ file: SourceFile, css: [SourceFile] = [], markdown: MarkdownOptions = .safe,
    load: @escaping @Sendable (String) -> Pieces? = { _ in nil }
  ) {
    self.file = file
    format = MarkupFormat(of: file)
    self.css = css.map { Pieces($0) }
    self.markdown = markdown
    self.load = load
  }

  /// The HTML that the format stands for: MJML compiled, Markdown rendered, HTML as it is.
  ///
  /// Extra stylesheets are inlined, in all three.
  public func compiled() -> Parsed<Pieces> {
    var html = html()
    if css.isEmpty, format == .html {
      let opaque = TemplateSpans.find(in: html.value)
      html.diagnostics += HTMLSyntax.check(
        HTMLTokenizer.tokenize(html.value.bytes, opaque: opaque), html.value)
    }
    guard !css.isEmpty, !html.hasErrors else { return html }
    // The document's own styles are inlined only on request: MJML has decided about them.
    let result = CSSInliner.inline(
      html.value, extraCSS: css, options: InliningOptions(inlinesStyleElements: false))
    return Parsed(result.value, html.diagnostics + result.diagnostics)
  }

  /// The HTML with all its styles inlined: `<style>`, linked files, then extra stylesheets.
  public func inlined() -> Parsed<Pieces> {
    let html = html()
    guard !html.hasErrors else { return html }
    let result = CSSInliner.inline(
      html.value, extraCSS: css, options: InliningOptions(loadStylesheet: load))
    return Parsed(result.value, html.diagnostics + result.diagnostics)
  }

  /// The text part: a hand-written one as it is, else one made from the inlined HTML.
  ///
  /// It is wrapped when nothing in it has to be filled first.
  public func textPart(width: Int = 72) -> Parsed<[UInt8]> {
    var text = Parsed(Pieces(file))
    if format != .text {
      let html = inlined()
      guard !html.hasErrors else { return Parsed([], html.diagnostics) }
      text = TextPart.make(fromHTML: html.value)
      text.diagnostics = html.diagnostics + text.diagnostics
    }
    let isTemplate = !TemplateSpans.find(in: text.value).spans.isEmpty
    return Parsed(
      isTemplate ? text.value.bytes : TextPart.wrap(text.value.bytes, width: width),
      text.diagnostics)
  }

  /// What is wrong with the mail: first what stops it from compiling, else the lint's findings.
  ///
  /// A file that still holds template tags is looked at as a template.
  public func lint(_ options: LintOptions = LintOptions()) -> [Diagnostic] {
    if format == .text { return EmailLint.lint(text: Pieces(file), options: options) }
    let html = inlined()
    guard !html.hasErrors else { return html.diagnostics }
    var options = options
    let source = Pieces(file)
    let spans = TemplateSpans.find(in: source).spans
    if !spans.isEmpty { options.allowsTemplateTags = true }
    // What a partial may bring along is not missing yet.
    if spans.contains(where: { TemplateBlock.includesOthers(source.bytes, $0) }) {
      options.silenced.formUnion(
        LintRule.all.map(\.name).filter { $0.hasPrefix("missing-") && $0 != "missing-text" })
    }
    let text = TextPart.make(fromHTML: html.value)
    return html.diagnostics + text.diagnostics
      + EmailLint.lint(html: html.value, text: text.value, options: options)
  }

  private func html() -> Parsed<Pieces> {
    switch format {
    case .mjml: MJML.compile(Pieces(file), options: MJMLOptions(include: load))
    case .markdown: Markdown.html(FrontMatter.split(file).body, options: markdown)
    case .html: Parsed(Pieces(file))
    case .text:
      Parsed(
        Pieces(),
        [
          Diagnostic(
            .error, "no-markup", "a text part has no HTML", at: file.location(at: 0),
            hint: "name the .mjml, .html or .md file of the mail")
        ])
    }
  }
}
