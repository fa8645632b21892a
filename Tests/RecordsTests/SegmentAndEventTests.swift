import CRMModel
import Diagnostics
import Foundation
import JSONText
import Records
import TestSupport
import Testing

@Suite("Group 3: segments and pagination")
struct SegmentRequirementTests {
  @Test("S2-57 flags, camelCase and the filter language are one filter")
  func oneFilter() throws {
    let desk = try Desk()
    var flags = ContactFlags()
    flags.company = "TechCorp"
    flags.jobTitle = "Developer"
    flags.hostedEventCountMin = 5
    flags.attendedEventCountMax = 9
    let filter = try desk.filter(
      "{company: TechCorp, jobTitle: Developer, hostedEventCountMin: 5, attendedEventCountMax: 9}")
    #expect(filter == flags.filter)
    #expect(ContactFlags().filter == .everyone)
    flags = ContactFlags()
    flags.city = "Ulm"
    flags.state = "BW"
    flags.hostedEventCountMax = 2
    flags.attendedEventCountMin = 1
    try desk.writeShop()
    try desk.run()
    #expect(try desk.store.countContacts(matching: flags.filter) == 0)
    #expect(try desk.store.countContacts(matching: flags.filter.negated) == 3)
  }

  @Test(
    "S2-60 S2-62 the most selective index is taken; figures are settings and ANALYZE replaces them")
  func planner() throws {
    let desk = try Desk()
    var rows = "contact_uuid,email,company,job_title,state\n"
    for id in 0..<200 { rows += "c\(id),m\(id)@example.com,C,J\(id),S\n" }
    try desk.write(rows, to: "contacts.csv")
    try desk.run()
    let filter = try desk.filter("{company: C, job_title: J7, state: S}")
    let plan = try desk.store.explain(filter)
    #expect(plan.candidates.map(\.selectivity) == [0.05, 0.1, 0.2])
    #expect(plan.candidates.map(\.filter) == ["location", "company", "jobTitle"])
    #expect(plan.index == "GSI_ByLocation" && plan.rowsRead == 200)
    var selectivity = SegmentSelectivity()
    selectivity.jobTitle = 0.01
    let other = try Store.open(
      path: desk.store.path, tenant: desk.store.tenant, selectivity: selectivity,
      clock: { Desk.now })
    #expect(try other.explain(filter).index == "GSI_ByJobTitle")
    try desk.store.analyze()
    let counted = try desk.store.explain(filter)
    #expect(counted.index == "GSI_ByJobTitle" && counted.rowsRead == 1 && counted.kind == .hybrid)
    #expect(counted.candidates.first?.selectivity == 0.005)
  }

  @Test("S2-65 the golden plan: company index, the rest in memory, and a token for what follows")
  func goldenPlan() throws {
    let desk = try Desk()
    var contacts = "contact_uuid,email,company,job_title\n"
    for id in 0..<80 { contacts += "c\(id),m\(id)@example.com,TechCorp,Developer\n" }
    try desk.write(contacts, to: "contacts.csv")
    var events = "event_id,slug,title,host_ids\n"
    let hosts = (0..<60).map { "c\($0)" }.joined(separator: ";")
    for id in 0..<5 { events += "e\(id),e\(id),E,\(hosts)\n" }
    try desk.write(events, to: "events.csv")
    try desk.run()
    let filter = try desk.filter("{company: TechCorp, jobTitle: Developer, hostedEventCountMin: 5}")
    let plan = try desk.store.explain(filter)
    #expect(plan.kind == .hybrid && plan.index == "GSI_ByCompany")
    #expect(plan.rowsRead == 80 && plan.rowsKept == 60)
    let page = try desk.store.page(of: filter, limit: 50)
    #expect(page.contacts.count == 50 && page.nextToken != nil)
    #expect(try desk.store.page(of: filter, limit: 50, token: page.nextToken).contacts.count == 10)
  }

