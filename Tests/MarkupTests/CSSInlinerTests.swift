import Diagnostics
import Markup
import SourceText
import Testing

@Suite struct CSSInlinerTests {
  private func inline(_ html: String, css: String = "") -> Parsed<Pieces> {
    CSSInliner.inline(
      Pieces(SourceFile(name: "a.html", text: html)),
      extraCSS: css.isEmpty ? [] : [Pieces(SourceFile(name: "a.css", text: css))])
  }

  @Test func movesDeclarationsIntoStyleAttributesAndChangesNothingElse() {
    let result = inline(
      "<p  CLASS=a>x &nbsp;<BR/></P>\r\n<p id='b' style='color:red'>",
      css: ".a{color:blue} p{margin:0}")
    #expect(
      result.value.text
        == "<p  CLASS=a style=\"margin: 0; color: blue;\">x &nbsp;<BR/></P>\r\n"
        + "<p id='b' style='margin: 0; color: red;'>")
    #expect(result.diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("#i", true), (".x", true), (".y", false), ("p.x#i", true), ("div > p", true), ("div p", true),
    ("body > p", false), ("h1 + p", true), ("h1 ~ p", true), ("p + h1", false), ("[data-k]", true),
    ("[data-k=v-w]", true), ("[data-k^=v]", true), ("[data-k$='w']", true), ("[data-k*='-']", true),
    ("[data-k|=v]", true), ("[class~=x]", true), ("[data-k='V-W' i]", true), ("p:not(.y)", true),
    ("p:not(.x)", false), (":is(.y, .x)", true), (":where(p)", true), ("p:nth-child(2)", true),
    ("p:nth-child(2n+1)", false), ("p:nth-child(even)", true), ("p:last-child", true),
    ("p:first-of-type", true), ("p:only-of-type", true), ("p:first-child", false),
    ("p:empty", false), ("p:nth-last-child(1)", true), ("*", true), ("p:only-child", false),
    (".\\78", true), ("p:hover", false), ("p::before", false),
  ])
  func selectors(_ selector: String, matches: Bool) {
    let result = inline(
      "<body><div><h1></h1><p id=i class='x z' data-k='v-w'>t</p></div></body>",
      css: selector + " { top: 1px }")
    #expect(result.value.text.contains("data-k='v-w' style=\"top: 1px;\"") == matches)
  }

  @Test func higherSpecificityThenLaterRuleWins() {
    let result = inline(
      "<p id=i class=a>", css: "#i{color:red} .a{color:blue} p{color:green} .a{top:0} .a{top:1px}")
    #expect(result.value.text == "<p id=i class=a style=\"top: 1px; color: red;\">")
  }

  @Test func importantWinsAndIsNotWritten() {
    let result = inline("<p class=a style=\"color:blue\">", css: ".a{color:red !important}")
    #expect(result.value.text == "<p class=a style=\"color: red;\">")
  }

  @Test func rulesThatTheDocumentCannotDecideStayInTheHead() {
    let result = inline(
      "<head><style>a{top:0} a:hover{top:1px} @media print{a{top:2px}}</style></head><a>")
    #expect(
      result.value.text
        == "<head><style>\na:hover {top:1px}\n@media print{a{top:2px}}\n</style></head>"
        + "<a style=\"top: 0;\">")
  }

  @Test func templateTagsSurviveEverywhere() {
    let html =
      "<table>{% for p in ps %}<tr class=\"r {{ p.c }}\" {{ attrs }} {% if x %}hidden{% endif %}>"
      + "<td style=\"color:{{ p.color | default: \"red\" }}\">{{ p.name }}</td></tr>{% endfor %}</table>"
    let result = inline(html, css: ".r{top:0} td{margin:0} table{border:{{ b }}}")
    #expect(
      result.value.text
        == "<table style=\"border: {{ b }};\">{% for p in ps %}<tr class=\"r {{ p.c }}\" {{ attrs }} "
        + "{% if x %}hidden{% endif %} style=\"top: 0;\"><td style=\"margin: 0; color: "
        + "{{ p.color | default: \"red\" }};\">{{ p.name }}</td></tr>{% endfor %}</table>")
    #expect(result.diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("li:nth-child(2)", true), ("li:not(:first-child)", true), ("li + li", true), ("li ~ li", true),
    ("li:last-child", true), ("ul > :only-child", true), ("li.wide", true), ("li:empty", false),
    ("b + li", false), ("b ~ li", false), ("ol li:first-child", false), ("li", false),
    ("p:first-child", false), ("p + p", false), ("h1 + p", false), ("div :last-child", true),
  ])
  func selectorsThatDataMayChangeAreErrors(_ selector: String, isError: Bool) {
    let result = inline(
      "<div><p>a</p><p>b</p><ul>{% for p in ps %}<li class='{% if x %}wide{% endif %}'>x</li>"
        + "{% endfor %}</ul><i>c</i>{% if y %}<i>d</i>{% endif %}</div>",
      css: selector + "{top:0}")
    #expect(result.diagnostics.map(\.identifier) == (isError ? ["dynamic-selector"] : []))
  }

  @Test(arguments: [
    ("<p>a</p>\n<p class=\"x>b</p>", "a.html:2:4"), ("<p>\n<!-- x", "a.html:2:1"),
    ("x\n <a", "a.html:2:2"), ("<p></p", "a.html:1:4"), ("<b>\n<style>a{}", "a.html:2:1"),
    ("<!doctype", "a.html:1:1"),
  ])
  func markupThatTheEndCutsOffIsAnErrorWithItsPlace(_ html: String, _ place: String) {
    let result = inline(html)
    #expect(result.diagnostics.map(\.identifier) == ["html-syntax"])
    #expect(result.diagnostics.first?.location?.description == place)
  }

  @Test func aTagInCSSThatMovesIntoAnotherScopeIsAnError() {
    func rules(_ value: String) -> [String] {
      inline("{{#each ps}}<p>x</p>{{/each}}{{#if y}}<b>z</b>{{/if}}", css: "p, b{color:\(value)}")
        .diagnostics.map(\.identifier)
    }
    #expect(rules("{{color}}") == ["dynamic-scope"])
    #expect(rules("{{ @root.color }}") == [])
    #expect(inline("{{#if y}}<b>z</b>{{/if}}", css: "b{color:{{c}}}").diagnostics == [])
    #expect(inline("{% for x in y %}<b>z</b>{% endfor %}", css: "b{color:{{c}}}").diagnostics == [])
  }

  @Test func aStructuralSelectorInALoopIsAnError() {
    let result = inline(
      "<ul>{% for p in ps %}<li>x</li>{% endfor %}</ul>", css: "li:first-child{top:0}")
    #expect(result.diagnostics.map(\.identifier) == ["dynamic-selector"])
    #expect(result.diagnostics.first?.location?.description == "a.css:1:1")
  }

  @Test func declarationsAroundTemplateTagsKeepTheirText() {
    let result = inline(
      "<p style=\"{% if a %}color:red;{% endif %}top:0\">", css: "p{margin:0}")
    #expect(
      result.value.text == "<p style=\"margin: 0; {% if a %}color:red;{% endif %}top:0\">")
  }

  @Test func variablesAreResolvedWithFallbacks() {
    let result = inline(
      "<html><p>", css: ":root{--a:1px} p{border:var(--a) solid var(--b, red); top:var(--c)}")
    #expect(result.value.text == "<html><p style=\"border: 1px solid red; top: var(--c);\">")
  }

  @Test func brokenCSSIsADiagnosticWithItsPlace() {
    let result = inline("<p>", css: "p { color red; top: 0 }\nq")
    #expect(result.value.text == "<p style=\"top: 0;\">")
    #expect(result.diagnostics.map { $0.location?.description } == ["a.css:1:5", "a.css:2:1"])
  }

  @Test func aStyleInsideAConditionIsAnErrorWithTheFix() {
    let result = inline("<p {% if x %}style=\"top:0\"{% endif %}>", css: "p{margin:0}")
    #expect(result.diagnostics.map(\.identifier) == ["conditional-style"])
    #expect(result.value.text == "<p {% if x %}style=\"top:0\"{% endif %}>")
  }

  @Test func rulesInsideATemplateBlockStayInTheHead() {
    let result = inline("<style>{% if x %}p{top:0}{% endif %} p{left:0}</style><p>")
    #expect(result.diagnostics.map(\.identifier) == ["conditional-css"])
    #expect(
      result.value.text
        == "<style>\n{% if x %}\np{top:0}\n{% endif %}\n</style><p style=\"left: 0;\">")
  }
}
