import Campaigns
import Diagnostics
import Foundation
import JSONText
import TestSupport
import Testing

@testable import BuildPipeline

/// Rendering in bulk, in process: workers, journals, shards, plans.
struct RenderRequestTests {
  let folder: TemporaryFolder
  let workspace: Workspace
  static let now = Timestamp("2026-04-15T09:00:00Z") ?? Timestamp(millisecondsSince1970: 0)

  init() throws {
    folder = try TemporaryFolder()
    _ = try WorkspaceTemplate.locate(environment: [:]).copy(to: folder.path + "/w")
    workspace = try Workspace.open(root: folder.path + "/w", overrides: .init())
  }

  func render(
    _ format: MessageFormat, to output: String? = nil, jobs: Int = 2, shard: (Int, Int)? = nil,
    isFrozen: Bool = false, recipient: String? = nil, sample: Int? = nil, later: Int64 = 0
  ) async throws -> RenderRequest.Summary {
    var options = BuildOptions(now: Self.now.adding(seconds: later), requestID: "r")
    options.format = format
    options.jobs = jobs
    options.chunkSize = 7
    options.shard = shard.map { ($0.0, $0.1) }
    options.sample = sample
    return try await RenderRequest(
      campaign: "spring-launch", recipient: recipient,
      output: output.map { folder.path + "/" + $0 }, isFrozen: isFrozen, workspace: workspace,
      options: options, progress: .silent
    ) { _ in }.run()
  }

  func tree(_ name: String) throws -> [String: Data] {
    var result: [String: Data] = [:]
    let root = folder.path + "/" + name
    for case let file as String in FileManager.default.enumerator(atPath: root) ?? .init() {
      var isFolder: ObjCBool = false
      _ = unsafe FileManager.default.fileExists(
        atPath: root + "/" + file, isDirectory: &isFolder)
      if !isFolder.boolValue {
        result[file] = try Data(contentsOf: URL(fileURLWithPath: root + "/" + file))
      }
    }
    return result
  }

  @Test(arguments: [MessageFormat.mbox, .jsonl])
  func numberOfWorkersChangesNoByte(format: MessageFormat) async throws {
    let one = try await render(format, to: "one", jobs: 1)
    let four = try await render(format, to: "four", jobs: 4)
    #expect(one.messages > 40 && one.messages == four.messages && one.reads == four.reads)
    #expect(try folder.read("one") == folder.read("four"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/.one.galley-partial"))
  }

  @Test func folderOfMessagesHasAManifestInRecipientOrder() async throws {
    let made = try await render(.eml, to: "mails")
    let files = try tree("mails")
    let lines = try folder.read("mails.manifest.tsv").split(separator: "\n")
    #expect(files.count == made.messages && lines.count == made.messages)
    for line in lines {
      let fields = line.split(separator: "\t")
      #expect(files[String(fields[0])]?.count == Int(fields[1]))
      #expect(fields[0].dropFirst(2).hasPrefix("/"))
    }
    _ = try await render(.eml, to: "again", jobs: 1)
    #expect(try folder.read("again.manifest.tsv") == folder.read("mails.manifest.tsv"))
    #expect(try tree("again") == files)
  }

