import CRMModel
import Diagnostics
import JSONText
import Records
import TestSupport
import Testing

struct ChangeTests {
  func log(_ desk: Desk) -> ChangeLog {
    ChangeLog(store: desk.store, folder: desk.folder.path + "/crm", namedUnder: "Assets/crm")
  }

  @Test func whatIsPutSurvivesARebuild() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    try log(desk).put(.contact, id: "c1", fields: ["city": "Ulm", "data.tier": "silver"])
    let id = try log(desk).put(.contact, id: nil, fields: ["email": "Neu@example.com"])
    try log(desk).put(.contact, id: nil, fields: ["email": "neu@example.com", "city": "Bonn"])
    try log(desk).delete(.interest, id: try #require(desk.store.interests().first?.id))
    #expect(try desk.store.contact(id: "c1")?.city == "Ulm")
    #expect(try desk.store.contact(id: id)?.city == "Bonn")
    #expect(try desk.run().files.allSatisfy { $0.isSkipped || $0.name.hasSuffix("changes.jsonl") })
    let history = try desk.store.history(of: .contact, id: "c1")
    #expect(history.map(\.action) == [.update, .insert])
    #expect(
      history.first?.changes == [.init(field: "city", old: .null, new: "Ulm")])
    #expect(
      try desk.store.attributeVersions(of: "c1").map {
        "\($0.value.stringValue ?? "") \($0.status)"
      }
        == ["silver active", "gold inactive"])
    try expectSameAsRebuild(desk)
  }

  @Test func aDeleteIsRefusedWhileOthersReferToIt() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    #expect(throws: GalleyError.self) { try log(desk).delete(.contact, id: "c1") }
    try log(desk).delete(.contact, id: "c1", cascades: true)
    #expect(try desk.store.contact(id: "c1") == nil)
    #expect(try desk.store.events().map(\.hostIDs) == [[]])
    #expect(try desk.store.events().map(\.attendeeIDs) == [["c2", "c3"]])
    #expect(try desk.store.contact(id: "c2")?.attendedEventCount == 1)
    #expect(try desk.store.purchases(of: ["c1"]) == [:])
    try expectSameAsRebuild(desk)
  }

  @Test func aChangeThatBreaksARuleIsNotKept() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    #expect(throws: GalleyError.self) {
      try log(desk).put(.contact, id: "c9", fields: ["email": "nonsense"])
    }
    #expect(throws: GalleyError.self) {
      try log(desk).put(.contact, id: "c9", fields: ["email": "ann@example.com"])
    }
    #expect((try? desk.folder.read("crm/changes.jsonl")) == nil)
    #expect(try desk.store.countContacts() == 3)
  }

  @Test func aKeptWithdrawalSurvivesARebuild() throws {
    let desk = try Desk()
    try desk.write("email,consent\na@example.com,withdrawn\n", to: "contacts.csv")
    try desk.run()
    try desk.write("email,consent\na@example.com,granted\n", to: "contacts.csv")
    try desk.run()
    try expectSameAsRebuild(desk)
  }

  @Test(arguments: 0..<12)
  func anIncrementalImportEndsInTheStoreOfARebuild(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let desk = try Desk()
    for _ in 0..<4 {
      for (name, text) in files(&random) { try desk.write(text, to: name) }
      if Bool.random(using: &random) {
        _ = try? log(desk).put(
          .contact, id: "c\(Int.random(in: 0..<8, using: &random))",
          fields: ["city": .string("city \(Int.random(in: 0..<3, using: &random))")])
      }
      try desk.run()
      try expectSameAsRebuild(desk)
    }
  }

  func files(_ random: inout SplitMix) -> [(String, String)] {
    func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
    var places = "place_uuid,business_name\n"
    for id in 0..<4 where number(3) > 0 { places += "p\(id),Place \(number(3))\n" }
    var contacts = "contact_uuid,email,place_uuid,last_name,data.tier\n"
    for id in 0..<8 where number(4) > 0 {
      contacts +=
        "c\(id),m\(number(9))@example.com,\(number(2) == 0 ? "p\(number(4))" : ""),"
        + "L\(number(3)),\(number(2) == 0 ? "gold" : "")\n"
    }
    var purchases = "user_id,product_id,amount,timestamp\n"
    for _ in 0..<6 {
      purchases += "c\(number(8)),t\(number(2)),\(number(9)),2026-01-0\(1 + number(9))\n"
    }
    let events =
      "event_id,slug,title,host_ids,attendee_ids\ne1,open,Open,c\(number(8)),c\(number(8));c\(number(8))\n"
    return [
      ("places.csv", places), ("contacts.csv", contacts), ("purchases.csv", purchases),
      ("products.csv", "id,name\nt0,Tent\nt1,Mug\n"), ("events.csv", events),
    ]
  }

  func expectSameAsRebuild(_ desk: Desk) throws {
    let other = try Store.open(
      path: desk.folder.path + "/other \(UInt64.random(in: 0...UInt64.max)).sqlite",
      tenant: desk.store.tenant, clock: { Desk.now })
    _ = try Importer(store: other).run(
      folder: desk.folder.path + "/crm", namedUnder: "Assets/crm")
    func same<T: Equatable>(_ read: (Store) throws -> T) throws {
      #expect(try read(desk.store) == read(other))
    }
    try same { try $0.contacts(limit: 1000) }
    try same { try $0.places() }
    try same { try $0.purchases() }
    try same { try $0.interests() }
    try same { try $0.events() }
    try same { try $0.requests() }
    try same { store in try store.attributes(of: store.contacts(limit: 1000).map(\.id)) }
  }
}

