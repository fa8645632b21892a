import Diagnostics
import Markup
import SourceText
import Testing

@Suite struct MJMLTests {
  private func compile(_ text: String, options: MJMLOptions = MJMLOptions()) -> Parsed<Pieces> {
    MJML.compile(Pieces(SourceFile(name: "a.mjml", text: text)), options: options)
  }

  private func body(_ text: String) -> Parsed<Pieces> {
    compile("<mjml><mj-body>\n\(text)</mj-body></mjml>")
  }

  private func column(_ text: String) -> Parsed<Pieces> {
    body("<mj-section><mj-column>\(text)</mj-column></mj-section>")
  }

  @Test(arguments: [
    ("<mj-sektion></mj-sektion>", "unknown-element", "2:1", "did you mean <mj-section>?"),
    ("<mj-text>x</mj-text>", "wrong-nesting", "2:1", "put it into <mj-column>"),
    (
      "<mj-section paddin=\"0\"></mj-section>", "unknown-attribute", "2:13",
      "did you mean `padding`?"
    ),
    ("<mj-section padding=\"big\"></mj-section>", "bad-unit", "2:13", nil),
    ("<mj-section>", "mjml-syntax", "2:1", nil),
    ("</mj-section>", "mjml-syntax", "2:1", nil),
    ("<mj-section><mj-column></mj-section>", "mjml-syntax", "2:13", nil),
    ("<mj-section><mj-column><mj-text>x</mj-column></mj-section>", "mjml-syntax", "2:24", nil),
    ("<!-- x", "mjml-syntax", "2:1", nil),
    ("text", "stray-text", "2:1", "put it into <mj-text> or <mj-raw>"),
    ("<mj-include path=\"../x.mjml\"/>", "include-path", "2:1", nil),
    ("<mj-include path=\"/etc/passwd\"/>", "include-path", "2:1", nil),
    ("<mj-include/>", "include-path", "2:1", nil),
    ("<mj-include path=\"none.mjml\"/>", "include-missing", "2:1", nil),
    (
      "<mj-section>{% for p in ps %}<mj-column></mj-column>{% endfor %}</mj-section>",
      "dynamic-column", "2:30", nil
    ),
    (
      "<mj-section><mj-column width=\"{{ w }}\"></mj-column></mj-section>", "dynamic-size", "2:24",
      nil
    ),
    (
      "<mj-section><mj-column><mj-carousel>{% if x %}<mj-carousel-image src=\"a\"/>{% endif %}</mj-carousel></mj-column></mj-section>",
      "dynamic-carousel", "2:37", nil
    ),
  ])
  func reports(_ text: String, _ identifier: String, _ place: String, _ hint: String?) throws {
    let found = try #require(body(text).diagnostics.first { $0.identifier == identifier })
    #expect(found.location?.description == "a.mjml:" + place)
    if let hint { #expect(found.hint == hint) }
  }

  @Test func warningsDoNotStopTheCompilation() {
    let result = body(
      "<mj-section wrong=\"1\"><mj-column><mj-text>Hi</mj-text></mj-column></mj-section>")
    #expect(!result.hasErrors)
    #expect(result.value.text.contains(">Hi</div>"))
  }

  @Test func aDocumentWithoutMJMLOrBodyIsAnError() {
    #expect(compile("<p>x</p>").diagnostics.last?.identifier == "not-mjml")
    #expect(compile("<mjml></mjml>").diagnostics.map(\.identifier) == ["missing-body"])
  }

  @Test func bytesOfTheContentKnowTheirLine() throws {
    let html = column("\n<mj-text>\nHi {{ name }}</mj-text>").value
    let text = Array("{{ name }}".utf8)
    let offset = try #require(html.bytes.indices.first { html.bytes[$0...].starts(with: text) })
    #expect(html.location(at: offset)?.description == "a.mjml:4:4")
  }

  @Test func generatedMarkupIsBlamedOnItsElement() throws {
    let html = column("\n\n<mj-button href=\"https://x.org\">Go</mj-button>").value
    let text = Array("bgcolor".utf8)
    let offset = try #require(html.bytes.indices.first { html.bytes[$0...].starts(with: text) })
    #expect(html.location(at: offset)?.description == "a.mjml:4:1")
  }

  @Test func includesAreReadWithTheirOwnPlaces() {
    let options = MJMLOptions(include: { path in
      switch path {
      case "foot.mjml":
        Pieces(
          SourceFile(
            name: path, text: "<mjml><mj-body><mj-section x=\"1\"></mj-section></mj-body></mjml>"))
      case "part.mjml": Pieces(SourceFile(name: path, text: "<mj-text>Part</mj-text>"))
      case "a.html": Pieces(SourceFile(name: path, text: "<p>raw</p>"))
      case "a.css": Pieces(SourceFile(name: path, text: ".x{top:0}"))
      case "loop.mjml": Pieces(SourceFile(name: path, text: "<mj-include path=\"loop.mjml\"/>"))
      default: nil
      }
    })
    let result = compile(
      "<mjml><mj-head><mj-include path=\"a.css\" type=\"css\"/></mj-head><mj-body>"
        + "<mj-section><mj-column><mj-include path=\"part.mjml\"/></mj-column></mj-section>"
        + "<mj-include path=\"foot.mjml\"/><mj-include path=\"a.html\" type=\"html\"/></mj-body></mjml>",
      options: options)
    #expect(result.value.text.contains(">Part</div>"))
    #expect(result.value.text.contains("<p>raw</p>"))
    #expect(result.value.text.contains(".x{top:0}"))
    #expect(result.diagnostics.map { $0.location?.description } == ["foot.mjml:1:28"])
    let loop = compile(
      "<mjml><mj-body><mj-include path=\"loop.mjml\"/></mj-body></mjml>", options: options)
    #expect(loop.diagnostics.map(\.identifier) == ["include-depth"])
  }

  @Test func headSettingsReachTheDocument() {
    let html = compile(
      "<mjml lang=\"de\" dir=\"ltr\"><mj-head><mj-title>T</mj-title><mj-preview>P</mj-preview>"
        + "<mj-breakpoint width=\"320px\"/><mj-font name=\"Lora\" href=\"https://f.org/lora\"/>"
        + "<mj-attributes><mj-all font-family=\"Lora\"/><mj-class name=\"c\" color=\"#abc\" css-class=\"k\"/>"
        + "<mj-class name=\"d\"><mj-text align=\"right\"/></mj-class></mj-attributes>"
        + "<mj-style inline=\"inline\">.k div{top:0} @media print{.k{top:1px}}</mj-style><mj-style>.z{top:2px}</mj-style>"
        + "<mj-html-attributes><mj-selector path=\".k div\"><mj-html-attribute name=\"data-id\">{{ id }}</mj-html-attribute></mj-selector></mj-html-attributes>"
        + "<mj-raw><meta name=\"x\"></mj-raw></mj-head><mj-body background-color=\"#eee\"><mj-section>"
        + "<mj-column mj-class=\"d\"><mj-text mj-class=\"c\">Hi</mj-text></mj-column></mj-section></mj-body></mjml>"
    ).value.text
    for part in [
      "<html lang=\"de\" dir=\"ltr\"", "<title>T</title>", "overflow:hidden;\">P</div>",
      "(min-width:320px)", "href=\"https://f.org/lora\"", "color: #aabbcc", "text-align: right",
      "class=\"k\"", "top: 0;", "@media print{.k{top:1px}}", ".z{top:2px}",
      "data-id=\"{{ id }}\"", "<meta name=\"x\"></head>".replacing("</head>", with: ""),
      "background-color:#eeeeee;", "aria-label=\"T\"",
    ] {
      #expect(html.contains(part), "\(part)")
    }
    #expect(!html.contains("Ubuntu:"))
  }

  @Test func bulletproofButtonsHaveAShapeForOutlook() {
    let html = column(
      "<mj-button galley:bulletproof=\"true\" href=\"{{ url }}\" width=\"180px\" height=\"36px\" border-radius=\"18px\">Go</mj-button>"
    ).value.text
    #expect(html.contains("<v:roundrect xmlns:v=\"urn:schemas-microsoft-com:vml\""))
    #expect(html.contains("arcsize=\"50%\""))
    #expect(html.contains("<!--[if !mso]><!--><a href=\"{{ url }}\""))
  }

  @Test func attributesInSingleQuotesAreWrittenInDoubleQuotes() {
    let html = column("<mj-image alt='a \"b\"' src=\"x\"/>").value.text
    #expect(html.contains("alt=\"a &quot;b&quot;\""))
  }

  @Test func everyComponentCompilesInEveryPlaceItMayStand() {
    let result = body(
      "<mj-wrapper gap=\"4px\"><mj-hero mode=\"fluid-height\" background-width=\"100px\" background-height=\"50px\">"
        + "<mj-text height=\"4px\">x</mj-text></mj-hero><mj-section full-width=\"full-width\" background-url=\"u\" background-size=\"10px 20px\" background-position=\"left\" background-repeat=\"no-repeat\">"
        + "<mj-group width=\"300px\" background-color=\"red\"><mj-column width=\"100px\"><mj-spacer/></mj-column><mj-column width=\"50%\" inner-border=\"1px solid\" padding=\"1px 2px 3px\">"
        + "<mj-image full-width=\"full-width\" src=\"x\" href=\"y\"/></mj-column></mj-group></mj-section></mj-wrapper>"
        + "<mj-section background-url=\"u\" background-size=\"contain\" background-position=\"bottom right\"><mj-column><mj-divider align=\"right\" width=\"10em\"/><mj-divider align=\"left\" width=\"20px\"/>"
        + "<mj-accordion><mj-accordion-element icon-position=\"left\"/></mj-accordion><mj-carousel><mj-carousel-image href=\"h\" src=\"s\"/></mj-carousel><mj-carousel/>"
        + "<mj-social mode=\"vertical\"><mj-social-element name=\"x\" icon-position=\"right\">t</mj-social-element></mj-social><mj-table width=\"40px\"/></mj-column></mj-section>"
    )
    #expect(result.diagnostics == [])
    #expect(result.value.text.contains("padding-bottom:50%"))
    #expect(result.value.text.contains("aspect=\"atmost\""))
    #expect(result.value.text.contains("size=\"10px,20px\""))
  }
}