  // What a kill at a random moment leaves: some of the bytes beyond the journal's last line.
  @Test(arguments: [0, 1, 3, 5])
  func interruptedRunGoesOnAndEndsTheSame(chunks: Int) async throws {
    let whole = try await render(.mbox, to: "all.mbox")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/all.mbox"))
    // The journal of a run that was interrupted after some chunks.
    let plan = try #require(
      try PlanFolder(stateFolder: workspace.stateFolder, campaign: "spring-launch").load())
    try FileManager.default.removeItem(atPath: folder.path + "/all.mbox")
    let path = folder.path + "/all.mbox"
    let key = [
      "galley-render-1", plan.digest.text, plan.plannedAt.description, plan.recipients.digest,
      "mbox", "-", path,
    ].joined(separator: " ")
    let reader = try MessageReader(path: try copy(bytes), format: .mbox)
    var done = RenderJournal.State()
    for _ in 0..<(chunks * 7) { done.result.bytes += reader.next()?.count ?? 0 }
    done.result.count = chunks * 7
    done.result.largest = 5
    try bytes.prefix(done.result.bytes + 1_000).write(
      to: URL(fileURLWithPath: folder.path + "/.all.mbox.galley-partial"))
    let name = try #require(journalName(path))
    let journal = RenderJournal(.init(path: name, key: key))
    try journal.open(done)
    let later = try await render(.mbox, to: "all.mbox", later: 60)
    #expect(later.messages == whole.messages)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    #expect(!FileManager.default.fileExists(atPath: name))
  }

  private func copy(_ bytes: Data) throws -> String {
    let path = folder.path + "/copy"
    try bytes.write(to: URL(fileURLWithPath: path))
    return path
  }

  private func journalName(_ output: String) -> String? {
    RenderRequest.journalPath(
      stateFolder: workspace.stateFolder, campaign: "spring-launch", format: .mbox, target: output)
  }

  @Test(arguments: [MessageFormat.mbox, .jsonl, .html, .eml])
  func shardsMergeIntoWhatOneRunMakes(format: MessageFormat) async throws {
    let name = format == .mbox || format == .jsonl ? "messages.\(format.rawValue)" : "messages"
    let whole = try await render(format, to: "whole")
    for number in 1...3 {
      _ = try await render(format, shard: (number, 3), isFrozen: true)
    }
    // Twice is once.
    _ = try await render(format, shard: (2, 3), isFrozen: true)
    let merged = try MergeRequest(
      campaign: "spring-launch", folders: [], output: folder.path + "/merged", workspace: workspace
    ).run()
    #expect(merged.shards == 3 && merged.messages == whole.messages)
    if format == .mbox || format == .jsonl {
      #expect(try folder.read("merged") == folder.read("whole"))
    } else {
      #expect(try tree("merged") == tree("whole"))
    }
    let shards = workspace.outputFolder + "/spring-launch/shards/"
    #expect(FileManager.default.fileExists(atPath: shards + "1-of-3/" + name))
    try FileManager.default.removeItem(atPath: shards + "2-of-3")
    let missing = #expect(throws: GalleyError.self) {
      try MergeRequest(
        campaign: "spring-launch", folders: [], output: nil, workspace: workspace
      ).run()
    }
    #expect(missing?.code == .fileNotFound && missing?.message.contains("2") == true)
  }

  @Test func shardsOfAnotherPlanAreRefused() async throws {
    _ = try await render(.mbox, shard: (1, 2))
    _ = try await render(.mbox, shard: (2, 2), later: 60)
    let error = #expect(throws: GalleyError.self) {
      try MergeRequest(campaign: "spring-launch", folders: [], output: nil, workspace: workspace)
        .run()
    }
    #expect(error?.code == .conflict)
  }

  @Test func frozenRenderRefusesOtherDataAndOldPlans() async throws {
    _ = try await render(.jsonl, to: "a", isFrozen: true)
    _ = try await render(.jsonl, to: "b", isFrozen: true, later: 3_600)
    #expect(try folder.read("a") == folder.read("b"))
    let old = await #expect(throws: GalleyError.self) {
      try await render(.jsonl, to: "c", isFrozen: true, later: 15 * 86_400)
    }
    #expect(old?.code == .stalePlan)
    try folder.write("x", to: "w/Templates/partials/new.liquid")
    let changed = await #expect(throws: GalleyError.self) {
      try await render(.jsonl, to: "c", isFrozen: true)
    }
    #expect(changed?.code == .stalePlan && changed?.details["changed"] == "templates")
    _ = try await render(.jsonl, to: "c")
    _ = try await render(.jsonl, to: "c", isFrozen: true)
  }

  @Test func unreadableSuppressionListStopsTheWork() async throws {
    try FileManager.default.removeItem(
      atPath: folder.path + "/w/Assets/suppression/everybody.txt")
    let error = await #expect(throws: GalleyError.self) { try await render(.mbox, to: "x") }
    #expect(error?.code == .fileNotFound)
  }

  @Test func suppressedPersonIsNotMailedByName() async throws {
    let error = await #expect(throws: GalleyError.self) {
      try await render(.html, recipient: "daniel.achterberg@mailhaus.example")
    }
    #expect(error?.code == .consentRequired)
    #expect(error?.details["reason"] == "suppressed_address")
  }

  @Test func sampleShowsEveryVariantAndTheExtremes() async throws {
    _ = try await render(.jsonl, to: "all")
    let all = try lines("all")
    _ = try await render(.jsonl, to: "sample", sample: 12)
    let sample = try lines("sample")
    #expect(sample.count == 12)
    func units(_ lines: [JSONValue]) -> Set<String> {
      Set(
        lines.map {
          "\($0["segment"]?.stringValue ?? "").\($0["variant"]?.stringValue ?? "")"
        })
    }
    #expect(units(sample) == units(all))
    let ids = all.compactMap { $0["contact_uuid"]?.stringValue }
    let chosen = sample.compactMap { $0["contact_uuid"]?.stringValue }
    #expect(chosen == ids.filter(Set(chosen).contains))
  }

  private func lines(_ name: String) throws -> [JSONValue] {
    try folder.read(name).split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
  }

  @Test func planIsShownComparedAndRenewed() throws {
    func request(_ later: Int64 = 0) -> PlanRequest {
      PlanRequest(
        campaign: "spring-launch", workspace: workspace, now: Self.now.adding(seconds: later),
        progress: .silent)
    }
    let none = #expect(throws: GalleyError.self) { try request().diff(fromPrevious: false) }
    #expect(none?.code == .entityNotFound)
    let shown = try request().show(renews: false)
    #expect(shown.plan.recipients.count > 40 && shown.refusal == nil)
    #expect(try request().diff(fromPrevious: false).isEmpty)
    let path = folder.path + "/w/Assets/suppression/everybody.txt"
    try Data("postbox.example\n".utf8).write(to: URL(fileURLWithPath: path))
    let diff = try request(60).diff(fromPrevious: false)
    #expect(diff.counts.removed > 5 && diff.counts.added == 0 && diff.changedParts == ["data"])
    #expect(try request(60).show(renews: false).refusal?.contains("data") == true)
    let renewed = try request(60).show(renews: true)
    #expect(renewed.plan.recipients.count == shown.plan.recipients.count - diff.counts.removed)
    #expect(try request(60).diff(fromPrevious: true).counts.removed == diff.counts.removed)
  }
}

