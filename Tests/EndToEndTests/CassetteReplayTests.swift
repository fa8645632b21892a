import Foundation
import JSONText
import TestSupport
import Testing

/// The cassettes that the sample campaigns ship: replayed as CI does, without network or key.
struct CassetteReplayTests {
  private static let campaigns = ["spring-launch", "meetup-invite"]

  /// Writes the campaign's copy from its cassettes; the server stands for everything outside.
  private func replay(
    _ campaign: String, _ workspace: SampleWorkspace, _ server: LoopbackServer
  ) throws -> Galley.Result {
    try workspace.removeCopy(of: campaign)
    return try workspace.run(
      "write", campaign, "--replay", "Templates/campaigns/\(campaign)/cassettes", "--json",
      environment: [
        "GALLEY_AI_PROVIDER": "openai", "GALLEY_AI_BASE_URL": server.url + "/v1",
        "OPENAI_API_KEY": "", "http_proxy": server.url, "https_proxy": server.url,
      ])
  }

  @Test(arguments: campaigns)
  func theSampleCampaignsReplayWithoutNetworkKeyOrCost(campaign: String) throws {
    let server = try LoopbackServer { _, _ in .answer(500, "") }
    defer { server.stop() }
    let workspace = try SampleWorkspace()
    let tapes = try workspace.tree("Templates/campaigns/\(campaign)/cassettes")
    try #require(!tapes.isEmpty)
    let result = try replay(campaign, workspace, server)
    #expect(result.code == 0, "record anew: scripts/record-cassettes.py\n\(result.err)")
    let summary = try result.json()
    #expect(summary["written"]?.numberValue?.intValue == tapes.count)
    #expect(summary["cost_usd"] == "0.00")
    #expect(summary["drafts"] == 0)
    #expect(server.connectionCount == 0)

    // Every copy is the recorded answer, word by word.
    let bodies = try workspace.tree("Templates/campaigns/\(campaign)/copy").values.map {
      try JSONParser.parse(Array($0))["body"]
    }
    for (name, bytes) in tapes {
      let tape = try JSONParser.parse(Array(bytes))
      let text = try #require(tape["answers"]?.arrayValue?.first?["text"]?.stringValue)
      let answer = try JSONParser.parse(Array(text.utf8))
      #expect(bodies.contains(answer), "\(name)")
      #expect(name.hasPrefix("\(campaign).content."))
    }
  }

  @Test func aReplayGivesTheSameBytesInEveryWorkspace() throws {
    let server = try LoopbackServer { _, _ in .answer(500, "") }
    defer { server.stop() }
    let trees = try (0..<2).map { _ in
      let workspace = try SampleWorkspace()
      #expect(try replay("meetup-invite", workspace, server).code == 0)
      return try workspace.tree("Templates/campaigns/meetup-invite/copy")
    }
    #expect(trees[0] == trees[1])
    #expect(!trees[0].isEmpty)
  }

  @Test func statusTellsHowFarTheCopyHasCome() throws {
    let server = try LoopbackServer { _, _ in .answer(500, "") }
    defer { server.stop() }
    let workspace = try SampleWorkspace()
    try workspace.removeCopy(of: "meetup-invite")
    func states() throws -> [String: Int] {
      let status = try workspace.run("status", "meetup-invite", "--json")
      #expect(status.code == 0, "\(status.err)")
      let copies = try status.json()["campaigns"]?.arrayValue?.first?["copies"]?.arrayValue ?? []
      return Dictionary(grouping: copies.compactMap { $0["state"]?.stringValue }, by: \.self)
        .mapValues(\.count)
    }
    #expect(try states() == ["missing": 4])
    #expect(try replay("meetup-invite", workspace, server).code == 0)
    #expect(try states() == ["generated": 4])
    let name = "Templates/campaigns/meetup-invite/copy/regulars.a.en.json"
    try workspace.edit(name, "Same table", "The same table")
    try workspace.write("{}", to: "Templates/campaigns/meetup-invite/copy/regulars.a.de.json")
    #expect(try states() == ["generated": 2, "edited": 1, "invalid": 1])
    let text = try workspace.run("status").out
    #expect(text.contains("meetup-invite: 3 of 4 copies, 1 edited, 1 invalid, cost $0.00"))
    #expect(try workspace.run("status", "nothing-here").code == 3)
  }

  @Test func editedCopyOutlivesOverwrite() throws {
    let server = try LoopbackServer { _, _ in .answer(500, "") }
    defer { server.stop() }
    let workspace = try SampleWorkspace()
    #expect(try replay("meetup-invite", workspace, server).code == 0)
    let name = "Templates/campaigns/meetup-invite/copy/regulars.a.en.json"
    try workspace.edit(name, "Same table", "The same table")
    let edited = try workspace.bytes(name)
    let again = try workspace.run(
      "write", "meetup-invite", "--overwrite", "--replay",
      "Templates/campaigns/meetup-invite/cassettes", "--json",
      environment: ["GALLEY_AI_PROVIDER": "openai"])
    #expect(again.code == 0, "\(again.err)")
    #expect(try again.json()["already_written"] == 1)
    #expect(try again.json()["written"] == 3)
    #expect(try workspace.bytes(name) == edited)
  }
}
