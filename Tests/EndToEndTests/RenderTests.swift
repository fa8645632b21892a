import Foundation
import JSONText
import Testing

/// What a person sees who renders messages, plans and merges them.
struct RenderTests {
  @Test func renderedMailsPassOurOwnCheck() throws {
    let workspace = try SampleWorkspace()
    for campaign in ["spring-launch", "meetup-invite"] {
      let made = try workspace.run(
        "render", campaign, "--format", "eml", "--output", "mails/\(campaign)", "--json",
        environment: ["GALLEY_UNSUBSCRIBE_KEY": "a key for tests"])
      #expect(made.code == 0, "\(made.err)")
      let count = try made.json()["messages"]?.numberValue?.intValue
      let files = try workspace.tree("mails/\(campaign)").keys.sorted()
      #expect(files.count == count && files.allSatisfy { $0.dropFirst(2).hasPrefix("/") })
      let check = try Galley.run(
        ["check", "messages", "--json"] + files.map { "mails/\(campaign)/\($0)" },
        in: workspace.path)
      #expect(check.code == 0, "\(check.out)")
      #expect(try check.json()["errors"] == 0 && check.json()["warnings"] == 0)
    }
    let mailbox = try workspace.run(
      "render", "meetup-invite", "--format", "mbox", "--output", "all.mbox")
    #expect(mailbox.code == 0)
    let check = try workspace.run("check", "messages", "all.mbox", "--json")
    #expect(check.code == 0)
    #expect(try check.json()["errors"] == 0)
    // Without a key every mail says that it is a preview.
    let warnings = try check.json()["warnings"]?.numberValue?.intValue
    #expect((warnings ?? 0) > 10)
    let broken = try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/all.mbox"))
    let text = String(decoding: broken, as: UTF8.self)
      .replacingOccurrences(of: "MIME-Version: 1.0\n", with: "")
    try workspace.write(text, to: "broken.mbox")
    let found = try workspace.run("check", "messages", "broken.mbox")
    #expect(found.code == 2 && found.err.contains("broken.mbox:"))
    #expect(found.err.contains("missing-mime-version"))
  }

  @Test func killedRenderGoesOnAndEndsTheSame() throws {
    let workspace = try SampleWorkspace()
    var rows = "contact_uuid,email,first_name,last_name,consent,data.tier\n"
    for number in 0..<1_200 {
      rows += "many-\(number),p\(number)@mail.example,Per,Son\(number),granted,silver\n"
    }
    try workspace.write(rows, to: "Assets/crm/contacts.csv")
    for name in ["purchases.csv", "interests.jsonl", "events.json", "requests.jsonl"] {
      try workspace.remove("Assets/crm/\(name)")
    }
    let whole = try workspace.run(
      "render", "spring-launch", "--format", "mbox", "--output", "whole.mbox", "--json")
    #expect(whole.code == 0, "\(whole.err)")
    var kills = 0
    for size in [500_000, 6_000_000, 14_000_000] {
      let process = try Galley.start(
        ["render", "spring-launch", "--format", "mbox", "--output", "broken.mbox"],
        in: workspace.path, out: .nullDevice, err: .nullDevice)
      let partial = workspace.path + "/.broken.mbox.galley-partial"
      while process.isRunning {
        let attributes = try? FileManager.default.attributesOfItem(atPath: partial)
        if (attributes?[.size] as? Int ?? 0) > size { break }
        usleep(2_000)
      }
      if process.isRunning {
        kill(process.processIdentifier, SIGKILL)
        kills += 1
      }
      process.waitUntilExit()
      if FileManager.default.fileExists(atPath: workspace.path + "/broken.mbox") { break }
    }
    #expect(kills > 0)
    let last = try workspace.run(
      "render", "spring-launch", "--format", "mbox", "--output", "broken.mbox", "--json",
      environment: ["GALLEY_NOW": "2026-04-15T10:00:00Z"])
    #expect(last.code == 0, "\(last.err)")
    #expect(try last.json()["messages"] == whole.json()["messages"])
    #expect(try workspace.bytes("broken.mbox") == workspace.bytes("whole.mbox"))
  }

  @Test func plansShardsAndCampaignsFromTheCommandLine() throws {
    let workspace = try SampleWorkspace()
    let shown = try workspace.run("plan", "show", "spring-launch", "--json", "--excluded")
    #expect(shown.code == 0, "\(shown.err)")
    let reasons = try shown.json()["excluded_contacts"]?.arrayValue?
      .compactMap { $0["reason"]?.stringValue }
    #expect(reasons?.contains("suppressed_address") == true)
    #expect(reasons?.contains("holdout") == true)
    for shard in ["1/2", "2/2"] {
      let made = try workspace.run(
        "render", "spring-launch", "--format", "jsonl", "--frozen", "--shard", shard)
      #expect(made.code == 0, "\(made.err)")
    }
    let merged = try workspace.run("merge", "spring-launch", "--json")
    #expect(merged.code == 0, "\(merged.err)")
    #expect(
      try merged.json()["messages"]?.numberValue?.intValue
        == shown.json()["recipients"]?.numberValue?.intValue)
    try workspace.edit("galley.yml", "tagline: Good", "tagline: Very good")
    let refused = try workspace.run(
      "render", "spring-launch", "--format", "jsonl", "--frozen", "--json")
    #expect(refused.code == 4)
    #expect(try refused.json()["error_code"] == "STALE_PLAN")
    let diff = try workspace.run("plan", "diff", "spring-launch", "--json")
    #expect(try diff.json()["changed_parts"]?.arrayValue == ["settings"])

    #expect(try workspace.run("campaign", "new", "summer-sale", "--slot", "teaser").code == 0)
    let strategy = try workspace.run("campaign", "strategy", "summer-sale", "--json")
    #expect(strategy.code == 0, "\(strategy.err)")
    let built = try workspace.run("build", "summer-sale")
    #expect(built.code == 0, "\(built.err)")
    #expect(workspace.exists("Output/summer-sale/report.html"))
    #expect(workspace.exists("Output/summer-sale/plan.json"))
    let list = try workspace.run("campaign", "list", "--json").json()
    #expect(list["campaigns"]?.arrayValue?.count == 3)
    #expect(try workspace.run("campaign", "show", "no-such").code == 3)
  }
}
