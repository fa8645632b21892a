import Diagnostics
import JSONText
import Messages
import SourceText
import Testing

@testable import Campaigns

struct CopySplicerTests {
  private func splice(
    _ template: String, _ body: [(String, String)], target: CopySplicer.Target = .html
  ) -> Parsed<Pieces> {
    let splicer = CopySplicer(
      body: .init(body.map { ($0.0, .string($0.1)) }), path: "copy/a.json")
    return splicer.splice(Pieces(SourceFile(name: "t", text: template)), target: target)
  }

  @Test func copyBecomesEscapedTextWithItsMergeFields() {
    let result = splice(
      "<h1>{{ copy.headline }}</h1>",
      [("headline", #"A <b> & {{ contact.first_name | default: "you" }}"#)])
    #expect(result.diagnostics.isEmpty)
    #expect(
      result.value.text
        == #"<h1>A &lt;b&gt; &amp; {{ contact.first_name | default: "you" }}</h1>"#)
  }

  @Test func markdownIsRenderedOnceAndItsTagsSurvive() {
    let result = splice(
      "<div>{{ copy.intro | markdown }}</div>",
      [
        (
          "intro",
          #"Hi {{ contact.first_name | default: "you" }}, **look** [here]({{ campaign.url }})"#
        )
      ])
    #expect(result.diagnostics.isEmpty)
    #expect(result.value.text.contains(#"<p>Hi {{ contact.first_name | default: "you" }}, "#))
    #expect(result.value.text.contains(#"<strong>look</strong> <a href="{{ campaign.url }}">"#))
  }

  @Test func rawHTMLInCopyIsNeverPassedOn() {
    let result = splice(
      "{{ copy.intro | markdown }}", [("intro", "<script>alert(1)</script> [x](javascript:y)")])
    #expect(!result.value.text.contains("<script"))
    #expect(!result.value.text.contains("javascript:"))
  }

  @Test(arguments: [
    ("{% include 'secrets' %}", "copy-tag"),
    ("{{ contact.first_name | raw }}", "copy-filter"),
    ("{{ contact.first_name | markdown }}", "copy-filter"),
  ])
  func tagsAndDangerousFiltersInCopyAreRefused(text: String, identifier: String) {
    let result = splice("{{ copy.headline }}", [("headline", text)])
    #expect(result.diagnostics.map(\.identifier) == [identifier])
    #expect(result.diagnostics.first?.location?.file == "copy/a.json#headline")
  }

  @Test func unknownCopyFieldSuggestsTheRightOne() {
    let result = splice("\n  {{ copy.hedline }}", [("headline", "x")])
    #expect(result.diagnostics.first?.identifier == "unknown-copy-field")
    #expect(result.diagnostics.first?.location?.line == 2)
    #expect(result.diagnostics.first?.hint?.contains("headline") == true)
  }

  @Test func mergeFieldsThatWouldNeverBeFilledAreNamed() {
    let result = splice(
      "{{ copy.headline | upcase }}", [("headline", "{{ contact.first_name }}")])
    #expect(result.diagnostics.map(\.identifier) == ["copy-merge-field"])
  }
}

struct PartialExpanderTests {
  private func expand(_ template: String, _ partials: [String: String]) -> Parsed<Pieces> {
    PartialExpander(
      partial: { name in
        partials[name].map { Pieces(SourceFile(name: name + ".liquid", text: $0)) }
      },
      names: { partials.keys.sorted() }
    ).expand(Pieces(SourceFile(name: "t", text: template)))
  }

  @Test func argumentsTakeThePlaceOfTheirNames() {
    let result = expand(
      #"{% render "button", label: copy.cta_label, url: campaign.url %}"#,
      ["button": #"<a href="{{ url }}" title="label">{{ label | upcase }}{{ item.label }}</a>"#])
    #expect(result.diagnostics.isEmpty)
    #expect(
      result.value.text
        == #"<a href="{{ campaign.url }}" title="label">{{ copy.cta_label | upcase }}{{ item.label }}</a>"#
    )
  }

  @Test func literalsAndConditionsWork() {
    let result = expand(
      #"{% render "x", kind: "big", n: 3 %}"#,
      ["x": #"{% if kind == "kind" %}{{ n | plus: n }}{% endif %}"#])
    #expect(result.value.text == #"{% if "big" == "kind" %}{{ 3 | plus: 3 }}{% endif %}"#)
  }

  @Test func unknownPartialIsNamedWithItsPlace() {
    let result = expand("a\n{% render \"foter\" %}", ["footer": "x"])
    #expect(result.diagnostics.first?.identifier == "unknown-partial")
    #expect(result.diagnostics.first?.location?.line == 2)
    #expect(result.diagnostics.first?.hint == "did you mean “footer”?")
  }

  @Test func circlesEnd() {
    let result = expand(
      "{% render \"a\" %}", ["a": "{% render \"b\" %}", "b": "{% render \"a\" %}"])
    #expect(result.diagnostics.contains { $0.identifier == "partial-depth" })
  }

  @Test func diagnosticsAfterwardsNameThePartialsLine() {
    let result = expand("{% render \"a\" %}", ["a": "x\ny {{ z }}"])
    let offset = result.value.bytes.firstIndex(of: UInt8(ascii: "z"))
    #expect(offset.flatMap { result.value.location(at: $0) }?.description == "a.liquid:2:6")
  }
}

struct LinkTaggerTests {
  private let tagger = LinkTagger(
    utm: .init(campaign: "c", source: "s", medium: "m", exemptPrefixes: ["https://x.example/out"]),
    tagsLinks: false)
  private let query = "utm_campaign=c&amp;utm_source=s&amp;utm_medium=m"

  private func html(_ text: String) -> String {
    tagger.tagHTML(Pieces(SourceFile(name: "t", text: text))).pieces.text
  }

  private func text(_ text: String) -> String {
    tagger.tagText(Pieces(SourceFile(name: "t", text: text))).pieces.text
  }

  @Test func linksOfEveryKindAreTagged() {
    #expect(
      html(#"<a href="https://a.example">x</a>"#) == #"<a href="https://a.example?\#(query)">x</a>"#
    )
    #expect(
      html(#"<a href="https://a.example/p?id={{ id }}#top">x</a>"#)
        == #"<a href="https://a.example/p?id={{ id }}&amp;\#(query)#top">x</a>"#)
    #expect(
      html(#"<a href="{{ site.base_url }}/tents">x</a>"#)
        == #"<a href="{{ site.base_url }}/tents?\#(query)">x</a>"#)
    #expect(html(#"<a href="{{ item.url }}">x</a>"#) == #"<a href="{{ item.url | utm }}">x</a>"#)
  }

  @Test(arguments: [
    "<a href=\"mailto:a@b.example\">x</a>", "<a href=\"#top\">x</a>",
    "<img src=\"https://a.example\">",
    "<a href=\"{{ links.unsubscribe }}\">x</a>",
    "<a href=\"https://x.example/out?t={{ t }}\">x</a>",
    "<!-- <a href=\"https://a.example\"> -->", "<a href=\"{% if a %}b{% endif %}\">x</a>",
  ])
  func otherThingsAreLeftAlone(source: String) {
    #expect(html(source) == source)
  }

  @Test func textLinksAreTaggedUpToTheirPunctuation() {
    #expect(
      text("See https://a.example/x. Or {{ item.url }}, {{ contact.first_name }}!")
        == "See https://a.example/x?utm_campaign=c&utm_source=s&utm_medium=m. Or "
        + "{{ item.url | utm }}, {{ contact.first_name }}!")
  }

  @Test func everyLinkHasAContentOfItsOwnUnlessItBringsOne() {
    let tagger = LinkTagger(utm: tagger.utm, tagsLinks: true)
    let source =
      "<a href=\"https://a.example\">x</a><a href=\"{{ item.url }}\">y</a>"
      + "<a href=\"https://a.example?utm_content=mine\">z</a>"
    let tagged = tagger.tagHTML(Pieces(SourceFile(name: "t", text: source)))
    #expect(tagged.links.map(\.id) == ["link-1", "link-2", "link-3"])
    #expect(tagged.pieces.text.contains("\(query)&amp;utm_content=link-1\""))
    #expect(tagged.pieces.text.contains("{{ item.url | utm: 'link-2' }}"))
    #expect(tagged.pieces.text.contains("utm_content=mine&amp;\(query)\""))
  }
}
