import CRMModel
import Diagnostics
import Foundation
import JSONText
import Records
import TestSupport
import Testing

@Suite("S1-03 S3-47 Files from outside are laid over the data and recorded")
struct OutsideFileTests {
  struct Lay {
    let desk: Desk
    var rejected: [RejectedRow] = []
    init() throws {
      desk = try Desk()
      try desk.writeShop()
      try desk.run()
    }
    mutating func lay(
      _ text: String, as name: String, isDryRun: Bool = false, keepsUnknown: Bool = false
    ) throws -> ImportReport {
      let path = try desk.folder.write(text, to: "out/" + name)
      var options = ImportOptions()
      options.isDryRun = isDryRun
      options.keepsUnknown = keepsUnknown
      var rows: [RejectedRow] = []
      let report = try OutsideFiles(
        store: desk.store, folder: desk.folder.path + "/crm", namedUnder: "Assets/crm",
        options: options, onReject: { rows.append($0) }
      ).run([ImportFile(path: path, name: name)])
      rejected = rows
      return report
    }
    var lines: Int {
      ((try? desk.folder.read("crm/changes.jsonl")) ?? "").split(separator: "\n").count
    }
  }

  @Test func rowsSetTheFieldsTheyHaveAndLeaveTheOthers() throws {
    var lay = try Lay()
    let report = try lay.lay(
      "email,city,data.tier\nANN@example.com,Ulm,platinum\nnew@example.com,Bonn,\n",
      as: "contacts.csv")
    #expect(report.files.map { [$0.inserted, $0.updated, $0.rejected] } == [[1, 1, 0]])
    let ann = try #require(try lay.desk.store.contact(id: "c1"))
    #expect(ann.city == "Ulm" && ann.company == "TechCorp" && ann.lastName == "Zed")
    #expect(ann.consent == .granted)
    #expect(try lay.desk.store.attributes(of: ["c1"])["c1"] == ["tier": "platinum"])
    #expect(try lay.desk.store.contact(email: "new@example.com")?.city == "Bonn")
    #expect(lay.lines == 2)
    try ChangeTests().expectSameAsRebuild(lay.desk)
  }

  @Test func whatIsSaidAgainCostsNoLine() throws {
    var lay = try Lay()
    let text =
      "user_id,product_id,amount,timestamp,metadata.order_id\n"
      + "ann@example.com,m1,5,2026-02-01,o9\n"
    _ = try lay.lay(text, as: "purchases.csv")
    #expect(lay.lines == 1)
    let again = try lay.lay(text, as: "purchases.csv")
    #expect(again.files.map { [$0.inserted, $0.updated, $0.unchanged] } == [[0, 0, 1]])
    #expect(lay.lines == 1)
    try ChangeTests().expectSameAsRebuild(lay.desk)
  }

