import Diagnostics
import SourceText
import Synchronization
import Testing

@testable import Templating

@Suite struct RowTests {
  static let model = DataModel.object([
    "contact": .object([
      "first_name": .scalar(optional: true), "email": .scalar, "vip": .scalar(optional: true),
      "visits": .scalar(optional: true), "data": .any,
    ]),
    "event": .object(["title": .scalar, "venue": .object(["city": .scalar])], optional: true),
    "products": .list(
      .object([
        "name": .scalar, "url": .scalar, "price": .scalar, "tags": .any,
        "sizes": .list(.object(["label": .scalar])),
      ])),
    "words": .list(.scalar),
  ])
  static let shape = RowShape(model)

  static let full: TemplateObject = [
    "contact": [
      "first_name": "Ada & co", "email": "ada@x.example", "vip": true, "visits": 3,
      "data": ["tier": "gold", "scores": [1, 2]],
    ],
    "event": ["title": "Meet <up>", "venue": ["city": "Köln"]],
    "products": [
      [
        "name": "Kettle", "url": "https://x.example/?a=1&b=2", "price": .decimal("19.90"),
        "tags": ["new", "sale"], "sizes": [["label": "S"], ["label": "M"]],
      ],
      [
        "name": "\"Pan\"", "url": "/pan", "price": .decimal("5.00"), "tags": [],
        "sizes": [["label": "XL"]],
      ],
      ["name": "Cup", "url": "mailto:a@b.example", "price": 7, "tags": nil, "sizes": []],
    ],
    "words": ["one", "two"],
  ]
  static let sparse: TemplateObject = [
    "contact": ["first_name": nil, "email": "b@x.example", "vip": false, "visits": 0, "data": [:]],
    "event": nil, "products": [], "words": [],
  ]

  static let templates = [
    "plain", "{{ contact.email }}", "<p>{{ contact.first_name }}</p>",
    "{{ contact.first_name | default: \"you\" }}", "{{ contact.visits | plus: 1 }}",
    "{% if contact.vip %}v{% elsif contact.visits > 2 %}w{% else %}n{% endif %}",
    "{% if contact.first_name %}y{% endif %}{% unless contact.vip %}u{% endunless %}",
    "{{ contact.data.tier }}{{ contact.data.scores[1] }}{{ contact.data.scores.size }}",
    "{% if event %}{{ event.title }} {{ event.venue.city }}{% else %}none{% endif %}",
    "{% for p in products %}<a href=\"{{ p.url }}\" title=\"{{ p.name }}\">{{ p.price }}</a>"
      + "{% for s in p.sizes %}{{ s.label }}{% unless forloop.last %},{% endunless %}{% endfor %}"
      + "{% else %}empty{% endfor %}",
    "{% for p in products reversed %}{{ forloop.index }}{{ p.name }}{% endfor %}",
    "{% for p in products limit: 1 offset: 1 %}{{ p.name }}{% endfor %}",
    "{% for p in products limit: 1 %}{{ p.name }}{% endfor %}"
      + "{% for p in products offset: continue %}{{ p.name }}{% endfor %}",
    "{% for p in products %}{% if p.name == \"Kettle\" %}{% continue %}{% endif %}{{ p.name }}"
      + "{% break %}{% endfor %}",
    "{% tablerow p in products cols: 2 %}{{ p.name }}{% endtablerow %}",
    "{{ products.size }}{{ products.first.name }}{{ products[1].name }}{{ products[-1].name }}",
    "{% assign p = products[0] %}{{ p.name }}{% assign p = \"x\" %}{{ p }}",
    "{% for p in products %}{% assign last = p %}{% endfor %}{{ last.name }}",
    "{{ products | map: \"name\" | join: \", \" }}", "{{ words | join: \"-\" }}",
    "{% for w in words %}{{ w }}{% endfor %}", "{{ contact | json }}", "{{ products | json }}",
    "{% for p in products %}{{ p.price | times: 2 }};{{ p.name | upcase }};{% endfor %}",
    "{% for p in products %}{{ p.tags | join: \"/\" }}{{ p.name | default: \"?\" }}{% endfor %}",
    "{% for p in products %}{% render \"card\", product: p, size: p.sizes.first %}{% endfor %}",
    "{% render \"card\" for products as product %}",
    "{% include \"card\" with products[0] as product %}",
    "{% case contact.data.tier %}{% when \"gold\" %}g{% else %}o{% endcase %}",
    "{% capture c %}{{ contact.email }}{% endcapture %}{{ c }}{{ c }}",
    "{% for p in products %}{% for q in products %}{{ p.name }}{{ q.price }}{% endfor %}{% endfor %}",
    "{{ contact.first_name.size }}{{ contact['email'] }}{{ contact[\"data\"][\"tier\"] }}",
    "{% for pair in contact.data %}{{ pair[0] }}{% endfor %}",
    "{% if products == empty %}none{% endif %}{% if contact.data contains \"tier\" %}t{% endif %}",
  ]

