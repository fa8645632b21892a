import Diagnostics
import SourceText
import Templating
import Testing

@Suite struct LiquidTests {
  static let context: TemplateObject = [
    "n": 5, "s": "text", "list": [1, 2, 3], "none": nil, "html": "<b>&",
    "people": [["name": "Bo", "age": 3], ["name": "al", "age": 20]], "when": "2026-04-15T09:05:07Z",
    "price": .decimal("1234.5"),
  ]

  @Test(arguments: [
    ("{{ 'a' | append: 'b' | prepend: 'c' }}", "cab"),
    ("{{ 'aB' | upcase }}{{ 'aB' | downcase }}", "ABab"),
    ("{{ 'hELLO wORLD' | capitalize }}", "Hello world"), ("[{{ '  a b ' | strip }}]", "[a b]"),
    ("[{{ ' a ' | lstrip }}][{{ ' a ' | rstrip }}]", "[a ][ a]"),
    ("{{ ' a  b ' | squish }}", "a b"),
    ("{{ 'abcabc' | replace: 'b', 'x' }}{{ 'abab' | replace_first: 'a', 'x' }}", "axcaxcxbab"),
    ("{{ 'abab' | replace_last: 'ab', 'x' }}{{ 'abab' | remove: 'a' }}", "abxbb"),
    ("{{ 'abab' | remove_first: 'a' }}{{ 'abab' | remove_last: 'b' }}", "bababa"),
    ("{{ 'a,b,c' | split: ',' | join: '-' }}", "a-b-c"), ("{{ 'abcdef' | truncate: 5 }}", "ab..."),
    ("{{ 'a b c d' | truncatewords: 2 }}", "a b..."),
    ("{{ 'abcdef' | slice: 1, 3 }}{{ 'abc' | slice: -1 }}", "bcdc"),
    ("{{ '<p>a</p><script>x</script>' | strip_html }}", "a"),
    ("{{ 1 | pluralize: 'item' }} {{ 2 | pluralize: 'item' }}", "item items"),
    (
      "{{ 5 | plus: 2 }}{{ 5 | minus: 2 }}{{ 5 | times: 2 }}{{ 7 | divided_by: 2 }}{{ 7 | modulo: 4 }}",
      "731033"
    ),
    ("{{ -5 | abs }}{{ 1.2 | ceil }}{{ 1.8 | floor }}{{ 1.456 | round: 2 }}", "5211.46"),
    ("{{ 5 | at_least: 7 }}{{ 5 | at_most: 3 }}", "73"), ("{{ 0.1 | plus: 0.2 }}", "0.3"),
    (
      "{{ list | size }}{{ list | first }}{{ list | last }}{{ list | reverse | join: '' }}",
      "313321"
    ),
    ("{{ people | map: 'name' | join: ',' }}", "Bo,al"),
    ("{{ people | where: 'age', 3 | map: 'name' }}", "Bo"),
    ("{{ people | reject: 'age', 3 | map: 'name' }}", "al"),
    ("{{ people | sort: 'age' | map: 'name' | join: '' }}", "Boal"),
    ("{{ people | sort_natural: 'name' | map: 'name' | join: '' }}", "alBo"),
    ("{{ people | sum: 'age' }}", "23"),
    ("{{ list | concat: list | uniq | join: '' }}", "123"),
    ("{{ people | find: 'age', 20 | map: 'name' }}", "al"),
    ("{{ people | find_index: 'age', 20 }}{{ people | has: 'age', 4 }}", "1false"),
    ("{{ list | compact | join: '' }}", "123"),
    ("{{ 'a b&c' | url_encode }}{{ 'a+b%26' | url_decode }}", "a+b%26ca b&amp;"),
    ("{{ 'hi' | base64_encode }}{{ 'aGk=' | base64_decode }}", "aGk=hi"),
    ("{{ '1 < 2' | escape }}{{ '1 &lt; 2' | escape_once }}", "1 &lt; 21 &lt; 2"),
    ("{{ 'a\nb' | newline_to_br }}{{ 'a\nb' | strip_newlines }}", "a<br />\nbab"),
    (
      "{{ price | money: 'USD' }} {{ price | money: 'EUR', locale: 'fr' }}",
      "$1,234.50 1\u{202F}234,50\u{A0}€"
    ),
    ("{{ when | date: '%A %-d %B %Y %H:%M:%S %j %y' }}", "Wednesday 15 April 2026 09:05:07 105 26"),
    ("{{ when | date: '%a %e %b', locale: 'de' }}", "Mi 15 Apr"),
    ("{{ when | date: '%d. %B', locale: 'fr' }}", "15. avril"),
    (
      "{{ 'https://x.example/?a=1#f' | utm: source: 'mail', medium: 'email' }}",
      "https://x.example/?a=1&amp;utm_source=mail&amp;utm_medium=email#f"
    ),
    (
      "{{ none | default: 'd' }}{{ '' | default: 'e' }}{{ false | default: 'f', allow_false: true }}",
      "defalse"
    ),
    ("{{ html | raw }}{{ html }}", "<b>&&lt;b&gt;&amp;"), ("{{ list | json | raw }}", "[1,2,3]"),
  ])
  func appliesTheFilters(template: String, expected: String) {
    #expect(rendered(template, Self.context) == expected)
  }

