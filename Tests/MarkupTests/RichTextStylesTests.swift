import Diagnostics
import Markup
import SourceText
import Testing

@Suite struct RichTextStylesTests {
  private func styles(_ css: String, classes: String = "") -> RichTextStyles {
    RichTextStyles(
      css: [Pieces(SourceFile(name: "a.css", text: css))], containerClasses: classes)
  }

  @Test func laterMarkdownGetsTheStylesOfTheTemplate() {
    let styles = styles(
      "p { margin: 0 } .copy a { color: red } .other a { color: blue } a:hover { top: 0 }",
      classes: "copy")
    let html = Markdown.html(Array("Hi [x](https://x.org)".utf8))
    #expect(
      String(decoding: styles.apply(to: html), as: UTF8.self)
        == "<p style=\"margin: 0;\">Hi <a style=\"color: red;\" href=\"https://x.org\">x</a></p>\n")
  }

  @Test func stylesAreThoseOfThePlaceInTheTemplate() throws {
    let html =
      "<html><head><style>p { margin: 0 } td.copy > p { color: red } #x a { top: 0 } "
      + "p:first-child { left: 0 } .z p { right: 0 }</style></head><body><table><tr>"
      + "<td class=\"z\"></td><td class=\"copy\" id=\"x\">{{ intro | markdown }}</td></tr></table></body></html>"
    let template = Pieces(SourceFile(name: "a.html", text: html))
    let mark = try #require(html.firstRange(of: "{{ intro"))
    let offset = html.utf8.distance(from: html.startIndex, to: mark.lowerBound)
    let styles = RichTextStyles(template: template, at: offset)
    #expect(
      String(decoding: styles.apply(to: Array("<p>a <a>b</a></p><em>c</em>".utf8)), as: UTF8.self)
        == "<p style=\"margin: 0; color: red;\">a <a style=\"top: 0;\">b</a></p><em>c</em>")
  }

  @Test func elementsWithAStyleKeepIt() {
    #expect(
      styles("p { margin: 0 }").apply(to: Array("<p style=\"top:0\">".utf8))
        == Array("<p style=\"top:0\">".utf8))
  }

  @Test func withoutCSSNothingChanges() {
    #expect(styles("").isEmpty)
    #expect(styles("").apply(to: Array("<p>x</p>".utf8)) == Array("<p>x</p>".utf8))
  }
}