/// A small seeded generator.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

struct ReaderTests {
  @Test(arguments: [
    "email;first_name\r\na@example.com;\"Ä;\r\n\"\"x\"\"\"\r\n",
    "\u{FEFF}email\tfirst_name\na@example.com\t\"Ä;\r\n\"\"x\"\"\"",
    "sep=|\nemail|first_name\ra@example.com|\"Ä;\r\n\"\"x\"\"\"\r",
  ])
  func delimitersLineEndsAndQuotesAreUnderstood(text: String) throws {
    let desk = try Desk()
    try desk.write(
      text.split(separator: "first_name").joined(separator: "data.note"), to: "contacts.csv")
    #expect(try desk.run().diagnostics == [])
    let id = try #require(try desk.store.contacts().first?.id)
    #expect(try desk.store.attributes(of: [id])[id] == ["note": "Ä;\r\n\"x\""])
  }

  @Test(
    arguments: [
      (
        "UTF-16LE",
        [0xFF, 0xFE]
          + "email,city\na@example.com,Köln\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      ),
      (
        "UTF-16BE",
        [0xFE, 0xFF]
          + "email,city\na@example.com,Köln\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
      ),
      ("Windows-1252", "email,city\na@example.com,K".utf8 + [0xF6] + "ln\n".utf8),
      ("UTF-8", Array("email,city\na@example.com,Ko\u{308}ln\n".utf8)),
    ] as [(String, [UInt8])])
  func encodingsAreRecognisedAndSaid(encoding: String, bytes: [UInt8]) throws {
    let desk = try Desk()
    try desk.folder.write(bytes, to: "crm/contacts.csv")
    let report = try desk.run()
    #expect(report.files.first?.encoding == encoding)
    #expect(try desk.store.contact(email: "a@example.com")?.city == "Köln")
  }

  @Test func gzipIsReadAndADamagedFileCostsOnlyItself() throws {
    // gzip -9 of "email\na@example.com\nb@example.com\n", made with GNU gzip.
    let bytes: [UInt8] = GzipSample.bytes
    let desk = try Desk()
    try desk.folder.write(bytes, to: "crm/contacts.csv.gz")
    try desk.folder.write(Array(bytes.prefix(20)), to: "crm/contacts-2.csv.gz")
    let report = try desk.run()
    #expect(try desk.store.countContacts() == 2)
    #expect(report.rejected == 1)
    #expect(report.diagnostics.map(\.identifier) == ["malformed-file"])
  }

  @Test func jsonListsWrappersLinesAndSingleObjectsAreRead() throws {
    let desk = try Desk()
    try desk.write(
      #"{"data": [{"email":"a@example.com","profileData":{"n":1}}]}"#, to: "contacts-a.json")
    try desk.write(#"{"email":"b@example.com"}"#, to: "contacts-b.json")
    try desk.write(
      "{\"email\":\"c@example.com\"}\n{\"email\":\n{\"email\":\"d@example.com\"}\n[1]\n",
      to: "contacts-c.jsonl")
    var rejected: [RejectedRow] = []
    try desk.run(onReject: { rejected.append($0) })
    #expect(try desk.store.countContacts() >= 3)
    #expect(!rejected.isEmpty)
    let id = try #require(try desk.store.contact(email: "a@example.com")?.id)
    #expect(try desk.store.attributes(of: [id])[id] == ["n": 1])
  }

  @Test(arguments: 0..<40)
  func randomBytesNeverStopTheImport(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let alphabet = Array("a,;\"\n\r\t{}[]:@.\\u0é\u{0}=".utf8) + [0xFF, 0xC3, 0xED, 0xA0]
    let bytes = (0..<Int.random(in: 0..<2000, using: &random)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
    }
    let desk = try Desk()
    try desk.folder.write(Array("email,data.x\n".utf8) + bytes, to: "crm/contacts.csv")
    try desk.folder.write(bytes, to: "crm/places.json")
    try desk.folder.write(bytes, to: "crm/products.jsonl")
    let report = try desk.run()
    #expect(report.files.count >= 3)
  }

  @Test func rejectedRowsAreWrittenAsTheyWere() throws {
    let desk = try Desk()
    try desk.write("email;city\nbad;Ulm\nok@example.com;Bonn\n", to: "contacts.csv")
    let rejects = RejectFile()
    try desk.run(onReject: rejects.add)
    try rejects.write(to: desk.folder.path + "/rejects.csv")
    #expect(
      try desk.folder.read("rejects.csv") == """
        email;city;line;column;field;code;message
        bad;Ulm;2;1;email;INVALID_FORMAT;“email” is no e-mail address

        """)
  }
}

struct PlanAndPageTests {
  @Test func theMostSelectiveIndexIsForced() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let plan = try desk.store.explain(
      desk.filter("{company: TechCorp, job_title: Developer, hosted_event_count: {min: 5}}"))
    #expect(plan.kind == .hybrid && plan.index == "GSI_ByCompany")
    #expect(plan.rowsRead == 2 && plan.rowsKept == 0)
    #expect(plan.sqlite.contains { $0.contains("GSI_ByCompany") })
    #expect(try desk.store.explain(desk.filter("company: TechCorp")).kind == .index)
    #expect(try desk.store.explain(desk.filter("hosted_event_count: {min: 1}")).kind == .scan)
    #expect(
      try desk.store.explain(desk.filter("{state: BY, city: Ulm, company: X}")).index
        == "GSI_ByLocation")
  }