  @Test func badRowsAreNamedAtTheirPlaceAndKeptOut() throws {
    var lay = try Lay()
    let report = try lay.lay(
      """
      user_id,product_id,amount,timestamp
      c1,t1,5,2026-02-01
      nobody,t1,5,2026-02-01
      c1,nothing,5,2026-02-01
      c1,t1,-5,2026-02-01
      """, as: "purchases.csv")
    #expect(report.files.map { [$0.inserted, $0.rejected] } == [[1, 3]])
    #expect(lay.rejected.map(\.line) == [3, 4, 5])
    #expect(
      lay.rejected.map(\.code) == ["CONSTRAINT_VIOLATION", "CONSTRAINT_VIOLATION", "OUT_OF_RANGE"])
    #expect(lay.rejected[0].row == Array("nobody,t1,5,2026-02-01".utf8))
    #expect(lay.rejected[0].field == "user_id")
    #expect(lay.lines == 1)
    try ChangeTests().expectSameAsRebuild(lay.desk)
  }

  @Test func referencesCountWhateverTheOrderAndFallWithWhatTheyReferTo() throws {
    var lay = try Lay()
    _ = try lay.lay(
      "id,user_id,product_id,amount,timestamp\nx,c9,t1,5,2026-02-01\n", as: "purchases.csv")
    #expect(lay.rejected.count == 1)
    let contacts = try lay.desk.folder.write(
      "contact_uuid,email\nc9,nine@example.com\n", to: "out/contacts.csv")
    let purchases = lay.desk.folder.path + "/out/purchases.csv"
    let report = try OutsideFiles(
      store: lay.desk.store, folder: lay.desk.folder.path + "/crm", namedUnder: "Assets/crm"
    ).run([
      ImportFile(path: purchases, name: "purchases.csv"),
      ImportFile(path: contacts, name: "contacts.csv"),
    ])
    #expect(report.rejected == 0)
    #expect(try lay.desk.store.purchases(of: ["c9"])["c9"]?.count == 1)
  }

  @Test func twoRowsOfOneRecordAreRefusedWithThePlaceOfTheFirst() throws {
    var lay = try Lay()
    let report = try lay.lay(
      "email,city\nx@example.com,A\nX@example.com,B\n", as: "contacts.csv")
    #expect(report.files[0].rejected == 1)
    #expect(report.diagnostics.first?.summary.contains("contacts.csv:2") == true)
    #expect(lay.rejected.map(\.code) == ["UNIQUE_VIOLATION"])
  }

  @Test func anAddressOfSomebodyElseIsRefused() throws {
    var lay = try Lay()
    let report = try lay.lay("contact_uuid,email\nc1,bob@example.com\n", as: "contacts.csv")
    #expect(report.rejected == 1 && lay.lines == 0)
    #expect(lay.rejected.map(\.code) == ["UNIQUE_VIOLATION"])
    #expect(try lay.desk.store.contact(id: "c1")?.email == "Ann@example.com")
  }

  @Test func consentThatWasTakenBackStaysSo() throws {
    var lay = try Lay()
    _ = try lay.lay("email,consent\nbob@example.com,withdrawn\n", as: "contacts.csv")
    #expect(try lay.desk.store.contact(id: "c2")?.consent == .withdrawn)
    _ = try lay.lay("email,consent,city\nbob@example.com,granted,Ulm\n", as: "contacts.csv")
    let bob = try #require(try lay.desk.store.contact(id: "c2"))
    #expect(bob.consent == .withdrawn && bob.city == "Ulm")
    try ChangeTests().expectSameAsRebuild(lay.desk)
  }

  @Test func aDryRunTellsEveryFieldAndKeepsNothing() throws {
    var lay = try Lay()
    let report = try lay.lay(
      "email,city\nAnn@example.com,Ulm\n", as: "contacts.csv", isDryRun: true)
    #expect(report.isDryRun && report.files.map(\.updated) == [1])
    let change = try #require(report.changes.first { $0.id == "c1" })
    #expect(change.changes == [.init(field: "city", old: .null, new: "Ulm")])
    #expect(lay.lines == 0)
    #expect(try lay.desk.store.contact(id: "c1")?.city == nil)
  }

  @Test func exportsAttributesEventsAndJSONComeInToo() throws {
    var lay = try Lay()
    _ = try lay.lay(
      "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
        + "#1,ann@example.com,paid,2026-01-02 08:59:00 +0100,1,Tent,19.90,t1\n#1,,,,1,Mug,5.00,m1\n",
      as: "orders_export.csv")
    #expect(try lay.desk.store.purchases(of: ["c1"])["c1"]?.count == 3)
    _ = try lay.lay(
      "data_type_attribute_name,data_identity,value\ncontact-size,c1,XL\ncontact-tier,c1,gold\nplace-x,p1,1\n",
      as: "attributes.csv")
    #expect(try lay.desk.store.attributes(of: ["c1"])["c1"] == ["size": "XL", "tier": "gold"])
    #expect(lay.rejected.map(\.code) == ["INVALID_FORMAT"])
    _ = try lay.lay(
      #"[{"slug":"open-day","attendee_ids":["ann@example.com"],"title":"Open day"}]"#,
      as: "events.json")
    #expect(try lay.desk.store.event("open-day")?.attendeeIDs == ["c1"])
    _ = try lay.lay(
      #"{"place_uuid":"p1","address":{"zip":"10115"}}"#, as: "places.jsonl")
    let address = try lay.desk.store.places(byID: ["p1"])["p1"]?.address
    #expect(address?["zip"] == "10115" && address?["city"] == "Berlin")
    try ChangeTests().expectSameAsRebuild(lay.desk)
  }

  @Test func aFileThatDoesNotSayWhatItHoldsIsAnError() throws {
    var lay = try Lay()
    #expect(throws: GalleyError.self) { try lay.lay("a,b\n1,2\n", as: "stuff.csv") }
    let report = try lay.lay("email\n\"x\n", as: "contacts.csv")
    #expect(report.rejected == 1)
  }
}

