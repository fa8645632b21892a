internal import Boards
internal import CRMModel
public import Campaigns
public import Diagnostics
internal import Generation
internal import JSONText
internal import Messages
internal import Recommendations
internal import Records
internal import Site

/// `galley build`: everything from CRM files to mails, boards, pages, proof and report.
///
/// Files that are made wait in a staging folder until all are there, so a build that fails or is
/// interrupted leaves the previous Output as it was.
public struct Build {
  private let workspace: Workspace
  private let options: BuildOptions
  private let progress: Progress

  /// Prepares a build.
  public init(workspace: Workspace, options: BuildOptions, progress: Progress) {
    self.workspace = workspace
    self.options = options
    self.progress = progress
  }

  /// Builds.
  ///
  /// Throws `WORKSPACE_BUSY` when another galley works here, and what the stages throw.
  public func run() async throws(GalleyError) -> BuildSummary {
    let timer = StageTimer(progress: progress)
    let prepared = try PreparedWorkspace(workspace, now: options.now, progress: progress)
    let store = prepared.store
    var summary = BuildSummary(importReport: prepared.importReport)
    timer.lap("import")

    let crm = try CRMData(
      workspace, store: store, now: options.now, progress: progress)
    timer.lap("recommend")
    let slugs = try wantedCampaigns()
    var publisher = try OutputPublisher(
      outputFolder: workspace.outputFolder, stateFolder: workspace.stateFolder)
    let writer = try CopyWriterSetup(workspace: workspace, options: options)
    var proofs: [CampaignProof] = []
    var pages: [SiteBuilder.CampaignPage] = []
    for slug in slugs {
      let built = try await build(slug, store: store, crm: crm, writer: writer, timer: timer) {
        (file) throws(GalleyError) in
        try publisher.add(file.path, file.bytes)
      }
      for path in built.bulkPaths { publisher.adopt(path) }
      summary.campaigns.append(built.result)
      proofs.append(built.proof)
      pages.append(built.page)
    }
    summary.pages = try buildSite(pages, crm: crm, timer: timer) { (file) throws(GalleyError) in
      try publisher.add(file.path, file.bytes)
    }
    for file in try ProofGallery(
      files: workspace.files, settings: workspace.settings, now: options.now
    ).build(proofs) {
      try publisher.add(file.path, file.bytes)
    }
    timer.lap("proof")
    summary.cost = try writer.spentInThisRun()
    let log = try writer.logFile()
    try publisher.add("logs/ai.jsonl", log)
    try Interruption.check()
    let counts = try publisher.publish(sections: Set(slugs + ["site", "proof", "logs"]))
    summary.written = counts.written
    summary.unchanged = counts.unchanged
    summary.removed = counts.removed
    timer.lap("publish")
    return summary
  }

  private func wantedCampaigns() throws(GalleyError) -> [String] {
    let all = Campaign.slugs(in: workspace.files)
    guard !options.campaigns.isEmpty else {
      guard !all.isEmpty else {
        throw GalleyError(
          .campaignNotFound, "There is no campaign in Templates/campaigns.",
          hint: "Add Templates/campaigns/<slug>/campaign.yml.")
      }
      return all
    }
    return options.campaigns
  }

  private struct Built {
    var result: BuildSummary.CampaignResult
    var proof: CampaignProof
    var page: SiteBuilder.CampaignPage
    var bulkPaths: [String]
  }

  private func build(
    _ slug: String, store: Store, crm: CRMData, writer: CopyWriterSetup, timer: StageTimer,
    write: (OutputFile) throws(GalleyError) -> Void
  ) async throws(GalleyError) -> Built {
    let planning = PlanStage(workspace: workspace, store: store, now: options.now)
    var material = try CampaignMaterial.load(
      slug, workspace: workspace, store: store, events: crm.events, progress: progress
    ) { (campaign) throws(GalleyError) in try planning.draft(campaign) }
    timer.lap("plan \(slug)")
    let copy = try await CopyStage(
      workspace: workspace, material: material, setup: writer, progress: progress
    ).run(material.campaign.copyKeys)
    timer.lap("copy \(slug)")
    material.plan = try planning.fix(material.plan, material.campaign)
    let messages = try CampaignRendering.compile(
      material.campaign, workspace, copies: copy.copies, format: options.format,
      progress: progress)
    let render = try CampaignRendering(
      workspace: workspace, material: material, messages: messages, crm: crm, store: store,
      options: options, progress: progress)
    timer.lap("compile \(slug)")
    let messageRun = BuildMessages(
      workspace: workspace, material: material, render: render, options: options)
    let result = try await messageRun.run(write: write)
    timer.lap("render \(slug)")
    let boards = try BoardStage(
      workspace: workspace, material: material, context: render.context, loader: render.loader,
      now: options.now, progress: progress
    ).run()
    for board in boards {
      let name = PercentEncoding.fileName(board.segment)
      try write(OutputFile(path: "\(slug)/boards/\(name).png", bytes: board.png))
      try write(OutputFile(path: "\(slug)/boards/\(name).json", bytes: board.json))
      try write(OutputFile(path: "site/boards/\(slug)/\(name).png", bytes: board.png))
      try write(
        OutputFile(
          path: "site/boards/\(slug)/\(name).mail.\(board.email.fileExtension)",
          bytes: board.email.bytes))
    }
    timer.lap("boards \(slug)")
    let proof = try ProofStage(
      material: material, render: render.stage, copies: copy.copies, boards: boards,
      products: crm.topProducts
    ).run()
    try BuildMessages.check(material.campaign, result, proof)
    let report = CampaignReport(
      material: material, result: result, copies: copy.copies, boards: boards.map(\.segment),
      format: options.format, links: render.links, proof: proof)
    try write(OutputFile(path: "\(slug)/plan.json", bytes: material.plan.json.prettyBytes()))
    try write(OutputFile(path: "\(slug)/report.json", bytes: report.json.prettyBytes()))
    try write(OutputFile(path: "\(slug)/report.txt", bytes: Array(report.text.utf8)))
    try write(OutputFile(path: "\(slug)/report.html", bytes: Array(report.html.utf8)))
    let plan = material.plan
    return Built(
      result: .init(
        slug: slug, audience: plan.audience, messages: result.count,
        exclusions: plan.exclusionCounts, boards: boards.count,
        drafts: copy.copies.count { $0.status == .draft },
        fallbacks: copy.copies.count { $0.status == .fallback },
        largestMessage: result.largest),
      proof: proof,
      page: .init(
        campaign: material.campaign, event: material.event,
        products: Array(crm.topProducts.prefix(6)),
        boardPath: boards.first.map {
          "boards/\(slug)/\(PercentEncoding.fileName($0.segment)).png"
        }), bulkPaths: messageRun.bulkPaths)
  }

  private func buildSite(
    _ pages: [SiteBuilder.CampaignPage], crm: CRMData, timer: StageTimer,
    write: (OutputFile) throws(GalleyError) -> Void
  ) throws(GalleyError) -> Int {
    let site = try SiteBuilder(
      files: workspace.files, settings: workspace.settings, now: options.now
    ).build(campaigns: pages, events: crm.events)
    for diagnostic in site.diagnostics { progress.message(.diagnostic(diagnostic)) }
    for file in site.value { try write(file) }
    timer.lap("site")
    return site.value.count { $0.path.hasSuffix(".html") }
  }
}
