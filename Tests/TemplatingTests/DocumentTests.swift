import Diagnostics
import JSONText
import SourceText
import Templating
import Testing

@Suite struct DocumentTests {
  static let model = DataModel.object([
    "contact": .object([
      "first_name": .scalar(optional: true), "email": .scalar, "data": .any,
      "home": .object(["city": .scalar], optional: true),
    ]),
    "products": .list(.object(["title": .scalar, "sizes": .list(.scalar)])),
  ])

  private func document(
    _ text: String, _ change: (inout CompileOptions) -> Void = { _ in }
  ) -> TemplateDocument {
    var options = CompileOptions(model: Self.model)
    change(&options)
    return TemplateDocument(SourceFile(name: "mail.liquid", text: text), options: options)
  }

  private func found(_ text: String) -> [String] {
    document(text).checked().map {
      "\($0.location?.description ?? "?") \($0.severity) \($0.identifier) \($0.hint ?? "")"
    }
  }

  @Test func fillsATemplateAndSaysWhatIsMissing() throws {
    let context = TemplateDocument.context(
      try JSONParser.parse(Array(#"{"contact":{"email":"a@b.example"}}"#.utf8)))
    #expect(
      try document("Hi {{ contact.email }}\n").rendered(with: context).value
        == Array("Hi a@b.example\n".utf8))
    let error = #expect(throws: GalleyError.self) {
      try document("\n {{ contact.first_name }}").rendered(with: context)
    }
    #expect(error?.code.exitCode == .invalidInput)
    #expect(error?.location?.description == "mail.liquid:2:5")
    #expect(error?.hint.contains("{{ contact.first_name | default: \"…\" }}") == true)
    #expect(error?.diagnostics.first?.identifier == "missing-value")
    let broken = #expect(throws: GalleyError.self) {
      try document("{% if %}").rendered(with: context)
    }
    #expect(broken?.code == .templateError)
  }

