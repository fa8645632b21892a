import Diagnostics
import Markup
import SourceText
import Testing

@Suite struct MarkdownTests {
  @Test func rendersTablesTasksStrikethroughAndAutolinks() {
    #expect(
      Markdown.html("| a | b |\n| - | - |\n| 1 | 2 |\n")
        == "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        + "<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n")
    #expect(Markdown.html("~~old~~") == "<p><del>old</del></p>\n")
    #expect(
      Markdown.html("see www.example.com")
        == "<p>see <a href=\"http://www.example.com\">www.example.com</a></p>\n")
    #expect(
      Markdown.html("- [x] done")
        == "<ul>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> done</li>\n</ul>\n")
  }

  @Test func safeModeLeavesOutRawHTMLAndScriptURLs() {
    #expect(
      Markdown.html("<b>x</b>") == "<p><!-- raw HTML omitted -->x<!-- raw HTML omitted --></p>\n")
    #expect(Markdown.html("[x](javascript:alert(1))") == "<p><a href=\"\">x</a></p>\n")
    #expect(
      Markdown.html("<b>x</b>", options: MarkdownOptions(isSafe: false)) == "<p><b>x</b></p>\n")
  }

  @Test func smartPunctuationAndHardBreaksAreOptions() {
    #expect(
      Markdown.html("\"a\" -- b", options: MarkdownOptions(smart: true)) == "<p>“a” – b</p>\n")
    #expect(
      Markdown.html("a\nb", options: MarkdownOptions(hardBreaks: true)) == "<p>a<br />\nb</p>\n")
  }

  @Test func templateTagsStandInTheOutputAsTheyWere() {
    let source = Pieces(
      SourceFile(
        name: "email.md",
        text: "Hi *{{ contact.first_name | default: \"_you_\" }}*, [go]({{ url }}?a=b)\n"))
    #expect(
      Markdown.html(source, options: MarkdownOptions(smart: true)).value.text
        == "<p>Hi <em>{{ contact.first_name | default: \"_you_\" }}</em>, "
        + "<a href=\"{{ url }}?a=b\">go</a></p>\n")
  }

  @Test func aSteeringTagAloneOnItsLineStandsBetweenBlocks() {
    let source = Pieces(
      SourceFile(
        name: "email.md",
        text: "Intro\n{% for p in products %}\n- {{ p.name }}\n{% endfor %}\n\nEnd\n"))
    #expect(
      Markdown.html(source).value.text
        == "<p>Intro</p>\n{% for p in products %}\n<ul>\n<li>{{ p.name }}</li>\n</ul>\n"
        + "{% endfor %}\n<p>End</p>\n")
  }

  @Test func aTemplateTagInTheOutputKnowsItsLine() {
    let source = Pieces(SourceFile(name: "email.md", text: "# Title\n\nHi {{ name }}\n"))
    let html = Markdown.html(source).value
    let offset = html.text.utf8.firstIndex(of: UInt8(ascii: "{"))
    let distance = offset.map { html.text.utf8.distance(from: html.text.startIndex, to: $0) }
    #expect(html.location(at: distance ?? 0)?.description == "email.md:3:4")
  }

  @Test func frontMatterKeepsLinesAndColumns() {
    let file = SourceFile(name: "a.md", text: "---\ntitle: X\n---\n# Hi\n")
    let split = FrontMatter.split(file)
    #expect(
      split.frontMatter.map { String(decoding: $0.bytes, as: UTF8.self) } == "---\ntitle: X\n")
    #expect(split.frontMatter?.location(at: 4).line == 2)
    #expect(split.body.text == "# Hi\n")
    #expect(split.body.location(at: 0)?.line == 4)
  }

  @Test(arguments: ["# Hi\n", "---\nnever closed\n", "", "--- x\n---\n", "text\n---\na: b\n---\n"])
  func textWithoutAClosedBlockAtTheTopHasNoFrontMatter(_ text: String) {
    let split = FrontMatter.split(SourceFile(name: "a.md", text: text))
    #expect(split.frontMatter == nil)
    #expect(split.body.text == text)
  }
}
