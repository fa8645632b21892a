internal import Campaigns
internal import Diagnostics
internal import Generation

/// The AI side of a run: ledger, provider and prompts of a workspace.
struct CopyWriterSetup {
  private let workspace: Workspace
  private let options: BuildOptions
  private let clock: AIClock
  let ledger: Ledger

  init(workspace: Workspace, options: BuildOptions) throws(GalleyError) {
    self.workspace = workspace
    self.options = options
    let now = options.now
    clock = AIClock(now: { now })
    try Folders.make(workspace.stateFolder)
    ledger = try Ledger.open(path: workspace.stateFolder + "/ledger.sqlite", clock: clock)
  }

  /// The settings of the run, with the model that a flag names.
  var configuration: AIConfiguration {
    var configuration = workspace.settings.ai
    if let model = options.model { configuration.models[.content] = model }
    return configuration
  }

  /// A writer, or `nil` when the run may not write copy.
  func makeWriter() throws(GalleyError) -> CopyWriter? {
    guard !options.isFrozen else { return nil }
    return CopyWriter(
      provider: try makeProvider(), ledger: ledger,
      configuration: configuration, clock: clock, folder: workspace.stateFolder + "/ai",
      templates: try prompts(), run: options.requestID)
  }

  private func makeProvider() throws(GalleyError) -> any AIProvider {
    if let folder = options.replayFolder {
      let provider = configuration.provider
      return ReplayProvider(
        folder: folder, name: provider.rawValue,
        ownModel: provider == .offline ? OfflineProvider.modelName : nil)
    }
    let provider = try configuration.makeProvider(environment: options.environment)
    return options.recordFolder.map { RecordingProvider(recording: provider, to: $0) } ?? provider
  }

  private func prompts() throws(GalleyError) -> PromptTemplates {
    var files: [String: SourceFile] = [:]
    for name in workspace.files.list("Templates/prompts") {
      files[name] = try workspace.files.source("Templates/prompts/" + name, limit: 1 << 20)
    }
    let parsed = PromptTemplates.load(files)
    if let error = GalleyError.from(parsed.diagnostics, code: .templateError) { throw error }
    return parsed.value
  }

  /// What this run has cost.
  func spentInThisRun() throws(GalleyError) -> PicoDollars {
    try ledger.rows().filter { $0.run == options.requestID }
      .reduce(into: .zero) { $0 += $1.cost }
  }

  /// Every AI call of the workspace so far, one JSON object a line.
  func logFile() throws(GalleyError) -> [UInt8] {
    var bytes: [UInt8] = []
    try ledger.exportJSONL { bytes += $0 }
    return bytes
  }
}
