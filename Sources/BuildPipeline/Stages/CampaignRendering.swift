internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import Messages
internal import Recommendations
internal import Records

/// The compiled messages of a campaign with what fills them.
struct CampaignRendering {
  let context: CampaignContext
  let loader: RecipientLoader
  let stage: RenderStage

  /// Compiles every copy's message.
  ///
  /// Throws `TEMPLATE_ERROR` with every diagnostic.
  init(
    workspace: Workspace, material: CampaignMaterial, copies: [CopyFile], crm: CRMData,
    store: Store, options: BuildOptions, progress: Progress
  ) throws(GalleyError) {
    let compiler = MessageCompiler(
      campaign: material.campaign, settings: workspace.settings, files: workspace.files)
    var messages: [CopyKey: CompiledMessage] = [:]
    var diagnostics: [Diagnostic] = []
    for copy in copies {
      let compiled = try compiler.compile(copy)
      for diagnostic in compiled.diagnostics where !diagnostics.contains(diagnostic) {
        diagnostics.append(diagnostic)
      }
      messages[copy.key] = compiled.value
    }
    if let error = GalleyError.from(diagnostics, code: .templateError) { throw error }
    for diagnostic in diagnostics { progress.message(.diagnostic(diagnostic)) }
    context = CampaignContext(
      campaign: material.campaign, settings: workspace.settings, now: options.now,
      event: material.event, products: crm.products,
      tokens: UnsubscribeToken(key: options.environment["GALLEY_UNSUBSCRIBE_KEY"]))
    loader = RecipientLoader(
      store: store, model: crm.model,
      recommendationLimit: material.campaign.productLimit
        ?? workspace.settings.recommendations.limit,
      wordings: workspace.settings.recommendations.wordings)
    stage = RenderStage(
      material: material, context: context, messages: messages, loader: loader,
      format: options.format, sender: workspace.settings.sender, progress: progress)
  }
}
