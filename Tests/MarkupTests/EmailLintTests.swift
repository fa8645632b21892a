import Diagnostics
import Markup
import SourceText
import Testing

@Suite struct EmailLintTests {
  private static let good =
    "<html lang=\"en\"><head><title>News</title></head><body>"
    + "<div style=\"display:none\">Preview</div><p>Hello</p>"
    + "<a style=\"color:#00e\" href=\"https://x.org/unsubscribe\">Unsubscribe</a></body></html>"

  private func rules(_ body: String, options: LintOptions = LintOptions()) -> [String] {
    let html = Self.good.replacing("<p>Hello</p>", with: body)
    return EmailLint.lint(html: Array(html.utf8), text: Array("Hi".utf8), options: options)
      .map(\.identifier)
  }

  @Test func aGoodMailHasNothingToFix() {
    #expect(rules("<p>Hello</p>") == [])
  }

  @Test(arguments: [
    ("<img src=\"https://x.org/a.png\" width=\"9\">", "image-alt"),
    ("<img src=\"https://x.org/a.png\" alt=\"\">", "image-size"),
    ("<img src=\"\" alt=\"\" width=\"9\">", "image-source"),
    ("<img src=\"http://x.org/a.png\" alt=\"\" width=\"9\">", "insecure-link"),
    ("<a href=\"http://x.org\">x</a>", "insecure-link"),
    ("<a href=\"javascript:x()\">x</a>", "unsafe-link"),
    ("<a href=\"\">x</a>", "empty-link"), ("<a href=\"#\">x</a>", "empty-link"),
    ("<a href=\"https://evil.org\">https://bank.com</a>", "misleading-link"),
    ("<a href=\"https://bit.ly/x\">x</a>", "short-link"),
    ("<a href=\"https://10.0.0.1/x\">x</a>", "short-link"),
    ("<form></form>", "unsupported-element"), ("<p>Hi {{ name }}</p>", "leftover"),
    ("<p>Hi {% if %}</p>", "leftover"), ("<p>Optional(\"Ann\")</p>", "leftover"),
    ("<p>Hi undefined</p>", "leftover"), ("<p>Lorem ipsum dolor</p>", "leftover"),
    ("<a href=\"https://x.org/%7B%7Bid%7D%7D\">x</a>", "leftover"),
    ("<p>Act now and win</p>", "spam-pattern"), ("<p>Wow!!!!</p>", "spam-pattern"),
    ("<p style=\"color:#999\">pale</p>", "low-contrast"),
    ("<td bgcolor=\"#000\"><p>dark</p></td>", "low-contrast"),
    (
      "<div style=\"background:rgb(0,0,128)\"><a href=\"https://x.org\">x</a></div>", "low-contrast"
    ),
  ])
  func finds(_ body: String, _ rule: String) {
    #expect(rules(body) == [rule])
  }

  @Test(arguments: [
    "<p style=\"color:#999;background:url(a.png)\">x</p>", "<p class=\"undefined-x\">x</p>",
    "<style>@media x{a{top:0}}</style>", "<p style=\"color:#767676;font-size:24px\">large</p>",
    "<a href=\"https://www.x.org/a\">x.org</a>", "<p style=\"display:none;color:#fff\">x</p>",
    "<p style=\"color:white\">&nbsp;</p>",
  ])
  func leavesAlone(_ body: String) {
    #expect(rules(body) == [])
  }

  @Test(arguments: [
    ("<p style=\"display:flex\">x</p>", "display: flex"),
    ("<p style=\"position:absolute;left:0\">x</p>", "position"),
    ("<style>p { color: var(--a) }</style>", "variables"),
    ("<style>@import url(x.css);</style>", "@import"),
    ("<p style=\"display:grid\">x</p>", "display: grid"),
    ("<p style=\"width:calc(1px + 2%)\">x</p>", "unit calc"),
  ])
  func namesTheClientsThatDoNotKnowAFeature(_ body: String, _ feature: String) {
    let html = Self.good.replacing("<p>Hello</p>", with: body)
    let found = EmailLint.lint(html: Array(html.utf8), text: Array("Hi".utf8))
    #expect(found.first?.identifier == "client-support")
    #expect(found.first?.summary.hasPrefix("`\(feature)` is not known to ") == true)
    #expect(found.first?.location?.line == 1)
  }

  @Test func whatOnlyLooksPlainerIsANoteOnRequest() {
    let body = "<p style=\"border-radius:4px;mso-hide:none;-webkit-x:y\">x</p>"
    #expect(rules(body) == [])
    let html = Self.good.replacing("<p>Hello</p>", with: body)
    let found = EmailLint.lint(
      html: Array(html.utf8), text: Array("Hi".utf8), options: LintOptions(includesNotes: true))
    #expect(found.map(\.severity) == [.note])
    #expect(found.first?.summary == "`border-radius` is not known to Outlook Windows")
  }

  @Test func theDocumentItselfIsChecked() {
    #expect(
      EmailLint.lint(html: Array("<html><body><p>x</p></body></html>".utf8), text: nil).map(
        \.identifier)
        == [
          "missing-lang", "missing-title", "missing-preheader", "missing-unsubscribe",
          "missing-text",
        ])
  }

  @Test(arguments: [(89 * 1024, []), (91 * 1024, ["mail-size"]), (103 * 1024, ["mail-clipped"])])
  func sizeIsComparedWithTheClipOfGmail(_ size: Int, _ expected: [String]) {
    #expect(rules("<p>Hello</p>" + String(repeating: " ", count: size)) == expected)
  }

  @Test func attachmentsAreLookedUpAndRulesSilenced() {
    let image = "<img alt=\"\" width=\"9\" src=\"cid:logo\">"
    #expect(rules(image, options: LintOptions(contentIDs: ["logo"])) == [])
    #expect(rules(image, options: LintOptions(contentIDs: [])) == ["image-source"])
    #expect(rules("<form>", options: LintOptions(silenced: ["unsupported-element"])) == [])
    #expect(rules("<p>{{ x }}</p>", options: LintOptions(allowsTemplateTags: true)) == [])
  }

  @Test func diagnosticsHaveTheirPlaceAndRulesAreListedOnce() {
    let found = EmailLint.lint(
      html: Pieces(SourceFile(name: "m.html", text: "<html lang=en>\n<img src=x>")), text: nil)
    #expect(
      found.first { $0.identifier == "image-alt" }?.location?.description == "m.html:2:1")
    #expect(Set(LintRule.all.map(\.name)).count == LintRule.all.count)
  }
}
