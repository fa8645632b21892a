import Foundation
import JSONText
import Testing

/// What a person sees who makes the sample workspace and builds it.
struct BuildTests {
  @Test func sampleBuildsAwayFromTheRepository() throws {
    let workspace = try SampleWorkspace()
    let result = try workspace.run("build", "--json")
    #expect(result.code == 0, "\(result.err)")
    let json = try result.json()
    let campaigns = try #require(json["campaigns"]?.arrayValue)
    #expect(
      campaigns.compactMap { $0["campaign"]?.stringValue } == ["meetup-invite", "spring-launch"])
    for campaign in campaigns {
      let slug = try #require(campaign["campaign"]?.stringValue)
      let count = try #require(campaign["messages"]?.numberValue?.intValue)
      #expect(count >= 40)
      let tree = try workspace.tree("Output/\(slug)")
      #expect(tree.keys.count { $0.hasPrefix("messages/") && $0.hasSuffix(".html") } == count)
      #expect(tree.keys.count { $0.hasPrefix("messages/") && $0.hasSuffix(".txt") } == count)
      #expect(tree["report.json"] != nil)
      let withdrawn = campaign["excluded"]?["consent_withdrawn"]?.numberValue?.intValue
      #expect(withdrawn == (slug == "spring-launch" ? 2 : 1))
    }
    #expect(workspace.exists("Output/site/index.html"))
    #expect(workspace.exists("Output/site/campaigns/spring-launch/index.html"))
    #expect(workspace.exists("Output/proof/index.html"))
    #expect(workspace.exists("Output/logs/ai.jsonl"))
    #expect(
      try workspace.tree("Output/spring-launch/boards").keys.contains { $0.hasSuffix(".png") })
  }

  @Test func twoBuildsGiveTheSameBytes() throws {
    let workspace = try SampleWorkspace()
    #expect(try workspace.run("build").code == 0)
    let first = try workspace.tree()
    try workspace.remove("Output")
    try workspace.remove(".galley")
    #expect(try workspace.run("build").code == 0)
    let second = try workspace.tree()
    #expect(first.keys.sorted() == second.keys.sorted())
    #expect(first.keys.filter { first[$0] != second[$0] }.sorted() == [])
  }

  @Test func secondBuildLeavesWhatIsRightAndMendsWhatIsGone() throws {
    let workspace = try SampleWorkspace()
    #expect(try workspace.run("build").code == 0)
    let first = try workspace.tree()
    let again = try workspace.run("build", "--json").json()
    #expect(again["files"]?["written"] == 0)
    try workspace.remove("Output/site/index.html")
    try workspace.remove("Output/proof")
    #expect(try workspace.run("build").code == 0)
    #expect(try workspace.tree() == first)
  }

  @Test func filesOfARemovedCampaignGoAndAPersonsOwnStay() throws {
    let workspace = try SampleWorkspace()
    #expect(try workspace.run("build").code == 0)
    try workspace.write("mine", to: "Output/notes.txt")
    try workspace.write("mine", to: "Output/spring-launch/notes.txt")
    let result = try workspace.run("build", "--sample", "3")
    #expect(result.code == 0)
    let tree = try workspace.tree("Output/spring-launch")
    #expect(
      tree.keys.count { $0.hasPrefix("messages/") && $0.hasSuffix(".html") } == 3)
    #expect(tree["notes.txt"] != nil)
    #expect(workspace.exists("Output/notes.txt"))
  }

  @Test func messagesHoldNoLeftoversAndNoOnesElseName() throws {
    let workspace = try SampleWorkspace()
    #expect(try workspace.run("build", "spring-launch").code == 0)
    for (name, data) in try workspace.tree("Output/spring-launch/messages") {
      let text = String(decoding: data, as: UTF8.self)
      for leftover in ["{{", "{%", "Optional(", "Hi ,", "Hello ,"] {
        #expect(!text.contains(leftover), "\(name) holds \(leftover)")
      }
    }
  }

  @Test(arguments: ["eml", "jsonl", "mbox"])
  func otherFormatsHoldTheSameMessages(format: String) throws {
    let workspace = try SampleWorkspace()
    let result = try workspace.run("build", "spring-launch", "--format", format, "--sample", "5")
    #expect(result.code == 0, "\(result.err)")
    let tree = try workspace.tree("Output/spring-launch")
    switch format {
    case "eml": #expect(tree.keys.count { $0.hasSuffix(".eml") } == 5)
    case "jsonl":
      let text = String(decoding: try #require(tree["messages.jsonl"]), as: UTF8.self)
      let lines = text.split(separator: "\n")
      #expect(lines.count == 5)
      for line in lines {
        let value = try JSONParser.parse(Array(line.utf8))
        #expect(value["html_content"]?.stringValue?.hasPrefix("<!DOCTYPE html>") == true)
      }
    default:
      let text = String(decoding: try #require(tree["messages.mbox"]), as: UTF8.self)
      #expect(text.split(separator: "\n").count { $0.hasPrefix("From ") } == 5)
    }
  }

  @Test func badRowIsNamedAndTheOthersGoIn() throws {
    let workspace = try SampleWorkspace()
    let file = "Assets/crm/contacts.csv"
    let lines = try workspace.read(file).split(separator: "\n", omittingEmptySubsequences: false)
    let header = lines[0].split(separator: ",")
    let column = try #require(header.firstIndex(of: "email"))
    var row = [String](repeating: "", count: header.count)
    row[column] = "not-an-address"
    row[0] = "bad-row"
    var text = try workspace.read(file)
    if !text.hasSuffix("\n") { text += "\n" }
    let number = text.split(separator: "\n").count + 1
    try workspace.write(text + row.joined(separator: ",") + "\n", to: file)
    let result = try workspace.run("build")
    #expect(result.code == 2)
    #expect(result.err.contains("Assets/crm/contacts.csv:\(number):"))
    #expect(workspace.exists("Output/proof/index.html"))
    #expect(try workspace.run("build", "--allow-rejects").code == 0)
  }

  @Test func unknownFieldInACampaignSuggestsTheRightOne() throws {
    let workspace = try SampleWorkspace()
    try workspace.edit("Templates/campaigns/spring-launch/campaign.yml", "variants:", "varaints:")
    let result = try workspace.run("build")
    #expect(result.code == 2)
    #expect(result.err.contains("Templates/campaigns/spring-launch/campaign.yml:"))
    #expect(result.err.contains("variants"))
    #expect(!workspace.exists("Output/spring-launch"))
  }

  @Test func missingTemplateIsNotFound() throws {
    let workspace = try SampleWorkspace()
    try workspace.edit(
      "Templates/campaigns/spring-launch/campaign.yml", "html: email.", "html: e-mail.")
    let result = try workspace.run("build", "--json")
    #expect(result.code == 3)
    #expect(try result.json()["error_code"] == "TEMPLATE_NOT_FOUND")
  }

  @Test func templateErrorNamesLineAndLeavesOutputAlone() throws {
    let workspace = try SampleWorkspace()
    #expect(try workspace.run("build").code == 0)
    let before = try workspace.tree()
    try workspace.edit(
      "Templates/campaigns/spring-launch/email.liquid.html", "{{ business.name }}",
      "{{ business.nmae }}")
    let result = try workspace.run("build")
    #expect(result.code == 2)
    #expect(result.err.contains("Templates/campaigns/spring-launch/email.liquid.html:"))
    #expect(result.err.contains("nmae") && result.err.contains("name"))
    #expect(try workspace.tree() == before)
  }

  @Test func unreadableImageGivesAPlaceholderAndAWarning() throws {
    let workspace = try SampleWorkspace()
    let images = try workspace.tree("Assets/images").keys.filter { $0.hasPrefix("products/") }
    for image in images { try workspace.write("no picture", to: "Assets/images/" + image) }
    let result = try workspace.run("build", "spring-launch")
    #expect(result.code == 0, "\(result.err)")
    #expect(result.err.contains("unreadable-image"))
  }

  @Test func aSecondBuildAtTheSameTimeSaysSo() throws {
    let workspace = try SampleWorkspace()
    #expect(try workspace.run("build").code == 0)
    let lock = unsafe open(workspace.path + "/.galley/lock", O_RDWR)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let result = try workspace.run("build", "--json")
    #expect(result.code == 1)
    #expect(try result.json()["error_code"] == "WORKSPACE_BUSY")
  }

  @Test func frozenBuildWithoutCopySaysWhatIsMissing() throws {
    let workspace = try SampleWorkspace()
    try workspace.removeCopy(of: "spring-launch")
    let result = try workspace.run("build", "--frozen", "--json")
    #expect(result.code == 2)
    #expect(try result.json()["error_code"] == "COPY_MISSING")
  }

  @Test func fullDiskLeavesTheOldOutput() throws {
    let workspace = try SampleWorkspace()
    #expect(try workspace.run("build").code == 0)
    let before = try workspace.tree()
    try workspace.edit("galley.yml", "tagline: Good", "tagline: Very good")
    // A file-size limit makes every larger write fail as a full disk does.
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" build"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script, Galley.binary]
    process.currentDirectoryURL = URL(fileURLWithPath: workspace.path)
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["GALLEY_NOW": Galley.now]) { _, new in new }
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 1)
    #expect(try workspace.tree() == before)
    #expect(try workspace.run("build").code == 0)
  }
}
