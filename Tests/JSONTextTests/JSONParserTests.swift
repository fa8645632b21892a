import Diagnostics
import JSONText
import TestSupport
import Testing

@Suite struct JSONParserTests {
  @Test func exactNumbersAndEscapesSurvive() throws {
    let text =
      #"{"n": -0.10e+2, "s": "a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é", "z": [0e1, true, false, null]}"#
    let value = try JSONParser.parse(Array(text.utf8))
    #expect(value["n"]?.numberValue?.text == "-0.10e+2")
    #expect(value["s"] == "a\"\\/\u{8}\u{C}\n\r\té😀é")
    #expect(value["z"]?.arrayValue?.count == 4)
    #expect(value.objectValue?.keys == ["n", "s", "z"])
  }

  @Test(arguments: [
    ("[1,]", 2), ("{\"a\":1,}", 6), ("[01]", 1), ("[1.]", 3), ("{'a':1}", 1), ("[\"a]", 1),
    ("[1] x", 4), ("", 0), ("[1", 2), ("[\"\\x\"]", 2), ("[\"\\ud800\"]", 2), ("[tru]", 1),
    ("[\"a\u{1}\"]", 3), ("// x\n1", 0), ("[1 2]", 3), ("{\"a\" 1}", 5), ("[NaN]", 1), ("[-]", 2),
  ])
  func mistakesAreFoundWhereTheyAre(text: String, offset: Int) {
    let parsed = JSONParser.parse(SourceFile(name: "a.json", text: text))
    #expect(parsed.value == nil)
    #expect(parsed.diagnostics.first?.location?.offset == offset)
    #expect(throws: GalleyError.self) { try JSONParser.parse(Array(text.utf8)) }
  }

  @Test func errorsNameLineAndColumn() {
    let parsed = JSONParser.parse(SourceFile(name: "a.json", text: "{\n  \"a\": 1,\n}"))
    #expect(parsed.diagnostics.first?.location?.description == "a.json:2:9")
    #expect(parsed.diagnostics.first?.hint == "remove the comma")
  }

  @Test func invalidUTF8IsNamedAtItsByte() {
    let bytes = Array("[\"aé".utf8) + [0xFF] + Array("\"]".utf8)
    let parsed = JSONParser.parse(SourceFile(name: "a.json", bytes: bytes))
    #expect(parsed.diagnostics.first?.location?.offset == 5)
  }

  @Test func repeatedKeysAreWarningsAndTheLastCounts() throws {
    let parsed = JSONParser.parse(SourceFile(name: "a.json", text: #"{"a": 1, "b": 2, "a": 3}"#))
    #expect(parsed.value?.plain == ["a": 3, "b": 2])
    #expect(parsed.diagnostics.map(\.identifier) == ["duplicate-key"])
    #expect(!parsed.hasErrors)
  }

  @Test func keysThatOnlyLookTheSameAreDifferent() throws {
    let value = try JSONParser.parse(Array("{\"\u{E9}\": 1, \"e\u{301}\": 2}".utf8))
    #expect(value.objectValue?.count == 2)
  }

  @Test func limitsHold() {
    let deep = Array(String(repeating: "[", count: 100_000).utf8)
    #expect { try JSONParser.parse(deep) } throws: { ($0 as? GalleyError)?.code == .limitExceeded }
    #expect(throws: GalleyError.self) {
      try JSONParser.parse(Array("[1, 2]".utf8), limits: JSONLimits(maximumBytes: 3))
    }
  }

  @Test func positionsAreThoseOfTheSource() {
    let parsed = JSONParser.parse(
      SourceFile(name: "a.json", text: "\u{FEFF}{\n \"a\": [1,\n  \"x\"]}"))
    let value = parsed.value
    #expect(value?.location.offset == 3)
    #expect(value?.members?.first?.keyLocation.column == 2)
    #expect(value?["a"]?.elements?.last?.location.line == 3)
  }

  @Test(.enabled(if: Conformance.isAvailable)) func theParsingSuiteHolds() throws {
    let files = Conformance.files(under: "json-test-suite/test_parsing", extension: "json")
    #expect(files.count >= 318)
    for file in files {
      let bytes = try Conformance.read("json-test-suite/test_parsing/" + file)
      let accepted = (try? JSONParser.parse(bytes)) != nil
      let positioned = JSONParser.parse(SourceFile(name: file, bytes: bytes)).value != nil
      #expect(accepted == positioned, "\(file)")
      if file.hasPrefix("y_") { #expect(accepted, "\(file)") }
      if file.hasPrefix("n_") { #expect(!accepted, "\(file)") }
    }
  }
}