  /// The same values with their members in the order of the model.
  static func ordered(_ context: TemplateObject) -> TemplateObject {
    var row = TemplateRow(Self.shape)
    row.fill(from: context)
    return row.object
  }

  static func outcome(
    _ text: String, _ context: TemplateObject, shape: RowShape?, kind: OutputKind,
    syntax: TemplateSyntax = .liquid, strict: Bool = false
  ) -> String {
    let options = CompileOptions(
      syntax: syntax, kind: kind, isStrict: strict, model: Self.model,
      partials: { name in
        name == "card"
          ? Pieces(
            SourceFile(
              name: name, text: "[{{ product.name }}{% if size %}{{ size.label }}{% endif %}]"))
          : nil
      }, shape: shape)
    let parsed = Template.compile(Pieces(SourceFile(name: "t", text: text)), options: options)
    guard let template = parsed.value else { return "\(parsed.diagnostics.map(\.identifier))" }
    do {
      return String(decoding: try template.render(context), as: UTF8.self)
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: templates)
  func givesWhatAnObjectGives(template: String) {
    for context in [Self.full, Self.sparse].map(Self.ordered) {
      for kind in [OutputKind.html, .text, .json, .header] {
        for strict in [false, true] {
          #expect(
            Self.outcome(template, context, shape: Self.shape, kind: kind, strict: strict)
              == Self.outcome(template, context, shape: nil, kind: kind, strict: strict))
        }
      }
    }
  }

