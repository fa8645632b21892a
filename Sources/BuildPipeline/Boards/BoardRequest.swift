public import Boards
internal import CRMModel
public import Campaigns
public import Diagnostics
internal import Messages
internal import Recommendations
internal import Records

/// `galley board` as a request: draws or lays out the boards of a campaign, a template or a JSON
/// export.
public struct BoardRequest {
  private let workspace: Workspace
  private let options: BuildOptions
  private let progress: Progress

  /// Creates a request.
  public init(workspace: Workspace, options: BuildOptions, progress: Progress) {
    self.workspace = workspace
    self.options = options
    self.progress = progress
  }

  /// What is wanted.
  public struct Target: Sendable {
    /// A campaign, a template (`.yml`) or an exported board (`.json`).
    public var name: String
    /// The id or address of a contact, for a board of their own.
    public var recipient: String?
    /// A theme in place of the template's.
    public var theme: String?

    /// Names what is wanted.
    public init(name: String, recipient: String? = nil, theme: String? = nil) {
      self.name = name
      self.recipient = recipient
      self.theme = theme
    }

    var isJSON: Bool { name.lowercased().hasSuffix(".json") }
    var isTemplate: Bool {
      name.lowercased().hasSuffix(".yml") || name.lowercased().hasSuffix(".yaml")
    }
  }

  /// A board that was laid out, and drawn if that was asked for.
  public struct Item: Sendable {
    /// The segment, the contact's id, or the file's name without its extension.
    public var name: String
    /// The board.
    public var board: VisionBoard
    /// The picture; empty for a layout.
    public var png: [UInt8]
    /// The contrast of every text over a picture; empty for a layout.
    public var contrasts: [SectionContrast]
  }

  /// Lays boards out.
  public func layouts(_ target: Target) throws(GalleyError) -> [Item] {
    try prepare(target).boards.map {
      Item(name: $0.name, board: $0.board, png: [], contrasts: [])
    }
  }

  /// Draws boards at a scale, or at the template's.
  public func render(_ target: Target, scale: Int?) throws(GalleyError) -> [Item] {
    let prepared = try prepare(target)
    var items: [Item] = []
    for (name, board) in prepared.boards {
      try Interruption.check()
      let drawn = try prepared.renderer.draw(board, scale: scale ?? prepared.scale)
      for diagnostic in drawn.diagnostics { progress.message(.diagnostic(diagnostic)) }
      items.append(
        Item(
          name: name, board: board, png: drawn.value,
          contrasts: try prepared.renderer.contrasts(of: board)))
      progress.report("boards", items.count, prepared.boards.count)
    }
    return items
  }

  private struct Prepared {
    var boards: [(name: String, board: VisionBoard)]
    var renderer: BoardRenderer
    var scale: Int
  }

  private func prepare(_ target: Target) throws(GalleyError) -> Prepared {
    let library = BoardLibrary(workspace: workspace)
    if target.isJSON {
      guard target.recipient == nil else {
        throw GalleyError(
          .usage, "A board that was exported is for whom it was made: leave --to out.")
      }
      var board = try library.board(target.name)
      let renderer = try library.renderer(theme: target.theme, usedIn: nil)
      if target.theme != nil { board.theme = renderer.theme }
      return Prepared(boards: [(stem(target.name), board)], renderer: renderer, scale: 1)
    }
    let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
    defer { withExtendedLifetime(lock) {} }
    let store = try ImportStage.openStore(workspace, now: options.now)
    _ = try ImportStage.run(workspace, store: store, progress: progress)
    let crm = try CRMData(workspace, store: store, now: options.now, progress: progress)
    return target.isTemplate
      ? try prepareTemplate(target, library, store, crm)
      : try prepareCampaign(target, store, crm)
  }

