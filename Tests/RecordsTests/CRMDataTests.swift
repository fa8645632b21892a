import CRMModel
import Diagnostics
import JSONText
import Records
import TestSupport
import Testing

@Suite("Group 2: CRM data")
struct CRMDataTests {
  func shop() throws -> Desk {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    return desk
  }

  func imported(_ files: [String: String]) throws -> (Desk, ImportReport) {
    let desk = try Desk()
    for (name, text) in files { try desk.write(text, to: name) }
    return (desk, try desk.run())
  }

  @Test("S0-03 a corporation keeps its fields, and its data as attributes beside the row")
  func corporations() throws {
    let (desk, report) = try imported([
      "corporations.json": #"""
      [{"corporationUuid":"k1","externalId":"X-1","corporationType":"company","businessName":"Acme",
        "categories":["a","b"],"address":{"city":"Ulm"},"data":{"size":"large","n":3}},
       {"corporationUuid":"k2","corporationType":"franchise","businessName":"Franchise"},
       {"corporationUuid":"k3","corporationType":"organization","businessName":"Org"}]
      """#
    ])
    #expect(report.diagnostics == [])
    let all = try desk.store.batchGetCorporations(["k1", "k2", "k3", "k4"])
    #expect(
      all[0]
        == CorporationProfile(
          id: "k1", externalID: "X-1", corporationType: "company", businessName: "Acme",
          categories: ["a", "b"], address: ["city": "Ulm"]))
    #expect(all.map { $0?.corporationType } == ["company", "franchise", "organization", nil])
    #expect(
      try desk.store.attributes(of: ["k1"], type: .corporation)["k1"] == ["n": 3, "size": "large"])
  }

  @Test("S0-12 a place keeps coordinates to the last digit, and null corporations cost no read")
  func places() throws {
    let (desk, report) = try imported([
      "places.csv":
        "place_uuid,business_name,latitude,longitude,types,address.city\n"
        + "p1,A,52.520000,-0.10,store;depot,Ulm\np2,B,90,180,,\np3,C,90.01,0,,\np4,D,0,-181,,\n"
    ])
    #expect(report.rejected == 2)
    #expect(report.diagnostics.map(\.identifier) == ["out-of-range", "out-of-range"])
    let places = try desk.store.places()
    #expect(places.map(\.id) == ["p1", "p2"])
    #expect(places[0].latitude?.description == "52.520000")
    #expect(places[0].longitude?.description == "-0.10" && places[0].types == ["store", "depot"])
    let before = desk.store.readCount
    #expect(try desk.store.corporations(byID: places.compactMap(\.corporationID)) == [:])
    #expect(desk.store.readCount == before)
  }

  @Test("S0-20 a contact takes camelCase headers and profile data; a company is never made up")
  func contacts() throws {
    let (desk, report) = try imported([
      "contacts.json": #"""
      {"data":[{"contactUuid":"user-123","email":"a@corp.example","firstName":"A","lastName":"B",
        "jobTitle":"Dev","hostedEventCount":9,"profileData":{"tier":"gold","n":1.50}}]}
      """#
    ])
    #expect(report.diagnostics == [])
    let contact = try #require(try desk.store.contact(id: "user-123"))
    #expect(contact.company == nil && contact.jobTitle == "Dev" && contact.hostedEventCount == 0)
    #expect(contact.consent == .unknown)
    let data = try desk.store.attributes(of: ["user-123"])["user-123"]
    #expect(data?["tier"] == "gold" && data?["n"]?.numberValue?.doubleValue == 1.5)
  }

  @Test("S0-20 a number that is not E.164 is a warning at its place; one that can be is made so")
  func phoneNumbers() throws {
    let (desk, report) = try imported([
      "contacts.csv":
        "email,phone_number\na@example.com,+49 (30) 123-4567\nb@example.com,0049301234567\n"
        + "c@example.com,030 1234567\nd@example.com,\n"
    ])
    #expect(report.rejected == 0)
    #expect(report.diagnostics.map(\.identifier) == ["phone-not-e164"])
    #expect(report.diagnostics[0].severity == .warning)
    #expect(report.diagnostics[0].location?.description == "Assets/crm/contacts.csv:4:15")
    #expect(!report.diagnostics[0].summary.contains("030"))
    #expect(
      try ["a", "b", "c"].map { try desk.store.contact(email: "\($0)@example.com")?.phoneNumber }
        == ["+49301234567", "+49301234567", "030 1234567"])
  }

  @Test("S0-26 S1-01 a request leads to contact, place and corporation, with data and history")
  func theChain() throws {
    let desk = try shop()
    let request = try #require(try desk.store.requests().first)
    let contact = try #require(try desk.store.contact(id: request.contactID))
    let nested = try #require(try desk.store.nested([contact], withAttributes: true).first)
    #expect(nested.corporation?.businessName == "Acme" && nested.place?.region == "nord")
    #expect(nested.attributes == ["tier": "gold"])
    #expect(
      try desk.store.attributes(of: ["k1"], type: .corporation)["k1"] == ["size": "large"])
    for (type, id) in [
      (EntityType.request, request.id), (.contact, contact.id), (.place, "p1"),
      (.corporation, "k1"),
    ] {
      #expect(try desk.store.history(of: type, id: id).map(\.action) == [.insert])
    }
  }

  @Test("S0-32 S0-48 a new value of an attribute makes the old one inactive; places have none")
  func attributes() throws {
    let desk = try shop()
    try desk.write(
      "data_type_attribute_name,data_identity,value\ncorporation-size,k1,huge\nplace-x,p1,1\n"
        + "contact-x,nobody,1\ncorporation-size,k1,twice\n", to: "attributes.csv")
    let report = try desk.run()
    #expect(
      report.diagnostics.map(\.identifier)
        == ["invalid-format", "constraint-violation", "unique-violation"])
    let versions = try desk.store.attributeVersions(of: "k1", type: .corporation, name: "size")
    #expect(versions.map(\.value) == ["huge", "large"])
    #expect(versions.map(\.status) == [.active, .inactive])
    #expect(versions.allSatisfy { $0.typedName == "corporation-size" })
    #expect(Set(versions.map(\.versionID)).count == 2)
  }

  @Test("S0-62 history and versions come newest first, by type and id, up to a limit")
  func history() throws {
    let desk = try shop()
    for city in ["A", "B", "C"] {
      try desk.write("contact_uuid,email,city\nc1,ann@example.com,\(city)\n", to: "contacts.csv")
      try desk.run()
    }
    let all = try desk.store.history(of: .contact, id: "c1")
    #expect(all.map(\.action) == [.update, .update, .update, .insert])
    #expect(all[0].changes.contains(.init(field: "city", old: "B", new: "C")))
    #expect(all[0].log == "contact updated" && all[0].updatedBy == "import")
    #expect(try desk.store.history(of: .contact, id: "c1", limit: 1).count == 1)
    #expect(try desk.store.history(limit: 2).count == 2)
    #expect(throws: GalleyError.self) { try desk.store.history(limit: -1) }
  }

  @Test("S3-22 products, purchases and interests keep exact amounts and whole metadata")
  func purchases() throws {
    let (desk, report) = try imported([
      "contacts.csv": "contact_uuid,email\nc1,a@example.com\n",
      "products.csv":
        "id,name,category,price,metadata.in_stock\nt1,Tent,TENTS,19.90,true\nt2,X,,-1,\n",
      "purchases.csv":
        "id,user_id,product_id,amount,timestamp,metadata.satisfaction_score\n"
        + "b1,c1,t1,0.10,2026-01-01T12:00:00+02:00,5\nb2,c1,t1,12345678901234567890,2026-01-01,\n",
      "interests.csv":
        "user_id,interest_category,interest_value,confidence_score\nc1,Tea,Green,0.250\nc1,Tea,Black,1.1\n",
    ])
    #expect(report.rejected == 3)
    let purchase = try #require(try desk.store.purchases().first)
    #expect(purchase.amount.description == "0.10")
    #expect(purchase.timestamp.description == "2026-01-01T10:00:00Z")
    #expect(purchase.metadata["satisfaction_score"] == "5")
    #expect(try desk.store.products().first?.category == "tents")
    #expect(try desk.store.interests().first?.confidenceScore.description == "0.250")
  }

  @Test("S3-46 texts are trimmed and in NFC, categories folded, times in UTC")
  func normalising() throws {
    let (desk, _) = try imported([
      "contacts.csv":
        "email,city,consent_at\na@example.com,  Ko\u{308}ln ,2026-01-01 10:00:00 +0200\n"
    ])
    let contact = try #require(try desk.store.contacts().first)
    #expect(contact.city.map { Array($0.utf8) } == Array("Köln".utf8))
    #expect(contact.consentAt?.description == "2026-01-01T08:00:00Z")
  }

  @Test("S2-42 any text of 1 to 128 characters is an id")
  func ids() throws {
    let long = String(repeating: "x", count: 128)
    let (desk, report) = try imported([
      "contacts.csv":
        "contact_uuid,email\nuser-123,a@example.com\n\(long),b@example.com\n\(long)y,c@example.com\n"
    ])
    #expect(report.rejected == 1)
    #expect(try Set(desk.store.contacts().map(\.id)) == ["user-123", long])
  }

  @Test("S0-46 a request for an unknown contact is refused; contacts of the same import count")
  func requestsNeedTheirContact() throws {
    let (desk, report) = try imported([
      "requests.csv": "request_uuid,contact_uuid\nr1,c1\nr2,nobody\n",
      "contacts.csv": "contact_uuid,email\nc1,a@example.com\n",
    ])
    let problem = try #require(report.diagnostics.first { $0.identifier == "constraint-violation" })
    #expect(problem.location?.description == "Assets/crm/requests.csv:3:4")
    #expect(try desk.store.requests().map(\.id) == ["r1"])
    #expect(throws: GalleyError.self) {
      try ChangeLog(store: desk.store, folder: desk.folder.path + "/crm", namedUnder: "Assets/crm")
        .put(.request, id: "r3", fields: ["contact_uuid": "nobody"])
    }
  }

  @Test(
    "S0-47 the same address twice is refused in a tenant, within a file and across; not across tenants"
  )
  func addressesAreUnique() throws {
    let (desk, report) = try imported([
      "contacts-1.csv": "contact_uuid,email\na,X@example.com\nb,x@EXAMPLE.com\n",
      "contacts-2.csv": "contact_uuid,email\nc,x@example.com\n",
    ])
    #expect(report.diagnostics.map(\.identifier) == ["unique-violation", "unique-violation"])
    #expect(report.diagnostics[1].summary.contains("Assets/crm/contacts-1.csv:2"))
    #expect(try desk.store.contacts().map(\.id) == ["a"])
    let other = try Store.open(path: desk.store.path, tenant: TenantID("two"), clock: { Desk.now })
    #expect(
      try Importer(store: other).run(folder: desk.folder.path + "/crm").files[0].inserted == 1)
  }

  @Test("S3-47 each kind of mistake has its code, file, line, column and field")
  func codes() throws {
    var rejected: [RejectedRow] = []
    let desk = try Desk()
    try desk.write(
      "contact_uuid,email,consent_at,place_uuid\na,nonsense,,\nb,,,\nc,c@example.com,soon,\n"
        + "d,d@example.com,,nowhere\ne,e@example.com,,\nf,E@example.com,,\n", to: "contacts.csv")
    try desk.write(
      "[{\"id\":\"t\",\"name\":\"T\",\"price\":true},{\"id\":\"u\",\"name\":\"U\",\"price\":-1}]",
      to: "products.json")
    try desk.run(onReject: { rejected.append($0) })
    #expect(
      rejected.map {
        "\($0.file.split(separator: "/").last ?? ""):\($0.line):\($0.column) \($0.field) \($0.code)"
      }
        == [
          "contacts.csv:2:3 email INVALID_FORMAT", "contacts.csv:3:3 email MISSING_FIELD",
          "contacts.csv:4:17 consent_at INVALID_FORMAT",
          "contacts.csv:5:18 place_uuid CONSTRAINT_VIOLATION",
          "contacts.csv:7:3 email UNIQUE_VIOLATION", "products.json:1:31 price TYPE_MISMATCH",
          "products.json:1:66 price OUT_OF_RANGE",
        ])
    #expect(
      rejected.allSatisfy { row in
        ErrorCode.all.contains { $0.name == row.code && $0.exitCode == .invalidInput }
      })
  }

  @Test("S4-09 unknown fields name the nearest one, and are kept on request")
  func unknownFields() throws {
    let desk = try Desk()
    try desk.write("email,fist_name,shoe size\na@example.com,Ann,42\n", to: "contacts.csv")
    let report = try desk.run()
    #expect(report.diagnostics.map(\.identifier) == ["unknown-field", "unknown-field"])
    #expect(report.diagnostics[0].hint == "did you mean “first_name”?")
    #expect(report.diagnostics[1].location?.description == "Assets/crm/contacts.csv:1:17")
    try desk.write("id,name,colour\nt,T,red\n", to: "products.csv")
    var options = ImportOptions()
    options.keepsUnknown = true
    options.readsUnchanged = true
    #expect(try desk.run(options).diagnostics == [])
    let id = try #require(try desk.store.contacts().first?.id)
    #expect(try desk.store.attributes(of: [id])[id] == ["fist_name": "Ann", "shoe_size": "42"])
    #expect(try desk.store.products().first?.metadata["colour"] == "red")
  }

  @Test("S3-48 batches come in key order, absent ones as nil, one read for all")
  func batches() throws {
    let desk = try shop()
    let before = desk.store.readCount
    #expect(
      try desk.store.batchGetContacts(["c3", "none", "c1", "c3"]).map { $0?.id }
        == ["c3", nil, "c1", "c3"])
    #expect(desk.store.readCount - before == 1)
    #expect(try desk.store.batchGetPlaces([]) == [])
    #expect(try desk.store.products(byID: ["t1", "x"]).keys.sorted() == ["t1"])
    #expect(try desk.store.events(byID: ["e1"])["e1"]?.hostIDs == ["c1"])
    let many = (0..<1200).map { "x\($0)" }
    let reads = desk.store.readCount
    #expect(try desk.store.batchGetContacts(many).allSatisfy { $0 == nil })
    #expect(desk.store.readCount - reads == 3)
  }

  @Test("S0-79 100 contacts with place and corporation are 3 reads, 201 when read one by one")
  func readsAreCounted() throws {
    let desk = try Desk()
    try desk.write(
      "corporation_uuid,business_name\n" + (0..<100).map { "k\($0),K\n" }.joined(),
      to: "corporations.csv")
    try desk.write(
      "place_uuid,business_name,corporation_uuid\n"
        + (0..<100).map { "p\($0),P,k\($0)\n" }.joined(),
      to: "places.csv")
    try desk.write(
      "contact_uuid,email,place_uuid\n"
        + (0..<100).map { "c\($0),m\($0)@example.com,p\($0)\n" }.joined(), to: "contacts.csv")
    try desk.run()
    var reads = desk.store.readCount
    let batched = try desk.store.nestedContacts(limit: 100)
    #expect(desk.store.readCount - reads == 3)
    reads = desk.store.readCount
    let eager = try desk.store.nestedContacts(limit: 100, isEager: true)
    #expect(desk.store.readCount - reads == 201)
    #expect(
      eager == batched
        && batched.allSatisfy { $0.corporation?.id.dropFirst() == $0.contact.id.dropFirst() })
  }

  @Test("D-02 an unchanged file is passed over, but not while a row of it is rejected")
  func rejectedFilesAreReadAgain() throws {
    let desk = try Desk()
    try desk.write("email\nbad\nok@example.com\n", to: "contacts.csv")
    #expect(try desk.run().rejected == 1)
    let again = try desk.run()
    #expect(again.rejected == 1 && !again.files[0].isSkipped)
    try desk.write("email\nok@example.com\n", to: "contacts.csv")
    try desk.run()
    #expect(try desk.run().files[0].isSkipped)
  }

  @Test("A dry run lists what would change, field by field, up to a limit")
  func dryRunDiff() throws {
    let desk = try shop()
    try desk.write(
      "contact_uuid,email,city\nc1,ann@example.com,Ulm\nc9,nine@example.com,\n", to: "contacts.csv")
    var options = ImportOptions()
    options.isDryRun = true
    let report = try desk.run(options)
    let ann = try #require(report.changes.first { $0.id == "c1" && $0.type == .contact })
    #expect(
      ann.action == .update && ann.changes.contains(.init(field: "city", old: .null, new: "Ulm")))
    #expect(report.changes.contains { $0.id == "c9" && $0.action == .insert })
    #expect(report.changes.contains { $0.id == "c2" && $0.action == .delete })
    #expect(report.omittedChanges == 0)
    options.maximumChanges = 1
    let short = try desk.run(options)
    #expect(short.changes.count == 1 && short.omittedChanges == report.changes.count - 1)
    #expect(try desk.store.contact(id: "c9") == nil)
  }

  @Test("Progress tells rows, bytes and size of each file")
  func progress() throws {
    let desk = try Desk()
    let text = "email\na@example.com\n"
    try desk.write(text, to: "contacts.csv")
    var seen: [ImportProgress] = []
    _ = try Importer(store: desk.store).run(folder: desk.folder.path + "/crm") { seen.append($0) }
    #expect(seen.last?.rows == 1 && seen.last?.bytes == text.utf8.count)
    #expect(seen.last?.size == text.utf8.count)
  }

  @Test("Formula cells are kept as text, and escaped in CSV only")
  func formulas() throws {
    let (desk, _) = try imported([
      "contacts.csv": "email,company,data.note\na@example.com,=cmd|' /C calc'!A0,@SUM(1)\n"
    ])
    let text = String(
      decoding: try Exporter(store: desk.store, format: .csv).export(.contact), as: UTF8.self)
    #expect(text.contains(",'=cmd|' /C calc'!A0,") && text.contains(",'@SUM(1)"))
    let lines = String(
      decoding: try Exporter(store: desk.store, format: .jsonl).export(.contact), as: UTF8.self)
    #expect(lines.contains(#""company":"=cmd|' /C calc'!A0""#))
  }
}
