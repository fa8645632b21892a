import Testing

@testable import Templating

@Suite struct EscapingTests {
  @Test(arguments: [
    ("<p>{{ v }}</p>", "a<b>\"'&", "<p>a&lt;b&gt;&quot;&#39;&amp;</p>"),
    ("<p title=\"{{ v }}\">", "\" onclick=x", "<p title=\"&quot; onclick=x\">"),
    ("<a href='{{ v }}'>", "https://x.de/?a=1&b='", "<a href='https://x.de/?a=1&amp;b=&#39;'>"),
    ("<a href=\"{{ v }}\">", "/a b\u{e4}", "<a href=\"/a%20b%C3%A4\">"),
    ("<a href=\"https://x/?q={{ v }}\">", "50% a\"", "<a href=\"https://x/?q=50%25%20a%22\">"),
    ("<a href=\"x{{ v }}\">", "a:b", "<a href=\"xa%3Ab\">"),
    ("<td style=\"width: {{ v }}px\">", "10", "<td style=\"width: 10px\">"),
    (
      "<td style=\"color: {{ v }}\">", "red;background:url(x)",
      "<td style=\"color: red\\3b background\\3a url\\28 x\\29 \">"
    ),
    ("<td style=\"color: {{ v }}\">", "rgb(1, 2, 3)", "<td style=\"color: rgb(1, 2, 3)\">"),
    (
      "<td style=\"background: url('{{ v }}')\">", "https://x/a')b",
      "<td style=\"background: url('https://x/a%27%29b')\">"
    ),
    (
      "<!--[if mso]><v:rect fill=\"{{ v }}\"><![endif]-->", "\"",
      "<!--[if mso]><v:rect fill=\"&quot;\"><![endif]-->"
    ),
    ("<!-- {{ v }} --><b>{{ v }}</b>", "-->", "<!-- --&gt; --><b>--&gt;</b>"),
    (
      "<style>a{color:{{ v }}}</style>", "x}</style>",
      "<style>a{color:x\\7d \\3c \\2f style\\3e }</style>"
    ),
    (
      "<script type=\"application/ld+json\">{\"a\":{{ v | json }}}</script>", "</script>\"",
      "<script type=\"application/ld+json\">{\"a\":\"\\u003C/script\\u003E\\\"\"}</script>"
    ),
    ("{{ v | escape }}", "<", "&lt;"),
    ("{{ v | raw }}", "<b>", "<b>"),
    ("{{ v | newline_to_br }}", "<\nb", "&lt;<br />\nb"),
    ("{% capture c %}<b>{{ v }}</b>{% endcapture %}{{ c }}", "<", "<b>&lt;</b>"),
    (
      "<a {% if v %}class=\"x\"{% endif %} title=\"{{ v }}\">", "\"",
      "<a class=\"x\" title=\"&quot;\">"
    ),
  ])
  func escapesForThePlaceOfTheSlot(template: String, value: String, expected: String) {
    #expect(rendered(template, ["v": .string(value)]) == expected)
  }

  @Test(arguments: [
    "javascript:alert(1)", " JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
    "vbscript:x", "\u{1}javascript:x",
  ])
  func refusesURLsThatAreRun(url: String) {
    #expect(rendered("<a href=\"{{ v }}\">", ["v": .string(url)]) == "t:1:13 unsafe-url v")
    #expect(
      rendered("<a href=\"{{ v }}\">", ["v": .string(url)], strict: false) == "<a href=\"#\">")
  }

  @Test(arguments: ["javascript&#58;alert(1)", "javascript&colon;alert(1)"])
  func keepsAnEncodedSchemeFromBeingDecoded(url: String) {
    #expect(
      rendered("<a href=\"{{ v }}\">", ["v": .string(url)])
        == "<a href=\"\(url.replacing("&", with: "&amp;"))\">")
  }

  @Test(arguments: [
    ("<p title={{ v }}>", "t:1:10 unquoted-attribute"),
    ("<p onclick=\"{{ v }}\">", "t:1:13 unsafe-attribute"),
    ("<script>{{ v }}</script>", "t:1:9 unsafe-script"),
    ("<p {{ v }}>", "t:1:4 unsafe-tag"),
    ("<{{ v }}>", "t:1:2 unsafe-tag"),
    ("<a href=\"{{ v }}:x\">", "t:1:17 unsafe-url"),
    ("{% if v %}<p title=\"{% endif %}", "t:1:1 html-context"),
    ("{% for x in v %}<p title=\"{% endfor %}", "t:1:1 html-context"),
  ])
  func refusesSlotsThatCannotBeEscaped(template: String, expected: String) {
    #expect(rendered(template, ["v": "x"]) == expected)
  }

  @Test func escapesJSONAndHeaders() {
    #expect(
      rendered(
        "{\"a\":\"{{ v }}\",\"b\":{{ v }},\"c\":{{ n }}}", ["v": "\"\n", "n": [1, nil]], kind: .json
      )
        == #"{"a":"\"\n","b":"\"\n","c":[1,null]}"#)
    #expect(rendered("Hi {{ v }}", ["v": "a\r\nBcc: x"], kind: .header) == "Hi a  Bcc: x")
  }

  @Test func keepsSafeHTMLAsItIs() {
    #expect(rendered("{{ v }}", ["v": .safeHTML("<b>&amp;</b>")]) == "<b>&amp;</b>")
    #expect(
      rendered("<p title=\"{{ v }}\">", ["v": .safeHTML("<b>&amp;\"")])
        == "<p title=\"&lt;b&gt;&amp;&quot;\">")
  }
}
