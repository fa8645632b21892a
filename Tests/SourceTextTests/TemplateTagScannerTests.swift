import SourceText
import Testing

@Suite struct TemplateTagScannerTests {
  private func spans(_ text: String, _ syntax: TemplateSyntax = .liquid) -> [String] {
    let bytes = Array(text.utf8)
    return TemplateTagScanner.spans(in: bytes, syntax: syntax).map {
      "\($0.kind)\($0.isClosed ? "" : "?"):" + String(decoding: bytes[$0.range], as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("a {{ b }} c", ["output:{{ b }}"]),
    ("{{{ b }}}", ["output:{{{ b }}}"]),
    ("{%- if x -%}y{% endif %}", ["tag:{%- if x -%}", "tag:{% endif %}"]),
    ("{# note #}x", ["comment:{# note #}"]),
    ("a{#id:1}", []),
    ("{% # note %}", ["comment:{% # note %}"]),
    ("{% raw %}{{ x }}{% endraw -%}z", ["raw:{% raw %}{{ x }}{% endraw -%}"]),
    (
      "{% comment %}{% comment %}a{% endcomment %}{{ b }}{% endcomment %}c",
      [
        "comment:{% comment %}{% comment %}a{% endcomment %}{{ b }}{% endcomment %}"
      ]
    ),
    (
      "{% comment %}{% raw %}{% endcomment %}{% endraw %}{% endcomment %}",
      [
        "comment:{% comment %}{% raw %}{% endcomment %}{% endraw %}{% endcomment %}"
      ]
    ),
    ("x {{ y", ["output?:{{"]),
    ("x {% y", ["tag?:{%"]),
    ("{", []),
    ("", []),
  ])
  func findsLiquidTags(text: String, expected: [String]) {
    #expect(spans(text) == expected)
  }

  @Test(arguments: [
    ("{{a}}{{{b}}}{{&c}}", ["output:{{a}}", "output:{{{b}}}", "output:{{&c}}"]),
    ("{{# a }}{{/a}}{{^b}}{{>c}}", ["tag:{{# a }}", "tag:{{/a}}", "tag:{{^b}}", "tag:{{>c}}"]),
    ("{{! note }}", ["comment:{{! note }}"]),
    ("{{=<% %>=}}<% a %> {{b}}", ["tag:{{=<% %>=}}", "output:<% a %>"]),
  ])
  func findsMustacheTags(text: String, expected: [String]) {
    #expect(spans(text, .mustache) == expected)
    #expect(spans(text, .handlebars) == expected)
  }

  @Test(arguments: [
    ("{{!-- a }} b --}}c", ["comment:{{!-- a }} b --}}"]),
    ("{{#if a}}{{~else~}}{{/if}}", ["tag:{{#if a}}", "tag:{{~else~}}", "tag:{{/if}}"]),
    ("\\{{a}} {{b}}", ["output:{{b}}"]),
    ("{{{{raw}}}} {{x}} {{{{/raw}}}}!", ["raw:{{{{raw}}}} {{x}} {{{{/raw}}}}"]),
  ])
  func findsHandlebarsTags(text: String, expected: [String]) {
    #expect(spans(text, .handlebars) == expected)
  }

  @Test(arguments: [
    ("email.mjml", TemplateSyntax.liquid), ("a/b.hbs", .handlebars),
    ("email.mustache.html", .mustache), ("hbs", .liquid), ("x.HANDLEBARS", .handlebars),
  ])
  func tellsTheLanguageByTheFileName(name: String, syntax: TemplateSyntax) {
    #expect(TemplateSyntax.forFileName(name) == syntax)
  }

  @Test(
    arguments: TemplateSyntax.allCases,
    [
      "{{", "{%", "{#", "{{{", "{{=", "{{!--", "{{{{a}}}}", "{% raw %}", "{% comment %}",
      "{% doc %}",
      "{% comment %}{% raw %}", "{{{{",
    ])
  func scansManyUnclosedTagsInLinearTime(syntax: TemplateSyntax, opening: String) {
    let bytes = Array(String(repeating: opening, count: 200_000 / opening.utf8.count * 2).utf8)
    let clock = ContinuousClock()
    var spans: [TagSpan] = []
    let time = clock.measure { spans = TemplateTagScanner.spans(in: bytes, syntax: syntax) }
    #expect(spans.allSatisfy { $0.range.upperBound <= bytes.count })
    // Half a second on a busy machine; an hour when each opening is searched to the end.
    #expect(time < .seconds(30))
  }

  @Test func closesRawBlocksByTheirNames() {
    #expect(
      spans("{{{{a}}}}{{{{b}}}}x{{{{/b}}}}{{{{/a}}}}{{{{a}}}}y{{{{/a}}}}", .handlebars) == [
        "raw:{{{{a}}}}{{{{b}}}}x{{{{/b}}}}{{{{/a}}}}", "raw:{{{{a}}}}y{{{{/a}}}}",
      ])
  }
}
