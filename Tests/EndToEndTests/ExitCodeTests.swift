import Foundation
import JSONText
import TestSupport
import Testing

/// The exit codes and streams that scripts rely on.
struct ExitCodeTests {
  @Test(arguments: [
    "init", "doctor", "import", "build", "render", "write", "costs", "recommend", "graph",
  ])
  func everyCommandHasHelpWithAnExample(command: String) throws {
    let result = try Galley.run([command, "--help"], in: "/")
    #expect(result.code == 0)
    #expect(result.out.contains("Example: galley \(command)"))
    #expect(result.out.contains("--workspace"))
    #expect(result.err.isEmpty)
  }

  @Test func wrongCommandLineIs64() throws {
    for arguments in [["frobnicate"], ["build", "--nonsense"], ["build", "--sample", "x"]] {
      let result = try Galley.run(arguments, in: "/")
      #expect(result.code == 64)
      #expect(result.out.isEmpty && !result.err.isEmpty)
    }
  }

  @Test func noWorkspaceIs3() throws {
    let folder = try TemporaryFolder()
    let result = try Galley.run(["build", "--json"], in: folder.path)
    #expect(result.code == 3)
    let json = try result.json()
    #expect(json["error_code"] == "WORKSPACE_NOT_FOUND")
    for key in ["message", "details", "timestamp", "request_id"] { #expect(json[key] != nil) }
  }

  @Test func unknownCampaignIs3AndSuggests() throws {
    let workspace = try SampleWorkspace()
    let result = try workspace.run("build", "spring-lunch")
    #expect(result.code == 3)
    #expect(result.err.contains("spring-launch"))
  }

  @Test func unknownSettingIs2AndSuggests() throws {
    let workspace = try SampleWorkspace()
    try workspace.edit("galley.yml", "default_locale:", "default_local:")
    let result = try workspace.run("doctor")
    #expect(result.code == 2)
    #expect(result.err.contains("galley.yml:") && result.err.contains("default_locale"))
  }

  @Test func settingsAreLayered() throws {
    let workspace = try SampleWorkspace()
    try workspace.write("tenant: from-overlay\n", to: "galley.prod.yml")
    #expect(try workspace.run("doctor").out.contains("tenant harebell"))
    #expect(try workspace.run("doctor", "--env", "prod").out.contains("tenant from-overlay"))
    let environment = ["ENDPOINT_ID": "from-environment"]
    #expect(
      try workspace.run("doctor", "--env", "prod", environment: environment).out
        .contains("tenant from-environment"))
    #expect(
      try workspace.run("doctor", "--tenant", "from-flag", environment: environment).out
        .contains("tenant from-flag"))
  }

  @Test func wrongEnvironmentVariableIsNamed() throws {
    let workspace = try SampleWorkspace()
    let result = try workspace.run("doctor", environment: ["GALLEY_CONSENT_REQUIRED": "perhaps"])
    #expect(result.code == 2)
    #expect(result.err.contains("GALLEY_CONSENT_REQUIRED"))
  }

  @Test func jsonLogHasOneRequestIDPerRun() throws {
    let workspace = try SampleWorkspace()
    let result = try workspace.run(
      "build", "--sample", "1", "--log-format", "json", environment: ["LOG_LEVEL": "debug"])
    #expect(result.code == 0)
    let lines = result.err.split(separator: "\n")
    #expect(lines.count >= 5)
    var ids: Set<String> = []
    for line in lines {
      let value = try JSONParser.parse(Array(line.utf8))
      ids.insert(try #require(value["request_id"]?.stringValue))
      #expect(value["timestamp"] != nil && value["level"] != nil)
    }
    #expect(ids.count == 1)
  }

  @Test func repeatedImportSaysItWasProcessed() throws {
    let workspace = try SampleWorkspace()
    #expect(try workspace.run("import").code == 0)
    let again = try workspace.run("import")
    #expect(again.code == 0)
    #expect(again.out.contains("Request already processed"))
  }

  @Test func keyedRequestCountsOnce() throws {
    let workspace = try SampleWorkspace()
    #expect(try workspace.run("import", "--idempotency-key", "k1").code == 0)
    let again = try workspace.run("import", "--idempotency-key", "k1", "--json")
    #expect(try again.json()["already_processed"] == true)
  }

  @Test func withoutConsentAPersonIsRefused() throws {
    let workspace = try SampleWorkspace()
    let contacts = try workspace.read("Assets/crm/contacts.csv").split(separator: "\n")
    let header = contacts[0].split(separator: ",")
    let email = try #require(header.firstIndex(of: "email"))
    let withdrawn = try #require(contacts.first { $0.contains(",withdrawn,") })
    let address = String(withdrawn.split(separator: ",", omittingEmptySubsequences: false)[email])
    let result = try workspace.run("render", "meetup-invite", "--to", address, "--json")
    #expect(result.code == 4)
    #expect(try result.json()["error_code"] == "CONSENT_REQUIRED")
    #expect(!result.out.contains(address) && !result.err.contains(address))
    let unknown = try workspace.run("render", "meetup-invite", "--to", "nobody@nowhere.example")
    #expect(unknown.code == 3)
  }

  @Test func initRefusesAFullFolder() throws {
    let workspace = try SampleWorkspace()
    let result = try Galley.run(["init", "wörk space"], in: workspace.folder.path)
    #expect(result.code == 1)
    #expect(workspace.exists("galley.yml"))
  }

  @Test func initWithoutResourcesSaysWhatToDo() throws {
    let folder = try TemporaryFolder()
    let result = try Galley.run(
      ["init", "x", "--json"], in: folder.path, environment: ["GALLEY_RESOURCES": folder.path])
    #expect(result.code == 3)
    #expect(try result.json()["error_code"] == "RESOURCES_NOT_FOUND")
  }
}
