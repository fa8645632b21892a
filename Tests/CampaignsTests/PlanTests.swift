import CRMModel
import Diagnostics
import Foundation
import JSONText
import Messages
import Records
import TestSupport
import Testing

@testable import Campaigns

/// A workspace with a few contacts, planned as `galley build` does.
struct PlanTests {
  let folder: TemporaryFolder
  let store: Store
  static let now = Timestamp("2026-04-15T09:00:00Z") ?? Timestamp(millisecondsSince1970: 0)

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("x", to: "Templates/campaigns/spring/email.md")
    try folder.write("{}", to: "Templates/schemas/email-copy.json")
    try folder.write(
      """
      contact_uuid,email,first_name,last_name,locale,consent
      c1,ana@mail.example,Ana,A,de,granted
      c2,ben@mail.example,Ben,B,en,withdrawn
      c3,cy@blocked.example,Cy,C,en,granted
      c4,dora@sub.blocked.example,Dora,D,en,granted
      c5,eve@mail.example,Eve,E,en,granted
      c6,f.lo@gmail.com,Flo,F,en,granted
      c7,flo+news@googlemail.com,Flo,G,en,granted
      c8,hal@mail.example,Hal,H,en,

      """, to: "Assets/crm/contacts.csv")
    let now = Self.now
    store = try Store.open(
      path: folder.path + "/store.sqlite", tenant: TenantID("t"), clock: { now })
    _ = try Importer(store: store).run(folder: folder.path + "/Assets/crm")
  }

  func campaign(_ more: String = "") throws -> Campaign {
    try folder.write(
      "name: Spring\nbrief: Say hello\nlocales: [en, de]\ntemplates: { html: email.md }\n" + more,
      to: "Templates/campaigns/spring/campaign.yml")
    return try Campaign.load(
      "spring", from: WorkspaceFiles(root: folder.path), defaultLocale: "en"
    ).value
  }

  func plan(
    _ campaign: Campaign, suppression: SuppressionList = SuppressionList()
  ) throws -> CampaignPlan {
    try AudiencePlanner(
      campaign: campaign, store: store, isConsentRequired: true, suppression: suppression,
      now: Self.now
    ).plan(into: PlanFolder(stateFolder: folder.path, campaign: campaign.slug))
  }

  @Test func everyExclusionHasItsReason() throws {
    var suppression = SuppressionList()
    let added = [suppression.add("EVE@mail.example"), suppression.add("@blocked.example")]
    #expect(added == [true, true])
    let plan = try plan(try campaign(), suppression: suppression)
    #expect(plan.recipients.map(\.contactID) == ["c1", "c6"])
    #expect(plan.recipients.map(\.locale) == ["de", "en"])
    let reasons = Dictionary(
      plan.exclusions.map { ($0.contactID, $0.reason) }, uniquingKeysWith: { first, _ in first })
    #expect(
      reasons == [
        "c2": "consent_withdrawn", "c3": "suppressed_domain", "c4": "suppressed_domain",
        "c5": "suppressed_address", "c7": "duplicate_address", "c8": "consent_unknown",
      ])
    #expect(plan.exclusionCounts.map(\.count).reduce(0, +) == 6)
    #expect(plan.audience == 8)
    #expect(
      plan.exclusions.allSatisfy { exclusion in
        ExclusionReason.all.contains { $0.name == exclusion.reason }
      })
  }

  @Test func segmentsVariantsAndHoldoutAreCounted() throws {
    let campaign = try campaign(
      """
      segments:
        - name: guests
          filter: { first_name: Ana }
        - name: rest
          filter: { first_name: [Flo, Cy] }
      variants: [{ name: a, weight: 1 }, { name: b, weight: 1 }]
      """)
    let plan = try plan(campaign)
    #expect(plan.bySegment.map(\.count) == [1, 2])
    #expect(plan.byVariant.map(\.count).reduce(0, +) == 3)
    #expect(plan.exclusions.contains { $0.reason == "no_segment" && $0.contactID == "c5" })
    var held = campaign
    held.holdout = 40
    let ids = (0..<5_000).map { "contact-\($0)" }
    let share = Double(ids.count { held.isHeldOut($0) }) / 5_000
    #expect((0.37...0.43).contains(share))
    #expect(!ids.contains { campaign.isHeldOut($0) })
  }

  @Test func fixedPlanComesBackAsItWas() throws {
    let campaign = try campaign()
    let folder = PlanFolder(stateFolder: folder.path, campaign: "spring")
    #expect(try folder.load() == nil)
    var plan = try plan(campaign)
    plan.digest = PlanDigest(parts: [.init(name: "data", digest: "1")])
    plan = try folder.fix(plan)
    let loaded = try #require(try folder.load())
    #expect(Array(loaded.recipients) == Array(plan.recipients))
    #expect(Array(loaded.exclusions) == Array(plan.exclusions))
    #expect(loaded.recipients.count == 5 && loaded.json == plan.json)
    #expect(loaded.digest == plan.digest && loaded.plannedAt == Self.now)
    #expect(try folder.loadPrevious() == nil)
    _ = try folder.fix(try self.plan(campaign))
    #expect(try folder.loadPrevious()?.digest == plan.digest)
  }

  @Test func damagedPlanIsNamed() throws {
    try folder.write("{", to: "plans/spring/fixed/plan.json")
    let error = #expect(throws: GalleyError.self) {
      try PlanFolder(stateFolder: folder.path, campaign: "spring").load()
    }
    #expect(error?.code == .malformedFile)
  }

  @Test func planOfOtherDataOrTooOldIsRefused() throws {
    var plan = try plan(try campaign("max_age: 2h\n"))
    plan.digest = PlanDigest(parts: [
      .init(name: "data", digest: "1"), .init(name: "copy", digest: "2"),
    ])
    try plan.check(against: plan.digest, now: Self.now.adding(seconds: 7_200))
    let old = #expect(throws: GalleyError.self) {
      try plan.check(against: plan.digest, now: Self.now.adding(seconds: 7_201))
    }
    #expect(old?.code == .stalePlan && old?.code.exitCode == .notPermitted)
    let other = PlanDigest(parts: [
      .init(name: "data", digest: "1"), .init(name: "copy", digest: "3"),
    ])
    let changed = #expect(throws: GalleyError.self) {
      try plan.check(against: other, now: Self.now)
    }
    #expect(changed?.details["changed"] == "copy")
    #expect(plan.digest.text != other.text)
  }

  @Test func differenceOfTwoPlansNamesWhoCameWentAndMoved() throws {
    func list(_ names: [String], variant: String) -> CampaignPlan {
      var plan = CampaignPlan(
        campaign: "spring", plannedAt: Self.now, maximumAge: 1,
        recipients: PlanList([]), exclusions: PlanList([]), bySegment: [], byVariant: [],
        byLocale: [], exclusionCounts: [])
      plan.recipients = PlanList(
        names.map {
          .init(contactID: $0, segment: "s", variant: $0 == "c" ? variant : "a", locale: "en")
        })
      return plan
    }
    let diff = PlanDiff(
      from: list(["a", "b", "c"], variant: "a"), to: list(["b", "c", "d"], variant: "b"))
    #expect(diff.added == ["d"] && diff.removed == ["a"] && diff.moved == ["c"])
    #expect(!diff.isEmpty)
    #expect(PlanDiff(from: list(["a"], variant: "a"), to: list(["a"], variant: "a")).isEmpty)
    #expect(diff.json["added"] == 1)
  }

  @Test func listsKeepAnyTextApart() throws {
    let odd = CampaignPlan.Recipient(
      contactID: "a\tb\nc%d\u{0}é", segment: "", variant: "v", locale: "en")
    var writer = try PlanListWriter<CampaignPlan.Recipient>(path: folder.path + "/list.tsv")
    try writer.append(odd)
    try writer.append(odd)
    let list = try writer.finish()
    #expect(Array(list) == [odd, odd])
    #expect(list.count == 2 && list.digest.count == 64)
  }

  @Test func suppressionListFailsClosed() throws {
    let files = WorkspaceFiles(root: folder.path)
    #expect(throws: GalleyError.self) { try SuppressionList.read(["no.txt"], from: files) }
    try folder.write("# people\nana@mail.example # asked\n\nblocked.example\n", to: "s.txt")
    let list = try SuppressionList.read(["s.txt"], from: files)
    #expect(list.count == 2)
    #expect(list.reason(for: "ana@mail.example") == "suppressed_address")
    #expect(list.reason(for: "x@a.b.blocked.example") == "suppressed_domain")
    #expect(list.reason(for: "x@notblocked.example") == nil)
    try folder.write("ana@mail.example\nnot an entry\n", to: "s.txt")
    let error = #expect(throws: GalleyError.self) {
      try SuppressionList.read(["s.txt"], from: files)
    }
    #expect(error?.location?.line == 2)
  }

  @Test func digestTellsWhichPartChanged() throws {
    try folder.write(
      """
      tenant: t
      business: { name: B, website: "https://b.example", postal_address: Here }
      sender: { name: B, email: b@b.example }
      site: { base_url: "https://b.example", unsubscribe_url: "https://b.example/u" }
      suppression: s.txt
      """, to: "galley.yml")
    try folder.write("", to: "s.txt")
    let campaign = try campaign()
    func digest() throws -> PlanDigest {
      try PlanDigest.current(
        of: campaign, workspace: try Workspace.open(root: folder.path, overrides: .init()),
        store: store)
    }
    let first = try digest()
    #expect(try digest() == first)
    try folder.write("y", to: "Templates/partials/a.liquid")
    #expect(first.changedParts(from: try digest()) == ["templates"])
    try folder.write("{}", to: "Templates/campaigns/spring/copy/everyone.a.en.json")
    #expect(first.changedParts(from: try digest()) == ["templates", "copy"])
    try folder.write("x@y.example", to: "s.txt")
    #expect(first.changedParts(from: try digest()) == ["data", "templates", "copy"])
    let settings = try folder.read("galley.yml")
    try folder.write(settings + "\nai: { max_retries: 2 }\n", to: "galley.yml")
    #expect(try digest().parts.last == first.parts.last)
    try folder.write(settings.replacingOccurrences(of: "Here", with: "There"), to: "galley.yml")
    #expect(try digest().parts.last != first.parts.last)
  }
}

