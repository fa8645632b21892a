#!/usr/bin/env python3
"""Escaping, judged by an HTML5 parser we did not write: every context x every payload.

    scripts/judge-escaping.py GALLEY

Each payload is rendered into each place a value can stand, and html5lib (PyPI, in a virtual
environment under .build/judge) parses the result. The tree must be the one a harmless value gives,
and the value must come out of it unchanged; URLs must not be of a scheme that runs code; CSS must
not gain declarations; JSON must mean the same. Exit 1 when one does not hold.
"""
import json
import pathlib
import re
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / ".build" / "judge" / "escaping"

PAYLOADS = [
    "x", "plain words", "a&b", "a&amp;b", "&lt;script&gt;", "<b>bold</b>", "<script>alert(1)</script>",
    "</script><script>alert(1)</script>", "</style><script>alert(1)</script>", "</title><img src=x>",
    "\"><img src=x onerror=alert(1)>", "'><img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)", "` onmouseover=`alert(1)", "x onmouseover=alert(1)", "-->", "--!><b>",
    "<!--", "<![CDATA[", "]]>", "{{ contact.email }}", "{% raw %}", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "java\tscript:alert(1)",
    "javascript&colon;alert(1)", "javascript&#58;alert(1)", "&#106;avascript:alert(1)",
    "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>", "//evil.example/x",
    "https://ok.example/?a=1&b=2", "https://ok.example/a b\"c'd", "mailto:a@b.example", "tel:+4930",
    "red;background:url(//evil.example)", "expression(alert(1))", "red}body{display:none",
    "url(javascript:alert(1))", "\\3c script", "/* */", "*/ x /*", "\u2028\u2029", "%00", "100%",
    "\u00e9\u4e2d\U0001f600", "a\r\nBcc: x@y.example", "\u0001\u001f", "=cmd|' /C calc'!A0", "\\", "\\\"",
    "${alert(1)}", "&", "&#", "&#x", "&nosuch;", "&notit;", "a" * 300,
]

TEXT_CONTEXTS = {
    "text": "<p>{{ v }}</p>",
    "text in a table": "<table><tr><td>{{ v }}</td></tr></table>",
    "title": "<div><svg><title>{{ v }}</title></svg></div>",
    "textarea": "<textarea>{{ v }}</textarea>",
    "captured": "{% capture c %}<i>{{ v }}</i>{% endcapture %}<p>{{ c }}</p>",
    "escaped twice": "<p>{{ v | escape }}</p>",
    "in a branch": "{% if v %}<p>{{ v }}</p>{% endif %}",
}
ATTRIBUTE_CONTEXTS = {
    "attribute, double quotes": "<p title=\"{{ v }}\">t</p>",
    "attribute, single quotes": "<p title='{{ v }}'>t</p>",
    "attribute, middle": "<p title=\"a {{ v }} b\">t</p>",
    "alt": "<img alt=\"{{ v }}\">",
    "data attribute": "<p data-x='{{ v }}'>t</p>",
    "after a conditional attribute": "<p {% if v %}class=\"y\"{% endif %} title=\"{{ v }}\">t</p>",
}
URL_CONTEXTS = {
    "href": "<a href=\"{{ v }}\">t</a>",
    "href, single quotes": "<a href='{{ v }}'>t</a>",
    "src": "<img src=\"{{ v }}\">",
    "background": "<table background=\"{{ v }}\"><tr><td>t</td></tr></table>",
    "after a letter": "<a href=\"x{{ v }}\">t</a>",
    "query": "<a href=\"https://shop.example/?q={{ v }}\">t</a>",
    "path": "<a href=\"https://shop.example/{{ v }}\">t</a>",
}
CSS_CONTEXTS = {
    "style attribute": "<p style=\"color: {{ v }}\">t</p>",
    "style attribute, single quotes": "<p style='color: {{ v }}; margin: 0'>t</p>",
    "style element": "<style>p{color:{{ v }}}</style><p>t</p>",
    "url() in style": "<p style=\"background: url('{{ v }}')\">t</p>",
}
JSON_CONTEXTS = {
    "ld+json value": '<script type="application/ld+json">{"a":{{ v | json }}}</script>',
    "ld+json string": '<script type="application/ld+json">{"a":"{{ v }}"}</script>',
}
SAFE_SCHEMES = {"http", "https", "mailto", "tel", "cid"}


def render(galley, template, value, *flags):
    path = WORK / "case.html"
    path.write_text(template, encoding="utf-8")
    result = subprocess.run(
        [galley, "template", "render", path, "--data", "-", *flags],
        input=json.dumps({"v": value}).encode(), capture_output=True)
    return result.returncode, result.stdout.decode("utf-8")


def shape(node):
    """Element and attribute names of a tree, without values."""
    return (node.tag, sorted(node.attrib), [shape(child) for child in node])


def texts(node):
    return "".join(node.itertext())


