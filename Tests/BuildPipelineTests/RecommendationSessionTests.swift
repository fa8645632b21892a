import CRMModel
import Campaigns
import Diagnostics
import Foundation
import JSONText
import Recommendations
import TestSupport
import Testing

@testable import BuildPipeline

/// The model of a workspace, from its files through the store to lists.
struct RecommendationSessionTests {
  private static let now = Timestamp("2026-04-15T09:00:00Z") ?? Timestamp(secondsSince1970: 0)

  private func makeWorkspace() throws -> (TemporaryFolder, Workspace) {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      tenant: shop
      business: { name: Shop, website: "https://shop.example", postal_address: "1 Quay" }
      sender: { name: Shop, email: shop@shop.example }
      site: { base_url: "https://shop.example", unsubscribe_url: "https://shop.example/u" }
      recommendations: { limit: 3 }
      """, to: "galley.yml")
    var contacts = "contact_uuid,email,locale\n"
    var purchases = "id,user_id,product_id,amount,timestamp,metadata.order_id\n"
    for user in 0..<12 {
      contacts += "u\(user),u\(user)@example.com,\(user == 1 ? "de" : "en")\n"
      for item in 0..<4 where (user + item) % 5 != 0 {
        purchases +=
          "b\(user)-\(item),u\(user),p\((user % 3) * 3 + item),5,2026-04-0\(item + 1)T10:00:00Z,o\(user)\n"
      }
    }
    contacts += "new,new@example.com,en\n"
    try folder.write(contacts, to: "Assets/crm/contacts.csv")
    try folder.write(purchases, to: "Assets/crm/purchases.csv")
    let products = (0..<12).map { "p\($0),Product \($0),kind\($0 % 4),\($0 + 1).00" }
    try folder.write(
      "id,name,category,price\n" + products.joined(separator: "\n") + "\n",
      to: "Assets/crm/products.csv")
    return (folder, try Workspace.open(root: folder.path, overrides: .init()))
  }

  private func session(_ workspace: Workspace, threads: Int = 1) throws -> RecommendationSession {
    try RecommendationSession(
      workspace, .init(asOf: Self.now, threads: threads), progress: .silent)
  }

  private func rows(_ session: RecommendationSession) throws -> [UInt8] {
    try RecommendRequest().run(session, format: .csv, explains: true).document
  }

  private func reimport(_ workspace: Workspace) throws {
    _ = try ImportRequest(now: Self.now).run(workspace, progress: .silent)
  }

  @Test func whatAnImportDidNotChangeIsTakenOver() throws {
    let (folder, workspace) = try makeWorkspace()
    let first = try session(workspace)
    #expect(!first.model.reused.linear)
    let again = try session(workspace, threads: 2)
    #expect(again.model.reused.isEverything)
    #expect(try rows(again) == rows(first))

    var products = try folder.read("Assets/crm/products.csv")
    products = products.replacingOccurrences(of: "Product 3,", with: "Better 3,")
    try folder.write(products, to: "Assets/crm/products.csv")
    try reimport(workspace)
    #expect(try session(workspace).model.reused.isEverything)

    let purchases = try folder.read("Assets/crm/purchases.csv")
    try folder.write(
      purchases + "extra,u0,p9,5,2026-04-09T10:00:00Z,o99\n", to: "Assets/crm/purchases.csv")
    try reimport(workspace)
    let patched = try session(workspace)
    #expect(!patched.model.reused.linear)
    try FileManager.default.removeItem(atPath: folder.path + "/.galley")
    #expect(try rows(session(workspace)) == rows(patched))
  }

  @Test func aDamagedModelFileIsTrainedAnew() throws {
    let (folder, workspace) = try makeWorkspace()
    let expected = try rows(session(workspace))
    let path = folder.path + "/.galley/recommendations.model"
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    bytes[bytes.count / 2] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let repaired = try session(workspace)
    #expect(!repaired.model.reused.linear && !repaired.model.reused.complements)
    #expect(try rows(repaired) == expected)
    #expect(try session(workspace).model.reused.isEverything)
  }

  @Test func peopleAreNamedByIDOrAddressAndToldInTheirLanguage() throws {
    let (folder, workspace) = try makeWorkspace()
    defer { withExtendedLifetime(folder) {} }
    let session = try session(workspace)
    var request = RecommendRequest()
    request.users = ["u1@example.com", "u2"]
    request.type = .history
    let answer = try request.run(session)
    #expect(answer.lists.map(\.userID) == ["u1", "u2"])
    #expect(answer.lists[0].recommendations.contains { $0.reason.hasPrefix("Weil") })
    #expect(answer.people == 2 && answer.products == answer.lists.reduce(0) { $0 + $1.items.count })
    #expect(answer.removals.total > 0 && answer.removalText.contains("bought"))
    #expect(answer.json["removed"]?["bought"] != nil)
    request.locale = "en"
    let english = try request.run(session).lists[0].recommendations
    #expect(english.contains { $0.reason.hasPrefix("Because") })
    request.users = ["nobody@example.com"]
    let error = #expect(throws: GalleyError.self) { try request.run(session) }
    #expect(error?.code == .contactNotFound && error?.message.contains("nobody") == false)
    #expect(throws: GalleyError.self) { try session.explain(user: "u1", product: "none") }
    #expect(try session.explain(user: "u1", product: "p1").json["parts"] != nil)
  }

  @Test func importedListsAreKeptCheckedAndForgotten() throws {
    let (folder, workspace) = try makeWorkspace()
    let path = try folder.write(
      "user_id,product_id,rank,reason\nnew,p5,1,Chosen for you\nnew,nothing,2,\nghost,p1,1,\nnew,p1,x,\n",
      to: "lists.csv")
    let options = RecommendationSession.Options(asOf: Self.now)
    let trial = try RecommendationImport(path: path, isDryRun: true).run(
      workspace, options, progress: .silent)
    #expect(trial.rows == 3 && trial.people == 2 && trial.unknownPeople == 1)
    #expect(trial.problems.map { $0.location?.line } == [5])
    #expect(trial.removals[.unknownProduct] == 1)
    #expect(try session(workspace).model.imported == nil)
    _ = try RecommendationImport(path: path, isDryRun: false).run(
      workspace, options, progress: .silent)
    var request = RecommendRequest()
    request.users = ["new"]
    let list = try #require(try request.run(try session(workspace)).lists.first)
    #expect(list.isImported && list.recommendations.first?.reason == "Chosen for you")
    #expect(try RecommendationImport.clear(workspace))
    #expect(try !RecommendationImport.clear(workspace))
    #expect(try request.run(try session(workspace)).lists.first?.isImported == false)
    #expect(throws: GalleyError.self) {
      try RecommendationImport(path: folder.path + "/none.csv", isDryRun: true).run(
        workspace, options, progress: .silent)
    }
  }

  @Test func qualityAndGraphAnswer() throws {
    let (folder, workspace) = try makeWorkspace()
    defer { withExtendedLifetime(folder) {} }
    let session = try session(workspace)
    let results = try RecommendationQuality(split: .leaveLastOut, k: 3).evaluate(session)
    #expect(results.map(\.method) == ["model", "neighbours", "popularity"])
    #expect(results[0].users > 5)
    let trials = try RecommendationQuality(split: .leaveLastOut, k: 3).tune(
      session, progress: .silent)
    #expect(trials.count == 48)
    #expect(trials.map(\.result.ndcg) == trials.map(\.result.ndcg).sorted(by: >))
    let never = RecommendationQuality(split: .temporal, cut: Self.now.adding(seconds: 86_400))
    #expect(throws: GalleyError.self) { try never.evaluate(session) }

    let graph = try GraphRequest(workspace, .init(asOf: Self.now), progress: .silent)
    #expect(graph.summary.reused.isEverything)
    #expect(graph.summary.nodes.map(\.count) == [13, 12, 0, 4])
    #expect(try graph.similar("u0", limit: 3).count == 3)
    #expect(try graph.profile("u1@example.com").facts.contains { $0.value == "de" })
    #expect(try graph.path("user:u0", "user:u3", maximumSteps: 4)?.count == 3)
    #expect(throws: GalleyError.self) { try graph.path("u0", "user:u3", maximumSteps: 4) }
    let interactions = try RecommendationExport.interactions.bytes(session)
    #expect(String(decoding: interactions, as: UTF8.self).contains("u1,p"))
  }

  @Test func aStoreThatCannotBeReadIsAGraphFailure() throws {
    let (folder, workspace) = try makeWorkspace()
    _ = try session(workspace)
    for suffix in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: folder.path + "/.galley/store.sqlite" + suffix)
    }
    try folder.write(
      "no database at all, and long enough to be read as one", to: ".galley/store.sqlite")
    let error = #expect(throws: GalleyError.self) {
      try GraphRequest(workspace, .init(asOf: Self.now), progress: .silent)
    }
    #expect(error?.code == .graphQueryFailed)
  }
}