  @Test(
    "S2-66 S2-01 a token is base64 of JSON with the last key, and fits one tenant and one filter")
  func tokens() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let token = try #require(try desk.store.page(limit: 1).nextToken)
    #expect(token.hasPrefix("eyJQSyI6"))
    let value = try JSONParser.parse(Array(try #require(Data(base64Encoded: token))))
    #expect(value["PK"] == "USER#c2" && value["SK"] == "PROFILE" && value["entityType"] == "USER")
    let other = try Store.open(path: desk.store.path, tenant: TenantID("two"), clock: { Desk.now })
    for (store, bad) in [
      (other, token), (desk.store, "e30="), (desk.store, "%%%"),
      (desk.store, String(repeating: "A", count: 10_000)),
    ] {
      let error = #expect(throws: GalleyError.self) { try store.page(limit: 1, token: bad) }
      #expect(error?.code == .invalidFormat)
    }
    #expect(throws: GalleyError.self) {
      try desk.store.page(of: desk.filter("city: Ulm"), limit: 1, token: token)
    }
    #expect(throws: GalleyError.self) { try desk.store.eventPage(limit: 1, token: token) }
    #expect(try desk.store.page(limit: 1, token: token).contacts.map(\.contact.id) == ["c3"])
  }

  @Test("S2-36 the order is last name, then id; S0-95 limits are 50 by default and never negative")
  func orderAndLimit() throws {
    let desk = try Desk()
    var rows = "contact_uuid,email,last_name\n"
    for id in 0..<60 { rows += "c\(id),m\(id)@example.com,\(["Smith", "Adams", ""][id % 3])\n" }
    try desk.write(rows, to: "contacts.csv")
    try desk.run()
    let all = try desk.store.contacts(limit: 100)
    let keys = all.map { "\($0.lastName ?? "")#\($0.id)" }
    #expect(keys == keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(try desk.store.contacts().count == 50 && desk.store.page().contacts.count == 50)
    #expect(try desk.store.page(limit: 0).contacts.isEmpty)
    for limit in [-1, 1_000_000] {
      let error = #expect(throws: GalleyError.self) { try desk.store.page(limit: limit) }
      #expect(error?.code == .outOfRange)
    }
    #expect(throws: GalleyError.self) { try desk.store.contacts(limit: -1) }
    #expect(throws: GalleyError.self) { try desk.store.topContacts(limit: -1) }
  }

