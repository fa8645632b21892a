import SourceText
import Testing

@Suite struct HTMLTokenizerTests {
  private func kinds(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return HTMLTokenizer.tokenize(bytes).tokens.map {
      "\($0.kind):" + String(decoding: bytes[$0.range], as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("a<b>c</b>", ["text:a", "startTag:<b>", "text:c", "endTag:</b>"]),
    ("1 < 2 <3", ["text:1 < 2 <3"]),
    (
      "<!DOCTYPE html><!--x--><!--[if mso]><b><![endif]-->",
      ["declaration:<!DOCTYPE html>", "comment:<!--x-->", "comment:<!--[if mso]><b><![endif]-->"]
    ),
    (
      "<!--[if !mso]><!--><b><!--<![endif]-->",
      ["comment:<!--[if !mso]><!-->", "startTag:<b>", "comment:<!--<![endif]-->"]
    ),
    (
      "<style>a>b{}</STYLE >x", ["startTag:<style>", "rawText:a>b{}", "endTag:</STYLE >", "text:x"]
    ),
    ("<script>\"</scripty>\"", ["startTag:<script>", "rawText:\"</scripty>\""]),
    ("<a title='>' b=\">\">", ["startTag:<a title='>' b=\">\">"]),
    ("<% if (a > b) %><?php x ?>", ["template:<% if (a > b) %>", "declaration:<?php x ?>"]),
    ("<a <%= x %>>y", ["startTag:<a <%= x %>>", "text:y"]),
    ("<!-->x<!--->", ["comment:<!-->", "text:x", "comment:<!--->"]),
    ("<a", ["startTag:<a"]), ("</>", ["declaration:</>"]),
  ])
  func cuts(_ text: String, into expected: [String]) {
    #expect(kinds(text) == expected)
  }

  @Test func attributesKeepTheirPlaces() throws {
    let bytes = Array("<a HREF = \"x&amp;y\" b=c d e='' />".utf8)
    let tokens = HTMLTokenizer.tokenize(bytes)
    let token = try #require(tokens.tokens.first)
    #expect(token.isSelfClosing)
    #expect(tokens.attributes.map(\.name) == ["href", "b", "d", "e"])
    #expect(
      tokens.attributes.map { $0.valueRange.map { String(decoding: bytes[$0], as: UTF8.self) } }
        == ["x&amp;y", "c", nil, ""])
    #expect(tokens.attribute("b", of: token)?.range == 20..<23)
  }

  @Test(arguments: [
    ("&amp;&lt;&#65;&#x42;&eacute;", "&<ABé"), ("&AMP &ampx &notit; &", "&AMP &ampx &notit; &"),
    ("&#x110000;&#0;&#150;", "\u{FFFD}\u{FFFD}–"), ("&hellip;&nbsp;&NoSuch;", "…\u{A0}&NoSuch;"),
    ("&copy 1", "© 1"),
  ])
  func decodes(_ text: String, as expected: String) {
    #expect(String(decoding: HTMLEntities.decode(text.utf8), as: UTF8.self) == expected)
  }

  @Test func theTreeKnowsImpliedEnds() {
    let tree = HTMLTree(
      HTMLTokenizer.tokenize(Array("<ul><li>a<li>b</ul><p>c<div>d</div><br>e".utf8)))
    #expect(tree.elements.map(\.name) == ["ul", "li", "li", "p", "div", "br"])
    #expect(tree.elements.map(\.parent) == [-1, 0, 0, -1, -1, -1])
    #expect(tree.elements.map(\.position) == [1, 1, 2, 2, 3, 4])
  }

  @Test func opaqueSpansAreFoundByTheirStart() {
    let spans = OpaqueSpans([
      .init(range: 2..<4, isControl: true), .init(range: 6..<9, isControl: false),
    ])
    #expect(spans.end(at: 2) == 4)
    #expect(spans.end(at: 3) == nil)
    #expect(spans.span(at: 6)?.isControl == false)
    #expect(spans.touches(4..<6) == false)
    #expect(spans.touches(8..<12))
    #expect(spans.spans(in: 0..<7).count == 2)
  }
}
