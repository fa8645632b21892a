import CRMModel
import Diagnostics
import JSONText
import Records
import TestSupport
import Testing

@Suite("S3-46 Maps say which column is which field")
struct ImportMapTests {
  func map(_ text: String) throws -> Parsed<ImportMap?> {
    let yaml = YAMLParser.parse(SourceFile(name: "map.yml", text: text))
    #expect(yaml.diagnostics == [])
    return ImportMap.parse(try #require(yaml.value))
  }

  @Test func columnsTransformsDatesAndWords() throws {
    let desk = try Desk()
    let path = try desk.folder.write(
      "E-Mail-Adresse;Vorname;Angemeldet;Status;Umsatz;Interne Notiz\n"
        + "ANN@EXAMPLE.COM; Ann ;03.04.2025 7:05;Abonniert;1.234,50;geheim\n"
        + "bob@example.com;Bob;31.02.2025 7:05;x;;\n", to: "leute.csv")
    try desk.folder.write(
      """
      entity: contacts
      columns:
        E-Mail-Adresse: {field: email, transform: [trim, lower]}
        Vorname: first_name
        Angemeldet: {field: consent_at, date: dd.MM.yyyy H:mm}
        Status: {field: consent, values: {abonniert: granted}}
        Umsatz: {field: data.revenue, transform: decimal-comma}
        Interne Notiz: ignore
      """, to: "map.yml")
    let map = try ImportMap.load(path: desk.folder.path + "/map.yml", name: "map.yml")
    var rejected: [RejectedRow] = []
    let report = try Importer(store: desk.store, onReject: { rejected.append($0) })
      .run(files: [ImportFile(path: path, name: "leute.csv", map: map)])
    #expect(report.files.map(\.inserted) == [1])
    let ann = try #require(try desk.store.contacts().first)
    #expect(ann.email == "ann@example.com" && ann.firstName == "Ann" && ann.consent == .granted)
    #expect(ann.consentAt?.description == "2025-04-03T07:05:00Z")
    #expect(try desk.store.attributes(of: [ann.id])[ann.id] == ["revenue": "1234.50"])
    #expect(rejected.map { "\($0.line):\($0.column) \($0.code)" } == ["3:21 INVALID_FORMAT"])
  }

  @Test func membersOfJSONRecordsAreMappedToo() throws {
    let desk = try Desk()
    let path = try desk.folder.write(
      #"{"mail":"A@EXAMPLE.COM","since":"4/3/2025 1:05 PM"}"# + "\n"
        + #"{"mail":"b@example.com","since":"later"}"#, to: "contacts.jsonl")
    let map = try #require(
      map(
        "mail: {field: email, transform: lower}\nsince: {field: consent_at, transform: 'date:M/d/yyyy h:mm a'}"
      )
      .value)
    let report = try Importer(store: desk.store).run(
      files: [ImportFile(path: path, name: "contacts.jsonl", map: map)])
    #expect(report.rejected == 1)
    #expect(try desk.store.contacts().map(\.email) == ["a@example.com"])
    #expect(try desk.store.contacts().first?.consentAt?.description == "2025-04-03T13:05:00Z")
  }

  @Test(arguments: [
    ("columns: {Mail: emial}", "unknown-field", "did you mean “email”?"),
    ("columns: {Mail: {field: email, transform: shout}}", "unknown-transform", "use trim"),
    ("columns: {Mail: {field: email, trnsform: trim}}", "unknown-key", "did you mean “transform”?"),
    ("columns: {Mail: {field: consent_at, date: foo}}", "invalid-format", "dd.MM.yyyy"),
    ("columns: {Mail: {transform: trim}}", "missing-key", ""),
    ("columns: {Mail: [email]}", "wrong-type", ""),
    ("{entity: contcts, columns: {Mail: email}}", "unknown-entity", "contacts"),
    ("{entty: contacts, columns: {Mail: email}}", "unknown-key", "entity"),
    ("columns: {}", "missing-key", ""),
    ("[a]", "wrong-type", ""),
  ])
  func mistakesAreNamed(text: String, identifier: String, hint: String) throws {
    let parsed = try map(text)
    #expect(parsed.value == nil)
    #expect(parsed.diagnostics.first?.identifier == identifier)
    #expect(hint.isEmpty || parsed.diagnostics.first?.hint?.contains(hint) == true)
    #expect(parsed.diagnostics.first?.location?.file == "map.yml")
  }

  @Test func aMapBesideItsFileIsUsedAndAChangeOfItIsNoticed() throws {
    let desk = try Desk()
    try desk.write("Mail,Ort\na@example.com,Ulm\n", to: "contacts.csv")
    try desk.write("columns: {Mail: email, Ort: city}\n", to: "contacts.csv.map.yml")
    try desk.run()
    #expect(try desk.store.contacts().map(\.city) == ["Ulm"])
    #expect(try desk.run().files.allSatisfy(\.isSkipped))
    try desk.write("columns: {Mail: email, Ort: state}\n", to: "contacts.csv.map.yml")
    try desk.run()
    #expect(try desk.store.contacts().map(\.state) == ["Ulm"])
    #expect(try desk.store.contacts().map(\.city) == [nil])
  }

  @Test func aMapThatIsNotThereOrNotReadableIsAnError() throws {
    let folder = try TemporaryFolder()
    #expect(throws: GalleyError.self) { try ImportMap.load(path: "/nowhere.yml", name: "n") }
    for text in ["", "a: [", "columns: {x: nothing}"] {
      let path = try folder.write(text, to: "map.yml")
      #expect(throws: GalleyError.self) { try ImportMap.load(path: path, name: "map.yml") }
    }
  }
}