struct HashSetTests {
  @Test func remembersWhatWasAdded() {
    var set = HashSet()
    let added = [set.insert(0), set.insert(0)]
    #expect(added == [true, false] && set.contains(0))
    for number in 0..<5_000 {
      let isNew = set.insert(UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 3)
      #expect(isNew)
    }
    #expect(set.contains(3) && !set.contains(12_345))
  }
}

struct CampaignDefinitionTests {
  private func load(_ yaml: String) throws -> Campaign {
    let folder = try TemporaryFolder()
    try folder.write(
      "name: S\nbrief: B\ntemplates: { html: email.md }\n" + yaml,
      to: "Templates/campaigns/s/campaign.yml")
    try folder.write("x", to: "Templates/campaigns/s/email.md")
    try folder.write("{}", to: "Templates/schemas/email-copy.json")
    try folder.write("x", to: "Assets/files/a.pdf")
    return try Campaign.load("s", from: WorkspaceFiles(root: folder.path), defaultLocale: "en")
      .value
  }

  @Test func wholeDefinitionIsRead() throws {
    let campaign = try load(
      """
      status: scheduled
      business_id: b
      from: { name: Ana, email: ana@shop.example }
      reply_to: help@shop.example
      suppression: [Assets/a.txt]
      frequency_cap: { messages: 2, within: 7d }
      holdout: 10
      max_age: 36h
      images: cid
      attachments: [Assets/files/a.pdf]
      auto_submitted: true
      checks: { max_html_kb: 100, fail_on: warning }
      utm: { content: false }
      calendar:
        - { slot: teaser, at: 2026-05-01, theme: Light }
        - { slot: launch }
      """)
    #expect(campaign.status == "scheduled" && campaign.businessID == "b")
    #expect(campaign.from?.replyTo == "help@shop.example")
    #expect(campaign.frequencyCap == .init(messages: 2, within: 604_800))
    #expect(campaign.holdout == 10 && campaign.maximumPlanAge == 129_600)
    #expect(campaign.images == .cid && campaign.attachments == ["Assets/files/a.pdf"])
    #expect(campaign.isAutomatic && campaign.checks.maximumBytes == 102_400)
    #expect(!campaign.utm.tagsLinks)
    #expect(campaign.calendar.map(\.name) == ["teaser", "launch"])
    #expect(campaign.calendar.first?.at?.description.hasPrefix("2026-05-01T00:00:00") == true)
  }

