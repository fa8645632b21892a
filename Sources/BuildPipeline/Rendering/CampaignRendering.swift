internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import Messages
internal import Recommendations
internal import Records

/// The compiled messages of a campaign with what fills them.
struct CampaignRendering {
  let context: CampaignContext
  /// Loads everything about a recipient, for boards.
  let loader: RecipientLoader
  let stage: RenderStage
  let links: [LinkUse]

  /// Compiles every copy's message.
  ///
  /// Throws `TEMPLATE_ERROR` with every diagnostic.
  static func compile(
    _ campaign: Campaign, _ workspace: Workspace, copies: [CopyFile], format: MessageFormat,
    progress: Progress
  ) throws(GalleyError) -> [CopyKey: CompiledMessage] {
    let compiled = try MessageCompiler(
      campaign: campaign, settings: workspace.settings, files: workspace.files,
      embedsPictures: format == .eml || format == .mbox
    ).compile(copies)
    if let error = GalleyError.from(compiled.diagnostics, code: .templateError) { throw error }
    for diagnostic in compiled.diagnostics { progress.message(.diagnostic(diagnostic)) }
    return compiled.value
  }

  /// Prepares the rendering of compiled messages. What the templates do not read is not loaded.
  init(
    workspace: Workspace, material: CampaignMaterial, messages: [CopyKey: CompiledMessage],
    crm: CRMData, store: Store, options: BuildOptions, progress: Progress
  ) throws(GalleyError) {
    let campaign = material.campaign
    let needs = ContextNeeds(fields: messages.values.flatMap(\.fields))
    context = CampaignContext(
      campaign: campaign, settings: workspace.settings, now: material.plan.plannedAt,
      event: material.event, products: crm.products,
      tokens: UnsubscribeToken(key: options.environment["GALLEY_UNSUBSCRIBE_KEY"]),
      events: crm.events, needs: needs)
    loader = RecipientLoader(
      store: store, model: crm.model,
      recommendationLimit: campaign.productLimit ?? workspace.settings.recommendations.limit)
    links = messages.sorted { $0.key < $1.key }.first?.value.links ?? []
    stage = RenderStage(
      slug: campaign.slug,
      factory: try MessageFactory(
        context: context, messages: messages,
        attachments: try MessageComposer.attachments(of: campaign, files: workspace.files),
        format: options.format),
      loader: loader.with(needs: needs), jobs: options.jobs,
      chunkSize: options.chunkSize, progress: progress)
  }
}