  @Test(arguments: [
    ("{% if n > 3 and s == 'text' %}y{% endif %}", "y"), ("{% unless none %}y{% endunless %}", "y"),
    ("{% if list contains 2 %}y{% endif %}{% if s contains 'ex' %}z{% endif %}", "yz"),
    ("{% if none == nil and '' == empty and ' ' == blank %}y{% endif %}", "y"),
    ("{% if n != 5 or n <> 4 %}y{% endif %}{% if n <= 5 and n >= 5 and n < 6 %}z{% endif %}", "yz"),
    ("{% case n %}{% when 1, 5 %}five{% else %}other{% endcase %}", "five"),
    ("{% case n %}{% when 1 or 2 %}a{% else %}b{% endcase %}", "b"),
    ("{% for i in (1..3) %}{{ i }}{% unless forloop.last %},{% endunless %}{% endfor %}", "1,2,3"),
    ("{% for i in list %}{{ forloop.rindex0 }}{{ forloop.length }}{% endfor %}", "231303"),
    (
      "{% for i in list %}{% for j in list %}{{ forloop.parentloop.index }}{% break %}{% endfor %}{% endfor %}",
      "123"
    ),
    ("{% for i in none %}x{% else %}empty{% endfor %}", "empty"),
    ("{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% cycle 'g': 'x', 'y' %}", "abx"),
    ("{% increment c %}{% increment c %}{% decrement d %}", "01-1"),
    ("{% assign x = n | plus: 1 %}{{ x }}", "6"),
    ("{% capture x %}a{{ n }}{% endcapture %}{{ x }}", "a5"),
    ("{% liquid\n assign x = 1\n if x == 1\n echo 'one'\n endif %}", "one"),
    (
      "{% raw %}{{ n }}{% endraw %}{% comment %}x{% endcomment %}{% # note %}{% doc %}d{% enddoc %}",
      "{{ n }}"
    ),
    ("{% for i in list %}{% ifchanged %}a{% endifchanged %}{% endfor %}", "a"),
    (
      "{% tablerow i in list cols: 2 %}{{ i }}{% endtablerow %}",
      "<tr class=\"row1\">\n<td class=\"col1\">1</td><td class=\"col2\">2</td></tr>\n<tr class=\"row2\"><td class=\"col1\">3</td></tr>\n"
    ),
    ("a {{- n -}} b {%- if n -%} c {%- endif %}", "a5bc"), ("{{ (1..3) }}{{ list }}", "1..3123"),
    ("{{ people[1].name }}{{ people.first.age }}{{ people['size'] }}", "al32"),
    ("{% echo n | plus: 1 %}", "6"),
  ])
  func runsTheTags(template: String, expected: String) {
    #expect(rendered(template, Self.context) == expected)
  }

