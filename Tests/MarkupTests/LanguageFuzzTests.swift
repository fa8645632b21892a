import Diagnostics
import Markup
import SourceText
import Testing

/// Mutations of good documents: no stage stops on them, and every error names its place.
@Suite struct LanguageFuzzTests {
  private static let mjml = [
    "<mjml><mj-head><mj-title>T</mj-title><mj-attributes><mj-all color=\"#abc\"/><mj-class name=\"a\" "
      + "padding=\"1px 2px\"/></mj-attributes><mj-style inline=\"inline\">.k > p { top: 0 }</mj-style>"
      + "</mj-head><mj-body width=\"500px\"><mj-section><mj-column mj-class=\"a\"><mj-text>Hi {{ n }}"
      + "</mj-text><mj-image src=\"{{ u }}\" width=\"90px\"/></mj-column></mj-section></mj-body></mjml>",
    "<mjml><mj-body><mj-wrapper gap=\"3px\"><mj-section background-url=\"u\" full-width=\"full-width\" "
      + "background-size=\"10px 5px\"><mj-group><mj-column width=\"33%\"/><mj-column/></mj-group>"
      + "</mj-section></mj-wrapper><mj-hero mode=\"fluid-height\" background-width=\"9px\"><mj-button "
      + "href=\"x\" galley:bulletproof=\"true\" width=\"90px\" height=\"9px\">b</mj-button></mj-hero></mj-body></mjml>",
    "<mjml><mj-body><mj-section>{% for a in b %}<mj-column width=\"50%\"><mj-carousel><mj-carousel-image "
      + "src=\"s\"/></mj-carousel><mj-accordion><mj-accordion-element><mj-accordion-title>t</mj-accordion-title>"
      + "</mj-accordion-element></mj-accordion><mj-social><mj-social-element name=\"x\" href=\"y\"/></mj-social>"
      + "<mj-navbar hamburger=\"hamburger\"><mj-navbar-link href=\"z\">l</mj-navbar-link></mj-navbar>"
      + "<mj-table><tr><td>1</td></tr></mj-table><mj-divider galley:dark-border-color=\"#111\"/>"
      + "<mj-spacer/><mj-raw><b></mj-raw></mj-column>{% endfor %}</mj-section></mj-body></mjml>",
  ]
  private static let html = [
    "<!doctype html><html lang=\"en\"><head><style>p{color:red}@media x{a{top:0}}</style></head><body>"
      + "<!--[if mso]><table><tr><td><![endif]--><p class=\"a {{ b }}\" style='top:0;{% if x %}left:0{% endif %}'>"
      + "x &amp; y</p>{% for i in l %}<li>{{ i }}{% endfor %}<a href={{ u }}>z</a></body></html>",
    "<table role=\"presentation\"><tr><th>a<td bgcolor=#fff>b<table><tr><td>c</table></table><ul><li>1<ol><li>2"
      + "</ol></ul><pre> a\n  b</pre><img src=cid:x alt=\"\"><h2>H</h2><blockquote>q<br>r</blockquote>",
  ]
  private static let css = [
    ":root { --a: 1px } p > a:not(.x):nth-child(2n+1) ~ b, #i[data-k^='v' i] { top: var(--a, 2px) !important }",
    "@media (max-width: 9px) { .a { color: red } } .b { & > p { margin: 0 auto; } background: url(\"a;b\") }",
    "/* c */ .c::before { content: '\\201C' } .d { width: calc(1px + {{ w }}); color: {{ c }} } {% if x %}e{}{% endif %}",
  ]
  private static let markdown = [
    "---\ntitle: x\n---\n# Hi *{{ n }}*\n\n- [x] a\n- b\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n",
    "{% for p in ps %}\n1. [l]({{ u }}) ~~s~~ `c` ![i](x \"t\")\n{% endfor %}\n\n> q\n> w www.x.org\n\n```\ncode\n```\n<b>x</b>",
  ]
  private static let words = [
    "<", ">", "</", "/>", "\"", "'", "=", "<!--", "-->", "<![endif]-->", "{{", "}}", "{%", "%}",
    "{% endfor %}", "{% if x %}", "{{#if x}}", "{{/if}}", "{", "}", ":", ";", "@", "(", ")", "[",
    "]",
    "\\", "/*", "*/", "&#x110000;", "\u{0}", "日", "99999999999999999999", "-1px", "1e309px", ":is(",
    "mj-", "<mjml>", "<mj-include path=\"x\"/>", "style=\"", "class=\"", "\n", "\t", "%", "**",
    "| ",
  ]

  private func check(_ diagnostics: [Diagnostic], _ file: SourceFile) {
    for diagnostic in diagnostics where diagnostic.severity == .error {
      #expect(diagnostic.location?.file == file.name)
      #expect((diagnostic.location?.line ?? 0) >= 1 && (diagnostic.location?.column ?? 0) >= 1)
    }
  }

  @Test func mutatedMJMLCompilesOrNamesThePlace() {
    FuzzBudget.run(rounds: 250) { round in
      var generator = FuzzGenerator(round)
      let bytes = generator.mutation(of: Self.mjml, words: Self.words)
      let file = SourceFile(name: "f.mjml", bytes: bytes)
      let result = MJML.compile(Pieces(file))
      check(result.diagnostics, file)
      _ = CSSInliner.inline(result.value)
    }
  }

  @Test func mutatedHTMLIsInlinedReadAndLinted() {
    FuzzBudget.run(rounds: 250) { round in
      var generator = FuzzGenerator(round)
      let bytes = generator.mutation(of: Self.html, words: Self.words)
      let file = SourceFile(name: "f.html", bytes: bytes)
      let result = CSSInliner.inline(Pieces(file))
      check(result.diagnostics, file)
      _ = TextPart.wrap(TextPart.make(fromHTML: result.value).value.bytes)
      check(EmailLint.lint(html: result.value, text: nil), file)
    }
  }

  @Test func mutatedCSSIsInlinedOrNamesThePlace() {
    let html = Pieces(SourceFile(name: "f.html", text: Self.html[0] + Self.html[1]))
    FuzzBudget.run(rounds: 250) { round in
      var generator = FuzzGenerator(round)
      let bytes = generator.mutation(of: Self.css, words: Self.words)
      let file = SourceFile(name: "f.css", bytes: bytes)
      check(CSSInliner.inline(html, extraCSS: [Pieces(file)]).diagnostics, file)
    }
  }

  @Test func mutatedMarkdownKeepsItsTags() {
    FuzzBudget.run(rounds: 250) { round in
      var generator = FuzzGenerator(round)
      let bytes = generator.mutation(of: Self.markdown, words: Self.words)
      let file = SourceFile(name: "f.md", bytes: bytes)
      let result = Markdown.html(FrontMatter.split(file).body)
      check(result.diagnostics, file)
      _ = CSSInliner.inline(
        result.value, extraCSS: [Pieces(SourceFile(name: "a.css", text: "p { margin: 0 }"))])
    }
  }
}
