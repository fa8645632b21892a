import Diagnostics
import SourceText
import Templating
import Testing

@Suite struct LimitsTests {
  @Test(arguments: [
    "{% for i in (1..9000) %}{% for j in (1..9000) %}x{% endfor %}{% endfor %}",
    "{% for i in (1..999999999) %}{% endfor %}",
  ])
  func stopsTemplatesThatWorkTooMuch(template: String) {
    #expect(rendered(template).hasSuffix("limit-exceeded "))
  }

  @Test func refusesBlocksThatNestTooDeep() {
    let text =
      String(repeating: "{% if a %}", count: 500) + String(repeating: "{% endif %}", count: 500)
    #expect(rendered(text).contains("limit-exceeded"))
    #expect(
      rendered("{{ " + String(repeating: "a[", count: 500) + " }}").contains("limit-exceeded"))
  }

  @Test func refusesPartialsThatCallThemselves() {
    #expect(
      rendered("{% render 'a' %}", partials: ["a": "x{% render 'a' %}"])
        == "a:1:12 recursive-partial")
    #expect(
      rendered("{{> a}}", syntax: .mustache, partials: ["a": "x{{> a}}"])
        .hasSuffix("limit-exceeded "))
  }

  @Test func leavesTheBufferAsItWasWhenItFails() throws {
    let source = Pieces(SourceFile(name: "t", text: "{% capture c %}abc{{ x }}{% endcapture %}"))
    let template = try #require(Template.compile(source).value)
    var buffer = Array("before".utf8)
    #expect(throws: TemplateRenderError.self) { try template.render([:], into: &buffer) }
    #expect(buffer == Array("before".utf8))
  }

  @Test func neverCrashesOnRandomTemplates() {
    let parts = [
      "{{", "}}", "{%", "%}", "{{ a", " | ", "default:", "'x'", "if ", "endif", "for i in a",
      "endfor",
      "{% if a %}", "{% endif %}", "{% else %}", "{% for i in (1..3) %}", "{% endfor %}",
      "{{ a.b[0] }}",
      "<a href=\"", "\">", "<script>", "</script>", "-", "\n", "#", "/", "{{#a}}", "{{/a}}",
      "{{>p}}",
      "{{else}}", "{{{", "}}}", "{{=<% %>=}}", "raw", "{% raw %}", "{% endraw %}", "{% comment %}",
      "é",
      "{% liquid\n", "assign x = ", "1", "..", "[", "]", "(", ")", "~", "{{$b}}", "{{/b}}", "\\",
      "{% case a %}", "{% when 1 %}", "{% endcase %}", "slice: -9, 3", "{{ a | slice: 1 }}",
    ]
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for round in 0..<3000 {
      let text = (0..<(1 + next(14))).map { _ in parts[next(parts.count)] }.joined()
      let syntax = TemplateSyntax.allCases[round % 3]
      let first = rendered(
        text, ["a": ["b": [1, "x"]]], syntax: syntax, strict: round % 2 == 0,
        partials: ["p": "{{a}}"])
      let second = rendered(
        text, ["a": ["b": [1, "x"]]], syntax: syntax, strict: round % 2 == 0,
        partials: ["p": "{{a}}"])
      #expect(first == second)
    }
  }

  @Test func listsTheFieldsWithTheirPlaces() throws {
    let text = """
      {{ contact.first_name | default: 'x' }}{{ contact.email }}
      {% for p in products %}{{ p.title }}{% endfor %}
      """
    let template = try #require(
      Template.compile(Pieces(SourceFile(name: "t", text: text))).value)
    #expect(
      template.fields.map { "\($0.path) \($0.locations.map(\.description)) \($0.hasDefault)" } == [
        "contact.first_name [\"t:1:4\"] true", "contact.email [\"t:1:43\"] false",
        "products [\"t:2:13\"] true", "products[].title [\"t:2:27\"] false",
      ])
  }

  @Test func readsHandlebars() {
    let text =
      "{{#each items as |item i|}}{{i}}:{{item.name}}{{#if (eq item.name \"b\")}}!{{else}},{{/if}}"
      + "{{else}}none{{/each}}{{#with who}}{{name}}{{../x}}{{/with}}"
    let context: TemplateObject = [
      "items": [["name": "a"], ["name": "b"]], "who": ["name": "<W>"], "x": 1,
    ]
    #expect(rendered(text, context, syntax: .handlebars) == "0:a,1:b!&lt;W&gt;1")
  }
}
