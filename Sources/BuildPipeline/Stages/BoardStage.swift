internal import Boards
internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Recommendations
internal import Records
internal import Templating

/// Draws the vision boards of a campaign: one per segment, or one for a person.
struct BoardStage {
  let workspace: Workspace
  let material: CampaignMaterial
  let context: CampaignContext
  let loader: RecipientLoader
  let now: Timestamp
  let progress: Progress
  /// In place of the template's theme.
  var theme: String?

  /// A drawn board.
  struct Board {
    var segment: String
    var png: [UInt8]
    var json: [UInt8]
    var alt: String
    /// The copy that is small enough for an e-mail.
    var email: EmailPicture
  }

  /// How many members of a segment are asked what they would like.
  private static let sampleSize = 200

  private var library: BoardLibrary { BoardLibrary(workspace: workspace) }

  /// The boards of all segments that have members, in the campaign's order. A board whose inputs
  /// are those of an earlier build is taken from `.galley/boards`.
  func run() throws(GalleyError) -> [Board] {
    guard let path = material.campaign.templates.board else { return [] }
    let template = try library.template(path)
    let renderer = try library.renderer(theme: theme ?? template.themeName, usedIn: path)
    let archive = BoardArchive(folder: library.cacheFolder)
    var boards: [Board] = []
    let segments = occupiedSegments
    for segment in segments {
      try Interruption.check()
      let composed = try compose(segment, template, path, renderer)
      let drawn = try archive.draw(composed, with: renderer)
      let email = try archive.drawForEmail(composed, maxBytes: template.maxBytes, with: renderer)
      for diagnostic in drawn.diagnostics { progress.message(.diagnostic(diagnostic)) }
      for diagnostic in email.diagnostics where !drawn.diagnostics.contains(diagnostic) {
        progress.message(.diagnostic(diagnostic))
      }
      progress.message(
        .info(
          "Board \(segment.name): the copy for mails is a \(email.value.choice) of "
            + "\(email.value.bytes.count) bytes."))
      boards.append(
        Board(
          segment: segment.name, png: drawn.value, json: composed.json.prettyBytes(),
          alt: composed.alt, email: email.value))
      progress.report("boards \(material.campaign.slug)", boards.count, segments.count)
    }
    archive.trim()
    return boards
  }

  /// The boards as they are laid out, and the renderer that draws them: of all segments, or of one
  /// person.
  func compose(
    for recipient: CampaignPlan.Recipient?
  ) throws(GalleyError) -> (
    boards: [(name: String, board: VisionBoard)], renderer: BoardRenderer, template: BoardTemplate
  ) {
    guard let path = material.campaign.templates.board else {
      throw GalleyError(
        .templateNotFound, "The campaign \(material.campaign.slug) has no board.",
        at: SourceLocation(file: material.campaign.folder + "/campaign.yml"),
        hint: "Name a board.yml at `templates: board:`.")
    }
    let template = try library.template(path)
    let renderer = try library.renderer(theme: theme ?? template.themeName, usedIn: path)
    if let recipient {
      let board = try compose(recipient, template, path, renderer)
      return ([(recipient.contactID, board)], renderer, template)
    }
    var boards: [(name: String, board: VisionBoard)] = []
    for segment in occupiedSegments {
      boards.append((segment.name, try compose(segment, template, path, renderer)))
    }
    return (boards, renderer, template)
  }

  private var occupiedSegments: [Campaign.Segment] {
    let names = Set(material.plan.recipients.map(\.segment))
    return material.campaign.segments.filter { names.contains($0.name) }
  }

  // What the segment's members are recommended most, weighted by score.
  private func compose(
    _ segment: Campaign.Segment, _ template: BoardTemplate, _ path: String,
    _ renderer: BoardRenderer
  ) throws(GalleyError) -> VisionBoard {
    let members = material.plan.recipients.filter { $0.segment == segment.name }
      .prefix(Self.sampleSize)
    let locale = members.first?.locale ?? workspace.settings.defaultLocale
    let nobody = CampaignContext.RecipientData(
      contact: ContactProfile(id: "segment:\(segment.name)", email: ""))
    return try compose(
      try loader.load(members.map(\.contactID)), texts: nobody,
      CampaignPlan.Recipient(
        contactID: nobody.contact.id, segment: segment.name, variant: "", locale: locale),
      template, path, renderer, id: "\(material.campaign.slug)/\(segment.name)")
  }

  private func compose(
    _ recipient: CampaignPlan.Recipient, _ template: BoardTemplate, _ path: String,
    _ renderer: BoardRenderer
  ) throws(GalleyError) -> VisionBoard {
    guard let data = try loader.load([recipient.contactID]).first else {
      throw GalleyError(.contactNotFound, "There is no contact \(recipient.contactID).")
    }
    return try compose(
      [data], texts: data, recipient, template, path, renderer,
      id: "\(material.campaign.slug)/\(recipient.contactID)")
  }

  private func compose(
    _ members: [CampaignContext.RecipientData], texts: CampaignContext.RecipientData,
    _ recipient: CampaignPlan.Recipient, _ template: BoardTemplate, _ path: String,
    _ renderer: BoardRenderer, id: String
  ) throws(GalleyError) -> VisionBoard {
    var scores: [String: Double] = [:]
    var interests: [String: Int] = [:]
    for member in members {
      for recommendation in member.recommendations {
        scores[recommendation.productID, default: 0] += recommendation.score
      }
      for interest in member.interests { interests[interest.value, default: 0] += 1 }
    }
    let items = BoardItems(
      settings: workspace.settings, products: context.products, locale: recipient.locale)
    let filled = try BoardTexts.fill(
      template, path: path, with: context.object(for: texts, recipient: recipient),
      hasEvent: material.event != nil)
    let composed = renderer.compose(
      filled,
      data: BoardData(
        title: filled.title.isEmpty ? material.campaign.name : nil,
        items: items.make(scores: scores, interests: interests), lang: recipient.locale),
      id: id, userID: recipient.contactID, generatedAt: now)
    for diagnostic in composed.diagnostics { progress.message(.diagnostic(diagnostic)) }
    return composed.value
  }
}
