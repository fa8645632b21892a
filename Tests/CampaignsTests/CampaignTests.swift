import CRMModel
import Diagnostics
import JSONText
import TestSupport
import Testing

@testable import Campaigns

struct CampaignTests {
  private func load(_ yaml: String) throws -> Parsed<Campaign> {
    let folder = try TemporaryFolder()
    try folder.write(yaml, to: "Templates/campaigns/spring/campaign.yml")
    try folder.write("x", to: "Templates/campaigns/spring/email.md")
    try folder.write("{}", to: "Templates/schemas/email-copy.json")
    return try Campaign.load(
      "spring", from: WorkspaceFiles(root: folder.path), defaultLocale: "en")
  }

  private let minimal = "name: Spring\nbrief: Say hello\ntemplates: { html: email.md }\n"

  @Test func minimalCampaignGetsDefaults() throws {
    let campaign = try load(minimal).value
    #expect(campaign.locales == ["en"])
    #expect(campaign.variants.map(\.name) == ["a"])
    #expect(campaign.copyKeys.map(\.name) == ["everyone.a.en"])
    #expect(campaign.utm == .init(campaign: "spring", source: "newsletter", medium: "email"))
  }

  @Test func unknownKeyNamesLineAndNearestKey() {
    let error = #expect(throws: GalleyError.self) { try load(minimal + "varaints: []\n") }
    #expect(error?.code == .invalidCampaign)
    #expect(error?.location?.line == 4)
    #expect(error?.diagnostics.first?.hint?.contains("variants") == true)
  }

  @Test func missingTemplateSuggestsTheFileThatIsThere() {
    let error = #expect(throws: GalleyError.self) {
      try load("name: S\nbrief: B\ntemplates: { html: emial.md }\n")
    }
    #expect(error?.code == .templateNotFound)
    #expect(error?.message.contains("email.md") == true)
  }

  @Test func segmentBehindOneWithoutFilterIsUnreachable() {
    let error = #expect(throws: GalleyError.self) {
      try load(minimal + "segments: [{ name: all }, { name: late }]\n")
    }
    #expect(error?.diagnostics.first?.identifier == "unreachable-segment")
  }

  @Test func variantsAreStableAndFollowTheirWeights() throws {
    var campaign = try load(minimal).value
    campaign.variants = [.init(name: "a", weight: 30), .init(name: "b", weight: 70)]
    let names = (0..<4000).map { campaign.variant(for: "contact-\($0)")?.name }
    #expect(names == (0..<4000).map { campaign.variant(for: "contact-\($0)")?.name })
    let share = Double(names.count { $0 == "a" }) / 4000
    #expect((0.27...0.33).contains(share))
    campaign.variants = [.init(name: "a", weight: 0), .init(name: "b", weight: 1)]
    #expect((0..<100).allSatisfy { campaign.variant(for: "\($0)")?.name == "b" })
  }

  @Test(arguments: [
    ("de-AT", "de"), ("de", "de"), ("fr", "en"), ("EN-gb", "en"), ("zh", "zh-Hant"),
  ])
  func localeFitsExactlyOrByLanguage(wanted: String, expected: String) throws {
    var campaign = try load(minimal).value
    campaign.locales = ["en", "de", "zh-Hant"]
    var contact = ContactProfile(id: "1", email: "a@b.example")
    contact.locale = wanted
    #expect(campaign.locale(for: contact) == expected)
  }

  @Test(arguments: [
    ("1299.9", "EUR", "en", "€1,299.90"), ("1299.9", "EUR", "de", "1.299,90\u{A0}€"),
    ("0.005", "USD", "en", "$0.01"), ("-3", "USD", "en", "-$3.00"),
    ("1234567", "JPY", "en", "¥1,234,567"),
    ("19.90", "CHF", "en", "CHF\u{A0}19.90"), ("soon", "EUR", "en", "soon"),
  ])
  func moneyIsWrittenAsThePlaceWritesIt(
    amount: String, currency: String, locale: String, expected: String
  ) {
    #expect(MoneyFormat.format(amount, currency: currency, locale: locale) == expected)
  }
}

struct CopyFileTests {
  @Test func editedCopyIsRecognised() throws {
    let folder = try TemporaryFolder()
    let files = WorkspaceFiles(root: folder.path)
    try folder.write(
      "name: S\nbrief: B\ntemplates: { html: email.md }", to: "Templates/campaigns/s/campaign.yml")
    try folder.write("x", to: "Templates/campaigns/s/email.md")
    try folder.write("{}", to: "Templates/schemas/email-copy.json")
    let campaign = try Campaign.load("s", from: files, defaultLocale: "en").value
    let key = CopyKey(segment: "x", variant: "a", locale: "en")
    let schema = try JSONSchema([
      "type": "object", "properties": ["subject": ["type": "string", "maxLength": 5]],
    ])
    #expect(try CopyFile.read(key, of: campaign, schema: schema, from: files) == nil)
    let copy = CopyFile(
      campaign: "s", key: key, status: .generated, body: ["subject": "Hello"],
      provenance: ["provider": "openai"])
    try folder.write(copy.bytes, to: copy.path)
    #expect(try CopyFile.read(key, of: campaign, schema: schema, from: files)?.status == .generated)
    let edited = String(decoding: copy.bytes, as: UTF8.self).replacing("Hello", with: "Hey")
    try folder.write(edited, to: copy.path)
    #expect(try CopyFile.read(key, of: campaign, schema: schema, from: files)?.status == .edited)
    try folder.write(edited.replacing("Hey", with: "Far too long"), to: copy.path)
    let error = #expect(throws: GalleyError.self) {
      try CopyFile.read(key, of: campaign, schema: schema, from: files)
    }
    #expect(error?.code == .schemaViolation)
    #expect((error?.location?.line ?? 0) > 1)
  }
}

struct SettingsLayersTests {
  private func value(_ yaml: String) throws -> PositionedValue {
    try #require(YAMLParser.parse(SourceFile(name: "galley.yml", text: yaml)).value)
  }

  @Test func laterLayersWinKeyByKey() throws {
    let merged = SettingsLayers.merge(
      try value("a: 1\nb: { c: 2, d: [1] }"), try value("b: { c: 3, d: [2, 3] }\ne: 4"))
    #expect(merged.plain == ["a": 1, "b": ["c": 3, "d": [2, 3]], "e": 4])
  }

  @Test func environmentValuesAreTypedAndNamed() throws {
    let layer = SettingsLayers.environmentLayer([
      "GALLEY_CONSENT_REQUIRED": "false", "GALLEY_AI_MAX_RETRIES": "5", "ENDPOINT_ID": "acme",
    ])
    #expect(
      layer?.plain == ["tenant": "acme", "consent_required": false, "ai": ["max_retries": 5]])
    #expect(
      layer?["consent_required"]?.location.file == "environment variable GALLEY_CONSENT_REQUIRED")
    #expect(SettingsLayers.environmentLayer([:]) == nil)
  }
}
