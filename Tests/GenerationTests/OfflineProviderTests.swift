import JSONText
import Testing

@testable import Generation

@Suite struct OfflineProviderTests {
  private func write(_ schema: JSONValue, locale: String = "en", variant: String = "a") -> JSONValue
  {
    var subject = CopySubject(
      Make.unit(variant: variant, locale: locale), Make.context())
    subject.locale = locale
    return OfflineWriter(subject: subject, schema: schema).write()
  }

  @Test(arguments: ["en", "de", "en-GB", "de_AT", "fr"])
  func draftsSatisfyTheSchemaAndTheRulesInEveryLanguageAndVariant(_ locale: String) throws {
    let context = Make.context()
    let judge = try CopyJudge(context, task: .content)
    for segment in ["loyal", "new", "everyone-else"] {
      for variant in ["a", "b", "c", "d"] {
        let subject = CopySubject(Make.unit(segment, variant: variant, locale: locale), context)
        let body = OfflineWriter(subject: subject, schema: Make.schema).write()
        let verdict = judge.judge(body, fixes: [])
        #expect(verdict.outcome == .success, "\(verdict.faults)")
      }
    }
  }

  @Test func draftsAreInTheCampaignsLanguageAndGreetByMergeField() throws {
    let german = try #require(write(Make.schema, locale: "de")["intro"]?.stringValue)
    #expect(german.contains("Spring Trails"))
    #expect(german.contains("{{ contact.first_name | default:") || german.contains("für dich"))
    let english = try #require(write(Make.schema)["intro"]?.stringValue)
    #expect(english != german)
    #expect(english.contains("Fernweg"))
  }

  @Test func variantsDifferAndTheSameUnitDoesNot() {
    #expect(write(Make.schema) == write(Make.schema))
    #expect(write(Make.schema)["subject"] != write(Make.schema, variant: "b")["subject"])
  }

  @Test(arguments: [1, 2, 5, 10, 24, 60])
  func lengthsAreRespected(_ most: Int) {
    let value = write([
      "type": "object",
      "properties": ["subject": ["type": "string", "maxLength": .number(JSONNumber(most))]],
    ])
    let text = value["subject"]?.stringValue ?? ""
    #expect(text.unicodeScalars.count <= most)
    #expect(!text.isEmpty)
  }

  @Test func leastLengthsAreReached() {
    let value = write([
      "type": "object",
      "properties": ["intro": ["type": "string", "minLength": 700, "maxLength": 720]],
    ])
    let count = value["intro"]?.stringValue?.unicodeScalars.count ?? 0
    #expect((700...720).contains(count))
  }

  @Test func otherTypesAreFilledToo() throws {
    let schema: JSONValue = [
      "type": "object",
      "properties": [
        "kind": ["enum": ["a", "b"]], "fixed": ["const": 7], "flag": ["type": "boolean"],
        "nothing": ["type": "null"], "count": ["type": "integer", "minimum": 3],
        "above": ["type": "integer", "exclusiveMinimum": 3], "free": ["type": "number"],
        "below": ["type": "number", "maximum": 0],
        "when": ["type": "string", "format": "date"],
        "at": ["type": "string", "format": "date-time"],
        "link": ["type": "string", "format": "uri"], "mail": ["type": "string", "format": "email"],
        "list": ["type": "array", "items": ["type": "string"], "minItems": 3],
        "few": ["type": "array", "items": ["type": "string"], "maxItems": 1],
        "either": ["anyOf": [["type": "integer"], ["type": "string"]]],
        "optional": ["type": ["null", "string"]], "implied": ["properties": ["x": true]],
        "referred": ["$ref": "#/$defs/item"], "items": ["items": ["type": "boolean"]],
      ],
      "required": ["extra"],
      "$defs": ["item": ["type": "integer", "minimum": 9]],
    ]
    let value = write(schema)
    #expect(try JSONSchema(schema).validate(value).isEmpty)
    #expect(value["fixed"] == 7)
    #expect(value["referred"] == 9)
    #expect(value["above"] == 4)
    #expect(value["list"]?.arrayValue?.count == 3)
    #expect(value["few"]?.arrayValue?.count == 1)
    #expect(value["link"] == "https://fernweg.example/spring")
    #expect(value["extra"]?.stringValue != nil)
  }

  @Test func aSchemaThatRefersToItselfEnds() {
    let schema: JSONValue = [
      "type": "object", "properties": ["next": ["$ref": "#"]],
    ]
    #expect(write(schema).objectValue != nil)
  }

  @Test func cuttingNeverSplitsAMergeField() {
    let text = "Hello {{ contact.first_name | default: \"there\" }}, good morning"
    for length in 0..<text.count {
      let cut = OfflineWriter.cut(text, to: length)
      #expect(cut.count <= length)
      #expect(cut.contains("{{") == cut.contains("}}"), "\(cut)")
    }
  }

  @Test func thePlanOfACampaignCanBeDraftedOffline() async throws {
    let desk = try Desk { $0.provider = .offline }
    let result = try await desk.writer(OfflineProvider()).writeStrategy(
      campaign: "spring", locale: "en", context: Make.context())
    #expect(result.status == .written)
    #expect(try JSONSchema(StrategySchema.value).validate(result.body ?? .null).isEmpty)
  }
}
