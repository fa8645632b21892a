import CRMModel
import Diagnostics
import Foundation
import GRDB
import JSONText
@testable import Records
import TestSupport
import Testing

/// How many rounds the seeded properties run: more when GALLEY_FUZZ_SECONDS asks for it.
enum Rounds {
  static let count =
    (ProcessInfo.processInfo.environment["GALLEY_FUZZ_SECONDS"].flatMap { Int($0) } ?? 0) > 0
    ? 200 : 4
}

@Suite("S0-01 D-02 Properties that hold after every transaction")
struct StorePropertyTests {
  /// One tenant with its own data folder.
  struct Side {
    let store: Store
    let folder: String
    var log: ChangeLog { ChangeLog(store: store, folder: folder, namedUnder: "Assets/crm") }
  }

  @Test(
    "S0-01 whatever two tenants do, neither sees or changes the other", arguments: 0..<Rounds.count)
  func tenantsNeverMeet(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed) &+ 99)
    let folder = try TemporaryFolder()
    let shared = folder.path + "/store.sqlite"
    let sides = try ["one", "two"].map { name in
      Side(
        store: try Store.open(path: shared, tenant: TenantID(name), clock: { Desk.now }),
        folder: folder.path + "/" + name)
    }
    // Each tenant alone, in a file of its own, is the model of what it should see.
    let models = try ["one", "two"].map { name in
      Side(
        store: try Store.open(
          path: folder.path + "/\(name).sqlite", tenant: TenantID(name), clock: { Desk.now }),
        folder: folder.path + "/model-" + name)
    }
    for _ in 0..<6 {
      let which = Int.random(in: 0..<2, using: &random)
      let pick = UInt64.random(in: 0...UInt64.max, using: &random)
      let other = 1 - which
      let before = try snapshot(sides[other].store)
      for side in [sides[which], models[which]] {
        var choices = SplitMix(state: pick)
        try act(side, &choices, in: folder)
      }
      #expect(try snapshot(sides[other].store) == before)
      #expect(try snapshot(sides[which].store) == snapshot(models[which].store))
      try checkRules(sides[which].store)
    }
    let token = try sides[0].store.page(limit: 1).nextToken
    if let token {
      #expect(throws: GalleyError.self) { try sides[1].store.page(limit: 1, token: token) }
    }
  }

  // The same ids in both tenants, so that a missing tenant in a condition shows.
  func act(_ side: Side, _ random: inout SplitMix, in folder: TemporaryFolder) throws {
    func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
    func write(_ text: String, _ name: String) throws {
      try FileManager.default.createDirectory(
        atPath: side.folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: side.folder + "/" + name))
    }
    switch number(4) {
    case 0, 1:
      for (name, text) in ChangeTests().files(&random) { try write(text, name) }
      _ = try Importer(store: side.store).run(folder: side.folder, namedUnder: "Assets/crm")
    case 2:
      try? FileManager.default.createDirectory(
        atPath: side.folder, withIntermediateDirectories: true)
      _ = try? side.log.put(
        .contact, id: "c\(number(8))",
        fields: ["city": .string("city \(number(3))"), "data.tier": .string("t\(number(3))")])
    default:
      try? FileManager.default.createDirectory(
        atPath: side.folder, withIntermediateDirectories: true)
      _ = try? side.log.delete(.contact, id: "c\(number(8))", cascades: number(2) == 0)
    }
  }

  func snapshot(_ store: Store) throws -> String {
    let contacts = try store.contacts(limit: 1000)
    let ids = contacts.map(\.id)
    var text = "\(contacts)\(try store.places())\(try store.purchases())\(try store.events())"
    for id in ids.sorted() {
      text += "\(id)\(try store.attributeVersions(of: id).map(\.value))"
      text += "\(try store.history(of: .contact, id: id).map { "\($0.action)\($0.changes)" })"
    }
    return text
  }

  /// Rules 1 to 5 of the data model, asked of the tables.
  func checkRules(_ store: Store) throws {
    try store.pool.read { database in
      #expect(try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").isEmpty)
      #expect(try String.fetchOne(database, sql: "PRAGMA integrity_check") == "ok")
      let twice = try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM (SELECT 1 FROM attribute_values WHERE status = 'active'
            GROUP BY endpoint_id, data_identity, data_type_attribute_name HAVING count(*) > 1)
          """)
      #expect(twice == 0)
      let wrong = try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM contact_profiles c WHERE
            hosted_event_count <> (SELECT count(*) FROM event_hosts l
              WHERE l.endpoint_id = c.endpoint_id AND l.contact_uuid = c.contact_uuid)
            OR attended_event_count <> (SELECT count(*) FROM event_attendances l
              WHERE l.endpoint_id = c.endpoint_id AND l.contact_uuid = c.contact_uuid)
          """)
      #expect(wrong == 0)
    }
  }

  @Test("S0-39 replaying the history of a record gives the record", arguments: 0..<Rounds.count)
  func historyTurnsOldIntoNew(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let desk = try Desk()
    for _ in 0..<4 {
      for (name, text) in ChangeTests().files(&random) { try desk.write(text, to: name) }
      try desk.run()
    }
    let now = try desk.store.contacts(limit: 1000)
    for id in (0..<8).map({ "c\($0)" }) {
      var values: [String: JSONValue] = [:]
      var exists = false
      for entry in try desk.store.history(of: .contact, id: id, limit: 1000).reversed() {
        for change in entry.changes {
          #expect(values[change.field, default: .null] == change.old)
          values[change.field] = change.new
        }
        exists = entry.action != .delete
      }
      let contact = now.first { $0.id == id }
      #expect(exists == (contact != nil))
      guard let contact else { continue }
      #expect(values["email"] == .string(contact.email))
      #expect(values["last_name", default: ""] == .string(contact.lastName ?? ""))
      #expect(values["place_uuid", default: .null] == contact.placeID.map { .string($0) } ?? .null)
    }
    let sequences = try desk.store.history(limit: 10_000).map(\.sequence)
    #expect(sequences == sequences.sorted(by: >) && Set(sequences).count == sequences.count)
  }

  @Test(
    "S2-68 no contact is lost or repeated across pages, whatever comes in between",
    arguments: 0..<Rounds.count)
  func pagesAreWhole(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed) &+ 7)
    let desk = try Desk()
    func row(_ id: Int) -> String {
      "c\(id),m\(id)@example.com,L\(id * 7 % 5),\(id % 3 == 0 ? "TechCorp" : "Other"),\(id % 2 == 0 ? "BE" : "BY")\n"
    }
    var known = Set(0..<40)
    func write() throws {
      try desk.write(
        "contact_uuid,email,last_name,company,state\n" + known.sorted().map(row).joined(),
        to: "contacts.csv")
      try desk.run()
    }
    try write()
    for text in [
      "{}", "company: TechCorp", "state: BE", "{state: BE, company: TechCorp}",
      "not: {company: TechCorp}",
    ] {
      let filter = try desk.filter(text)
      let first = Set(try desk.store.contacts(matching: filter, limit: 1000).map(\.id))
      var seen: [String] = []
      var token: String?
      repeat {
        let limit = Int.random(in: 1...7, using: &random)
        let page = try desk.store.page(of: filter, limit: limit, token: token)
        #expect(page.contacts.count <= limit)
        seen += page.contacts.map(\.contact.id)
        token = page.nextToken
        if Int.random(in: 0..<3, using: &random) == 0 {
          known.insert(Int.random(in: 40..<200, using: &random))
          try write()
        }
      } while token != nil
      #expect(Set(seen).count == seen.count)
      #expect(Set(seen).isSuperset(of: first))
    }
  }

  @Test(
    "S2-60 every combination of filters gives what a look at each contact gives", arguments: 0..<128
  )
  func everyCombination(mask: Int) throws {
    let desk = Self.crowd
    let parts = [
      "company: TechCorp", "job_title: Developer", "state: BE", "city: Ulm",
      "hosted_event_count: {min: 1}", "attended_event_count: {min: 1, max: 2}", "consent: granted",
    ]
    let chosen = parts.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element)
    let filter = try desk.filter("{\(chosen.joined(separator: ", "))}")
    let expected = try desk.store.contacts(limit: 1000).filter { contact in
      chosen.allSatisfy { part in
        switch part {
        case parts[0]: contact.company == "TechCorp"
        case parts[1]: contact.jobTitle == "Developer"
        case parts[2]: contact.state == "BE"
        case parts[3]: contact.city == "Ulm"
        case parts[4]: contact.hostedEventCount >= 1
        case parts[5]: (1...2).contains(contact.attendedEventCount)
        default: contact.consent == .granted
        }
      }
    }
    #expect(try desk.store.contacts(matching: filter, limit: 1000) == expected)
    #expect(try desk.store.countContacts(matching: filter) == expected.count)
    let plan = try desk.store.explain(filter)
    #expect(plan.rowsKept == expected.count && plan.rowsRead >= plan.rowsKept)
    // What SQLite says of the list itself names the index that the plan names, and no other.
    let lines = plan.sqlite.filter { $0.contains(" t ") || $0.hasSuffix(" t") }
    #expect(lines.count == 1 && lines[0].contains("USING INDEX \(plan.index) ("))
    let wanted =
      mask & 4 != 0
      ? "GSI_ByLocation"
      : mask & 1 != 0 ? "GSI_ByCompany" : mask & 2 != 0 ? "GSI_ByJobTitle" : "last_name-id-index"
    #expect(plan.index == wanted)
    let kind: SegmentPlan.Kind =
      wanted == "last_name-id-index"
      ? .scan
      : chosen.allSatisfy { part in
        (wanted == "GSI_ByLocation" && (part == parts[2] || part == parts[3]))
          || (wanted == "GSI_ByCompany" && part == parts[0])
          || (wanted == "GSI_ByJobTitle" && part == parts[1])
      } ? .index : .hybrid
    #expect(plan.kind == kind)
  }

  static let crowd: Desk = {
    do {
      let desk = try Desk()
      var contacts = "contact_uuid,email,last_name,company,job_title,state,city,consent\n"
      for id in 0..<90 {
        contacts +=
          "c\(id),m\(id)@example.com,L\(id % 11),\(["TechCorp", "Other", ""][id % 3]),"
          + "\(["Developer", "Nurse"][id / 3 % 2]),\(["BE", "BY"][id / 6 % 2]),"
          + "\(["Ulm", "Bonn"][id / 12 % 2]),\(["granted", "unknown"][id / 24 % 2])\n"
      }
      try desk.write(contacts, to: "contacts.csv")
      var events = "event_id,slug,title,host_ids,attendee_ids\n"
      for id in 0..<4 {
        let guests = (0..<90).filter { $0 % (id + 2) == 0 }.map { "c\($0)" }.joined(separator: ";")
        events += "e\(id),e\(id),E,c\(id * 5);c\(id * 7 + 1),\(guests)\n"
      }
      try desk.write(events, to: "events.csv")
      try desk.run()
      return desk
    } catch {
      preconditionFailure("the crowd could not be made: \(error)")
    }
  }()
}
