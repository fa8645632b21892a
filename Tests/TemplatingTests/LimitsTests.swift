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

  private func outcome(_ text: String, _ limits: TemplateLimits) -> String {
    let compiled = Template.compile(
      Pieces(SourceFile(name: "t", text: text)),
      options: CompileOptions(kind: .text, limits: limits))
    guard let template = compiled.value else {
      return compiled.diagnostics.map(\.identifier).joined(separator: " ")
    }
    do {
      return String(decoding: try template.render(["l": [1, 2, 3]]), as: UTF8.self)
    } catch {
      return error.code
    }
  }

  @Test func countsSteps() {
    let text = "{% for i in l %}{{ i }}{% endfor %}"
    #expect(outcome(text, TemplateLimits(steps: 7)) == "123")
    #expect(outcome(text, TemplateLimits(steps: 6)) == "limit-exceeded")
    #expect(outcome("{{ 1 | plus: l.size }}", TemplateLimits(steps: 2)) == "4")
    #expect(outcome("{{ 1 | plus: l.size }}", TemplateLimits(steps: 1)) == "limit-exceeded")
  }

  @Test func countsDepth() {
    let text = "{% if l %}{% if l %}x{% endif %}{% endif %}"
    #expect(outcome(text, TemplateLimits(depth: 3)) == "x")
    #expect(outcome(text, TemplateLimits(depth: 1)).contains("limit-exceeded"))
    #expect(
      outcome("{% if l and l and l %}x{% endif %}", TemplateLimits(depth: 2)).contains(
        "limit-exceeded"))
  }

  @Test func countsOutputBytes() {
    let text = "{% for i in (1..100) %}0123456789{% endfor %}"
    #expect(outcome(text, TemplateLimits(outputBytes: 1000)).utf8.count == 1000)
    #expect(outcome(text, TemplateLimits(outputBytes: 900)) == "limit-exceeded")
    #expect(
      outcome(
        "{% assign s = '0123456789' %}{% for i in (1..9) %}{% assign s = s | append: s %}{% endfor %}{{ s }}",
        TemplateLimits(outputBytes: 100)) == "invalid-argument")
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
}