  @Test(
    "D-03 filters that make no sense are named where they stand",
    arguments: [
      ("{hosted_event_count: many}", "wrong-type"), ("{hostedEventCountMin: x}", "wrong-type"),
      ("{city: {min: x}}", "wrong-type"), ("{consent_at: {after: soon}}", "invalid-format"),
      ("{purchased: {within: 3}}", "invalid-format"), ("{purchased: {min: 0}}", "wrong-type"),
      ("{interests: {colour: x}}", "unknown-key"), ("{any: x}", "wrong-type"),
      ("{city: {}}", "invalid-filter"), ("{city: []}", "wrong-type"), ("x", "wrong-type"),
      ("{city: {exists: 1}}", "wrong-type"), ("{city: {contans: x}}", "unknown-key"),
      ("{place.regn: x}", "unknown-field"), ("{interests: {min: x}}", "wrong-type"),
      ("{city: {contains: [a]}}", "wrong-type"), ("{consent_at: {after: [a]}}", "wrong-type"),
      ("{purchased: {colour: x}}", "unknown-key"),
    ])
  func wrongFilters(text: String, identifier: String) throws {
    let parsed = YAMLParser.parse(SourceFile(name: "f.yml", text: text))
    let filter = SegmentFilter.parse(try #require(parsed.value))
    #expect(filter.value == nil)
    #expect(filter.diagnostics.map(\.identifier) == [identifier])
    #expect(filter.diagnostics[0].location?.file == "f.yml")
  }

  @Test("D-03 a filter nests 32 deep and no deeper")
  func depth() throws {
    for (count, isGood) in [(30, true), (40, false)] {
      let text =
        String(repeating: "{not: ", count: count) + "{city: x}"
        + String(repeating: "}", count: count)
      let value = try #require(YAMLParser.parse(SourceFile(name: "f", text: text)).value)
      #expect((SegmentFilter.parse(value).value != nil) == isGood)
    }
  }

  @Test(
    "D-03 times, ranges, presence and counts select whom they say",
    arguments: [
      ("{consent_at: {after: 2026-01-15}}", ["b", "c"]),
      ("{consent_at: {before: 2026-01-15}}", ["a"]),
      ("{consent_at: {within: 30d}}", ["c"]),
      ("{consent_at: {min: 2026-01-15, max: 2026-03-01}}", ["b"]),
      ("{consent_at: 2026-02-01}", ["b", "c"]), ("{data.score: {min: 2.5, max: 10}}", ["b"]),
      ("{data.score: {exists: true}}", ["a", "b"]), ("{city: {exists: false}}", ["c"]),
      ("{email: {contains: B@}}", ["b"]), ("{email: [A@example.com, c@example.com]}", ["a", "c"]),
      ("{purchased: {product: t, min: 2}}", ["a"]), ("{purchased: [t, u]}", ["a", "b"]),
      ("{interests: tea}", ["a"]), ("{interests: {category: tea, value: Green}}", ["a"]),
      ("{total_spent: {max: 9}}", ["b", "c"]), ("{place.name: North}", ["a"]),
      ("{corporation.name: Acme}", ["a"]), ("{place.region: {exists: false}}", ["a", "b", "c"]),
      ("{created_at: {before: now}}", []), ("[{city: Ulm}, {last_name: A}]", ["a"]),
      ("{contact.city: {in: [Ulm]}}", ["a"]), ("{id: a}", ["a"]),
      ("{attended_event_count: {in: [0, 1], min: 0}}", ["a", "b", "c"]), ("", ["a", "b", "c"]),
    ])
  func selections(text: String, expected: [String]) throws {
    let desk = Self.three
    let parsed = YAMLParser.parse(SourceFile(name: "f.yml", text: text))
    let filter = try parsed.value.map { try #require(SegmentFilter.parse($0).value) } ?? .everyone
    #expect(try desk.store.contacts(matching: filter).map(\.id) == expected)
    #expect(try desk.store.countContacts(matching: filter) == expected.count)
  }

  static let three: Desk = {
    do {
      let desk = try Desk()
      try desk.write("corporation_uuid,business_name\nk,Acme\n", to: "corporations.csv")
      try desk.write("place_uuid,business_name,corporation_uuid\np,North,k\n", to: "places.csv")
      try desk.write(
        "contact_uuid,email,last_name,city,consent_at,data.score,place_uuid\n"
          + "a,a@example.com,A,Ulm,2026-01-01,1.5,p\nb,b@example.com,B,Bonn,2026-02-01,7,\n"
          + "c,c@example.com,C,,2026-04-01,,\n", to: "contacts.csv")
      try desk.write("id,name\nt,T\nu,U\n", to: "products.csv")
      try desk.write(
        "id,user_id,product_id,amount,timestamp\n1,a,t,10,2026-01-01\n2,a,t,5,2026-01-02\n3,b,u,3,2026-01-03\n",
        to: "purchases.csv")
      try desk.write(
        "user_id,interest_category,interest_value\na,tea,Green\n", to: "interests.csv")
      try desk.run()
      return desk
    } catch {
      preconditionFailure("the three could not be made: \(error)")
    }
  }()
}

@Suite("Group 10: events")
struct EventRequirementTests {
  func desk(_ events: String) throws -> (Desk, ImportReport) {
    let desk = try Desk()
    try desk.write(
      "contact_uuid,email,last_name\n"
        + (0..<9).map { "c\($0),m\($0)@example.com,L\($0 % 3)\n" }.joined(),
      to: "contacts.csv")
    try desk.write(events, to: "events.csv")
    return (desk, try desk.run())
  }

  static let header =
    "event_id,slug,title,start_at,end_at,max_capacity,owner,host_ids,attendee_ids\n"

  @Test(
    "S2-17 S2-28 an event keeps its fields; hosts and attendees become links found from both ends")
  func events() throws {
    let (desk, report) = try desk(
      Self.header
        + "e1,open-day,Open,2026-05-01T10:00:00Z,2026-05-01T12:00:00Z,5,c0,c1;m2@example.com,c3;c4;c3\n"
    )
    #expect(report.diagnostics == [])
    let event = try #require(try desk.store.event("open-day"))
    #expect(
      event.hostIDs == ["c1", "c2"] && event.attendeeIDs == ["c3", "c4"] && event.owner == "c0")
    #expect(try desk.store.event("e1") == event)
    #expect(try desk.store.event("none") == nil)
    #expect(try desk.ids("attended: open-day") == ["c3", "c4"])
    #expect(try desk.ids("hosted: e1") == ["c1", "c2"])
  }

  @Test(
    "S2-39 too many guests, an end before the start, a bad slug or time, and a slug twice are refused",
    arguments: [
      ("e2,two,T,,,1,,,c1;c2", "out-of-range"),
      ("e2,two,T,2026-05-02T00:00:00Z,2026-05-01T00:00:00Z,,,,", "out-of-range"),
      ("e2,Two Words,T,,,,,,", "invalid-format"), ("e2,../x,T,,,,,,", "invalid-format"),
      ("e2,two,T,1 May,,,,,", "invalid-format"), ("e2,one,T,,,,,,", "unique-violation"),
      ("e2,two,T,,,,nobody,,", "constraint-violation"), ("e2,two,,,,,,,", "missing-field"),
      ("e2,two,T,,,-1,,,", "out-of-range"),
    ])
  func refused(row: String, identifier: String) throws {
    let (desk, report) = try desk(Self.header + "e1,one,One,,,,,,\n" + row + "\n")
    #expect(report.diagnostics.map(\.identifier) == [identifier])
    #expect(report.diagnostics[0].location?.line == 3)
    #expect(try desk.store.events().map(\.id) == ["e1"])
  }

  @Test("S2-16 S2-38 counters follow inserts, edits, deletes and changes by hand")
  func counters() throws {
    let (desk, _) = try desk(Self.header + "e1,one,One,,,,,c1,c2;c3\ne2,two,Two,,,,,c1,c2\n")
    func counts() throws -> [String] {
      try desk.store.contacts(limit: 100).filter { $0.hostedEventCount + $0.attendedEventCount > 0 }
        .map { "\($0.id) \($0.hostedEventCount) \($0.attendedEventCount)" }.sorted()
    }
    #expect(try counts() == ["c1 2 0", "c2 0 2", "c3 0 1"])
    try desk.write(Self.header + "e1,one,One,,,,,c4,c3\ne2,two,Two,,,,,c1,c2\n", to: "events.csv")
    try desk.run()
    #expect(try counts() == ["c1 1 0", "c2 0 1", "c3 0 1", "c4 1 0"])
    let log = ChangeLog(
      store: desk.store, folder: desk.folder.path + "/crm", namedUnder: "Assets/crm")
    try log.put(.event, id: "e2", fields: ["attendee_ids": ["c2", "c5"]])
    #expect(try counts() == ["c1 1 0", "c2 0 1", "c3 0 1", "c4 1 0", "c5 0 1"])
    try log.delete(.event, id: "e2")
    #expect(try counts() == ["c3 0 1", "c4 1 0"])
    #expect(throws: GalleyError.self) {
      try log.put(.event, id: "e1", fields: ["max_capacity": 1, "attendee_ids": ["c1", "c2"]])
    }
    #expect(try desk.store.event("e1")?.attendeeIDs == ["c3"])
    #expect(try desk.store.contactsWithWrongCounters() == 0)
    try ChangeTests().expectSameAsRebuild(desk)
  }

