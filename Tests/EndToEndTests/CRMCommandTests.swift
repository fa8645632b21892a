import Foundation
import JSONText
import TestSupport
import Testing

/// The commands that import, look at and change CRM data.
struct CRMCommandTests {
  @Test(arguments: [
    ["put"], ["delete"], ["contacts", "list"], ["contacts", "show"], ["contacts", "top"],
    ["events", "list"], ["events", "attendees"], ["history"], ["attributes"], ["segment", "list"],
    ["segment", "show"], ["segment", "explain"], ["export"], ["synth"], ["anonymize"], ["backup"],
    ["restore"],
  ])
  func everyCommandHasHelpWithAnExample(command: [String]) throws {
    let result = try Galley.run(command + ["--help"], in: "/")
    #expect(result.code == 0)
    #expect(result.out.contains("Example: galley \(command.joined(separator: " "))"))
    #expect(result.out.contains("--workspace") && result.out.contains("--json"))
  }

  @Test func contactsEventsSegmentsAndHistoryCanBeLookedAt() throws {
    let workspace = try SampleWorkspace()
    let list = try workspace.run(
      "contacts", "list", "--limit", "3", "--stats", "--nested", "--json")
    #expect(list.code == 0, "\(list.err)")
    let page = try list.json()
    #expect(page["contacts"]?.arrayValue?.count == 3)
    let reads = try #require(page["stats"]?["reads"]?.numberValue?.intValue)
    #expect(reads <= 4)
    let token = try #require(page["next_token"]?.stringValue)
    #expect(token.hasPrefix("eyJQSyI6"))
    let next = try workspace.run("contacts", "list", "--limit", "3", "--token", token, "--json")
      .json()
    #expect(next["contacts"] != page["contacts"])
    #expect(try workspace.run("contacts", "list", "--token", "x").code == 2)
    #expect(try workspace.run("contacts", "list", "--where", "ctiy: x").code == 2)

    let shown = try workspace.run("contacts", "show", "contact-001", "--json").json()
    #expect(shown["email"]?.stringValue?.contains("@") == true && shown["revision"] == 1)
    #expect(try workspace.run("contacts", "show", "nobody").code == 3)
    let top = try workspace.run("contacts", "top", "--limit", "2", "--json").json()
    #expect(top["contacts"]?.arrayValue?.count == 2)

    let events = try workspace.run("events", "list", "--from", "2026-01-01", "--json").json()
    let slugs = events["events"]?.arrayValue?.compactMap { $0["slug"]?.stringValue } ?? []
    #expect(slugs.contains("slow-coffee-evening") && !slugs.contains("winter-repair-evening"))
    #expect(try workspace.run("events", "list", "--from", "soon").code == 64)
    let guests = try workspace.run("events", "attendees", "winter-repair-evening", "--json").json()
    #expect(guests["attendees"]?.arrayValue?.isEmpty == false)
    #expect(try workspace.run("events", "attendees", "nothing").code == 3)

    let segments = try workspace.run("segment", "list", "--json").json()
    #expect(segments["segments"]?.arrayValue?.count == 6)
    let loyal = try workspace.run("segment", "show", "spring-launch", "loyal", "--json").json()
    let listed = segments["segments"]?.arrayValue?.first { $0["segment"] == "loyal" }
    #expect(loyal["count"] == listed?["count"] && loyal["count"] != 0)
    #expect(try workspace.run("segment", "show", "spring-launch", "loyl").code == 3)
    let plan = try workspace.run(
      "segment", "explain", "--company", "TechCorp", "--job-title", "Developer",
      "--hosted-event-count-min", "5", "--json"
    ).json()
    #expect(plan["plan"] == "hybrid" && plan["index"] == "GSI_ByCompany")

    #expect(try workspace.run("history", "contact", "contact-001").out.contains("insert by import"))
    #expect(try workspace.run("history", "contact", "nobody").code == 3)
    #expect(try workspace.run("attributes", "contact-001").out.contains("tier"))
  }

