import Diagnostics
import SourceText
import Templating
import Testing

@Suite struct HandlebarsTests {
  static let context: TemplateObject = [
    "a": 1, "b": 2, "name": "<Ada>", "none": nil, "list": ["x", "y"], "zero": 0, "no": false,
    "items": [["name": "i1", "price": 3], ["name": "i2", "price": 30]],
    "map": ["k1": "v1", "k2": "v2"], "date": "2026-04-15T09:05:00Z", "who": ["name": "W"],
  ]

  @Test(arguments: [
    ("{{#equals a 1}}y{{else}}n{{/equals}}", "y"),
    ("{{#notEquals a 1}}y{{else}}n{{/notEquals}}", "n"),
    ("{{#greaterThan b a}}y{{/greaterThan}}", "y"),
    ("{{#lessThanEquals b a}}y{{else}}n{{/lessThanEquals}}", "n"),
    ("{{#and a none}}y{{else}}n{{/and}}", "n"), ("{{#or none a}}y{{/or}}", "y"),
    ("{{#not zero}}y{{/not}}", "y"),
    ("{{#equals a 2}}two{{else if (eq a 1)}}one{{else}}many{{/equals}}", "one"),
    ("{{#if zero}}y{{else}}n{{/if}}{{#if list}}y{{/if}}{{#unless no}}u{{/unless}}", "nyu"),
    ("{{#if (and a (not no))}}y{{/if}}", "y"),
    (
      "{{#each list}}{{@index}}{{this}}{{#if @first}}f{{/if}}{{#if @last}}l{{/if}}{{/each}}",
      "0xf1yl"
    ),
    ("{{#each map}}{{@key}}={{this}};{{/each}}", "k1=v1;k2=v2;"),
    ("{{#each none}}x{{else}}empty{{/each}}", "empty"),
    ("{{#with who}}{{name}}{{../a}}{{/with}}{{#with none}}x{{else}}none{{/with}}", "W1none"),
    ("{{name}}{{{name}}}{{&name}}", "&lt;Ada&gt;<Ada><Ada>"),
    ("{{uppercase \"ab\"}}{{lowercase \"CD\"}}{{length list}}", "ABcd2"),
    ("{{formatDate date \"MMMM D, YYYY h:mm A\"}}", "April 15, 2026 9:05 AM"),
    ("{{formatDate date \"%d.%m.%Y\"}}", "15.04.2026"),
    ("{{insert none \"default=friend\"}}{{insert a \"x\"}}", "friend1"),
    ("{{lookup list 1}}{{lookup map \"k2\"}}", "yv2"),
    ("{{money 1234.5 \"EUR\" locale=\"de\"}}", "1.234,50\u{A0}€"),
    ("{{list.[0]}}{{list.1}}{{items.0.name}}", "xyi1"), ("{{this.a}}{{./b}}", "12"),
    ("{{@root.name}}{{#each list}}{{@root.a}}{{/each}}", "&lt;Ada&gt;11"),
    ("{{!-- {{x}} --}}{{! y }}a", "a"), ("a {{~#if a~}} b {{~/if~}} c", "abc"),
    ("\\{{name}}", "{{name}}"), ("{{{{raw}}}}{{name}}{{{{/raw}}}}", "{{name}}"),
    ("{{true}}{{\"text\"}}{{5}}", "truetext5"),
  ])
  func readsTheHelpers(template: String, expected: String) {
    #expect(rendered(template, Self.context, syntax: .handlebars, strict: false) == expected)
  }

  @Test(arguments: [
    ("{{> card}}", "[<Ada>|]"), ("{{> card title=\"T t\"}}", "[<Ada>|T t]"),
    ("{{> card who}}", "[W|]"), ("{{> card who title=name}}", "[W|W]"),
    ("{{#each items}}{{> card title=../a}}{{/each}}", "[i1|1][i2|1]"),
    ("{{> \"card\" title=(uppercase \"x\")}}", "[<Ada>|X]"),
    ("  {{> card}}\n", "  [<Ada>|]"),
  ])
  func givesPartialsAContextAndValues(template: String, expected: String) {
    #expect(
      rendered(
        template, Self.context, kind: .text, syntax: .handlebars, strict: false,
        partials: ["card": "[{{name}}|{{title}}]"]) == expected)
  }

  @Test(arguments: [
    ("{{#iff a}}x{{/iff}}", "unknown-helper"), ("{{#foo a b}}x{{/foo}}", "unknown-helper"),
    ("{{foo a}}", "unknown-filter"), ("{{> nope}}", "unknown-partial"), ("{{#if a}}", "unclosed"),
    ("{{/if}}", "unexpected-tag"), ("{{#if a}}{{/each}}", "unclosed-block"),
    ("{{eq a}}", "unknown-filter"), ("{{money locale=\"de\"}}", "unknown-helper"),
    ("{{upcase \"x}}", "unclosed-string"), ("{{(eq a}}", "syntax-error"),
    ("{{#each a as item}}{{/each}}", "syntax-error"), ("{{> card who 5}}", "syntax-error"),
    ("{{a", "unclosed-tag"),
  ])
  func namesMistakes(template: String, expected: String) {
    let result = rendered(
      template, Self.context, syntax: .handlebars, partials: ["card": ""])
    #expect(result.contains(expected), "\(result)")
  }
}
