import Diagnostics
import SourceText
import Templating
import Testing

/// Compiles and fills a template, or gives the identifiers of what is wrong with it.
func rendered(
  _ text: String, _ context: TemplateObject = [:], kind: OutputKind = .html,
  syntax: TemplateSyntax = .liquid, strict: Bool = true, model: DataModel = .any,
  partials: [String: String] = [:], autoescape: Bool = true
) -> String {
  let options = CompileOptions(
    syntax: syntax, kind: kind, isStrict: strict, model: model,
    partials: { name in
      partials[name].map { Pieces(SourceFile(name: name, text: $0)) }
    }, autoescape: autoescape)
  let parsed = Template.compile(Pieces(SourceFile(name: "t", text: text)), options: options)
  guard let template = parsed.value else {
    return parsed.diagnostics.filter { $0.severity == .error }
      .map { "\($0.location?.description ?? "?") \($0.identifier)" }.joined(separator: "; ")
  }
  do {
    return String(decoding: try template.render(context), as: UTF8.self)
  } catch {
    return "\(error.location?.description ?? "?") \(error.code) \(error.field ?? "")"
  }
}

@Suite struct RenderingTests {
  @Test func fillsSlotsAndEscapesThem() {
    let context: TemplateObject = ["contact": ["first_name": "<Ada> & 'co'"]]
    #expect(
      rendered("Hi {{ contact.first_name }}!", context)
        == "Hi &lt;Ada&gt; &amp; &#39;co&#39;!")
    #expect(rendered("Hi {{ contact.first_name }}!", context, kind: .text) == "Hi <Ada> & 'co'!")
  }

  @Test func namesFieldAndPlaceOfAMissingValue() {
    #expect(
      rendered("Hi\n {{ contact.first_name }}", ["contact": [:]])
        == "t:2:5 missing-value contact.first_name")
    #expect(rendered("{{ contact.first_name | default: 'you' }}", ["contact": [:]]) == "you")
    #expect(rendered("{% if contact.first_name %}a{% endif %}b", ["contact": [:]]) == "b")
  }

  @Test func refusesFieldsThatTheModelDoesNotHave() {
    let model = DataModel.object(["contact": .object(["first_name": .scalar])])
    #expect(
      rendered("x {{ contact.frist_name }}", model: model) == "t:1:14 unknown-field")
  }
}
