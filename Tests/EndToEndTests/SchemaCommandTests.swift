import Foundation
import JSONText
import TestSupport
import Testing

/// `galley schema` on plain files, without a workspace.
struct SchemaCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      {"type": "object", "required": ["subject"], "additionalProperties": false,
       "properties": {"subject": {"type": "string", "maxLength": 12},
        "link": {"$ref": "https://example.com/schemas/parts/link.json"}}}
      """, to: "schema.json")
    try folder.write(
      #"{"type": "string", "pattern": "^https:"}"#, to: "remotes/parts/link.json")
    try folder.write("{\"subject\": \"Tents\"}\n", to: "good.json")
    try folder.write(
      "{\n  \"subject\": \"far too long a line\",\n  \"lnik\": 1\n}\n", to: "bad.json")
    try folder.write("{\"subject\": }", to: "broken.json")
  }

  private func run(_ arguments: String...) throws -> Galley.Result {
    try Galley.run(["schema"] + arguments, in: folder.path)
  }

  private var remotes: [String] {
    ["--remotes", "remotes", "--remotes-base", "https://example.com/schemas"]
  }

  @Test(arguments: ["validate", "repair", "lower"])
  func everyCommandHasHelpWithAnExample(command: String) throws {
    let result = try run(command, "--help")
    #expect(result.code == 0)
    #expect(result.out.contains("Example: galley schema \(command)"))
  }

  @Test func everyInstanceIsOneLineInOrder() throws {
    let names = ["good.json", "bad.json", "broken.json", "good.json"]
    let result = try Galley.run(
      ["schema", "validate", "schema.json"] + names + ["--json"] + remotes, in: folder.path)
    #expect(result.code == 2)
    let lines = try result.out.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
    #expect(lines.map { $0["instance"]?.stringValue } == names)
    #expect(lines.map { $0["valid"]?.boolValue } == [true, false, false, true])
    #expect(lines.allSatisfy { $0.objectValue?.keys == ["instance", "valid", "errors"] })
    let errors = lines[1]["errors"]?.arrayValue ?? []
    #expect(errors.map { $0["keyword"]?.stringValue } == ["maxLength", "additionalProperties"])
    #expect(errors.map { $0["instance_pointer"]?.stringValue } == ["/subject", "/lnik"])
    #expect(errors[1]["line"] == 3)
    #expect(errors[1]["hint"]?.stringValue?.contains("link") == true)
    #expect(lines[2]["errors"]?.arrayValue?.first?["keyword"] == "invalid-json")
    #expect(result.err.contains("bad.json:2:14: error:"))
  }

  @Test func allValidIs0AndNothingElseIsSaid() throws {
    let result = try Galley.run(
      ["schema", "validate", "schema.json", "good.json"] + remotes, in: folder.path)
    #expect(result.code == 0)
    #expect(result.out == "good.json: valid\n")
    #expect(result.err.isEmpty)
  }

  @Test func whatIsMissingOrWrongInTheSchemaIsNamed() throws {
    #expect(try run("validate", "schema.json", "good.json").code == 2)
    #expect(try run("validate", "nothing.json", "good.json").code == 3)
    #expect(try run("validate", "good.json", "nothing.json").code == 3)
    try folder.write("{\n  \"type\": \"strnig\"\n}", to: "typo.json")
    let typo = try run("validate", "typo.json", "good.json")
    #expect(typo.code == 2)
    #expect(typo.err.contains("typo.json:2:11"))
  }

  @Test func validJSONComesOutAsItWentIn() throws {
    let result = try run("repair", "good.json")
    #expect(result.code == 0)
    #expect(result.out == "{\"subject\": \"Tents\"}\n")
    #expect(result.err.isEmpty)
  }

  @Test func aRepairTellsWhatItDid() throws {
    try folder.write("Sure:\n```json\n{'subject': \"Tents\",}\n```", to: "answer.txt")
    let result = try Galley.run(["schema", "repair", "answer.txt", "--json"], in: folder.path)
    #expect(result.code == 0)
    let json = try result.json()
    #expect(json["value"] == ["subject": "Tents"])
    #expect(json["changed"] == true)
    #expect((json["fixes"]?.arrayValue?.count ?? 0) >= 3)
    #expect(json["lost"] == ["Sure:"])
    #expect(try run("repair", "answer.txt").out.hasPrefix("{\n  \"subject\": \"Tents\"\n}"))
  }

  @Test func whatWasCutOffIsNeverRepaired() throws {
    try folder.write("{\"subject\": \"Ten", to: "cut.txt")
    let result = try run("repair", "cut.txt")
    #expect(result.code == 2)
    #expect(result.out.isEmpty)
    #expect(result.err.contains("stops in the middle"))
    #expect(try run("repair", "good.json", "--truncated").code == 2)
  }

  @Test func aRepairIsCheckedAgainstASchema() throws {
    try folder.write(#"{"type": "object", "required": ["name"]}"#, to: "other.json")
    let result = try run("repair", "good.json", "--schema", "other.json")
    #expect(result.code == 2)
    #expect(result.err.contains("`name` is missing"))
  }

  @Test func loweringNamesWhatIsInTheWay() throws {
    try folder.write(
      """
      {"type": "object",
       "properties": {"a": {"type": "string", "maxLength": 3}, "b": {"type": "integer"}},
       "required": ["a"]}
      """, to: "plain.json")
    for dialect in ["openai", "anthropic", "gemini"] {
      let result = try run("lower", "plain.json", "--dialect", dialect)
      #expect(result.code == 0)
      #expect(try result.json()["required"] == ["a", "b"])
      #expect(result.err.contains("plain.json:2:"))
    }
    let refused = try run("lower", "schema.json", "--dialect", "openai")
    #expect(refused.code == 2)
    try folder.write(
      "{\"type\": \"object\", \"properties\": {\n \"a\": {\"not\": {}}}}", to: "not.json")
    let not = try run("lower", "not.json", "--dialect", "openai")
    #expect(not.code == 2)
    #expect(not.err.contains("not.json:2:") && not.err.contains("`not`"))
    #expect(try run("lower", "plain.json", "--dialect", "nobody").code == 64)
  }
}
