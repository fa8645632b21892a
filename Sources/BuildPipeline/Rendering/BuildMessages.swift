internal import Campaigns
internal import Diagnostics
internal import Site

/// The messages of one campaign in a build: few of them among the other files, many in bulk.
struct BuildMessages {
  let workspace: Workspace
  let material: CampaignMaterial
  let render: CampaignRendering
  let options: BuildOptions

  /// What the messages are, relative to Output, when they are not handed to `write`.
  var bulkPaths: [String] {
    guard isBulk else { return [] }
    let isFile = options.format.isOneFile
    return isFile
      ? ["\(relativeFolder)/\(name)"]
      : ["\(relativeFolder)/\(name)/", "\(relativeFolder)/\(name).manifest.tsv"]
  }

  private var isBulk: Bool {
    options.sample == nil
      && (material.plan.recipients.count > RenderRequest.bulkThreshold || options.shard != nil)
  }

  private var name: String {
    "messages" + (options.format.isOneFile ? ".\(options.format.rawValue)" : "")
  }

  private var relativeFolder: String {
    material.campaign.slug + (options.shard.map { "/shards/\($0.number)-of-\($0.count)" } ?? "")
  }

  /// Renders, and hands the files of a small campaign to `write`.
  func run(
    write: (OutputFile) throws(GalleyError) -> Void
  ) async throws(GalleyError) -> RenderStage.Result {
    let plan = material.plan
    if let sample = options.sample {
      let chosen = try SampleSelection(
        loader: render.stage.loader, needs: render.context.needs
      ).choose(sample, from: plan)
      return try render.stage.run(chosen, write: write)
    }
    let shard = options.shard.map { (index: $0.number - 1, count: $0.count) }
    guard isBulk else { return try render.stage.run(Array(plan.recipients), write: write) }
    let slug = material.campaign.slug
    let folder = "\(workspace.outputFolder)/\(relativeFolder)"
    let key = "galley-build-1 \(plan.digest.text) \(plan.plannedAt) \(folder)/\(name)"
    let sink = try MessageSink(
      options.format.isOneFile
        ? .file(path: "\(folder)/\(name)")
        : .folder(path: "\(folder)/\(name)", replacesWhole: true),
      journal: RenderJournal.Place(
        path: "\(workspace.stateFolder)/render/build-\(slug)-\(options.format.rawValue)", key: key))
    let result = try await BulkRender(
      stage: render.stage, recipients: plan.recipients, choice: RecipientChoice(shard: shard),
      total: shard == nil ? plan.recipients.count : 0
    ).run(into: sink)
    if let shard = options.shard {
      try ShardManifest(
        campaign: slug, format: options.format, shard: shard, plan: plan, result: result
      ).write(beside: "\(folder)/\(name)")
    }
    return result
  }

  /// Throws `LIMIT_EXCEEDED` or `TEMPLATE_ERROR` for what the campaign's `checks` refuse.
  static func check(
    _ campaign: Campaign, _ result: RenderStage.Result, _ proof: CampaignProof
  ) throws(GalleyError) {
    try RenderRequest.checkSize(campaign, result)
    guard campaign.checks.failOn != "never" else { return }
    let least: Severity = campaign.checks.failOn == "error" ? .error : .warning
    let findings = proof.messages.flatMap(\.findings).filter { $0.severity >= least }
    guard let first = findings.first else { return }
    throw GalleyError(
      .templateError, "The lint of \(campaign.slug) found: \(first.summary)", at: first.location,
      hint: "Correct the template, or allow it with `checks: { fail_on: never }`.",
      diagnostics: findings)
  }
}
