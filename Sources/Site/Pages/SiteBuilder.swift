public import CRMModel
public import Campaigns
public import Diagnostics
internal import JSONText
internal import Markup
internal import Messages
internal import SourceText
internal import Templating

/// Makes the static site: an index, a page per campaign, per event and per Markdown file, and the
/// images and style sheets they need. Nothing in it is about a person.
public struct SiteBuilder {
  private let files: WorkspaceFiles
  private let settings: Settings
  private let now: Timestamp

  /// A campaign as the site shows it.
  public struct CampaignPage: Sendable {
    /// The campaign.
    public var campaign: Campaign
    /// The event it invites to.
    public var event: Event?
    /// Products the page shows, best first.
    public var products: [Product]
    /// The board shown as the page's picture: a path below Output/site.
    public var boardPath: String?

    /// Creates a page.
    public init(campaign: Campaign, event: Event?, products: [Product], boardPath: String?) {
      self.campaign = campaign
      self.event = event
      self.products = products
      self.boardPath = boardPath
    }
  }

  /// Creates a builder.
  public init(files: WorkspaceFiles, settings: Settings, now: Timestamp) {
    self.files = files
    self.settings = settings
    self.now = now
  }

  /// All files of the site, in a stable order.
  public func build(
    campaigns: [CampaignPage], events: [Event]
  ) throws(GalleyError) -> Parsed<[OutputFile]> {
    var output: [OutputFile] = []
    var diagnostics: [Diagnostic] = []
    let pages = try markdownPages(&diagnostics)
    var cards: [String: TemplateObject] = [:]
    for page in campaigns { cards[page.campaign.slug] = try card(page) }
    let eventCards = events.sorted {
      ($0.startAt?.description ?? "", $0.id) < ($1.startAt?.description ?? "", $1.id)
    }
    .map { TemplateValue.object(CampaignContext.event($0, settings)) }
    var shared: TemplateObject = [
      "business": .object(CampaignContext.business(settings)),
      "campaigns": .array(campaigns.compactMap { cards[$0.campaign.slug].map { .object($0) } }),
      "events": .array(eventCards),
      "pages": .array(pages.map { .object($0.object) }),
      "now": .string(now.description),
    ]
    func file(
      _ path: String, _ template: PageTemplate, _ page: TemplateObject, depth: Int
    ) throws(GalleyError) {
      var object = shared
      var site = CampaignContext.site(settings)
      site["root"] = .string(
        depth == 0 ? "." : (0..<depth).map { _ in ".." }.joined(separator: "/"))
      object["site"] = .object(site)
      object["page"] = .object(page)
      output.append(OutputFile(path: "site/" + path, bytes: try template.render(object)))
    }
    func layout(_ name: String) throws(GalleyError) -> PageTemplate {
      try PageTemplate("Templates/site/layouts/\(name).liquid", files: files, settings: settings)
    }
    try file(
      "index.html", layout("index"),
      [
        "title": .string(settings.site.title), "url": .string(settings.site.baseURL + "/"),
        "description": .string(settings.business.tagline), "content": .safeHTML(""),
      ], depth: 0)
    let campaignLayout = try layout("campaign")
    for page in campaigns {
      shared["campaign"] = cards[page.campaign.slug].map { .object($0) } ?? .null
      shared["event"] = page.event.map { .object(CampaignContext.event($0, settings)) } ?? .null
      shared["products"] = .array(
        page.products.map { .object(CampaignContext.product($0, settings)) })
      try file(
        "campaigns/\(page.campaign.slug)/index.html", campaignLayout,
        landingPage(page, &diagnostics),
        depth: 2)
    }
    let eventLayout = try layout("event")
    for event in events {
      shared["event"] = .object(CampaignContext.event(event, settings))
      try file(
        "events/\(event.slug)/index.html", eventLayout,
        [
          "title": .string(event.title),
          "description": .string(String(event.description.prefix(160))),
          "url": .string("\(settings.site.baseURL)/events/\(event.slug)/"),
          "content": .safeHTML(Markdown.html(event.description)),
        ], depth: 2)
    }
    shared["event"] = .null
    if !pages.isEmpty {
      let pageLayout = try layout("page")
      for page in pages {
        try file(page.path, pageLayout, page.object, depth: page.depth)
      }
    }
    output += try assets()
    return Parsed(output, diagnostics)
  }

  // What a campaign's page says about itself; brief and goal are for the team, not for readers.
  private func card(_ page: CampaignPage) throws(GalleyError) -> TemplateObject {
    var object: TemplateObject = [
      "name": .string(page.campaign.name),
      "slug": .string(page.campaign.slug),
      "url": .string("\(settings.site.baseURL)/campaigns/\(page.campaign.slug)/"),
      "path": .string("campaigns/\(page.campaign.slug)/"),
      "description": .string(""),
      "board": CampaignContext.text(page.boardPath),
    ]
    guard let path = page.campaign.templates.page else { return object }
    for (key, value) in try MarkdownPage.read(path, files: files).value.fields
    where key == "description" || key == "image" {
      object[key] = value
    }
    return object
  }

  private func landingPage(
    _ page: CampaignPage, _ diagnostics: inout [Diagnostic]
  ) throws(GalleyError) -> TemplateObject {
    var object: TemplateObject = [
      "title": .string(page.campaign.name),
      "description": .string(""),
      "url": .string("\(settings.site.baseURL)/campaigns/\(page.campaign.slug)/"),
      "content": .safeHTML(""),
    ]
    guard let path = page.campaign.templates.page else { return object }
    let source = try MarkdownPage.read(path, files: files)
    diagnostics += source.diagnostics
    for (key, value) in source.value.fields { object[key] = value }
    object["content"] = .safeHTML(source.value.html)
    return object
  }

  private struct Page {
    var path: String
    var depth: Int
    var object: TemplateObject
  }

  private func markdownPages(_ diagnostics: inout [Diagnostic]) throws(GalleyError) -> [Page] {
    var pages: [Page] = []
    for name in files.listRecursively("Templates/site/pages") where name.hasSuffix(".md") {
      let source = try MarkdownPage.read("Templates/site/pages/" + name, files: files)
      diagnostics += source.diagnostics
      guard !source.value.isDraft else { continue }
      let stem = String(name.dropLast(3))
      let isIndex = stem == "index" || stem.hasSuffix("/index")
      let folder = isIndex ? String(stem.dropLast(5)) : stem + "/"
      guard folder != "" else { continue }
      var object: TemplateObject = [
        "title": .string(stem), "description": .string(""),
        "url": .string("\(settings.site.baseURL)/\(folder)"), "path": .string(folder),
      ]
      for (key, value) in source.value.fields { object[key] = value }
      object["content"] = .safeHTML(source.value.html)
      pages.append(
        Page(
          path: folder + "index.html", depth: folder.split(separator: "/").count, object: object))
    }
    return pages
  }

  private func assets() throws(GalleyError) -> [OutputFile] {
    var output: [OutputFile] = []
    for (folder, target) in [("Assets/images", "images"), ("Assets/site", "assets")] {
      for name in files.listRecursively(folder) {
        output.append(
          OutputFile(path: "site/\(target)/\(name)", bytes: try files.read("\(folder)/\(name)")))
      }
    }
    return output
  }
}