  @Test(arguments: [
    ("status: activ\n", "unknown-value"), ("holdout: 95\n", "out-of-range"),
    ("max_age: soon\n", "invalid-duration"), ("images: inline\n", "unknown-value"),
    ("reply_to: a@b.example\n", "missing-key"),
    ("from: { name: A, email: nobody }\n", "invalid-address"),
    ("locales: [\"../x\"]\n", "invalid-locale"), ("segments: [{ name: ../x }]\n", "invalid-name"),
    ("variants: [{ name: a }, { name: a }]\n", "duplicate-variant"),
    ("calendar: [{ slot: a }, { slot: a }]\n", "duplicate-slot"),
    ("calendar: [{ slot: a, at: tomorrow }]\n", "invalid-time"),
    ("frequency_cap: { mesages: 2 }\n", "unknown-key"),
    ("checks: { fail_on: alway }\n", "unknown-value"),
    ("utm: { campain: x }\n", "unknown-key"),
  ])
  func everyMistakeIsNamedWithItsLine(yaml: String, identifier: String) {
    let error = #expect(throws: GalleyError.self) { try load(yaml) }
    #expect(error?.code == .invalidCampaign)
    let found = error?.diagnostics.first { $0.identifier == identifier }
    #expect(found?.location?.line == 4, "\(error?.diagnostics.map(\.identifier) ?? [])")
  }

