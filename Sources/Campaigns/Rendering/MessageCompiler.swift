public import Diagnostics
internal import JSONText
internal import Markup
internal import Messages
internal import SourceText
internal import Templating

/// Compiles the messages of a campaign's copies: everything that does not depend on the recipient
/// happens here, once.
///
/// Order: partials (once per campaign) -> copy -> MJML or Markdown -> CSS inlining -> pictures ->
/// UTM links -> text part -> slot programs of subject, HTML and text.
public struct MessageCompiler: Sendable {
  let campaign: Campaign
  let settings: Settings
  let files: WorkspaceFiles

  private let embedsPictures: Bool

  /// Creates a compiler for one campaign. Formats without a place for files keep pictures hosted.
  public init(
    campaign: Campaign, settings: Settings, files: WorkspaceFiles, embedsPictures: Bool = true
  ) {
    self.embedsPictures = embedsPictures && campaign.images == .cid
    self.campaign = campaign
    self.settings = settings
    self.files = files
  }

  /// The template files with their partials in place, before any copy is put in.
  struct Sources {
    var html: Pieces
    var text: Pieces?
    var layout: Pieces?
    var diagnostics: [Diagnostic]
  }

  /// Compiles every copy. Diagnostics name the designer's and the copy's own lines, each once.
  public func compile(
    _ copies: [CopyFile]
  ) throws(GalleyError) -> Parsed<[CopyKey: CompiledMessage]> {
    let sources = try readSources()
    var messages: [CopyKey: CompiledMessage] = [:]
    var diagnostics = sources.diagnostics
    var filters: [String: [String: TemplateFilter]] = [:]
    guard !diagnostics.hasErrors else { return Parsed(messages, diagnostics) }
    for copy in copies {
      let locale = copy.key.locale
      if filters[locale] == nil { filters[locale] = try localeFilters(locale, &diagnostics) }
      messages[copy.key] = try compile(copy, sources, filters[locale] ?? [:], &diagnostics)
    }
    return Parsed(messages, Self.unique(diagnostics))
  }

  /// Compiles with one copy.
  public func compile(_ copy: CopyFile) throws(GalleyError) -> Parsed<CompiledMessage?> {
    let compiled = try compile([copy])
    return Parsed(compiled.value[copy.key], compiled.diagnostics)
  }

  private func readSources() throws(GalleyError) -> Sources {
    let html = expander.expand(Pieces(try files.source(campaign.templates.html)))
    var sources = Sources(html: html.value, diagnostics: html.diagnostics)
    if let path = campaign.templates.text {
      let text = expander.expand(Pieces(try files.source(path)))
      sources.text = text.value
      sources.diagnostics += text.diagnostics
    }
    if campaign.templates.html.hasSuffix(".md") {
      let layout = expander.expand(Pieces(try files.source("Templates/layouts/email.liquid")))
      sources.layout = layout.value
      sources.diagnostics += layout.diagnostics
    }
    return sources
  }

  private func compile(
    _ copy: CopyFile, _ sources: Sources, _ filters: [String: TemplateFilter],
    _ diagnostics: inout [Diagnostic]
  ) throws(GalleyError) -> CompiledMessage? {
    var found: [Diagnostic] = []
    defer { diagnostics += found }
    let splicer = CopySplicer(body: copy.body, path: copy.path)
    let markup = compileMarkup(splicer, sources, &found)
    guard !found.hasErrors else { return nil }
    var images: [EmailMessage.File] = []
    var pictured = markup
    if embedsPictures {
      let embedded = try ImageEmbedder(baseURL: settings.site.baseURL, files: files).embed(markup)
      pictured = embedded.pieces
      images = embedded.images
    }
    let tagger = LinkTagger(utm: utm, tagsLinks: campaign.utm.tagsLinks)
    let html = tagger.tagHTML(pictured)
    let text = textPart(html, splicer, sources, tagger, &found)
    let subject = subjectSource(copy, &found)
    let compiledSubject = compile(subject, .header, filters, &found)
    let compiledHTML = compile(html.pieces, .html, filters, &found)
    let compiledText = compile(text.pieces, .text, filters, &found)
    guard !found.hasErrors, let compiledSubject, let compiledHTML, let compiledText else {
      return nil
    }
    return CompiledMessage(
      key: copy.key, subject: compiledSubject, html: compiledHTML, text: compiledText,
      htmlEncoding: .fitting(html.pieces.bytes), textEncoding: .fitting(text.pieces.bytes),
      images: images, links: html.links + text.links)
  }

  var utm: UTMTagger {
    UTMTagger(
      campaign: campaign.utm.campaign, source: campaign.utm.source, medium: campaign.utm.medium,
      exemptPrefixes: [settings.site.unsubscribeURL])
  }

  private func compileMarkup(
    _ splicer: CopySplicer, _ sources: Sources, _ diagnostics: inout [Diagnostic]
  ) -> Pieces {
    let path = campaign.templates.html
    let spliced = splicer.splice(sources.html, target: .html)
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
    if path.hasSuffix(".md"), let layout = sources.layout {
      pieces = markdownMail(pieces, in: layout, &diagnostics)
    }
    guard !diagnostics.hasErrors else { return pieces }
    let inlined = CSSInliner.inline(pieces)
    diagnostics += inlined.diagnostics
    return inlined.value
  }

  // A Markdown mail is put into the layout Templates/layouts/email.liquid at `{{ content }}`.
  private func markdownMail(
    _ source: Pieces, in layout: Pieces, _ diagnostics: inout [Diagnostic]
  ) -> Pieces {
    let body = Markdown.html(source)
    diagnostics += body.diagnostics
    var result = Pieces()
    var end = 0
    for span in TemplateTagScanner.spans(in: layout.bytes, syntax: .liquid) {
      let tag = String(decoding: layout.bytes[span.range], as: UTF8.self)
      guard tag.dropFirst(2).dropLast(2).trimmed == "content" else { continue }
      result.append(layout, range: end..<span.range.lowerBound)
      result.append(body.value)
      end = span.range.upperBound
    }
    result.append(layout, range: end..<layout.count)
    return result
  }

  private func textPart(
    _ html: LinkTagger.Tagged, _ splicer: CopySplicer, _ sources: Sources, _ tagger: LinkTagger,
    _ diagnostics: inout [Diagnostic]
  ) -> LinkTagger.Tagged {
    guard let source = sources.text else {
      // Its links are those of the HTML.
      let derived = TextPart.make(fromHTML: html.pieces)
      diagnostics += derived.diagnostics
      return .init(pieces: derived.value, links: [])
    }
    let spliced = splicer.splice(source, target: .text)
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
