internal import CRMModel
public import Campaigns
public import Diagnostics
internal import Foundation
internal import JSONText
internal import Messages
internal import Records

/// `galley render` as a request: the messages of one campaign, and nothing else.
public struct RenderRequest {
  private let campaign: String
  private let recipient: String?
  private let output: String?
  private let isFrozen: Bool
  private let workspace: Workspace
  private let options: BuildOptions
  private let progress: Progress
  private let standardOutput: ([UInt8]) -> Void

  /// From this many recipients on, messages are rendered in parallel and resumably.
  static let bulkThreshold = 5_000

  /// Creates a request. `recipient` is an address; `output` a path or `-`; a frozen one takes the
  /// fixed plan and refuses one that does not fit.
  public init(
    campaign: String, recipient: String?, output: String?, isFrozen: Bool = false,
    workspace: Workspace, options: BuildOptions, progress: Progress,
    standardOutput: @escaping ([UInt8]) -> Void
  ) {
    self.campaign = campaign
    self.recipient = recipient
    self.output = output
    self.isFrozen = isFrozen
    self.workspace = workspace
    self.options = options
    self.progress = progress
    self.standardOutput = standardOutput
  }

  /// What a request did.
  public struct Summary: Sendable {
    /// How many messages were made.
    public var messages: Int
    /// How many contacts were left out.
    public var excluded: Int
    /// Where the messages are.
    public var output: String
    /// The digest of the plan.
    public var plan: String
    /// How many queries were made.
    public var reads: Int
  }

  /// Renders.
  ///
  /// Throws `CONTACT_NOT_FOUND` or `CONSENT_REQUIRED` for a recipient that cannot be mailed,
  /// `STALE_PLAN` for a frozen plan that does not fit any more.
  public func run() async throws(GalleyError) -> Summary {
    let timer = StageTimer(progress: progress)
    let prepared = try PreparedWorkspace(workspace, now: options.now, progress: progress)
    timer.lap("import")
    let (material, rendering) = try prepare(prepared)
    timer.lap("plan and compile")
    let result = try await render(material, rendering)
    timer.lap("render")
    if material.campaign.checks.maximumBytes > 0, recipient == nil {
      try Self.checkSize(material.campaign, result)
    }
    return Summary(
      messages: result.count, excluded: material.plan.exclusions.count,
      output: output ?? defaultOutput, plan: material.plan.digest.text,
      reads: prepared.store.readCount)
  }

  private func prepare(
    _ prepared: PreparedWorkspace
  ) throws(GalleyError) -> (CampaignMaterial, CampaignRendering) {
    let store = prepared.store
    let planning = PlanStage(workspace: workspace, store: store, now: options.now)
    let material = try CampaignMaterial.load(
      campaign, workspace: workspace, store: store, events: try store.events(), progress: progress
    ) { (campaign) throws(GalleyError) in try plan(campaign, planning) }
    let copies = try material.readCopies(material.neededCopies, from: workspace.files)
    let messages = try CampaignRendering.compile(
      material.campaign, workspace, copies: copies, format: options.format,
      progress: progress)
    let needs = ContextNeeds(fields: messages.values.flatMap(\.fields))
    let crm = try CRMData(
      store: store, settings: workspace.settings, now: material.plan.plannedAt,
      recommends: needs.has("recommendations"))
    let rendering = try CampaignRendering(
      workspace: workspace, material: material, messages: messages, crm: crm, store: store,
      options: options, progress: progress)
    return (material, rendering)
  }

  // A frozen render takes the fixed plan as it is or not at all. Any other makes a new one, unless
  // it goes on with an interrupted run whose plan still fits.
  private func plan(
    _ campaign: Campaign, _ planning: PlanStage
  ) throws(GalleyError) -> CampaignPlan {
    if isFrozen {
      if let plan = try planning.fixed(campaign) { return plan }
    } else if let plan = try? planning.fixed(campaign), RenderJournal(journal(plan)).isPending {
      progress.message(.info("going on with the interrupted run of \(plan.plannedAt)"))
      return plan
    }
    return try planning.fix(try planning.draft(campaign), campaign)
  }

  private func journal(_ plan: CampaignPlan) -> RenderJournal.Place {
    let shard = options.shard.map { "\($0.number)/\($0.count)" } ?? "-"
    let target = output.map(absolute) ?? defaultOutput
    let key = [
      "galley-render-1", plan.digest.text, plan.plannedAt.description, plan.recipients.digest,
      options.format.rawValue, shard, target,
    ].joined(separator: " ")
    return RenderJournal.Place(
      path: Self.journalPath(
        stateFolder: workspace.stateFolder, campaign: campaign, format: options.format,
        target: target),
      key: key)
  }

  /// Where the journal of a run lies: one for each campaign, format and output.
  static func journalPath(
    stateFolder: String, campaign: String, format: MessageFormat, target: String
  ) -> String {
    let hash = StableHash.of(campaign, format.rawValue, target)
    return "\(stateFolder)/render/\(campaign)-\(format.rawValue)-\(String(hash, radix: 16))"
  }

  private var defaultOutput: String {
    let folder = options.shard.map { "\(campaign)/shards/\($0.number)-of-\($0.count)" } ?? campaign
    return "Output/\(folder)/messages"
      + (options.format.isOneFile ? ".\(options.format.rawValue)" : "")
  }