  @Test("S2-71 the guests of an event come a page at a time, by last name")
  func guests() throws {
    let (desk, _) = try desk(
      Self.header + "e1,one,One,,,,,c1;c0,\((0..<9).map { "c\($0)" }.joined(separator: ";"))\n")
    var seen: [String] = []
    var token: String?
    repeat {
      let page = try desk.store.attendees(ofEvent: "e1", limit: 4, token: token)
      seen += page.contacts.map(\.id)
      token = page.nextToken
    } while token != nil
    #expect(seen == ["c0", "c3", "c6", "c1", "c4", "c7", "c2", "c5", "c8"])
    let hosts = try desk.store.hosts(ofEvent: "e1", limit: 1)
    #expect(hosts.contacts.map(\.id) == ["c0"])
    let text = try #require(hosts.nextToken)
    let key = try JSONParser.parse(Array(try #require(Data(base64Encoded: text))))
    #expect(key["PK"] == "EVENT#e1" && key["SK"] == "HOST#c0" && key["entityType"] == "EVENT")
    let next = try #require(try desk.store.attendees(ofEvent: "e1", limit: 1).nextToken)
    let own = try JSONParser.parse(Array(try #require(Data(base64Encoded: next))))
    #expect(own["PK"] == "USER#c0" && own["SK"] == "ATTENDS#e1")
    #expect(throws: GalleyError.self) { try desk.store.attendees(ofEvent: "e1", token: text) }
    #expect(try desk.store.attendees(ofEvent: "none").contacts == [])
  }

  @Test("S2-73 events of a range of days, a page at a time")
  func ranges() throws {
    let (desk, _) = try desk(
      Self.header + (1...9).map { "e\($0),e\($0),E,2026-05-0\($0)T10:00:00Z,,,,,\n" }.joined()
        + "x,undated-b,X,,,,,,\ny,undated-a,Y,,,,,,\n")
    let start = try #require(Timestamp("2026-05-03"))
    let end = try #require(Timestamp("2026-05-06"))
    #expect(try desk.store.events(from: start, before: end).map(\.id) == ["e3", "e4", "e5"])
    var seen: [String] = []
    var token: String?
    repeat {
      let page = try desk.store.eventPage(limit: 2, token: token)
      seen += page.events.map(\.id)
      token = page.nextToken
    } while token != nil
    #expect(seen == ["y", "x"] + (1...9).map { "e\($0)" })
    let page = try desk.store.eventPage(from: start, before: end, limit: 2)
    #expect(page.events.map(\.id) == ["e3", "e4"])
    let text = try #require(page.nextToken)
    let key = try JSONParser.parse(Array(try #require(Data(base64Encoded: text))))
    #expect(key["PK"] == "EVENT#e4" && key["SK"] == "DETAIL" && key["entityType"] == "EVENT")
    #expect(
      try desk.store.eventPage(from: start, before: end, limit: 2, token: text).events.map(\.id)
        == ["e5"])
    #expect(throws: GalleyError.self) {
      try desk.store.eventPage(from: start, limit: 2, token: text)
    }
  }

  @Test("S2-74 the most active attendees, most first")
  func top() throws {
    let (desk, _) = try desk(
      Self.header + "e1,a,A,,,,,,c1;c2;c3\ne2,b,B,,,,,,c2;c3\ne3,c,C,,,,,,c3\n")
    #expect(try desk.store.topContacts(limit: 2).map(\.id) == ["c3", "c2"])
  }
}

@Suite("S2-30 S4-05 Businesses, contents and e-mail records")
struct MarketingRecordTests {
  func email(_ number: Int, status: EmailRecord.Status = .queued, utm: String? = "spring")
    -> EmailRecord
  {
    EmailRecord(
      id: "m\(number)", campaign: "spring", slot: "1", contactID: "c\(number)", variant: "a",
      subject: "Hi", status: status, utmCampaign: utm, utmSource: "newsletter", utmMedium: "email",
      createdAt: Timestamp(secondsSince1970: Int64(number / 2)))
  }

  @Test(
    "S2-70 S2-82 e-mails come newest first over all pages, filtered by status, campaign and days")
  func emails() throws {
    let desk = try Desk()
    for number in 0..<20 {
      try desk.store.add(email(number, utm: number % 2 == 0 ? "spring" : nil))
    }
    for number in 0..<5 { try desk.store.move(email: "m\(number)", to: .sent, messageID: "x") }
    var seen: [String] = []
    var token: String?
    repeat {
      let page = try desk.store.emails(limit: 3, token: token)
      seen += page.emails.map(\.id)
      token = page.nextToken
    } while token != nil
    #expect(seen.count == 20 && Set(seen).count == 20 && seen.first == "m19")
    let sent = try desk.store.emails(status: .sent, utmCampaign: "spring")
    #expect(sent.emails.map(\.id) == ["m4", "m2", "m0"] && sent.emails[0].messageID == "x")
    #expect(sent.emails[0].sentAt == Desk.now && sent.emails[0].utmMedium == "email")
    let range = try desk.store.emails(
      from: Timestamp(secondsSince1970: 2), through: Timestamp(secondsSince1970: 3))
    #expect(range.emails.map(\.id) == ["m7", "m6", "m5", "m4"])
    let text = try #require(try desk.store.emails(limit: 1).nextToken)
    let key = try JSONParser.parse(Array(try #require(Data(base64Encoded: text))))
    #expect(key["PK"] == "EMAIL#m19" && key["SK"] == "ANALYTICS" && key["entityType"] == "EMAIL")
    #expect(throws: GalleyError.self) { try desk.store.emails(status: .sent, token: text) }
    let other = try Store.open(path: desk.store.path, tenant: TenantID("two"), clock: { Desk.now })
    #expect(try other.emails().emails == [])
  }

  @Test("S2-80 an e-mail moves only as its rule says, and one contact gets one of a slot")
  func moves() throws {
    let desk = try Desk()
    try desk.store.add(email(1))
    var again = email(1)
    again.id = "other"
    let twice = #expect(throws: GalleyError.self) { try desk.store.add(again) }
    #expect(twice?.code == .uniqueViolation)
    try desk.store.move(email: "m1", to: .failed, error: "550")
    #expect(try desk.store.emails().emails.first?.error == "550")
    let wrong = #expect(throws: GalleyError.self) { try desk.store.move(email: "m1", to: .sent) }
    #expect(wrong?.code == .conflict)
    try desk.store.move(email: "m1", to: .queued)
    try desk.store.move(email: "m1", to: .unknown)
    #expect(throws: GalleyError.self) { try desk.store.move(email: "m1", to: .sent) }
    try desk.store.move(email: "m1", to: .sent, isDecidedOutside: true)
    let missing = #expect(throws: GalleyError.self) { try desk.store.move(email: "x", to: .sent) }
    #expect(missing?.code == .entityNotFound)
  }

  @Test("S4-14 businesses belong to an account, contents to a campaign; both are kept whole")
  func businessesAndContents() throws {
    let desk = try Desk()
    var business = Business(
      id: "b1", accountID: "a1", name: "Harebell", profile: ["founded": 2014], brandVoice: "plain",
      tone: "warm", preferences: ["emoji": "never"], corporationID: "k1", postalAddress: "Ulm")
    try desk.store.put(business, updatedBy: "test")
    business.name = "Harebell & Oar"
    try desk.store.put(business, updatedBy: "test")
    try desk.store.put(Business(id: "b2", accountID: "a2", name: "Other"), updatedBy: "test")
    #expect(try desk.store.businesses(ofAccount: "a1") == [business])
    #expect(try desk.store.businesses().count == 2)
    var content = Content(
      id: "x1", campaign: "spring", kind: "email", segment: "loyal", variant: "a", locale: "en",
      status: .generated, body: ["subject": "Hi"], provenance: ["model": "m"], metadata: ["n": 1])
    try desk.store.put(content, updatedBy: "test")
    content.status = .edited
    try desk.store.put(content, updatedBy: "test")
    #expect(try desk.store.contents(ofCampaign: "spring") == [content])
    #expect(try desk.store.contents(ofCampaign: "none") == [])
  }
}
