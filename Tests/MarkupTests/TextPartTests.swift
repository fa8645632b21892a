import Diagnostics
import Markup
import SourceText
import Testing

@Suite struct TextPartTests {
  private func text(_ html: String) -> String {
    TextPart.make(fromHTML: Pieces(SourceFile(name: "a.html", text: html))).value.text
  }

  @Test(arguments: [
    ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three\n"),
    ("<h1>Big</h1><h3>Small</h3>x", "# Big\n\n### Small\n\nx\n"),
    ("a<br>b<br><br>c", "a\nb\n\nc\n"),
    (
      "see <a href=\"https://x.org/?a=1&amp;b=2\">the\n page</a>!",
      "see the page (https://x.org/?a=1&b=2)!\n"
    ),
    ("<a href=\"https://x.org\">https://x.org</a>", "https://x.org\n"),
    ("<a href=\"https://x.org/\">x.org</a>", "x.org\n"),
    ("<a href=\"mailto:a@x.org\">a@x.org</a>", "a@x.org\n"),
    ("<a href=\"#top\">up</a>", "up\n"),
    (
      "<a href=\"https://a.org\">A</a><a href=\"https://b.org\">B</a>.",
      "A (https://a.org) B (https://b.org).\n"
    ),
    ("<a href=\"https://x.org\"><img alt=\"Shop now\"></a>", "Shop now (https://x.org)\n"),
    ("<a href=\"https://x.org\"><img alt=\"\"></a>z", "z\n"),
    ("<ul><li>a<li>b<ol><li>c</li><li>d</li></ol></li></ul>e", "- a\n- b\n  1. c\n  2. d\n\ne\n"),
    ("<blockquote>a<br>b</blockquote>", "> a\n> b\n"),
    ("<pre>a\n  b\n</pre>", "a\n  b\n"),
    ("<div style=\"display:none\">pre {{ x }}</div>seen", "seen\n"),
    (
      "<!--[if mso]><p>mso</p><![endif]--><style>p{}</style>seen<hr>",
      "seen\n\n------------------------\n"
    ),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\nb\n\nc\n"),
    (
      "<table><tr><th>Name</th><th>No</th></tr><tr><td>日本</td><td>2</td></tr></table>x",
      "Name  No\n日本  2\n\nx\n"
    ),
    ("a&nbsp;&zwnj;&shy; b", "a \u{200C} b\n"),
    ("", ""),
  ])
  func html(_ html: String, becomes expected: String) {
    #expect(text(html) == expected)
  }

  @Test func templateTagsKeepTheirLineBreaks() {
    #expect(
      text(
        "<p>Hi {{ name }},</p><ul>{% for p in ps %}<li><a href=\"{{ p.url }}\">{{ p.n }}</a></li>{% endfor %}</ul>"
          + "{% if x %}<p>A</p>{% endif %}<p>B</p>")
        == "Hi {{ name }},\n\n{% for p in ps %}- {{ p.n }} ({{ p.url }})\n{% endfor %}\n"
        + "{% if x %}A\n\n{% endif %}B\n")
  }

  @Test func aDataTableWithTagsHasOneLinePerRow() {
    #expect(
      text(
        "<table><tr><th>N</th><th>P</th></tr>{% for p in ps %}<tr><td>{{ p.n }}</td><td>{{ p.p }}</td></tr>{% endfor %}</table>"
      )
        == "N | P\n{% for p in ps %}{{ p.n }} | {{ p.p }}\n{% endfor %}")
  }

  @Test(arguments: [
    ("aaa bbb ccc ddd", 8, "aaa bbb\nccc ddd\n"),
    ("- aaa bbb ccc", 8, "- aaa\n  bbb\n  ccc\n"),
    ("> aaa bbb ccc", 9, "> aaa bbb\n> ccc\n"),
    ("12. aaa bbb ccc", 12, "12. aaa bbb\n    ccc\n"),
    ("x https://example.org/long/path y", 10, "x\nhttps://example.org/long/path\ny\n"),
    ("日本語日本語、日", 12, "日本語日本\n語、日\n"),
    ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 8, "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦\n👩‍👩‍👧‍👦\n"),
    ("a  \r\n\n\n\nb", 72, "a\n\nb\n"),
    ("\n\n", 72, ""),
  ])
  func wraps(_ text: String, at width: Int, as expected: String) {
    #expect(
      String(decoding: TextPart.wrap(Array(text.utf8), width: width), as: UTF8.self) == expected)
  }
}