  private func render(
    _ material: CampaignMaterial, _ rendering: CampaignRendering
  ) async throws(GalleyError) -> RenderStage.Result {
    let plan = material.plan
    let shard = options.shard.map { (index: $0.number - 1, count: $0.count) }
    var chosen: [CampaignPlan.Recipient]?
    if let recipient {
      chosen = [try self.chosen(recipient, material, rendering)]
    } else if let sample = options.sample {
      chosen = try SampleSelection(
        loader: rendering.stage.loader, needs: rendering.context.needs
      ).choose(sample, from: plan)
    }
    let isSmall = (chosen?.count ?? plan.recipients.count) <= Self.bulkThreshold
    if output == nil, options.shard == nil, isSmall {
      return try publish(chosen ?? Array(plan.recipients), rendering)
    }
    if output == "-" { return try stream(chosen ?? Array(plan.recipients), rendering) }
    let list = chosen.map { PlanList($0) } ?? plan.recipients
    let target = try target()
    let isJournaled: Bool
    if case .stream = target { isJournaled = false } else { isJournaled = chosen == nil }
    let sink = try MessageSink(target, journal: isJournaled ? journal(plan) : nil)
    let bulk = BulkRender(
      stage: rendering.stage, recipients: list, choice: RecipientChoice(shard: shard),
      total: shard == nil ? list.count : 0)
    let result = try await bulk.run(into: sink)
    if case .stream(let descriptor) = target { close(descriptor) }
    if output == nil {
      var publisher = try OutputPublisher(
        outputFolder: workspace.outputFolder, stateFolder: workspace.stateFolder)
      let path = String(defaultOutput.dropFirst("Output/".count))
      publisher.adopt(options.format.isOneFile ? path : path + "/")
      if !options.format.isOneFile { publisher.adopt(path + ".manifest.tsv") }
      _ = try publisher.publish(sections: [])
    }
    if let shard = options.shard {
      try ShardManifest(
        campaign: campaign, format: options.format, shard: shard, plan: plan, result: result
      ).write(beside: absolute(output ?? workspace.root + "/" + defaultOutput))
    }
    return result
  }

  private func target() throws(GalleyError) -> MessageSink.Target {
    let path = output.map(absolute) ?? workspace.root + "/" + defaultOutput
    var status = stat()
    if unsafe stat(path, &status) == 0, (status.st_mode & S_IFMT) != S_IFREG,
      (status.st_mode & S_IFMT) != S_IFDIR
    {
      guard options.format.isOneFile || path == "/dev/null" else {
        throw GalleyError(
          .writeFailed, "The format \(options.format.rawValue) needs a folder to write to.")
      }
      let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Folders.failure(path) }
      return .stream(descriptor: descriptor)
    }
    return options.format.isOneFile
      ? .file(path: path) : .folder(path: path, replacesWhole: output == nil)
  }

  private func publish(
    _ recipients: [CampaignPlan.Recipient], _ rendering: CampaignRendering
  ) throws(GalleyError) -> RenderStage.Result {
    var publisher = try OutputPublisher(
      outputFolder: workspace.outputFolder, stateFolder: workspace.stateFolder)
    let result = try rendering.stage.run(recipients) { (file) throws(GalleyError) in
      try publisher.add(file.path, file.bytes)
    }
    _ = try publisher.publish(sections: [])
    return result
  }

  private func stream(
    _ recipients: [CampaignPlan.Recipient], _ rendering: CampaignRendering
  ) throws(GalleyError) -> RenderStage.Result {
    var worker = ChunkWorker(stage: rendering.stage)
    var result = RenderStage.Result()
    var start = 0
    while start < recipients.count {
      try Interruption.check()
      let chunk = Array(
        recipients[start..<min(start + rendering.stage.chunkSize, recipients.count)])
      start += chunk.count
      var buffer: [UInt8] = []
      result = result + (try worker.append(chunk, to: &buffer))
      standardOutput(buffer)
    }
    return result
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  private func chosen(
    _ address: String, _ material: CampaignMaterial, _ rendering: CampaignRendering
  ) throws(GalleyError) -> CampaignPlan.Recipient {
    guard let contact = try rendering.loader.contact(email: address) else {
      throw GalleyError(.contactNotFound, "There is no contact with the address given in --to.")
    }
    if let found = material.plan.recipients.first(where: { $0.contactID == contact.id }) {
      return found
    }
    let reason = material.plan.exclusions.first { $0.contactID == contact.id }?.reason
    if let reason, reason != "no_segment" {
      throw GalleyError(
        .consentRequired, "The person in --to may not be mailed (\(reason)).",
        details: ["contact": contact.id, "reason": reason])
    }
    throw GalleyError(
      .contactNotFound, "The person in --to is not in the audience of \(campaign).",
      details: ["contact": contact.id],
      hint: "Change the audience in campaign.yml, or name somebody else.")
  }

  /// Throws `LIMIT_EXCEEDED` when a mail is larger than the campaign allows.
  static func checkSize(_ campaign: Campaign, _ result: RenderStage.Result) throws(GalleyError) {
    let limit = campaign.checks.maximumBytes
    guard limit > 0, result.largest > limit else { return }
    throw GalleyError(
      .limitExceeded,
      "The largest HTML part of \(campaign.slug) has \(result.largest) bytes; "
        + "campaign.yml allows \(limit) (checks.max_html_kb).",
      details: ["campaign": campaign.slug])
  }
}

extension CampaignMaterial {
  /// The copies that somebody of the plan gets.
  var neededCopies: Set<CopyKey> {
    var keys: Set<CopyKey> = []
    for segment in plan.bySegment where segment.count > 0 {
      for variant in plan.byVariant where variant.count > 0 {
        for locale in plan.byLocale where locale.count > 0 {
          keys.insert(CopyKey(segment: segment.name, variant: variant.name, locale: locale.name))
        }
      }
    }
    return keys
  }
}
