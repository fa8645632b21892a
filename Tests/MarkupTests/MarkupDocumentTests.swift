import Diagnostics
import Foundation
import Markup
import SourceText
import Testing

@Suite struct MarkupDocumentTests {
  private func document(_ name: String, _ text: String, css: String? = nil) -> MarkupDocument {
    MarkupDocument(
      SourceFile(name: name, text: text),
      css: css.map { [SourceFile(name: "a.css", text: $0)] } ?? []
    ) { path in
      path == "part.css" ? Pieces(SourceFile(name: path, text: "p { left: 0 }")) : nil
    }
  }

  @Test(arguments: [
    ("a.mjml", "", MarkupFormat.mjml), ("a.html", "<mjml>", .html), ("a.htm", "", .html),
    ("a.liquid.md", "", .markdown), ("mjml.html.hbs", "", .html), ("a.txt", "", .text),
    ("a", " <mjml>", .mjml), ("a", "<p>", .html),
  ])
  func theNameTellsTheFormat(_ name: String, _ text: String, _ format: MarkupFormat) {
    #expect(MarkupFormat(of: SourceFile(name: name, text: text)) == format)
  }

  @Test func compilingMarkdownLeavesOutTheFrontMatterAndInlinesExtraCSS() {
    let text = "---\ntitle: x\n---\nHi *{{ name }}*"
    #expect(document("a.md", text).compiled().value.text == "<p>Hi <em>{{ name }}</em></p>\n")
    #expect(
      document("a.md", text, css: "em { top: 0 }").compiled().value.text
        == "<p>Hi <em style=\"top: 0;\">{{ name }}</em></p>\n")
  }

  @Test func punctuationIsTypographicOnRequest() {
    let file = SourceFile(name: "a.md", text: "\"a\" -- {{ b }}...")
    let document = MarkupDocument(file, markdown: MarkdownOptions(smart: true))
    #expect(document.compiled().value.text == "<p>“a” – {{ b }}…</p>\n")
  }

  @Test func inliningReadsTheDocumentsOwnStylesAndLinkedFiles() {
    let html =
      "<head><link rel=\"stylesheet\" href=\"part.css\"><style>p{top:0}</style></head><p>x</p>"
    #expect(
      document("a.html", html).inlined().value.text.hasSuffix("<p style=\"left: 0; top: 0;\">x</p>")
    )
    #expect(document("a.html", html).compiled().value.text == html)
  }

  @Test func textIsWrappedUnlessTagsHaveToBeFilledFirst() {
    let words = String(repeating: "word ", count: 30)
    let plain = document("a.html", "<p>\(words)</p>").textPart(width: 20).value
    #expect(plain.split(separator: 10).allSatisfy { $0.count <= 20 })
    let template = document("a.html", "<p>\(words) {{ x }}</p>").textPart(width: 20).value
    #expect(template.split(separator: 10).count == 1)
    #expect(document("a.txt", "own\n").textPart().value == Array("own\n".utf8))
  }

  @Test func lintStopsAtWhatDoesNotCompileAndKnowsTemplates() {
    #expect(document("a.mjml", "<mjml><mj-x/></mjml>").lint().hasErrors)
    #expect(!document("a.html", "<p>{{ x }}</p>").lint().contains { $0.identifier == "leftover" })
    let partial = document("a.html", "<body>{% render \"head\" %}{{> foot}}x</body>").lint()
    #expect(!partial.contains { $0.identifier.hasPrefix("missing-") })
    #expect(document("a.html", "<p>undefined</p>").lint().contains { $0.identifier == "leftover" })
    #expect(document("a.txt", "undefined").lint().map(\.identifier) == ["leftover"])
    #expect(document("a.txt", "x").compiled().diagnostics.map(\.identifier) == ["no-markup"])
  }

  @Test func silencedNamesAreRules() {
    let configuration = LintConfiguration(silenced: ["image-alt", "image-atl"])
    #expect(configuration.unknownRules.map(\.name) == ["image-atl"])
    #expect(configuration.unknownRules.first?.nearest == "image-alt")
    #expect(configuration.options.silenced.contains("image-alt"))
  }

  @Test func everyRuleHasItsSectionInTheDocumentation() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: root.appendingPathComponent("docs/lint/README.md"))
    let sections = String(decoding: data, as: UTF8.self).split(separator: "\n").filter {
      $0.hasPrefix("## ")
    }.map { String($0.dropFirst(3)) }
    #expect(sections.sorted() == LintRule.all.map(\.name).sorted())
  }
}