def normalized(text):
    """What the HTML parser itself does to line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def browser_scheme(url):
    """The scheme that a browser sees: controls at the start and line ends anywhere do not count."""
    url = re.sub(r"[\t\n\r]", "", url).lstrip("".join(map(chr, range(33))))
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    return match.group(1).lower() if match else None


def main():
    import html5lib

    def parse(html):
        parser = html5lib.HTMLParser(
            tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        return parser.parse("<!doctype html><html><head></head><body>" + html + "</body></html>")

    galley = sys.argv[1]
    WORK.mkdir(parents=True, exist_ok=True)
    failures, count = [], 0

    def expect(condition, context, payload, html):
        nonlocal count
        count += 1
        if not condition:
            failures.append(f"{context}: {payload!r} gives {html!r}")

    contexts = [("text", TEXT_CONTEXTS), ("attribute", ATTRIBUTE_CONTEXTS), ("url", URL_CONTEXTS),
                ("css", CSS_CONTEXTS), ("json", JSON_CONTEXTS)]
    for kind, templates in contexts:
        for name, template in templates.items():
            # One render for all payloads: a loop, each round in an element of its own.
            looped = ("{% for v in v %}<section>" + template + "</section>{% endfor %}")
            code, html = render(galley, looped, PAYLOADS, "--lax")
            expect(code == 0, name, "all", html)
            sections = list(parse(html).find("body"))
            expect(len(sections) == len(PAYLOADS), name, "all", len(sections))
            reference = shape(sections[0])
            for payload, section in zip(PAYLOADS, sections):
                source = payload
                expect(shape(section) == reference, name, payload, shape(section))
                if kind == "text":
                    got = texts(section)
                    expect(got == normalized(payload), name, payload, got)
                elif kind == "attribute":
                    values = [v for e in section.iter() for k, v in e.attrib.items() if k != "class"]
                    expect(any(normalized(payload) in v for v in values), name, payload, values)
                elif kind == "url":
                    url = next(v for e in section.iter() for k, v in e.attrib.items()
                               if k in ("href", "src", "background"))
                    scheme = browser_scheme(url)
                    expect(scheme is None or scheme in SAFE_SCHEMES, name, payload, url)
                    expect(not re.search(r"[\s<>\"]", url), name, payload, url)
                elif kind == "css":
                    css = next((v for e in section.iter() for k, v in e.attrib.items()
                                if k == "style"), None) or texts(section.find("style"))
                    bare = re.sub(r"\\[0-9a-f]+ ", "", css)
                    start = "background: url(" if "url(" in template else "color:"
                    rest = bare.split(start, 1)[1]
                    limits = 1 if "margin" in template else 0
                    plain = rest.split("}t")[0]
                    if "url(" in template:
                        # One quoted text: nothing in it may end it.
                        expect(re.fullmatch(r"'[^'()\\\n]*'\)", plain), name, source, css)
                    else:
                        expect(plain.count(";") <= limits, name, source, css)
                    expect("javascript:" not in plain.lower().replace("\n", ""), name, source, css)
                    if "url(" not in template:
                        expect("url(" not in plain and "expression(" not in plain, name, source, css)
                else:
                    data = json.loads(texts(section.find("script")))
                    expect(data == {"a": payload}, name, payload, data)
    # In strict mode a URL that runs code stops the message.
    for payload in PAYLOADS:
        code, html = render(galley, URL_CONTEXTS["href"], payload)
        scheme = browser_scheme(payload)
        # What a browser reads as relative may be refused all the same when it looks like a scheme.
        doubtful = scheme is None and re.match(r"[^/?#]*:", payload)
        allowed = (0, 2) if doubtful else (0,) if scheme in SAFE_SCHEMES | {None} else (2,)
        expect(code in allowed, "href, strict", payload, f"exit {code} {html}")
    for template in ["<p title={{ v }}>", "<p onclick=\"{{ v }}\">", "<script>{{ v }}</script>",
                     "<{{ v }}>", "<p {{ v }}>", "<a href=\"{{ v }}:x\">"]:
        code, html = render(galley, template, "x")
        expect(code == 2 and html == "", "refused", template, f"exit {code} {html}")
    code, html = render(galley, "Subject {{ v }}", "a\r\nBcc: x", "--kind", "header")
    expect(code == 0 and "\n" not in html and "\r" not in html, "header", "a\\r\\nBcc: x", html)
    for failure in failures[:50]:
        print(f"judge-escaping: {failure}", file=sys.stderr)
    print(f"judge-escaping: {count} checks, {len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    try:
        import html5lib  # noqa: F401
    except ImportError:
        python = ROOT / ".build" / "judge-venv" / "bin" / "python"
        if not python.exists():
            venv.create(python.parent.parent, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "html5lib"], check=True)
        sys.exit(subprocess.run([python, __file__, *sys.argv[1:]]).returncode)
    main()
