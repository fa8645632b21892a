import Foundation
import JSONText
import Testing

/// `galley recommend` and `galley graph` on the sample workspace.
struct RecommendTests {
  @Test func rowsHaveTheHeaderOfTheContractOnAnyNumberOfThreads() throws {
    let workspace = try SampleWorkspace()
    let one = try workspace.run("recommend", "--all", "--format", "csv", "--jobs", "1")
    #expect(one.code == 0)
    #expect(one.out.hasPrefix("user_id,rank,product_id,score,reason,category\n"))
    #expect(one.err.contains("removed by the rules:"))
    #expect(
      try workspace.run("recommend", "--all", "--format", "csv", "--jobs", "2").out == one.out)
    let two = try workspace.run(
      "recommend", "contact-001", "contact-002", "--limit", "2", "--max-per-category", "0", "--json"
    )
    let lists = try #require(try two.json()["lists"]?.arrayValue)
    #expect(lists.map { $0["user_id"] } == ["contact-001", "contact-002"])
    #expect(lists.allSatisfy { $0["items"]?.arrayValue?.count == 2 })
    let past = try workspace.run(
      "recommend", "contact-001", "--as-of", "2025-06-01", "--type", "trending", "--explain")
    #expect(past.code == 0 && past.out.contains("trend"))
  }

  @Test func wrongQuestionsHaveTheRightExitCodes() throws {
    let workspace = try SampleWorkspace()
    #expect(try workspace.run("recommend").code == 64)
    #expect(try workspace.run("recommend", "--all", "contact-001").code == 64)
    #expect(try workspace.run("recommend", "--all", "--type", "nonsense").code == 64)
    #expect(try workspace.run("recommend", "--all", "--as-of", "soon").code == 64)
    let unknown = try workspace.run("recommend", "no-such-contact", "--json")
    #expect(unknown.code == 3)
    #expect(try unknown.json()["error_code"] == "CONTACT_NOT_FOUND")
    #expect(try workspace.run("recommend", "explain", "contact-001", "no-such").code == 3)
    #expect(try workspace.run("graph", "path", "x", "user:contact-001").code == 2)
  }

  @Test func theGraphIsBuiltOnceAndAnswers() throws {
    let workspace = try SampleWorkspace()
    let first = try workspace.run("graph", "build", "--json").json()
    #expect(first["rebuilt"]?["neighbours"] == true)
    let second = try workspace.run("graph", "build", "--json").json()
    #expect(second["rebuilt"]?["neighbours"] == false)
    #expect(try workspace.run("graph", "similar", "contact-001", "--limit", "3").code == 0)
    #expect(try workspace.run("graph", "profile", "contact-001").out.contains("purchases:"))
    let xml = try workspace.run("graph", "export", "-", "--format", "graphml").out
    #expect(xml.hasPrefix("<?xml") && xml.contains("INTERESTED_IN"))
    #expect(try workspace.run("recommend", "explain", "contact-001", "nightjar-tent").code == 0)
    #expect(try workspace.run("recommend", "evaluate", "--split", "leave-last-out").code == 0)
  }
}