  @Test func changesAreKeptAndSurviveARebuild() throws {
    let workspace = try SampleWorkspace()
    let put = try workspace.run(
      "put", "contact", "email=Neu@example.com", "city=Ulm", "data.tier=new")
    #expect(put.code == 0, "\(put.err)")
    #expect(
      try workspace.run("put", "contact", "--id", "contact-001", "data.tier=bronze").code == 0)
    #expect(try workspace.run("put", "contact", "--id", "contact-001", "email=nonsense").code == 2)
    #expect(try workspace.run("put", "contact", "--id", "contact-001", "cty=Ulm").code == 2)
    #expect(
      try workspace.run("put", "contact", "--id", "contact-001", "city=A", "--if-revision", "9")
        .code == 1)
    #expect(try workspace.run("put", "spaceship", "name=x").code == 64)
    #expect(try workspace.run("delete", "contact", "contact-007").code == 2)
    #expect(try workspace.run("delete", "contact", "nobody").code == 3)
    #expect(try workspace.run("delete", "contact", "contact-007", "--cascade").code == 0)
    let before = try workspace.run("export", "contacts").out
    #expect(before.contains("Neu@example.com") && !before.contains("contact-007,"))
    let versions = try workspace.run("attributes", "contact-001", "--history", "--name", "tier").out
    #expect(versions.contains("bronze") && versions.contains("inactive"))
    try workspace.remove(".galley")
    #expect(try workspace.run("export", "contacts").out == before)
  }

  @Test func filesFromOutsideAreUpsertedWithAMapAndRejectsAreWritten() throws {
    let workspace = try SampleWorkspace()
    try workspace.folder.write(
      "Mail;Ort\nANN@EXAMPLE.COM;Ulm\nnonsense;Bonn\n", to: "leute.csv")
    try workspace.folder.write(
      "entity: contacts\ncolumns:\n  Mail: {field: email, transform: lower}\n  Ort: city\n",
      to: "map.yml")
    let dry = try workspace.run(
      "import", "../leute.csv", "--map", "../map.yml", "--dry-run", "--allow-rejects", "--json")
    #expect(dry.code == 0, "\(dry.err)")
    #expect(try dry.json()["changes"]?.arrayValue?.isEmpty == false)
    #expect(!workspace.exists("Assets/crm/changes.jsonl"))
    let result = try workspace.run(
      "import", "../leute.csv", "--map", "../map.yml", "--reject", "rejected.csv")
    #expect(result.code == 2)
    #expect(result.err.contains("leute.csv:3:1"))
    #expect(
      try workspace.read("rejected.csv")
        == "Mail;Ort;line;column;field;code;message\nnonsense;Bonn;3;1;email;INVALID_FORMAT;“email” is no e-mail address\n"
    )
    #expect(try workspace.run("contacts", "show", "ann@example.com").out.contains("city: Ulm"))
    #expect(try workspace.read("Assets/crm/changes.jsonl").contains("ann@example.com"))
    #expect(try workspace.run("import", "--map", "../map.yml").code == 64)
    try workspace.folder.write("a,b\n1,2\n", to: "stuff.csv")
    #expect(try workspace.run("import", "../stuff.csv").code == 2)
  }

  @Test func synthesizedDataBuildsTheSampleCampaigns() throws {
    let workspace = try SampleWorkspace()
    let made = try workspace.run("synth", "--contacts", "150", "--seed", "7", "--json")
    #expect(made.code == 0, "\(made.err)")
    #expect(try made.json()["replaced"] == ".galley/replaced-1")
    #expect(workspace.exists(".galley/replaced-1/contacts.csv"))
    let build = try workspace.run("build", "--json")
    #expect(build.code == 0, "\(build.err)")
    for campaign in try build.json()["campaigns"]?.arrayValue ?? [] {
      #expect(campaign["messages"] != 0)
    }
    #expect(try workspace.run("synth", "--contacts", "20", "--out", "made").code == 0)
    #expect(workspace.exists("made/contacts.csv"))
  }

  @Test func dataIsAnonymizedBackedUpAndRestored() throws {
    let workspace = try SampleWorkspace()
    #expect(try workspace.run("anonymize", "--out", "safe").code == 0)
    let safe = try workspace.read("safe/contacts.csv")
    #expect(!safe.contains("Anneliese") && safe.contains("@example.invalid"))
    #expect(try workspace.run("anonymize", "--out", "again").code == 0)
    #expect(try workspace.read("again/contacts.csv") == safe)
    let before = try workspace.run("export", "contacts", "--format", "jsonl").out
    #expect(try workspace.run("backup", "saved").code == 0)
    #expect(try workspace.run("backup", "saved").code == 1)
    #expect(try workspace.run("put", "contact", "email=late@example.com").code == 0)
    #expect(try workspace.run("restore", "nowhere").code == 3)
    #expect(try workspace.run("restore", "saved").code == 0)
    #expect(try workspace.run("import").code == 0)
    #expect(try workspace.run("export", "contacts", "--format", "jsonl").out == before)
    let all = try workspace.run("export", "--format", "csv", "--out", "all", "--json").json()
    #expect(all["files"]?.arrayValue?.count == 8)
  }

  @Test func aDamagedStoreIsNamedAndLeftAlone() throws {
    let workspace = try SampleWorkspace()
    try workspace.write(String(repeating: "no database ", count: 100), to: ".galley/store.sqlite")
    let before = try workspace.bytes(".galley/store.sqlite")
    let result = try workspace.run("contacts", "list")
    #expect(result.code == 1 && result.err.contains("damaged") && result.err.contains("galley"))
    #expect(try workspace.bytes(".galley/store.sqlite") == before)
  }
}
