import Diagnostics
import Markup
import SourceText
import Testing

/// What depends on a recipient's data is refused with the fix, never frozen at a wrong width.
@Suite struct MJMLHoistingTests {
  private func compile(_ body: String, head: String = "") -> Parsed<Pieces> {
    MJML.compile(
      Pieces(
        SourceFile(
          name: "a.mjml",
          text: "<mjml><mj-head>\(head)</mj-head><mj-body>\n\(body)</mj-body></mjml>")))
  }

  @Test(arguments: [
    ("<mj-section><mj-column width=\"{{ w }}\"></mj-column></mj-section>", "dynamic-size", "2:24"),
    ("<mj-section padding=\"{{ p }}\"></mj-section>", "dynamic-size", "2:13"),
    ("<mj-section border=\"{% if x %}1px solid{% endif %}\"></mj-section>", "dynamic-size", "2:13"),
    (
      "<mj-section><mj-column>\n<mj-image src=\"x\" width=\"{{ w }}\"/></mj-column></mj-section>",
      "dynamic-size", "3:19"
    ),
    ("<mj-hero height=\"{{ h }}\"></mj-hero>", "dynamic-size", "2:10"),
    ("<mj-section full-width=\"{{ f }}\"></mj-section>", "dynamic-choice", "2:13"),
    ("<mj-hero mode=\"{{ m }}\"></mj-hero>", "dynamic-choice", "2:10"),
    ("<mj-section mj-class=\"{{ m }}\"></mj-section>", "dynamic-choice", "2:13"),
    (
      "<mj-section><mj-column><mj-social>\n<mj-social-element name=\"{{ n }}\"/></mj-social></mj-column></mj-section>",
      "dynamic-choice", "3:20"
    ),
    (
      "<mj-section>\n{% for p in ps %}<mj-column></mj-column>{% endfor %}</mj-section>",
      "dynamic-column", "3:18"
    ),
    (
      "<mj-section>\n<mj-column></mj-column>{% if x %}<mj-column width=\"50%\"></mj-column>{% endif %}</mj-section>",
      "dynamic-column", "3:1"
    ),
    (
      "<mj-section>\n{{#each ps}}<mj-column></mj-column>{{/each}}</mj-section>",
      "dynamic-column", "3:13"
    ),
    (
      "<mj-section><mj-raw>{% for p in ps %}</mj-raw>\n<mj-column></mj-column><mj-raw>{% endfor %}</mj-raw></mj-section>",
      "dynamic-column", "3:1"
    ),
    (
      "<mj-section><!-- {% if x %} -->\n<mj-column></mj-column><!-- {% endif %} --></mj-section>",
      "dynamic-column", "3:1"
    ),
    (
      "<mj-section><mj-group>\n{% for p in ps %}<mj-column></mj-column>{% endfor %}</mj-group></mj-section>",
      "dynamic-column", "3:18"
    ),
    (
      "<mj-wrapper gap=\"8px\">{% for p in ps %}<mj-section></mj-section>{% endfor %}</mj-wrapper>",
      "dynamic-gap", "2:1"
    ),
    (
      "<mj-section galley:dark-background-color=\"{{ c }}\"></mj-section>", "dynamic-dark-mode",
      "2:13"
    ),
  ])
  func whatCannotBeDecidedIsAnErrorWithItsFix(_ body: String, _ rule: String, _ place: String) {
    let errors = compile(body).diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.identifier) == [rule])
    #expect(errors.first?.location?.description == "a.mjml:\(place)")
    #expect(errors.first?.hint?.isEmpty == false)
  }

  @Test func defaultsInTheHeadAreCheckedToo() {
    let result = compile(
      "<mj-section></mj-section>",
      head: "<mj-attributes><mj-section padding=\"{{ p }}\"/></mj-attributes>")
    #expect(result.diagnostics.map(\.identifier) == ["dynamic-size"])
    #expect(result.diagnostics.first?.location?.description == "a.mjml:1:43")
  }

  @Test(arguments: [
    "<mj-section>{% for p in ps %}<mj-column width=\"50%\"></mj-column>{% endfor %}</mj-section>",
    "{% if x %}<mj-section><mj-column></mj-column></mj-section>{% endif %}",
    "<mj-section>{{ note }}<mj-column></mj-column></mj-section>",
    "<mj-section><!-- {{ note }} --><mj-column></mj-column></mj-section>",
    "<mj-section background-color=\"{{ c }}\"><mj-column><mj-spacer height=\"{{ h }}\"/></mj-column></mj-section>",
    "<mj-wrapper>{% for p in ps %}<mj-section></mj-section>{% endfor %}</mj-wrapper>",
  ])
  func whatCanBeCarriedAlongIs(_ body: String) {
    #expect(compile(body).diagnostics == [])
  }

  @Test(arguments: [
    ("<mj-section background-color=\"{{ c }}\"></mj-section>", "{{ c }}", "2:31"),
    (
      "<mj-section>\n<mj-column><mj-image src=\"https://x.org\"/></mj-column></mj-section>",
      "https://x.org", "3:27"
    ),
    (
      "<mj-section><mj-column>\n<mj-button href=\"{{ u }}\">x</mj-button></mj-column></mj-section>",
      "{{ u }}", "3:18"
    ),
    ("<mj-section background-url=\"{{ b }}\"></mj-section>", "{{ b }}", "2:29"),
    (
      "<mj-section><mj-column><mj-social>\n<mj-social-element name=\"x\" href=\"{{ s }}\"/></mj-social></mj-column></mj-section>",
      "{{ s }}", "3:35"
    ),
  ])
  func aValueKeepsItsOwnPlace(_ body: String, _ value: String, _ place: String) throws {
    let html = compile(body).value
    let wanted = Array(value.utf8)
    let places = html.bytes.indices.filter { html.bytes[$0...].starts(with: wanted) }
    #expect(!places.isEmpty)
    for offset in places {
      #expect(html.location(at: offset)?.description == "a.mjml:\(place)")
    }
  }

  @Test func darkColoursBecomeRulesForDarkSchemes() {
    let html = compile(
      "<mj-section galley:dark-background-color=\"#111111\"><mj-column>"
        + "<mj-text galley:dark-color=\"#eeeeee\" css-class=\"own\">x</mj-text>"
        + "<mj-text galley:dark-color=\"#eeeeee\">y</mj-text>"
        + "<mj-image src=\"light.png\" galley:dark-src=\"dark.png\"/></mj-column></mj-section>"
    ).value.text
    for part in [
      "<meta name=\"color-scheme\" content=\"light dark\">",
      "@media (prefers-color-scheme: dark)",
      ".galley-dark-1, .galley-dark-1 > table { background:#111111 !important;",
      "[data-ogsb] .galley-dark-1", "[data-ogsc] .galley-dark-2",
      "class=\"own galley-dark-2\"", "class=\"galley-image-light\" src=\"light.png\"",
      "class=\"galley-image-dark\" src=\"dark.png\"", "display:none;mso-hide:all",
    ] {
      #expect(html.contains(part), "\(part)")
    }
    #expect(!html.contains("galley-dark-3"))
    #expect(!compile("<mj-section></mj-section>").value.text.contains("color-scheme"))
  }

  private func button(_ attributes: String) -> Parsed<Pieces> {
    compile(
      "<mj-section><mj-column><mj-button \(attributes)>x</mj-button></mj-column></mj-section>")
  }

  @Test func bulletproofButtonsTakeBorderAndPlainnessAlong() {
    let html = button(
      "galley:bulletproof=\"true\" href=\"h\" width=\"90px\" height=\"30px\" border=\"2px solid #ff0000\" background-color=\"none\""
    ).value.text
    #expect(html.contains("strokeweight=\"2px\" strokecolor=\"#ff0000\" fill=\"f\""))
    #expect(
      button("galley:bulletproof=\"false\" href=\"h\"").value.text.contains("roundrect") == false)
  }

  @Test(arguments: [
    ("href=\"h\" width=\"50%\" height=\"9px\"", Severity.error, "bulletproof-size"),
    ("href=\"h\" width=\"90px\" height=\"{{ h }}\"", .error, "bulletproof-size"),
    ("href=\"h\" width=\"90px\"", .warning, "bulletproof-size"),
    ("width=\"90px\" height=\"9px\"", .warning, "bulletproof-link"),
  ])
  func bulletproofButtonsNeedASize(_ attributes: String, _ severity: Severity, _ rule: String) {
    let found = button("galley:bulletproof=\"true\" " + attributes).diagnostics
    #expect(found.map(\.identifier) == [rule])
    #expect(found.first?.severity == severity)
  }
}
