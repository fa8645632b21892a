import Diagnostics
import Markup
import SourceText
import Templating
import Testing

/// Fills the tags of the cases below with the template engine, in either dialect.
private func fill(_ text: String, isHandlebars: Bool, isPlain: Bool = false) -> String {
  var options = CompileOptions()
  options.syntax = isHandlebars ? .handlebars : .liquid
  // A stylesheet on its own, and tags where the engine refuses to escape (names of elements and
  // attributes, values without quotes), are plain text to it.
  options.kind = isPlain ? .text : .html
  let source = Pieces(SourceFile(name: "fill.html", text: text))
  let compiled = Template.compile(source, options: options)
  let person: TemplateObject = ["name": .string("Tea")]
  let context: TemplateObject = [
    "name": .string("Ann O'Neil & Co"), "url": .string("https://x.org/a?b=1"),
    "color": .string("#123456"), "size": .string("20px"), "kind": .string("note"),
    "attr": .string("data-x"), "n": .string("7"), "yes": .bool(true), "no": .bool(false),
    "ps": .array([.object(person), .object(person)]),
  ]
  guard let template = compiled.value, let bytes = try? template.render(context) else {
    Issue.record("not filled: \(compiled.diagnostics.map(\.summary)) \(text)")
    return text
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func handlebars(_ text: String) -> String {
  text.replacing("{% for p in ps %}", with: "{{#each ps}}").replacing(
    "{% endfor %}", with: "{{/each}}"
  ).replacing("{{ p.", with: "{{ this.").replacing("{{ color", with: "{{ @root.color")
    .replacing("{% if yes %}", with: "{{#if yes}}").replacing("{% if no %}", with: "{{#if no}}")
    .replacing("{% endif %}", with: "{{/if}}").replacing("{{ ", with: "{{").replacing(
      " }}", with: "}}")
}

@Suite struct TagSurvivalTests {
  static let html = [
    "<p>Hi {{ name }}</p>", "<p class=\"{{ kind }}\">x</p>", "<p class=\"a {{ kind }}\">x</p>",
    "<p style=\"color:{{ color }}\">x</p>", "<p style=\"top:0;color:{{ color }};left:0\">x</p>",
    "<a href=\"{{ url }}\">x</a>", "<a href='{{ url }}&c=2'>x</a>", "<a href={{ url }}>x</a>",
    "<p {{ attr }}=\"1\">x</p>", "<p {{ attr }}>x</p>", "<h{{ n }}>x</h{{ n }}>",
    "<p {% if yes %}hidden{% endif %}>x</p>", "<p {% if no %}hidden{% endif %}>x</p>",
    "<table>{% for p in ps %}<tr><td>{{ p.name }}</td></tr>{% endfor %}</table>",
    "<table><tr>{% for p in ps %}<td class=\"a\">{{ p.name }}</td>{% endfor %}</tr></table>",
    "<ul>{% for p in ps %}<li>{{ p.name }}</li>{% endfor %}</ul>",
    "<!-- {{ name }} --><p>x</p>",
    "<!--[if mso]><v:rect fill=\"{{ color }}\"></v:rect><![endif]-->",
    "<img src=\"{{ url }}\" width=\"{{ n }}\">", "<p>{% if yes %}<b>x</b>{% endif %}</p>",
    "{% if no %}<p>x</p>{% endif %}<p class=\"a\">y</p>", "<title>{{ name }}</title><p>x</p>",
    "<p title=\"{{ name }}'s\">x</p>", "<p style='font-family:\"{{ name }}\"'>x</p>",
    "<p style=\"{% if yes %}color:red;{% endif %}margin:0\">x</p>",
    "<td bgcolor=\"{{ color }}\"><p>x</p></td>", "<textarea>{{ name }}</textarea>",
  ]
  static let css =
    "p { margin: 1px; padding: 0 } .a { color: {{ color }} } td { top: 0 } a { left: 0 }"

  static let mjml = [
    "<mj-section><mj-column><mj-text>Hi {{ name }}</mj-text></mj-column></mj-section>",
    "{% for p in ps %}<mj-section><mj-column><mj-text>{{ p.name }}</mj-text></mj-column></mj-section>{% endfor %}",
    "<mj-section><mj-column>{% for p in ps %}<mj-text>{{ p.name }}</mj-text>{% endfor %}</mj-column></mj-section>",
    "<mj-section><mj-column>{% if no %}<mj-image src=\"a\"/>{% endif %}<mj-image src=\"{{ url }}\" alt=\"{{ name }}\"/></mj-column></mj-section>",
    "<mj-section background-color=\"{{ color }}\"><mj-column><mj-button href=\"{{ url }}\" background-color=\"{{ color }}\">{{ name }}</mj-button></mj-column></mj-section>",
    "<mj-section>{% for p in ps %}<mj-column width=\"50%\"><mj-text color=\"{{ color }}\">{{ p.name }}</mj-text></mj-column>{% endfor %}</mj-section>",
    "<mj-section background-url=\"{{ url }}\"><mj-column css-class=\"{{ kind }}\"><mj-spacer height=\"{{ size }}\"/></mj-column></mj-section>",
    "<mj-wrapper>{% if yes %}<mj-section><mj-column><mj-divider border-color=\"{{ color }}\"/></mj-column></mj-section>{% endif %}</mj-wrapper>",
    "<mj-section><mj-column><mj-table>{% for p in ps %}<tr><td>{{ p.name }}</td></tr>{% endfor %}</mj-table></mj-column></mj-section>",
    "<mj-section><mj-column><mj-social>{% if yes %}<mj-social-element name=\"x\" href=\"{{ url }}\">{{ name }}</mj-social-element>{% endif %}</mj-social></mj-column></mj-section>",
    "<mj-hero background-url=\"{{ url }}\"><mj-text>{{ name }}</mj-text></mj-hero>",
    "<mj-section><mj-column><mj-navbar><mj-navbar-link href=\"{{ url }}\">{{ name }}</mj-navbar-link></mj-navbar></mj-column></mj-section>",
    "<mj-raw>{% if yes %}</mj-raw><mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section><mj-raw>{% endif %}</mj-raw>",
  ]

  private func pieces(_ text: String) -> Pieces { Pieces(SourceFile(name: "a.html", text: text)) }

  @Test(arguments: html, [false, true])
  func inliningThenFillingEqualsFillingThenInlining(_ html: String, isHandlebars: Bool) {
    let html = isHandlebars ? handlebars(html) : html
    let css = isHandlebars ? handlebars(Self.css) : Self.css
    let options = InliningOptions(setsTableAttributes: false)
    let inlined = CSSInliner.inline(pieces(html), extraCSS: [pieces(css)], options: options)
    #expect(inlined.diagnostics.filter { $0.severity == .error } == [])
    let isPlain = ["<h{{", "<p {{", "href={{"].contains { html.contains($0) }
    let first = fill(inlined.value.text, isHandlebars: isHandlebars, isPlain: isPlain)
    let second = CSSInliner.inline(
      pieces(fill(html, isHandlebars: isHandlebars, isPlain: isPlain)),
      extraCSS: [pieces(fill(css, isHandlebars: isHandlebars, isPlain: true))], options: options
    ).value.text
    #expect(CanonicalHTML.lines(first) == CanonicalHTML.lines(second))
  }

  @Test(arguments: mjml, [false, true])
  func compilingThenFillingEqualsFillingThenCompiling(_ body: String, isHandlebars: Bool) {
    let source =
      "<mjml><mj-head><mj-style inline=\"inline\">p { top: 0 }</mj-style></mj-head><mj-body>"
      + (isHandlebars ? handlebars(body) : body) + "</mj-body></mjml>"
    let compiled = MJML.compile(pieces(source))
    #expect(compiled.diagnostics.filter { $0.severity == .error } == [])
    let first = fill(compiled.value.text, isHandlebars: isHandlebars)
    let second = MJML.compile(pieces(fill(source, isHandlebars: isHandlebars))).value.text
    #expect(CanonicalHTML.lines(first) == CanonicalHTML.lines(second))
  }

  @Test(arguments: html)
  func inliningNothingChangesNothing(_ html: String) {
    #expect(CSSInliner.inline(pieces(html)).value.text == html)
  }
}
