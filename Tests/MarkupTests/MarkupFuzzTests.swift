import Diagnostics
import Markup
import SourceText
import Testing

@Suite struct MarkupFuzzTests {
  private static let words = [
    "<", ">", "</", "/>", "\"", "'", "=", " ", "\n", "<!--", "-->", "<![endif]-->", "<!--[if mso]>",
    "{{", "}}", "{%", "%}", "{{ x }}", "{% for a in b %}", "{% endfor %}", "{% if x %}", "{#", "#}",
    "<p", "<p>", "</p>", "<div style=\"", "<table>", "<tr>", "<td>", "<li>", "<ul>", "<a href=\"",
    "<style>", "</style>", "<script>", "<mjml>", "<mj-body>", "<mj-section>", "<mj-column>",
    "<mj-text>", "</mj-text>", "</mj-column>", "</mj-section>", "</mj-body>", "</mjml>", "<mj-raw>",
    "<mj-carousel>", "<mj-carousel-image/>", "<mj-group width=\"", "<mj-head>", "<mj-style>",
    "<mj-attributes>", "<mj-social>", "<mj-image width=\"-1px\"", "<mj-include path=\"x\"/>",
    "{", "}", ":", ";", "@media", "@import", "a:not(", ":is(", ")", "[", "]", "\\", "/*", "*/",
    "!important", ">", "+", "~", "&", "&amp;", "&#x110000;", "&#0;", "é", "日", "\u{0}", "%", "<%",
    "%>",
    "99999999999999999999px", ":nth-child(", "2n+1", "--x", "var(--x)", "#", "**", "`", "- ", "|",
    "\t",
  ]

  private func text(_ seed: Int) -> String {
    var generator = FuzzGenerator(seed)
    return (0..<generator.next(120)).map { _ in Self.words[generator.next(Self.words.count)] }
      .joined()
  }

  @Test func noInputStopsAnyStage() {
    for seed in 0..<600 {
      let source = Pieces(SourceFile(name: "f.html", text: text(seed)))
      let css = Pieces(SourceFile(name: "f.css", text: text(seed + 100_000)))
      let inlined = CSSInliner.inline(source, extraCSS: [css]).value
      let part = TextPart.make(fromHTML: inlined).value
      _ = TextPart.wrap(part.bytes)
      _ = MJML.compile(source)
      _ = Markdown.html(source)
      _ = FrontMatter.split(SourceFile(name: "f.md", text: text(seed)))
      _ = EmailLint.lint(html: source, text: css)
    }
  }

  @Test func tokensCoverTheSourceWithoutGaps() {
    for seed in 0..<1500 {
      let bytes = Array(text(seed).utf8)
      var end = 0
      for token in HTMLTokenizer.tokenize(bytes).tokens {
        #expect(token.range.lowerBound == end)
        end = token.range.upperBound
      }
      #expect(end == bytes.count)
    }
  }

  @Test(arguments: [
    "<p>", "<div>", "<a", "<!--", "{% if x %}", "<li><p>", "</p>", "&", "<td><p><b>",
    "<style>", "<![", "<?", "<%", "\"", "<mj-section>",
  ])
  func longRepetitionsEndSoon(_ word: String) {
    let source = Pieces(
      SourceFile(name: "f.html", text: String(repeating: word, count: 8_000)))
    let css = Pieces(
      SourceFile(name: "f.css", text: "p a, div > div p { top: 0 } :nth-child(2n){left:0}"))
    _ = CSSInliner.inline(source, extraCSS: [css])
    _ = TextPart.make(fromHTML: source)
    _ = MJML.compile(source)
  }

  @Test(arguments: ["a{", "a{b:", "(", "[", "\"", "/*", "@x ", "a,", ":is(", "{}", "a{a{"])
  func longStylesheetsEndSoon(_ word: String) {
    let css = Pieces(SourceFile(name: "f.css", text: String(repeating: word, count: 5_000)))
    _ = CSSInliner.inline(Pieces(SourceFile(name: "f.html", text: "<a>")), extraCSS: [css])
  }
}