  @Test func missingAttachmentIsNotFound() {
    let error = #expect(throws: GalleyError.self) {
      try load("attachments: [Assets/files/b.pdf]\n")
    }
    #expect(error?.code == .templateNotFound && error?.message.contains("a.pdf") == true)
  }
}

struct CampaignSchemaTests {
  private static var root: String {
    var path = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    path.removeLast(3)
    return path.joined(separator: "/")
  }

  private func schema() throws -> JSONSchema {
    let files = WorkspaceFiles(root: Self.root)
    return try JSONSchema(try JSONParser.parse(try files.read("Templates/schemas/campaign.json")))
  }

  @Test func sampleCampaignsSatisfyThePublishedSchema() throws {
    let schema = try schema()
    let files = WorkspaceFiles(root: Self.root)
    let slugs = Campaign.slugs(in: files)
    #expect(slugs.count >= 2)
    for slug in slugs {
      let source = try files.source("Templates/campaigns/\(slug)/campaign.yml")
      let value = try #require(YAMLParser.parse(source).value)
      #expect(schema.validate(value.plain).map(\.message) == [], "\(slug)")
    }
  }

  @Test(arguments: [
    "name: S\nbrief: B\ntemplates: { html: e.md }\nvaraints: []\n",
    "name: S\nbrief: B\ntemplates: { html: e.md }\nstatus: activ\n",
    "name: S\nbrief: B\ntemplates: { html: e.md }\nmax_age: soon\n", "name: S\nbrief: B\n",
    "name: S\nbrief: B\ntemplates: { html: e.md }\nholdout: 95\n",
  ])
  func schemaRefusesWhatTheReaderRefuses(yaml: String) throws {
    let value = try #require(YAMLParser.parse(SourceFile(name: "c.yml", text: yaml)).value)
    #expect(!(try schema()).validate(value.plain).isEmpty)
  }
}
