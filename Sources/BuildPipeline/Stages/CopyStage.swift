internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import Generation
internal import JSONText
internal import Messages

/// Sees to it that every copy of a campaign is there: from its file, else from the AI.
struct CopyStage {
  let workspace: Workspace
  let material: CampaignMaterial
  let setup: CopyWriterSetup
  let progress: Progress

  /// What the stage came to.
  struct Result {
    /// The copies, in the campaign's order.
    var copies: [CopyFile] = []
    /// How many came from files that were there already.
    var alreadyThere = 0
    /// How many were written now.
    var written = 0
    /// How many are the campaign's fallback because none could be had.
    var fallbacks = 0
  }

  /// Reads copy files and writes the missing ones. `keys` are those that are needed.
  func run(_ keys: [CopyKey], overwrites: Bool = false) async throws(GalleyError) -> Result {
    var result = Result()
    var found: [CopyKey: CopyFile] = [:]
    for key in keys {
      let file = try CopyFile.read(
        key, of: material.campaign, schema: material.schema, from: workspace.files)
      guard let file, !overwrites || file.status == .edited else { continue }
      found[key] = file
      result.alreadyThere += 1
    }
    let missing = keys.filter { found[$0] == nil }
    if !missing.isEmpty {
      guard let session = try setup.makeWriter() else {
        let name = missing[0].name
        throw GalleyError(
          .copyMissing,
          "\(missing.count) copies of \(material.campaign.slug) are missing, the first is \(name), "
            + "and --frozen forbids writing them.",
          details: ["campaign": material.campaign.slug, "copy": name])
      }
      for file in try await write(missing, session) {
        found[file.key] = file
        if file.status == .fallback { result.fallbacks += 1 } else { result.written += 1 }
      }
    }
    result.copies = keys.compactMap { found[$0] }
    return result
  }

  /// The units to write, for an estimate.
  func units(_ keys: [CopyKey]) -> [CopyUnit] {
    keys.map { key in
      let segment = material.campaign.segments.first { $0.name == key.segment }
      let size = material.plan.recipients.reduce(0) { $0 + ($1.segment == key.segment ? 1 : 0) }
      return CopyUnit(
        campaign: material.campaign.slug,
        segment: .init(name: key.segment, description: segment?.description ?? "", size: size),
        variant: key.variant, locale: key.locale)
    }
  }

  /// What the prompt may say: the business, the campaign, the event; nothing about a person.
  var promptContext: PromptContext {
    let business = workspace.settings.business
    let campaign = material.campaign
    var facts: [PromptContext.Fact] = []
    if let event = material.event {
      let place = event.venue.map { " at \($0)" } ?? ""
      let time = event.startAt.map { " on \($0)" } ?? ""
      facts.append(
        .init(
          kind: "event", name: event.title,
          text: "\(event.title)\(time)\(place). \(event.description)"))
    }
    return PromptContext(
      business: .init(
        name: business.name, tagline: business.tagline, description: business.description,
        profile: business.profile, brandVoice: business.brandVoice, tone: business.tone),
      campaignName: campaign.name, brief: campaign.brief, goal: campaign.goal, facts: facts,
      tone: campaign.copy.tone, maximumWords: campaign.copy.maxWords,
      constraints: wordsToAvoid(business.preferences),
      mergeFields: ["contact.first_name"],
      urls: ["\(workspace.settings.site.baseURL)/campaigns/\(campaign.slug)/"],
      schema: material.schemaValue, fallback: campaign.copy.fallback.map { .object($0) })
  }

  private func wordsToAvoid(_ preferences: JSONObject) -> [String] {
    let words = preferences["words_to_avoid"]?.arrayValue?.compactMap(\.stringValue) ?? []
    var rules = words.isEmpty ? [] : ["Avoid the words: \(words.joined(separator: ", "))."]
    if preferences["emoji"]?.stringValue == "never" { rules.append("Use no emoji.") }
    return rules
  }

  private func write(
    _ keys: [CopyKey], _ session: CopyWriter
  ) async throws(GalleyError) -> [CopyFile] {
    let results = try await answers(keys, session)
    var files: [CopyFile] = []
    var failed: [CopyResult] = []
    for (key, result) in zip(keys, results) {
      guard let file = copyFile(key, result) ?? fallback(key, result) else {
        failed.append(result)
        continue
      }
      if file.status == .fallback {
        progress.message(
          .warning(
            "\(material.campaign.slug): the fallback copy stands in for \(key.name): "
              + (result.error?.message ?? "no answer could be used")))
      } else {
        try Folders.writeAtomically(file.bytes, to: workspace.root + "/" + file.path)
      }
      files.append(file)
    }
    try Interruption.check()
    if let failure = failed.firstError {
      throw GalleyError(
        failure.code, failure.message, at: failure.location, details: failure.details,
        hint: failure.code.hint + " Resume with `galley write \(material.campaign.slug) --resume`.",
        diagnostics: failure.diagnostics, underlying: failure.underlying)
    }
    return files
  }

  private func copyFile(_ key: CopyKey, _ result: CopyResult) -> CopyFile? {
    guard let provenance = result.provenance, let body = result.body?.objectValue else {
      return nil
    }
    var origin = provenance.json.objectValue ?? [:]
    origin["cost_usd"] = .string(result.cost.description)
    let status: CopyFile.Status =
      result.status == .fallback ? .fallback : provenance.isDraft ? .draft : .generated
    return CopyFile(
      campaign: material.campaign.slug, key: key, status: status, body: body, provenance: origin)
  }

  // When the service fails, the campaign's own stand-in is better than no mail; a spent budget or
  // a missing key are the user's to solve first.
  private func fallback(_ key: CopyKey, _ result: CopyResult) -> CopyFile? {
    guard let body = material.campaign.copy.fallback, let error = result.error,
      error.code.exitCode == .serviceFailed, material.schema.isValid(.object(body))
    else { return nil }
    return CopyFile(
      campaign: material.campaign.slug, key: key, status: .fallback, body: body,
      provenance: ["fallback": true, "error_code": .string(error.code.name)])
  }

  // A signal cancels the calls under way; what was answered before is kept.
  private func answers(
    _ keys: [CopyKey], _ session: CopyWriter
  ) async throws(GalleyError) -> [CopyResult] {
    let units = units(keys)
    let context = promptContext
    let slug = material.campaign.slug
    let task = Task { [progress] () async throws -> [CopyResult] in
      try await session.write(units, context: context) { event in
        switch event {
        case .finished(_, let done, let total): progress.report("write \(slug)", done, total)
        case .waiting(let unit, let duration):
          progress.message(
            .info("waiting \(duration.components.seconds) s to ask for \(unit.label)"))
        case .retrying(let unit, let outcome, let attempt):
          progress.message(
            .warning("\(unit.label): attempt \(attempt) brought \(outcome.rawValue); asking again"))
        case .started: break
        }
      }
    }
    Interruption.onSignal { task.cancel() }
    defer { Interruption.onSignal(nil) }
    do {
      return try await task.value
    } catch let error as GalleyError {
      throw error
    } catch {
      throw GalleyError(.internalError, "Writing copy failed.", underlying: "\(error)")
    }
  }
}
