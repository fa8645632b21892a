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
}