@Suite("S1-03 Changes by hand, and who loses when two change at once")
struct ConflictTests {
  func log(_ desk: Desk) -> ChangeLog {
    ChangeLog(store: desk.store, folder: desk.folder.path + "/crm", namedUnder: "Assets/crm")
  }

  @Test("S1-03 a change that was thought out for an older revision gets a conflict")
  func theLoserIsTold() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let revision = try #require(try desk.store.revision(of: .contact, id: "c1"))
    try log(desk).put(.contact, id: "c1", fields: ["city": "Ulm"], ifRevision: revision)
    let error = #expect(throws: GalleyError.self) {
      try log(desk).put(.contact, id: "c1", fields: ["city": "Bonn"], ifRevision: revision)
    }
    #expect(error?.code == .conflict)
    #expect(try desk.store.contact(id: "c1")?.city == "Ulm")
    #expect(try desk.store.revision(of: .contact, id: "c1") == revision + 1)
    #expect(try desk.store.revision(of: .contact, id: "nobody") == nil)
    try log(desk).put(.contact, id: "c1", fields: ["city": .null])
    #expect(try desk.store.contact(id: "c1")?.city == nil)
  }

  @Test("S1-03 no change is lost when many are made at once")
  func nothingIsLost() async throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let names = ["a", "b", "c", "d", "e", "f"]
    let log = log(desk)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for name in names {
        group.addTask {
          try log.put(.contact, id: "c1", fields: JSONObject([("data.\(name)", .string(name))]))
        }
      }
      try await group.waitForAll()
    }
    let data = try desk.store.attributes(of: ["c1"])["c1"]
    #expect(data?.count == names.count + 1)
    #expect(names.allSatisfy { data?[$0] == .string($0) })
    try ChangeTests().expectSameAsRebuild(desk)
  }

  @Test("S1-03 a change of a record from a file that breaks a rule is refused and not kept")
  func aBadChangeOfARecordOfAFile() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    for fields: JSONObject in [
      ["email": "nonsense"], ["email": "bob@example.com"], ["place_uuid": "nowhere"],
      ["cty": "Ulm"], ["consent": "perhaps"],
    ] {
      #expect(throws: GalleyError.self) { try log(desk).put(.contact, id: "c1", fields: fields) }
    }
    #expect((try? desk.folder.read("crm/changes.jsonl")) == nil)
    #expect(try desk.store.countContacts() == 3)
    #expect(try desk.store.contact(id: "c1")?.email == "Ann@example.com")
  }

  @Test("S1-03 every entity is inserted, updated and deleted by hand")
  func everyEntity() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let log = log(desk)
    let records: [(EntityType, String, JSONObject, JSONObject)] = [
      (.corporation, "k9", ["business_name": "B"], ["corporation_type": "company"]),
      (.place, "p9", ["business_name": "P"], ["region": "nord"]),
      (.contact, "c9", ["email": "nine@example.com"], ["city": "Ulm"]),
      (.product, "t9", ["name": "T"], ["price": 5]),
      (.event, "e9", ["slug": "nine", "title": "N"], ["venue": "Hall"]),
      (.request, "r9", ["contact_uuid": "c9"], ["request_title": "Hi"]),
      (
        .purchase, "b9", ["user_id": "c9", "product_id": "t9", "timestamp": "2026-01-01"],
        ["amount": 3]
      ),
      (
        .interest, "i9", ["user_id": "c9", "interest_category": "x", "interest_value": "y"],
        ["source": "z"]
      ),
    ]
    for (type, id, fields, _) in records { try log.put(type, id: id, fields: fields) }
    for (type, id, _, update) in records { try log.put(type, id: id, fields: update) }
    for (type, id, _, _) in records {
      let history = try desk.store.history(of: type, id: id)
      #expect(history.map(\.action) == [.update, .insert], "\(type)")
      #expect(history.first?.updatedBy == "put")
    }
    for (type, id, _, _) in records.reversed() { try log.delete(type, id: id) }
    for (type, id, _, _) in records {
      #expect(try desk.store.history(of: type, id: id).first?.action == .delete, "\(type)")
      #expect(throws: GalleyError.self) { try log.delete(type, id: id) }
    }
    #expect(throws: GalleyError.self) { try log.put(.attribute, id: "x", fields: [:]) }
    #expect(throws: GalleyError.self) { try log.delete(.attribute, id: "x") }
    #expect(throws: GalleyError.self) { try log.put(.purchase, id: nil, fields: ["amount": 1]) }
    try ChangeTests().expectSameAsRebuild(desk)
  }
}
