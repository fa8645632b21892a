internal import Campaigns
internal import Diagnostics
internal import JSONText
internal import Markup
internal import SourceText
internal import Templating

/// A Markdown file with YAML front matter.
struct MarkdownPage {
  /// The front matter's fields, for templates.
  var fields: [(String, TemplateValue)] = []
  /// The body as safe HTML.
  var html: String
  /// Whether the front matter says `draft: true`.
  var isDraft = false

  static func read(_ path: String, files: WorkspaceFiles) throws(GalleyError) -> Parsed<
    MarkdownPage
  > {
    let file = try files.source(path)
    let parts = FrontMatter.split(file)
    var page = MarkdownPage(html: Markdown.html(parts.body.text))
    var diagnostics: [Diagnostic] = []
    if let frontMatter = parts.frontMatter {
      let parsed = YAMLParser.parse(frontMatter)
      diagnostics = parsed.diagnostics
      for member in parsed.value?.members ?? [] {
        page.fields.append((member.key, TemplateValue(member.value.plain)))
        if member.key == "draft", case .bool(true) = member.value.kind { page.isDraft = true }
      }
    }
    if let error = GalleyError.from(diagnostics, code: .malformedFile) { throw error }
    return Parsed(page, diagnostics)
  }
}