  private func prepareCampaign(
    _ target: Target, _ store: Store, _ crm: CRMData
  ) throws(GalleyError) -> Prepared {
    let material = try CampaignMaterial.load(
      target.name, workspace: workspace, store: store, events: crm.events, progress: progress)
    let context = CampaignContext(
      campaign: material.campaign, settings: workspace.settings, now: options.now,
      event: material.event, products: crm.products,
      tokens: UnsubscribeToken(key: options.environment["GALLEY_UNSUBSCRIBE_KEY"]))
    let stage = BoardStage(
      workspace: workspace, material: material, context: context,
      loader: loader(store, crm, limit: material.campaign.productLimit), now: options.now,
      progress: progress, theme: target.theme)
    let recipient = try target.recipient.map { (name) throws(GalleyError) in
      try member(name, of: material, store)
    }
    let made = try stage.compose(for: recipient)
    return Prepared(boards: made.boards, renderer: made.renderer, scale: made.template.scale)
  }

  /// A template by itself shows what the shop sells most and its contacts like most.
  private func prepareTemplate(
    _ target: Target, _ library: BoardLibrary, _ store: Store, _ crm: CRMData
  ) throws(GalleyError) -> Prepared {
    let template = try library.template(target.name)
    let renderer = try library.renderer(
      theme: target.theme ?? template.themeName, usedIn: target.name)
    var scores: [String: Double] = [:]
    var interests: [String: Int] = [:]
    var data = CampaignContext.RecipientData(contact: ContactProfile(id: "sample", email: ""))
    if let name = target.recipient {
      let contact = try contact(name, store)
      guard let loaded = try loader(store, crm, limit: nil).load([contact.id]).first else {
        throw GalleyError(.contactNotFound, "There is no contact with the name given in --to.")
      }
      data = loaded
      for found in data.recommendations { scores[found.productID] = found.score }
      for interest in data.interests { interests[interest.value, default: 0] += 1 }
    } else {
      for (rank, product) in crm.topProducts.prefix(12).enumerated() {
        scores[product.id] = 1 / Double(rank + 1)
      }
      for interest in try store.interests() { interests[interest.value, default: 0] += 1 }
    }
    let locale = data.contact.locale ?? workspace.settings.defaultLocale
    let fields = BoardTexts.object(for: data, settings: workspace.settings, locale: locale)
    let filled = try BoardTexts.fill(template, path: target.name, with: fields, hasEvent: false)
    let composed = renderer.compose(
      filled,
      data: BoardData(
        items: BoardItems(
          settings: workspace.settings, products: crm.products, locale: locale
        ).make(scores: scores, interests: interests), lang: locale),
      id: stem(target.name), userID: data.contact.id, generatedAt: options.now)
    for diagnostic in composed.diagnostics { progress.message(.diagnostic(diagnostic)) }
    return Prepared(
      boards: [(stem(target.name), composed.value)], renderer: renderer, scale: template.scale)
  }

  private func loader(_ store: Store, _ crm: CRMData, limit: Int?) -> RecipientLoader {
    RecipientLoader(
      store: store, model: crm.model,
      recommendationLimit: limit ?? workspace.settings.recommendations.limit)
  }

  private func contact(_ name: String, _ store: Store) throws(GalleyError) -> ContactProfile {
    if let contact = try name.contains("@") ? store.contact(email: name) : store.contact(id: name) {
      return contact
    }
    throw GalleyError(
      .contactNotFound, "There is no contact with the id or address given in --to.",
      hint: "`galley contacts list` shows who there is.")
  }

  private func member(
    _ name: String, of material: CampaignMaterial, _ store: Store
  ) throws(GalleyError) -> CampaignPlan.Recipient {
    let contact = try contact(name, store)
    if let found = material.plan.recipients.first(where: { $0.contactID == contact.id }) {
      return found
    }
    let reason = material.plan.exclusions.first { $0.contactID == contact.id }?.reason
    if let reason, reason.hasPrefix("consent_") {
      throw GalleyError(
        .consentRequired, "Nothing is made for the person in --to (\(reason)).",
        details: ["contact": contact.id, "reason": reason])
    }
    throw GalleyError(
      .contactNotFound,
      "The person in --to is not in the audience of \(material.campaign.slug).",
      details: ["contact": contact.id],
      hint: "Change the audience in campaign.yml, or name somebody else.")
  }

  private func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }
}
