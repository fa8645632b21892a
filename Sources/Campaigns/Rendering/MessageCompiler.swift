public import Diagnostics
internal import JSONText
internal import Markup
internal import Messages
internal import SourceText
internal import Templating

/// Compiles the message of one copy of a campaign: everything that does not depend on the
/// recipient happens here, once.
///
/// Order: partials -> copy -> MJML or Markdown -> CSS inlining -> UTM links -> text part -> slot
/// programs of subject, HTML and text.
public struct MessageCompiler: Sendable {
  let campaign: Campaign
  let settings: Settings
  let files: WorkspaceFiles

  /// Creates a compiler for one campaign.
  public init(campaign: Campaign, settings: Settings, files: WorkspaceFiles) {
    self.campaign = campaign
    self.settings = settings
    self.files = files
  }

  /// Compiles with one copy. Diagnostics name the designer's and the copy's own lines.
  public func compile(_ copy: CopyFile) throws(GalleyError) -> Parsed<CompiledMessage?> {
    var diagnostics: [Diagnostic] = []
    let splicer = CopySplicer(body: copy.body, path: copy.path)
    let markup = try compileMarkup(splicer, &diagnostics)
    guard !diagnostics.hasErrors else { return Parsed(nil, diagnostics) }
    let tagger = LinkTagger(utm: utm)
    let html = tagger.tagHTML(markup)
    let text = try textPart(html, splicer, tagger, &diagnostics)
    let subject = subjectSource(copy, &diagnostics)
    let locale = try localeFilters(copy.key.locale, &diagnostics)
    let compiledSubject = compile(subject, .header, locale, &diagnostics)
    let compiledHTML = compile(html, .html, locale, &diagnostics)
    let compiledText = compile(text, .text, locale, &diagnostics)
    guard !diagnostics.hasErrors, let compiledSubject, let compiledHTML, let compiledText else {
      return Parsed(nil, Self.unique(diagnostics))
    }
    let message = CompiledMessage(
      key: copy.key, subject: compiledSubject, html: compiledHTML, text: compiledText)
    return Parsed(message, Self.unique(diagnostics))
  }

  var utm: UTMTagger {
    UTMTagger(
      campaign: campaign.utm.campaign, source: campaign.utm.source, medium: campaign.utm.medium,
      exemptPrefixes: [settings.site.unsubscribeURL])
  }

  private func compileMarkup(
    _ splicer: CopySplicer, _ diagnostics: inout [Diagnostic]
  ) throws(GalleyError) -> Pieces {
    let path = campaign.templates.html
    let source = Pieces(try files.source(path))
    let expanded = expander.expand(source)
    diagnostics += expanded.diagnostics
    let spliced = splicer.splice(expanded.value, target: .html)
    diagnostics += spliced.diagnostics
    var pieces = spliced.value
    if path.hasSuffix(".mjml") {
      let compiled = MJML.compile(
        pieces,
        options: MJMLOptions(include: { [files] name in
          (try? files.source("Templates/partials/" + name)).map { Pieces($0) }
        }))
      diagnostics += compiled.diagnostics
      pieces = compiled.value
    }
    if path.hasSuffix(".md") { pieces = try markdownMail(pieces, &diagnostics) }
    guard !diagnostics.hasErrors else { return pieces }
    let inlined = CSSInliner.inline(pieces)
    diagnostics += inlined.diagnostics
    return inlined.value
  }

  // A Markdown mail is put into the layout Templates/layouts/email.liquid at `{{ content }}`.
  private func markdownMail(
    _ source: Pieces, _ diagnostics: inout [Diagnostic]
  ) throws(GalleyError) -> Pieces {
    let body = Markdown.html(source)
    diagnostics += body.diagnostics
    let layout = expander.expand(Pieces(try files.source("Templates/layouts/email.liquid")))
    diagnostics += layout.diagnostics
    var result = Pieces()
    var end = 0
    for span in TemplateTagScanner.spans(in: layout.value.bytes, syntax: .liquid) {
      let tag = String(decoding: layout.value.bytes[span.range], as: UTF8.self)
      guard tag.dropFirst(2).dropLast(2).trimmed == "content" else { continue }
      result.append(layout.value, range: end..<span.range.lowerBound)
      result.append(body.value)
      end = span.range.upperBound
    }
    result.append(layout.value, range: end..<layout.value.count)
    return result
  }

  private func textPart(
    _ html: Pieces, _ splicer: CopySplicer, _ tagger: LinkTagger,
    _ diagnostics: inout [Diagnostic]
  ) throws(GalleyError) -> Pieces {
    guard let path = campaign.templates.text else {
      let derived = TextPart.make(fromHTML: html)
      diagnostics += derived.diagnostics
      return derived.value
    }
    let expanded = expander.expand(Pieces(try files.source(path)))
    diagnostics += expanded.diagnostics
    let spliced = splicer.splice(expanded.value, target: .text)
    diagnostics += spliced.diagnostics
    return tagger.tagText(spliced.value)
  }

  private func subjectSource(_ copy: CopyFile, _ diagnostics: inout [Diagnostic]) -> Pieces {
    guard let subject = copy.body["subject"]?.stringValue else {
      diagnostics.append(
        Diagnostic(
          .error, "no-subject", "the copy has no “subject”",
          at: SourceLocation(file: copy.path), hint: "add a “subject” to the copy and its schema"))
      return Pieces()
    }
    let pieces = Pieces(SourceFile(name: "\(copy.path)#subject", text: subject))
    diagnostics += CopySplicer.check(pieces)
    return pieces
  }

  private func compile(
    _ source: Pieces, _ kind: OutputKind, _ filters: [String: TemplateFilter],
    _ diagnostics: inout [Diagnostic]
  ) -> Template? {
    var options = CompileOptions()
    options.kind = kind
    options.model = CampaignContext.dataModel(hasEvent: campaign.event != nil)
    options.filters = filters
    options.partials = { [files] name in
      (try? files.source("Templates/partials/\(name).liquid")).map { Pieces($0) }
    }
    let compiled = Template.compile(source, options: options)
    diagnostics += compiled.diagnostics
    return compiled.value
  }

  private func localeFilters(
    _ locale: String, _ diagnostics: inout [Diagnostic]
  ) throws(GalleyError) -> [String: TemplateFilter] {
    let translations = try Translations.load(
      locale: locale, fallback: campaign.locales.first ?? locale, folder: campaign.folder,
      files: files)
    diagnostics += translations.diagnostics
    return CampaignFilters.make(
      settings: settings, locale: locale, translations: translations.value, utm: utm)
  }

  private var expander: PartialExpander {
    PartialExpander(
      partial: { [files] name in
        (try? files.source("Templates/partials/\(name).liquid")).map { Pieces($0) }
      },
      names: { [files] in
        files.list("Templates/partials").map { $0.replacing(".liquid", with: "") }
      })
  }

  // The same copy problem shows up in the HTML and in the text part; once is enough.
  private static func unique(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return diagnostics.filter { seen.insert($0).inserted }
  }
}
