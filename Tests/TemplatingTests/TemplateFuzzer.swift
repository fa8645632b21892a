import Diagnostics
import Foundation
import SourceText
import Templating
import Testing

/// Makes templates of scraps that mean something, put together at random from a seed.
struct TemplateFuzzer {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 2 &+ 1 }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func template(of length: Int) -> String {
    (0..<(1 + next(length))).map { _ in Self.scraps[next(Self.scraps.count)] }.joined()
  }

  mutating func bytes(of length: Int) -> [UInt8] {
    (0..<next(length)).map { _ in UInt8(next(256)) }
  }

  private static let scraps = [
    "{{", "}}", "{%", "%}", "{{ a", " | ", "default:", "'x'", "if ", "endif", "for i in a",
    "endfor",
    "{% if a %}", "{% endif %}", "{% else %}", "{% elsif b %}", "{% for i in (1..3) %}",
    "{% for p in l reversed limit: 2 %}", "{{ p.n }}", "{{ forloop.index }}", "{% endfor %}",
    "{{ a.b[0] }}", "<a href=\"", "\">", "<script>", "</script>", "<p style='", "'>", "<!--", "-->",
    "-", "\n", "#", "/", "{{#a}}", "{{/a}}", "{{^a}}", "{{>p}}", "{{> p l x=1}}", "{{else}}", "{{{",
    "}}}",
    "{{=<% %>=}}", "raw", "{% raw %}", "{% endraw %}", "{% comment %}", "{% endcomment %}", "é",
    "\u{0}",
    "{% liquid\n", "assign x = ", "1", "..", "[", "]", "(", ")", "~", "{{$b}}", "{{/b}}", "{{<p}}",
    "\\",
    "{% case a %}", "{% when 1 %}", "{% endcase %}", "slice: -9, 3", "{{ a | slice: 1 }}",
    "{% capture x %}", "{% endcapture %}", "{{ x }}", "{% assign x = l | map: 'n' %}",
    "{% cycle 1, 2 %}",
    "{% increment a %}", "{% ifchanged %}", "{% endifchanged %}", "{% render 'p' for l as a %}",
    "{% include 'p' with a %}", "{% layout 'p' %}", "{% block b %}", "{% endblock %}",
    "{% tablerow i in l cols: 2 %}",
    "{% endtablerow %}", "{% break %}", "{% continue %}",
    "{{ 9223372036854775807 | plus: 1 | times: 9 }}",
    "{{ -9223372036854775808 | divided_by: -1 | abs | modulo: -1 }}",
    "{{ a | date: '%999d%^^-_5B' }}",
    "{{ 'x' | truncate: -5 }}", "{{ l | sort: 'n' | join }}", "{{#each l as |i k|}}", "{{/each}}",
    "{{#with a}}",
    "{{/with}}", "{{@index}}", "{{../a}}", "{{#equals a 1}}", "{{/equals}}", "{{lookup l 0}}",
    "{{{{r}}}}", "{{{{/r}}}}",
    "{{!-- x --}}", "{{*a}}", "{{>*a}}", "{{ now | date: 'x' }}", "{{ a | money: 'EUR' }}",
    "{% doc %}", "{% enddoc %}",
  ]
}

@Suite struct TemplateFuzzTests {
  static let model = DataModel.object([
    "a": .any, "b": .scalar(optional: true), "x": .any,
    "l": .list(.object(["n": .scalar, "m": .list(.object(["k": .scalar]))])),
  ])
  static let shape = RowShape(model)
  static let context: TemplateObject = [
    "a": ["b": [1, "x"], "c": ["d": "<&>"]], "b": "text",
    "l": [
      ["n": "one", "m": [["k": 1]]], ["n": "two", "m": []],
      ["n": 3, "m": [["k": "z"], ["k": nil]]],
    ],
  ]

  /// The same values with their members in the order of the model, as a row gives them.
  static let ordered: TemplateObject = {
    var row = TemplateRow(shape)
    row.fill(from: context)
    return row.object
  }()

  static func outcome(
    _ text: [UInt8], syntax: TemplateSyntax, kind: OutputKind, strict: Bool, shape: RowShape?
  ) -> String {
    let options = CompileOptions(
      syntax: syntax, kind: kind, isStrict: strict, model: model,
      partials: { $0 == "p" ? Pieces(SourceFile(name: "p", text: "{{a}}{{n}}")) : nil },
      limits: TemplateLimits(steps: 20_000, depth: 24, outputBytes: 1 << 16), shape: shape)
    let parsed = Template.compile(Pieces(SourceFile(name: "t", bytes: text)), options: options)
    guard let template = parsed.value else { return "\(parsed.diagnostics.map(\.identifier))" }
    do {
      return String(decoding: try template.render(ordered), as: UTF8.self)
    } catch {
      return "\(error.code) \(error.field ?? "")"
    }
  }

  /// Short in a normal run; GALLEY_FUZZ_SECONDS makes it as long as wanted, from another seed.
  @Test func neverCrashesOnRandomTemplates() {
    let environment = ProcessInfo.processInfo.environment
    let seconds = environment["GALLEY_FUZZ_SECONDS"].flatMap { Double($0) }
    let clock = ContinuousClock()
    let start = clock.now
    let seed = environment["GALLEY_FUZZ_SEED"].flatMap { UInt64($0) } ?? 42
    var fuzzer = TemplateFuzzer(seed: seed)
    var round = 0
    while round < 900 || clock.now - start < .seconds(seconds ?? 0) {
      let text =
        round % 10 == 9
        ? fuzzer.bytes(of: 60) + Array(fuzzer.template(of: 6).utf8)
        : Array(fuzzer.template(of: 16).utf8)
      let syntax = TemplateSyntax.allCases[round % 3]
      let kind = OutputKind.allCases[round % 5]
      let strict = round % 2 == 0
      let row = Self.outcome(text, syntax: syntax, kind: kind, strict: strict, shape: Self.shape)
      let object = Self.outcome(text, syntax: syntax, kind: kind, strict: strict, shape: nil)
      #expect(row == object, "\(String(decoding: text, as: UTF8.self))")
      round += 1
    }
  }

  @Test func scansAndCompilesHostileRepetitionsInTime() {
    let clock = ContinuousClock()
    for scrap in [
      "{{", "{%", "{{a}}", "{% if a %}", "{{#a}}", "{{!a}}", "{% comment %}", "{{{{a}}}}", "<a b='",
    ] {
      for syntax in TemplateSyntax.allCases {
        let text = Array(String(repeating: scrap, count: 500).utf8)
        let time = clock.measure {
          _ = Self.outcome(text, syntax: syntax, kind: .html, strict: true, shape: nil)
        }
        #expect(time < .seconds(10), "\(scrap) \(syntax) \(time)")
      }
    }
  }
}