  @Test func noContactIsLostOrRepeatedAcrossPagesWhileOthersComeIn() throws {
    let desk = try Desk()
    func rows(_ range: Range<Int>) -> String {
      range.map { "c\($0),m\($0)@example.com,L\($0 % 7)\n" }.joined()
    }
    try desk.write("contact_uuid,email,last_name\n" + rows(0..<40), to: "contacts.csv")
    try desk.run()
    var token: String?
    var seen: [String] = []
    repeat {
      let page = try desk.store.page(limit: 7, token: token)
      seen += page.contacts.map(\.contact.id)
      token = page.nextToken
      if let token { #expect(token.hasPrefix("eyJQSyI6")) }
      if seen.count == 14 {
        try desk.write("contact_uuid,email,last_name\n" + rows(0..<60), to: "contacts.csv")
        try desk.run()
      }
    } while token != nil
    #expect(Set(seen).count == seen.count)
    #expect(Set(seen).isSuperset(of: (0..<40).map { "c\($0)" }))
  }

  @Test func tokensOfOtherListsAreRefused() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let token = try desk.store.page(limit: 1).nextToken
    #expect(throws: GalleyError.self) {
      try desk.store.page(of: desk.filter("consent: granted"), limit: 1, token: token)
    }
    #expect(throws: GalleyError.self) { try desk.store.page(limit: 1, token: "e30=") }
    #expect(throws: GalleyError.self) { try desk.store.page(limit: -1) }
  }

  @Test func tenantsOfOneFileNeverSeeEachOther() throws {
    let desk = try Desk(tenant: "one")
    try desk.writeShop()
    try desk.run()
    let other = try Store.open(path: desk.store.path, tenant: TenantID("two"), clock: { Desk.now })
    #expect(try other.countContacts() == 0)
    #expect(try other.history().isEmpty)
    _ = try Importer(store: other).run(folder: desk.folder.path + "/crm", namedUnder: "x")
    #expect(try other.countContacts() == 3)
    try desk.write("email\nx@example.com\n", to: "contacts.csv")
    try desk.run()
    #expect(try other.contacts().map(\.id) == ["c2", "c3", "c1"])
    #expect(try other.attributes(of: ["c1"])["c1"] == ["tier": "gold"])
  }
}
