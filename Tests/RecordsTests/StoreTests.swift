import CRMModel
import Diagnostics
import JSONText
import Records
import TestSupport
import Testing

/// A workspace with a store of its own.
struct Desk {
  let folder: TemporaryFolder
  let store: Store
  static let now = Timestamp(secondsSince1970: 1_776_243_600)

  init(tenant: String = "demo") throws {
    folder = try TemporaryFolder()
    store = try Store.open(
      path: folder.path + "/.galley/store.sqlite", tenant: TenantID(tenant), clock: { Desk.now })
  }

  @discardableResult
  func run(_ options: ImportOptions = .init(), onReject: ((RejectedRow) -> Void)? = nil) throws
    -> ImportReport
  {
    try Importer(store: store, options: options, onReject: onReject)
      .run(folder: folder.path + "/crm", namedUnder: "Assets/crm")
  }

  func write(_ text: String, to name: String) throws { try folder.write(text, to: "crm/" + name) }

  func filter(_ text: String) throws -> SegmentFilter {
    let parsed = YAMLParser.parse(SourceFile(name: "f.yml", text: text))
    let filter = SegmentFilter.parse(try #require(parsed.value))
    #expect(filter.diagnostics.isEmpty)
    return try #require(filter.value)
  }

  func ids(_ text: String) throws -> [String] {
    try store.contacts(matching: filter(text), limit: 1000).map(\.id)
  }

  /// A shop with a few of everything.
  func writeShop() throws {
    try write(
      "corporation_uuid,business_name,corporation_type\nk1,Acme,franchise\n", to: "corporations.csv"
    )
    try write(
      "place_uuid,business_name,region,latitude,corporation_uuid,address.city\n"
        + "p1,North,nord,52.50,k1,Berlin\np2,South,sued,,,\n", to: "places.csv")
    try write(
      """
      contactUuid,Email,First Name,last_name,place_uuid,company,consent,data.tier,attended_event_count
      c1,Ann@example.com,Ann,Zed,p1,TechCorp,granted,gold,7
      c2,bob@example.com,Bob,Young,p2,TechCorp,unknown,silver,
      c3,cyd@example.com,Cyd,Young,,Other,granted,,
      """, to: "contacts.csv")
    try write(
      #"[{"id":"t1","name":"Tent","category":"Tents","price":19.90},{"id":"m1","name":"Mug","category":"mugs","price":5}]"#,
      to: "products.json")
    try write(
      #"""
      {"userId":"c1","productId":"t1","amount":"19.90","timestamp":"2026-04-01T10:00:00Z","metadata":{"order_id":"o1"}}
      {"user_id":"bob@example.com","product_id":"m1","amount":5,"timestamp":"2025-01-01T10:00:00Z"}
      """#, to: "purchases.jsonl")
    try write(
      "user_id,interest_category,interest_value,confidence_score\nc1,Coffee,Espresso,0.8\nc3,tea,Green,0.2\n",
      to: "interests.csv")
    try write(
      "event_id,slug,title,start_at,end_at,max_capacity,host_ids,attendee_ids\n"
        + "e1,open-day,Open day,2026-05-01T10:00:00Z,2026-05-01T12:00:00Z,2,c1,c2;c3\n",
      to: "events.csv")
    try write("request_uuid,contact_uuid,request_title\nr1,c1,Call me\n", to: "requests.csv")
    try write(
      "data_type_attribute_name,data_identity,value\ncorporation-size,k1,large\n",
      to: "attributes.csv")
  }
}

struct ImportTests {
  @Test func everyEntityOfAFolderGoesIn() throws {
    let desk = try Desk()
    try desk.writeShop()
    let report = try desk.run()
    #expect(report.diagnostics == [])
    #expect(report.files.map(\.inserted).reduce(0, +) == 15)
    let ann = try #require(try desk.store.contact(email: "ANN@example.com"))
    #expect(ann.id == "c1" && ann.firstName == "Ann" && ann.lastName == "Zed")
    #expect(ann.consent == .granted && ann.hostedEventCount == 1 && ann.attendedEventCount == 0)
    #expect(try desk.store.places(byID: ["p1"])["p1"]?.latitude?.description == "52.50")
    #expect(try desk.store.places(byID: ["p1"])["p1"]?.address["city"] == "Berlin")
    #expect(try desk.store.attributes(of: ["c1", "c3"]) == ["c1": ["tier": "gold"]])
    #expect(try desk.store.attributes(of: ["k1"], type: .corporation)["k1"] == ["size": "large"])
    #expect(try desk.store.products().map(\.category) == ["mugs", "tents"])
    #expect(try desk.store.purchases(of: ["c1", "c2"]).mapValues(\.count) == ["c1": 1, "c2": 1])
    #expect(try desk.store.purchases(of: ["c1"])["c1"]?.first?.amount.description == "19.90")
    #expect(try desk.store.event("open-day")?.attendeeIDs == ["c2", "c3"])
    #expect(try desk.store.requests(of: ["c1"])["c1"]?.first?.title == "Call me")
    #expect(try desk.store.interests(of: ["c1"])["c1"]?.first?.category == "coffee")
  }

  @Test func anEventStaysWhenOneOfItsGuestsIsRejectedAndGetsThemBack() throws {
    let desk = try Desk()
    try desk.writeShop()
    let contacts = try desk.folder.read("crm/contacts.csv")
    try desk.write(
      contacts.replacing("bob@example.com", with: "nonsense"), to: "contacts.csv")
    let report = try desk.run()
    #expect(try desk.store.event("open-day")?.attendeeIDs == ["c3"])
    let events = try #require(report.files.first { $0.name.hasSuffix("events.csv") })
    #expect(events.rejected == 0 && events.incomplete == 1)
    #expect(events.diagnostics.map(\.identifier) == ["unknown-link"])
    try desk.write(contacts, to: "contacts.csv")
    _ = try desk.run()
    #expect(try desk.store.event("open-day")?.attendeeIDs == ["c2", "c3"])
  }

  @Test func unchangedFilesAreSkippedAndChangedOnesCounted() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    #expect(try desk.run().files.allSatisfy(\.isSkipped))
    try desk.write("email,first_name\nnew@example.com,N\n", to: "contacts-2.csv")
    let report = try desk.run()
    let contacts = report.files.filter { $0.entity == .contact }
    #expect(contacts.map(\.inserted) == [1, 0])
    #expect(contacts.map(\.unchanged) == [0, 3])
    #expect(report.diagnostics == [])
  }

  @Test func recordsThatLeftTheirFileAreRemovedWithWhatRefersToThemRejected() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    try desk.write(
      "contact_uuid,email,last_name\nc1,ann@example.com,Zed\nc3,cyd@example.com,Y\n",
      to: "contacts.csv")
    let report = try desk.run()
    #expect(report.removed == 2)
    #expect(try desk.store.contact(id: "c2") == nil)
    // The purchase of c2 is refused, as a rebuild would; the event stays without its guest.
    #expect(report.rejected == 1)
    #expect(try desk.store.events().map(\.attendeeIDs) == [["c3"]])
    #expect(try desk.store.contact(id: "c1")?.hostedEventCount == 1)
    #expect(try desk.store.attributes(of: ["c1"]) == [:])
  }

  @Test func badRowsAreNamedByLineColumnAndCodeAndTheOthersGoIn() throws {
    let desk = try Desk()
    try desk.write(
      """
      contact_uuid,email,consent,consent_at,place_uuid
      a,ok@example.com,granted,2026-01-01,
      b,not-an-address,granted,,
      c,,granted,,
      d,d@example.com,maybe,,
      e,e@example.com,,yesterday,
      f,f@example.com,,,nowhere
      a,again@example.com,,,
      g,OK@example.com,,,
      h,h@example.com
      "i,i@example.com,,,
      """, to: "contacts.csv")
    var rejected: [RejectedRow] = []
    let report = try desk.run(onReject: { rejected.append($0) })
    #expect(report.files[0].inserted == 1)
    #expect(
      rejected.map { "\($0.line):\($0.column) \($0.field) \($0.code)" } == [
        "3:3 email INVALID_FORMAT", "4:3 email MISSING_FIELD", "5:17 consent INVALID_FORMAT",
        "6:18 consent_at INVALID_FORMAT", "7:19 place_uuid CONSTRAINT_VIOLATION",
        "8:1 contact_uuid UNIQUE_VIOLATION", "9:3 email UNIQUE_VIOLATION",
        "10:1  INVALID_FORMAT", "11:1  MALFORMED_FILE",
      ])
    #expect(rejected[0].row == Array("b,not-an-address,granted,,".utf8))
    #expect(!report.diagnostics.contains { $0.summary.contains("not-an-address") })
    #expect(report.diagnostics[2].summary.contains("maybe"))
    #expect(report.diagnostics[5].summary.contains("Assets/crm/contacts.csv:2"))
  }

  @Test func withdrawnConsentIsNeverGrantedByAFile() throws {
    let desk = try Desk()
    try desk.write("email,consent\na@example.com,withdrawn\n", to: "contacts.csv")
    try desk.run()
    try desk.write("email,consent\nA@example.com,granted\n", to: "contacts.csv")
    try desk.run()
    let contact = try #require(try desk.store.contact(email: "a@example.com"))
    #expect(contact.consent == .withdrawn)
    #expect(contact.email == "A@example.com")
  }

  @Test func keysMayBeSwappedBetweenRecords() throws {
    let desk = try Desk()
    try desk.write("contact_uuid,email\na,a@example.com\nb,b@example.com\n", to: "contacts.csv")
    try desk.run()
    try desk.write("contact_uuid,email\na,b@example.com\nb,a@example.com\n", to: "contacts.csv")
    let report = try desk.run()
    #expect(report.files[0].updated == 2)
    #expect(try desk.store.contact(email: "a@example.com")?.id == "b")
  }

  @Test func aDryRunChangesNothing() throws {
    let desk = try Desk()
    try desk.writeShop()
    var options = ImportOptions()
    options.isDryRun = true
    #expect(try desk.run(options).files.map(\.inserted).reduce(0, +) == 15)
    #expect(try desk.store.countContacts() == 0)
    #expect(try desk.run().files.map(\.inserted).reduce(0, +) == 15)
  }
}

struct SegmentTests {
  @Test(arguments: [
    ("consent: granted", ["c3", "c1"]),
    ("company: TechCorp", ["c2", "c1"]),
    ("company: [TechCorp, Other]", ["c2", "c3", "c1"]),
    ("data.tier: gold", ["c1"]),
    ("data.tier: {exists: false}", ["c3"]),
    ("not: {data.tier: gold}", ["c2", "c3"]),
    ("attended_event_count: {min: 1}", ["c2", "c3"]),
    ("hosted_event_count: 1", ["c1"]),
    ("first_name: {contains: NN}", ["c1"]),
    ("place.region: nord", ["c1"]),
    ("corporation.type: franchise", ["c1"]),
    ("interests: {category: coffee}", ["c1"]),
    ("interests: {category: [coffee, tea], min: 0.5}", ["c1"]),
    ("purchased: {category: tents, within: 90d}", ["c1"]),
    ("purchased: {category: mugs, within: 90d}", []),
    ("not_purchased: {product: t1}", ["c2", "c3"]),
    ("total_spent: {min: 19.90}", ["c1"]),
    ("attended: open-day", ["c2", "c3"]),
    ("hosted: open-day", ["c1"]),
    ("any: [{company: Other}, {data.tier: silver}]", ["c2", "c3"]),
    ("all: [{field: consent, equals: granted}, {last_name: Zed}]", ["c1"]),
    ("{}", ["c2", "c3", "c1"]),
  ])
  func filtersSelectWhomTheySay(text: String, expected: [String]) throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    #expect(try desk.ids(text) == expected)
    #expect(try desk.store.countContacts(matching: desk.filter(text)) == expected.count)
  }

  @Test func unknownFieldsNameTheNearest() throws {
    let parsed = YAMLParser.parse(SourceFile(name: "f.yml", text: "compny: x\n"))
    let filter = SegmentFilter.parse(try #require(parsed.value))
    #expect(filter.value == nil)
    #expect(filter.diagnostics.first?.hint == "did you mean “company”?")
  }

  @Test func chunksComeInOrderWithTheirSegment() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    var seen: [String] = []
    let segments = [try desk.filter("data.tier: gold"), try desk.filter("consent: granted")]
    try desk.store.forEachChunk(segments: segments, size: 1) { (members) throws(GalleyError) in
      seen += members.map { "\($0.contact.id) \($0.segment ?? -1)" }
    }
    #expect(seen == ["c2 -1", "c3 1", "c1 0"])
  }

  @Test func relationsCostOneReadEach() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let before = desk.store.readCount
    let contacts = try desk.store.contacts(limit: 100)
    let places = try desk.store.batchGetPlaces(contacts.map { $0.placeID ?? "" })
    let corporations = try desk.store.corporations(byID: places.compactMap { $0?.corporationID })
    #expect(desk.store.readCount - before == 3)
    #expect(places.map { $0?.id } == ["p2", nil, "p1"])
    #expect(corporations["k1"]?.businessName == "Acme")
  }
}