struct CampaignRequestTests {
  @Test func newCampaignIsCompleteAndNeverOverwrites() throws {
    let folder = try TemporaryFolder()
    _ = try WorkspaceTemplate.locate(environment: [:]).copy(to: folder.path + "/w")
    let workspace = try Workspace.open(root: folder.path + "/w", overrides: .init())
    let files = try NewCampaign(
      slug: "summer-sale", name: nil, slots: ["Teaser!", "launch"], workspace: workspace
    ).run()
    #expect(files.contains("Templates/campaigns/summer-sale/contents/teaser.json"))
    let catalog = CampaignCatalog(workspace: workspace)
    let entry = try catalog.show("summer-sale")
    #expect(entry.name == "Summer Sale" && entry.status == "draft" && entry.copies == (0, 2))
    #expect(entry.contents.map(\.status) == ["placeholder", "placeholder"])
    #expect(try catalog.list().map(\.slug).contains("summer-sale"))
    for slug in ["summer-sale", "site", "../x", "Summer", "-a", ""] {
      #expect(throws: GalleyError.self) {
        try NewCampaign(slug: slug, name: nil, slots: [], workspace: workspace).run()
      }
    }
    try folder.write("name: x\n", to: "w/Templates/campaigns/broken/campaign.yml")
    #expect(try catalog.list().first { $0.slug == "broken" }?.status == "invalid")
  }
}
