internal import Boards
internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Messages
internal import Recommendations
internal import Records

/// Draws one vision board per segment of a campaign.
struct BoardStage {
  let workspace: Workspace
  let material: CampaignMaterial
  let context: CampaignContext
  let loader: RecipientLoader
  let now: Timestamp
  let progress: Progress

  /// A drawn board.
  struct Board {
    var segment: String
    var png: [UInt8]
    var json: [UInt8]
    var alt: String
  }

  /// How many members of a segment are asked what they would like.
  private static let sampleSize = 200

  /// The boards of all segments that have members, in the campaign's order.
  func run() throws(GalleyError) -> [Board] {
    guard let path = material.campaign.templates.board else { return [] }
    let (template, renderer) = try prepare(path)
    var boards: [Board] = []
    let segments = material.campaign.segments.filter { segment in
      material.plan.recipients.contains { $0.segment == segment.name }
    }
    for segment in segments {
      try Interruption.check()
      let id = "\(material.campaign.slug)/\(segment.name)"
      let composed = renderer.compose(
        template, data: try data(for: segment, template), id: id, userID: "segment:\(segment.name)",
        generatedAt: now)
      let drawn = try renderer.draw(composed.value)
      for diagnostic in composed.diagnostics + drawn.diagnostics {
        progress.message(.diagnostic(diagnostic))
      }
      boards.append(
        Board(
          segment: segment.name, png: drawn.value, json: composed.value.json.prettyBytes(),
          alt: composed.value.alt))
      progress.report("boards \(material.campaign.slug)", boards.count, segments.count)
    }
    return boards
  }

  private func prepare(_ path: String) throws(GalleyError) -> (BoardTemplate, BoardRenderer) {
    let files = workspace.files
    func read(_ path: String) throws(GalleyError) -> PositionedValue {
      let parsed = YAMLParser.parse(try files.source(path, limit: 1 << 20))
      if let error = GalleyError.from(parsed.diagnostics, code: .templateError) { throw error }
      return parsed.value ?? PositionedValue(.null, at: SourceLocation(file: path))
    }
    let template = BoardTemplate.parse(try read(path))
    if let error = GalleyError.from(template.diagnostics, code: .templateError) { throw error }
    guard let value = template.value else {
      throw GalleyError(.templateError, "\(path) is no board.", at: SourceLocation(file: path))
    }
    let theme = try value.themeName.map { (name) throws(GalleyError) in
      try readTheme(name, usedIn: path, read: read)
    }
    let renderer = BoardRenderer(theme: theme ?? .standard, fonts: try FontSet.system()) {
      (name) throws(GalleyError) in
      try files.read(name, limit: 32 << 20)
    }
    return (value, renderer)
  }

  private func readTheme(
    _ name: String, usedIn path: String,
    read: (String) throws(GalleyError) -> PositionedValue
  ) throws(GalleyError) -> BoardTheme {
    let themePath = "Assets/themes/\(name).yml"
    guard workspace.files.exists(themePath) else {
      let names = workspace.files.list("Assets/themes").map { $0.replacing(".yml", with: "") }
      let near = nearestName(to: name, in: names).map { " Did you mean “\($0)”?" } ?? ""
      throw GalleyError(
        .templateNotFound, "There is no theme “\(name)”.\(near)", at: SourceLocation(file: path),
        details: ["theme": name])
    }
    let theme = BoardTheme.parse(try read(themePath))
    if let error = GalleyError.from(theme.diagnostics, code: .templateError) { throw error }
    guard let value = theme.value else {
      throw GalleyError(
        .templateError, "\(themePath) is no theme.", at: SourceLocation(file: themePath))
    }
    return value
  }

  // What the segment's members are recommended most, weighted by score; ties by product id.
  private func data(
    for segment: Campaign.Segment, _ template: BoardTemplate
  ) throws(GalleyError) -> BoardData {
    let members = material.plan.recipients.filter { $0.segment == segment.name }
      .prefix(Self.sampleSize)
    let locale = members.first?.locale ?? workspace.settings.defaultLocale
    var scores: [String: Double] = [:]
    var interests: [String: Int] = [:]
    for member in try loader.load(members.map(\.contactID)) {
      for recommendation in member.recommendations {
        scores[recommendation.productID, default: 0] += recommendation.score
      }
      for interest in member.interests { interests[interest.value, default: 0] += 1 }
    }
    let best = scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12)
    let highest = best.first?.value ?? 1
    var items: [BoardItem] = best.compactMap { id, score in
      guard let product = context.products[id] else { return nil }
      return BoardItem(
        type: .product, title: product.name,
        detail: MoneyFormat.format(
          product.price.description, currency: workspace.settings.business.currency, locale: locale),
        imagePath: product.imageURL, score: score / highest)
    }
    for interest in interests.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(4) {
      items.append(BoardItem(type: .interest, title: interest.key))
    }
    items.append(
      BoardItem(type: .inspiration, title: workspace.settings.business.tagline))
    return BoardData(
      title: template.title.isEmpty ? material.campaign.name : nil, items: items, lang: locale)
  }
}