  @Test func takesAnyJSONAsTheContext() throws {
    #expect(TemplateDocument.context(.string("x")) == [".": "x"])
    #expect(TemplateDocument.context(.object(["a": .bool(true)])) == ["a": true])
    #expect(
      try document("{{.}}") { $0.syntax = .mustache }.rendered(
        with: TemplateDocument.context(.string("x"))
      ).value == [120])
  }

  @Test func checksFieldsAgainstTheModel() {
    #expect(
      found("{{ contact.frist_name }}{% for p in contact.email %}{% endfor %}") == [
        "mail.liquid:1:12 error unknown-field did you mean `contact.first_name`?",
        "mail.liquid:1:37 error not-a-list ",
      ])
    #expect(found("{% for p in products %}{{ p.titel }}{{ p.title }}{% endfor %}").count == 1)
    #expect(found("{{ contact.data.anything.at.all }}{{ products.size }}").isEmpty)
    #expect(found("{{ contact.email.x }}").first?.contains("unknown-field") == true)
    #expect(
      found("{{ contact.home }}{{ products }}").map { $0.split(separator: " ")[2] }
        == ["whole-value", "whole-value"])
  }

  @Test func notesWhatIsPrintedWithoutEscaping() {
    #expect(
      found("{{ contact.email | raw }}") == ["mail.liquid:1:1 note raw-output "])
    #expect(document("{{ contact.email | raw }}") { $0.kind = .text }.checked().isEmpty)
  }

  @Test func listsTheFieldsOfATemplateAndItsPartials() throws {
    let text = """
      {{ contact.first_name | default: "x" }}{{ contact.nope }}
      {% for p in products %}{{ p.title }}{% for s in p.sizes %}{{ s }}{% endfor %}{% endfor %}
      {% render "foot", name: contact.home.city %}
      """
    let fields = try document(text) { options in
      options.partials = { name in
        Pieces(SourceFile(name: name, text: "{{ name }}{{ contact.data.x }}{{ contact.email }}"))
      }
    }.fields()
    #expect(
      fields.map {
        "\($0.use.path) \($0.type)\($0.isOptional ? "?" : "")"
          + "\($0.use.hasDefault ? " default" : "") \($0.use.locations.map(\.description))"
      }
        == [
          "contact.first_name text? default [\"mail.liquid:1:4\"]",
          "contact.nope unknown [\"mail.liquid:1:43\"]",
          "products list default [\"mail.liquid:2:13\"]",
          "products[].title text [\"mail.liquid:2:27\"]",
          "products[].sizes list default [\"mail.liquid:2:49\"]",
          "products[].sizes[] text [\"mail.liquid:2:62\"]",
          "contact.home.city text [\"mail.liquid:3:25\", \"foot:1:4\"]",
          "contact.data.x anything? [\"foot:1:14\"]",
          "contact.email text [\"foot:1:34\"]",
        ])
    #expect(throws: GalleyError.self) { try document("{% if %}").fields() }
  }

  @Test(arguments: [
    ("a.txt", OutputKind.text), ("a.liquid.html", .html), ("a.md", .text), ("a.json.liquid", .json),
    ("mail.mjml", .html), ("x", .html), ("text", .html),
  ])
  func tellsTheKindByTheFileName(name: String, kind: OutputKind) {
    #expect(OutputKind.forFileName(name) == kind)
  }

  @Test func impliesAModelFromASample() {
    let model = DataModel(sample: ["a": ["b": 1, "c": nil], "l": [["x": "y"]], "e": []])
    #expect(
      model
        == .object([
          "a": .object(["b": .scalar(optional: true), "c": .any]),
          "l": .list(.object(["x": .scalar(optional: true)])), "e": .list(.any),
        ]))
  }

  // MARK: Passthrough

  private func kept(
    _ text: String, _ words: [String], syntax: TemplateSyntax = .liquid
  ) -> String {
    let tags = PassthroughTags(words)
    let options = CompileOptions(
      syntax: syntax, isStrict: false, passthrough: { tags.keeps($0) })
    let parsed = Template.compile(Pieces(SourceFile(name: "t", text: text)), options: options)
    guard let template = parsed.value, let bytes = try? template.render(["a": 1, "x": ["y": "<"]])
    else { return "\(parsed.diagnostics)" }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func leavesChosenTagsAsTheyAre() {
    #expect(
      kept("{{ a }}{{ unsubscribe }}{{ unsubscribe.link | raw }}", ["unsubscribe"])
        == "1{{ unsubscribe }}{{ unsubscribe.link | raw }}")
    #expect(kept("{% unsubscribe_link %}{{ a }}", ["unsub*"]) == "{% unsubscribe_link %}1")
    #expect(
      kept("{{#person}}{{x.y}}{{/person}}{{{person}}}", ["person"], syntax: .handlebars)
        == "{{#person}}&lt;{{/person}}{{{person}}}")
    #expect(
      kept("{{~ a }}{{^b}}{{/b}}", ["b"], syntax: .mustache) == "{{^b}}{{/b}}"
        || kept("{{a}}{{^b}}{{/b}}", ["b"], syntax: .mustache) == "1{{^b}}{{/b}}")
    #expect(kept("<a href=\"{{ link }}\">{{ a }}</a>", ["link"]) == "<a href=\"{{ link }}\">1</a>")
    #expect(kept("{{ a }}", []) == "1")
  }

  @Test(arguments: TemplateSyntax.allCases)
  func isAFixpointWhenEveryTagStays(syntax: TemplateSyntax) {
    var random = TemplateFuzzer(seed: 7)
    for _ in 0..<300 {
      let text = random.template(of: 12)
      let options = CompileOptions(syntax: syntax, isStrict: false, passthrough: { _ in true })
      guard
        let template = Template.compile(
          Pieces(SourceFile(name: "t", text: text)), options: options
        ).value
      else { continue }
      let once = try? template.render([:])
      // A backslash before a Handlebars tag is the tag's escape and goes.
      guard !text.contains("\\") else { continue }
      #expect(once == Array(text.utf8), "\(text)")
    }
  }
}