  @Test(arguments: [
    "{{contact.first_name}}{{#each products}}{{name}}{{@index}}{{../contact.email}}{{/each}}",
    "{{#with event}}{{title}}{{/with}}{{#if event}}e{{else}}n{{/if}}{{@root.contact.email}}",
    "{{#each products as |p i|}}{{i}}{{p.name}}{{/each}}{{#unless contact.vip}}u{{/unless}}",
  ])
  func givesWhatAnObjectGivesInHandlebars(template: String) {
    for context in [Self.full, Self.sparse].map(Self.ordered) {
      #expect(
        Self.outcome(template, context, shape: Self.shape, kind: .html, syntax: .handlebars)
          == Self.outcome(template, context, shape: nil, kind: .html, syntax: .handlebars))
    }
  }

  @Test func givesBackTheObjectItWasFilledFrom() throws {
    var row = TemplateRow(Self.shape)
    row.fill(from: Self.full)
    #expect(TemplateValue.object(row.object) == .object(Self.full))
  }

  private func column(_ path: String) throws -> RowShape.Column {
    try #require(Self.shape.column(path))
  }

  private func template(_ text: String) throws -> Template {
    try #require(
      Template.compile(
        Pieces(SourceFile(name: "t", text: text)), options: CompileOptions(shape: Self.shape)
      ).value)
  }

  @Test func keepsWhatIsSharedAndForgetsTheRest() throws {
    let template = try template(
      "{{ contact.email }}|{{ contact.first_name | default: \"-\" }}|"
        + "{% for p in products %}{{ p.name }}{{ p.price }}{% endfor %}|"
        + "{% if event %}{{ event.title }}{% endif %}|{{ contact.data.x | default: \"-\" }}")
    let list = try column("products")
    let elements = try #require(Self.shape.elements(of: list))
    let name = try #require(elements.column("name"))
    let price = try #require(elements.column("price"))
    var product = TemplateRow(elements)
    product.fill(from: ["name": "Kettle", "price": 1, "sizes": [["label": "S"]]])
    var row = TemplateRow(Self.shape)
    row.setPresent(try column("event"), true)
    row.set(try column("event.title"), text: "Party")
    row.append(product, to: list)
    row.keep()
    let output = TemplateOutput()
    for round in 0..<3 {
      row.reset()
      row.set(try column("contact.email"), text: "\(round)@x.example")
      if round == 1 {
        row.set(try column("contact.first_name"), text: "Ada")
        row.set(try column("contact.data"), value: ["x": 5])
        let element = row.append(product, to: list)
        row.set(name, of: element, text: "Pot")
        row.set(price, of: element, decimal: "2.50")
        row.setPresent(try column("event"), false)
      }
      try template.render(row, into: output)
      output.removeAll()
      try template.render(row, into: output)
      #expect(
        String(decoding: output.array, as: UTF8.self)
          == (round == 1
            ? "1@x.example|Ada|Kettle1Pot2.50||5" : "\(round)@x.example|-|Kettle1|Party|-"))
      output.removeAll()
    }
  }

  @Test func writesEveryKindOfValue() throws {
    let template = try template(
      "{{ contact.email }} {{ contact.first_name }} {{ contact.vip }} {{ contact.visits }}")
    var row = TemplateRow(Self.shape)
    row.set(try column("contact.email"), safeHTML: "<b>x</b>")
    row.set(try column("contact.first_name"), decimal: "1.50")
    row.set(try column("contact.vip"), bool: true)
    row.set(try column("contact.visits"), int: -12)
    let output = TemplateOutput()
    try template.render(row, into: output)
    #expect(String(decoding: output.array, as: UTF8.self) == "<b>x</b> 1.50 true -12")
    row.set(try column("contact.visits"), value: .double(0.5))
    row.set(try column("contact.vip"), bool: nil)
    row.set(try column("contact.first_name"), text: nil)
    #expect(throws: TemplateRenderError.self) { try template.render(row, into: output) }
    #expect(String(decoding: output.array, as: UTF8.self) == "<b>x</b> 1.50 true -12")
  }

  @Test func refusesARowOfAnotherShape() throws {
    let template = try template("{{ contact.email }}")
    let row = TemplateRow(RowShape(Self.model))
    #expect(throws: TemplateRenderError.self) {
      try template.render(row, into: TemplateOutput())
    }
  }

  @Test func namesTheFieldThatIsMissing() {
    #expect(
      Self.outcome(
        "\n<p>{{ contact.first_name }}", Self.sparse, shape: Self.shape, kind: .html, strict: true)
        == "t:2:7: error: `contact.first_name` has no value and no default [missing-value]")
  }

  @Test func asksAFilterOnceForTheSameValue() throws {
    let calls = Mutex(0)
    var options = CompileOptions(shape: Self.shape)
    options.filters = [
      "slow": TemplateFilter { value, _, _ in
        calls.withLock { $0 += 1 }
        return .string("<" + value.printed + ">")
      }
    ]
    let source = Pieces(SourceFile(name: "t", text: "{{ contact.email | slow }}"))
    let template = try #require(Template.compile(source, options: options).value)
    var row = TemplateRow(Self.shape)
    let output = TemplateOutput()
    for text in ["a", "b", "a", "a", "b", String(repeating: "c", count: 1000)] {
      row.set(try column("contact.email"), text: text)
      output.removeAll()
      try template.render(row, into: output)
      #expect(String(decoding: output.array, as: UTF8.self) == "&lt;\(text)&gt;")
    }
    #expect(calls.withLock { $0 } == 3)
    // Another template asks again: what is remembered belongs to one place in one program.
    let other = try #require(
      Template.compile(
        Pieces(SourceFile(name: "u", text: "{{ contact.email | slow | raw }}")), options: options
      ).value)
    row.set(try column("contact.email"), text: "a")
    output.removeAll()
    try other.render(row, into: output)
    #expect(String(decoding: output.array, as: UTF8.self) == "<a>")
    #expect(calls.withLock { $0 } == 4)
  }

  @Test func remembersNoMoreThanItsTableHolds() throws {
    let template = try template("{{ contact.visits | times: 2 }},{{ contact.email | upcase }}")
    var row = TemplateRow(Self.shape)
    let output = TemplateOutput()
    for number in 0..<3000 {
      row.reset()
      row.set(try column("contact.visits"), int: number)
      row.set(try column("contact.email"), text: String(repeating: "x", count: number % 500))
      output.removeAll()
      try template.render(row, into: output)
      #expect(
        String(decoding: output.array, as: UTF8.self)
          == "\(number * 2),\(String(repeating: "X", count: number % 500))")
    }
  }

  @Test func listsItsColumns() throws {
    let shape = RowShape(
      .object(["a": .object(["b": .scalar]), "l": .list(.object(["c": .scalar]))]))
    #expect(shape.paths == ["a", "l", "a.b"])
    #expect(shape.column("a.c") == nil)
    let list = try #require(shape.column("l"))
    #expect(shape.elements(of: list)?.paths == ["c"])
    #expect(shape.elements(of: try #require(shape.column("a"))) == nil)
  }
}
