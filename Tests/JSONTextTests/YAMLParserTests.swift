import Diagnostics
import JSONText
import Testing

@Suite struct YAMLParserTests {
  private func parse(_ text: String, limits: YAMLLimits = .init()) -> Parsed<PositionedValue?> {
    YAMLParser.parse(SourceFile(name: "a.yml", text: text), limits: limits)
  }

  @Test func scalarsFollowTheCoreSchema() {
    let parsed = parse(
      """
      [yes, no, on, off, true, False, null, ~, 1, +012, -1.50, .5, 1e3, 0x1F, 0o17, "1", '2',
       2026-05-01, .inf, 1_000, !!str 7, ! 8, 12:30]
      """)
    #expect(
      parsed.value?.plain
        == [
          "yes", "no", "on", "off", true, false, nil, nil, 1, 12,
          .number(JSONNumber(validated: "-1.50")), .number(JSONNumber(validated: "0.5")),
          .number(JSONNumber(validated: "1e3")), 31, 15, "1", "2", "2026-05-01", ".inf", "1_000",
          "7",
          "8", "12:30",
        ])
  }

  @Test func positionsCountBytes() {
    let parsed = parse("é: ü\nlist:\n  - ä: &x 1\n    b: *x\n")
    let list = parsed.value?["list"]?.elements
    #expect(parsed.value?.members?[0].value.location.description == "a.yml:1:5")
    #expect(list?.first?.members?[0].value.location.description == "a.yml:3:9")
    #expect(list?.first?["b"]?.plain == 1)
    #expect(list?.first?.members?[1].keyLocation.description == "a.yml:4:5")
  }

  @Test(arguments: [
    ("a: 1\nb: [1\n", "invalid-yaml", 3), ("a: 1\na: 2\n", "duplicate-key", 0),
    ("a: b: c\n", "invalid-yaml", 1), ("a: *nope\n", "invalid-yaml", 1),
    ("--- 1\n--- 2\n", "invalid-yaml", 2), ("? [1]\n: 2\n", "invalid-yaml", 1),
    ("a: !ruby/x 1\n", "unknown-tag", 1), ("a: \u{1}\n", "invalid-yaml", 1),
    ("a:\n\t- b\n", "invalid-yaml", 2), ("a: &x [1]\n*x : 2\n", "invalid-yaml", 2),
  ])
  func mistakesAreDiagnosticsWithAPlace(text: String, identifier: String, line: Int) {
    let parsed = parse(text)
    #expect(parsed.value == nil)
    #expect(parsed.diagnostics.first?.identifier == identifier)
    if line > 0 { #expect(parsed.diagnostics.first?.location?.line == line) }
  }

  @Test func emptyFilesAreNull() {
    #expect(parse("").value?.kind == .null)
    #expect(parse("# only words\n").value?.kind == .null)
  }

  @Test func aliasBombsStop() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(parse(text).diagnostics.map(\.identifier) == ["yaml-limit"])
    #expect(parse(text + "? *a40\n: 1\n").diagnostics.map(\.identifier) == ["invalid-yaml"])
    #expect(parse(text + "{[*a40]: 1}\n").diagnostics.map(\.identifier) == ["invalid-yaml"])
  }

  @Test func deepNestingStops() {
    #expect(parse(String(repeating: "[", count: 50_000)).hasErrors)
    #expect(
      parse(String(repeating: "- ", count: 900) + "x").diagnostics[0].identifier == "yaml-limit")
    #expect(parse("[[1]]", limits: YAMLLimits(maximumDepth: 2)).hasErrors)
    #expect(parse("[1]", limits: YAMLLimits(maximumBytes: 2)).hasErrors)
  }

  @Test func invalidUTF8IsReported() {
    let parsed = YAMLParser.parse(SourceFile(name: "a.yml", bytes: [0x61, 0x3A, 0x20, 0xFF]))
    #expect(parsed.diagnostics.first?.location?.offset == 3)
  }
}
