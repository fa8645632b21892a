import CRMModel
import Diagnostics
import JSONText
import Records
import TestSupport
import Testing

struct ToolTests {
  @Test func aSyntheticDataSetImportsWithoutAProblemAndIsAlwaysTheSame() throws {
    let desk = try Desk()
    _ = try Synthesizer(contacts: 200, seed: 7).run(into: desk.folder.path + "/crm")
    _ = try Synthesizer(contacts: 200, seed: 7).run(into: desk.folder.path + "/again")
    #expect(try desk.folder.read("crm/contacts.csv") == desk.folder.read("again/contacts.csv"))
    let report = try desk.run()
    #expect(report.diagnostics == [])
    #expect(report.files.count == 8 && report.files.allSatisfy { $0.inserted > 0 })
    #expect(try desk.store.countContacts(matching: desk.filter("consent: granted")) > 150)
    #expect(try desk.store.topContacts(limit: 3).count == 3)
  }

  @Test(arguments: Exporter.Format.allCases)
  func anExportImportsIntoTheSameStore(format: Exporter.Format) throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let out = desk.folder.path + "/out"
    #expect(try Exporter(store: desk.store, format: format).run(into: out).count == 8)
    let other = try Store.open(
      path: desk.folder.path + "/o.sqlite", tenant: TenantID("demo"), clock: { Desk.now })
    #expect(try Importer(store: other).run(folder: out).rejected == 0)
    #expect(try other.contacts() == desk.store.contacts())
    #expect(try other.places() == desk.store.places())
    #expect(try other.purchases() == desk.store.purchases())
    #expect(try other.events() == desk.store.events())
    #expect(try other.attributes(of: ["c1"]) == desk.store.attributes(of: ["c1"]))
    #expect(try other.attributes(of: ["k1"], type: .corporation)["k1"] == ["size": "large"])
  }

  @Test func formulasAreKeptAsTextAndEscapedOnExport() throws {
    let desk = try Desk()
    try desk.write("email,company\na@example.com,=cmd|x\n", to: "contacts.csv")
    try desk.run()
    #expect(try desk.store.contacts().first?.company == "=cmd|x")
    let bytes = try Exporter(store: desk.store, format: .csv).export(.contact)
    #expect(String(decoding: bytes, as: UTF8.self).contains(",'=cmd|x,"))
  }

  @Test func anAnonymisedExportKeepsRelationsAndNoNames() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let out = desk.folder.path + "/out"
    _ = try Exporter(store: desk.store, format: .csv, anonymizedWith: "s").run(into: out)
    let text = try desk.folder.read("out/contacts.csv")
    #expect(!text.lowercased().contains("ann") && !text.contains("Young"))
    let other = try Store.open(
      path: desk.folder.path + "/o.sqlite", tenant: TenantID("demo"), clock: { Desk.now })
    #expect(try Importer(store: other).run(folder: out).diagnostics == [])
    #expect(try other.purchases().count == 2 && other.events().first?.attendeeIDs.count == 2)
  }

  @Test func aBackupBringsEverythingBack() throws {
    let desk = try Desk()
    try desk.writeShop()
    try desk.run()
    let copy = desk.folder.path + "/copy.sqlite"
    try desk.store.backUp(to: copy)
    try desk.write("email\nx@example.com\n", to: "contacts.csv")
    try desk.run()
    #expect(try desk.store.countContacts() == 1)
    try desk.store.restore(from: copy)
    #expect(try desk.store.countContacts() == 3)
  }

  @Test func aDamagedStoreIsRefusedAndLeftAsItIs() throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "this is no database ", count: 300)
    let path = try folder.write(text, to: "store.sqlite")
    #expect(throws: GalleyError.self) {
      try Store.open(path: path, tenant: TenantID("t"), clock: { Desk.now })
    }
    #expect(try folder.read("store.sqlite") == text)
  }
}
