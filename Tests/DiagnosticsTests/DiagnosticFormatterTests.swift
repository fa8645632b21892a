import Diagnostics
import Testing

struct DiagnosticFormatterTests {
  @Test func showsPlaceExcerptCaretAndHelp() {
    let file = SourceFile(name: "email.liquid.html", text: "<p>\nHi {{ contact.frist_name }},\n")
    let start = 4 + 6
    let diagnostic = Diagnostic(
      .error, "unknown-field", "contact has no field “frist_name”", in: file,
      range: start..<start + 18, hint: "did you mean “first_name”?")
    #expect(
      DiagnosticFormatter().format(diagnostic) == """
        email.liquid.html:2:7: error: contact has no field “frist_name” [unknown-field]
          | Hi {{ contact.frist_name }},
          |       ^~~~~~~~~~~~~~~~~~
          = help: did you mean “first_name”?

        """)
  }

  @Test func controlCharactersCannotReachTheTerminal() {
    let file = SourceFile(name: "a.csv", text: "x\u{1B}[31m\u{202E}y")
    let text = DiagnosticFormatter().format(
      Diagnostic(.warning, "odd", "odd\u{7}", in: file, range: 0..<1))
    #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    #expect(!text.contains("\u{202E}"))
  }

  @Test func longLinesAreShownAroundThePlace() {
    let file = SourceFile(
      name: "a", text: String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
    )
    let lines = DiagnosticFormatter().format(
      Diagnostic(.error, "e", "s", in: file, range: 500..<501)
    ).split(separator: "\n")
    #expect(lines[1].count <= 110)
    let column = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    #expect(column.map { Array(lines[1])[$0] } == "X")
  }

  @Test func nearestNameSuggestsWhatWasMeant() {
    #expect(
      nearestName(to: "frist_name", in: ["last_name", "first_name", "email"]) == "first_name")
    #expect(nearestName(to: "zzz", in: ["first_name"]) == nil)
    #expect(nearestName(to: "Ab", in: ["ac", "ad"]) == "ac")
  }

  @Test func picoDollarsAreExact() {
    #expect(PicoDollars(dollars: "0.15")?.rawValue == 150_000_000_000)
    #expect(PicoDollars(dollars: "0.15")?.description == "0.15")
    #expect(PicoDollars(112_500_000).description == "0.0001125")
    #expect(PicoDollars(dollars: "1.2.3") == nil)
    #expect(PicoDollars(dollars: "99999999999") == nil)
  }
}