  @Test func givesPartialsTheirOwnVariables() {
    let partials = [
      "p": "[{{ x | default: '-' }}{{ n }}]", "sets": "{% assign y = 2 %}", "item": "({{ item }})",
      "loop": "{{ forloop.index }}{{ i }}",
    ]
    func run(_ text: String) -> String { rendered(text, Self.context, partials: partials) }
    #expect(run("{% assign x = 1 %}{% render 'p' %}{% include 'p' %}") == "[-5][15]")
    #expect(run("{% render 'p', x: 3 %}{% render 'p' with s as x %}") == "[35][text5]")
    #expect(run("{% assign y = 1 %}{% render 'sets' %}{{ y }}{% include 'sets' %}{{ y }}") == "12")
    #expect(
      run("{% render 'item' for list %}{% include 'item' for list %}") == "(1)(2)(3)(1)(2)(3)")
    #expect(run("{% render 'loop' for list as i %}") == "112233")
    #expect(run("{% render 'nope' %}") == "t:1:11 unknown-partial")
    #expect(run("{% render s %}") == "t:1:11 syntax-error")
    #expect(run("{% include s %}") == "t:1:12 dynamic-partial")
  }

  @Test func fillsTheBlocksOfALayout() {
    let layouts = [
      "base": "<h1>{% block title %}Untitled{% endblock %}</h1>{% block body %}{% endblock %}",
      "middle": "{% layout 'base' %}{% block title %}Middle{% endblock %}",
      "self": "{% layout 'self' %}",
    ]
    func run(_ text: String) -> String { rendered(text, ["n": 1], partials: layouts) }
    #expect(run("{% layout 'base' %}{% block body %}{{ n }}{% endblock %}") == "<h1>Untitled</h1>1")
    #expect(
      run("{% layout 'middle' %}{% assign n = 2 %}{% block body %}{{ n }}{% endblock %}")
        == "<h1>Middle</h1>2")
    #expect(run("{% layout 'nope' %}") == "t:1:11 unknown-partial")
    #expect(run("{% layout 'self' %}").contains("recursive-partial"))
  }

  @Test(arguments: [
    ("{{ n | uppcase }}", "t:1:8 unknown-filter"), ("{% iff n %}", "t:1:1 unknown-tag"),
    ("{% if n %}", "t:1:1 unclosed-block"), ("{% endif %}", "t:1:1 unexpected-tag"),
    ("{% if n %}{% endfor %}{% endif %}", "t:1:11 unclosed-block"), ("{{ n", "t:1:1 unclosed-tag"),
    ("{{ 'a }}", "t:1:4 unclosed-string"), ("{{ n ! }}", "t:1:6 unexpected-character"),
    ("{{ n | }}", "t:1:8 syntax-error"), ("{{ n | truncate: 1, 2, 3 }}", "t:1:8 invalid-argument"),
    ("{{ n | date: '%Y', zone: 'x' }}", "t:1:8 invalid-argument"),
    ("{% assign = 1 %}", "syntax-error"),
    ("{% for i of list %}{% endfor %}", "syntax-error"),
    ("{% for i in list foo: 1 %}{% endfor %}", "syntax-error"),
    ("{% cycle %}", "syntax-error"), ("{% assign a? = 1 %}", "syntax-error"),
    ("{% render %}", "syntax-error"),
    ("{% raw %}", "unclosed-block"), ("{% capture %}{% endcapture %}", "syntax-error"),
    ("{{ 5 | divided_by: 0 }}", "invalid-argument"),
    ("{% if 'a' < 1 %}{% endif %}", "invalid-argument"),
    ("{{ 'x' | base64_decode }}", "invalid-argument"),
    ("{{ list | sort: 'x' }}", "invalid-argument"),
    ("{{ '%zz' | url_decode }}", "invalid-argument"), ("{{ 'x' | money }}", "invalid-argument"),
    ("{% for i in list limit: 'x' %}{% endfor %}", "invalid-argument"),
    ("{{ a.b.c }}", "t:1:4 missing-value a.b.c"), ("{% doc x %}{% enddoc %}", "syntax-error"),
  ])
  func namesMistakes(template: String, expected: String) {
    let result = rendered(template, Self.context)
    #expect(result.contains(expected), "\(result)")
  }

  @Test func suggestsTheNearestName() throws {
    let compiled = Template.compile(
      Pieces(SourceFile(name: "t", text: "{{ a | uppcase }}{% iff a %}")))
    #expect(
      compiled.diagnostics.map { $0.hint ?? "" } == [
        "did you mean `if`?", "did you mean `upcase`?",
      ]
        || compiled.diagnostics.map { $0.hint ?? "" } == [
          "did you mean `upcase`?", "did you mean `if`?",
        ])
  }

  @Test func readsTheClockItIsGiven() throws {
    func run(_ text: String, now: Timestamp?) throws -> String {
      let template = try #require(
        Template.compile(
          Pieces(SourceFile(name: "t", text: text)), options: CompileOptions(now: now)
        ).value)
      return String(decoding: try template.render(["d": "now"]), as: UTF8.self)
    }
    let now = try #require(Timestamp("2026-04-15T09:00:00Z"))
    #expect(try run("{{ 'now' | date: '%Y-%m-%d' }}", now: now) == "2026-04-15")
    #expect(try run("{{ 'today' | date: '%d' }}{{ d | date: '%H' }}", now: now) == "1509")
    #expect(try run("{{ 'now' | date: '%Y' }}", now: nil) == "now")
  }

  @Test(arguments: [
    ("2026-04-15", "15.04.2026"), ("April 5, 2026", "05.04.2026"),
    ("5 Apr 2026 10:11", "05.04.2026"),
    ("2026/04/15", "15.04.2026"), ("1776243600", "15.04.2026"), ("nonsense", "nonsense"), ("", ""),
  ])
  func readsDatesInManyForms(text: String, expected: String) {
    #expect(rendered("{{ d | date: '%d.%m.%Y' }}", ["d": .string(text)]) == expected)
  }

  @Test(arguments: ["de", "fr", "es", "it", "nl", "pt", "en", "xx"])
  func namesTheMonthsOfALanguage(locale: String) {
    let text = rendered(
      "{% for m in (1..12) %}{{ m | prepend: '0' | slice: -2, 2 | prepend: '2026-' | append: '-01' | date: '%B %b %A', locale: l }}|"
        + "{% endfor %}", ["l": .string(locale)])
    #expect(!text.contains("2026"))
  }
}
