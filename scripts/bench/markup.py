"""MJML, inlining and the text part, against `mrml` (mjml-python), css-inline and html2text.

All sides work in process on the same mail, which is written here: a newsletter whose compiled HTML
is about 40 KB. Figures are CPU time a mail.
"""
import json

PEER = r'''
import json, sys, time
work, path, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
text = open(path, encoding="utf-8").read()
if work == "mjml":
    from mjml import mjml2html as call
elif work == "inline":
    import css_inline
    # Keeping at-rules is what a mail needs, and what Galley does.
    call = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline
else:
    import html2text
    def call(text):
        return html2text.HTML2Text(bodywidth=72).handle(text)
for _ in range(3):
    output = call(text)
series = []
for _ in range(5):
    start = time.process_time()
    for _ in range(rounds):
        call(text)
    series.append((time.process_time() - start) / rounds)
print(json.dumps({"us": sorted(series)[2] * 1e6, "bytes": len(output.encode())}))
'''

WORDS = (
    "a lighter pack for longer days our roasters visited the growers again this spring and came "
    "home with beans that taste of apricot and cocoa bring a friend and stay for the evening"
).split()


def words(seed, count):
    return " ".join(WORDS[(seed * 7 + i * (1 + seed % 3)) % len(WORDS)] for i in range(count))


def newsletter():
    """The source of a newsletter in MJML."""
    head = """<mjml><mj-head><mj-title>Spring at the roastery</mj-title>
<mj-preview>New beans, longer days and two evenings with friends</mj-preview>
<mj-attributes><mj-all font-family="Helvetica, Arial, sans-serif"/>
<mj-text font-size="15px" line-height="24px" color="#333333"/>
<mj-class name="title" font-size="22px" font-weight="700" color="#1b1b1b"/>
<mj-class name="price" color="#7a3b00" font-weight="700"/>
<mj-button background-color="#7a3b00" border-radius="6px"/></mj-attributes>
<mj-style>.card { border-radius: 8px } @media (max-width: 480px) { .card { width: 100% } }</mj-style>
</mj-head><mj-body background-color="#f6f1ea">
<mj-section background-color="#ffffff" padding="24px"><mj-column>
<mj-image width="140px" src="https://img.example.org/logo.png" alt="The roastery"/>
<mj-text mj-class="title">Spring is here</mj-text>"""
    parts = [head, f"<mj-text>{words(1, 45)}</mj-text>"]
    parts.append('<mj-button href="https://shop.example.org/?from=mail">Visit us</mj-button>')
    parts.append("</mj-column></mj-section>")
    for row in range(7):
        parts.append('<mj-section background-color="#ffffff" padding="0 12px">')
        for column in range(2):
            number = row * 2 + column
            link = f"https://shop.example.org/p/{number}?utm_source=news&amp;utm_medium=mail"
            parts.append(
                f'<mj-column css-class="card" padding="8px">'
                f'<mj-image src="https://img.example.org/p/{number}.jpg" alt="Bag {number}" '
                f'href="{link}" border-radius="8px"/>'
                f'<mj-text mj-class="title">{words(number, 3)}</mj-text>'
                f"<mj-text>{words(number + 5, 24)} <a href=\"{link}\">Read more</a></mj-text>"
                f'<mj-text mj-class="price">EUR {number + 9}.50</mj-text>'
                f'<mj-button href="{link}">Order</mj-button></mj-column>')
        parts.append("</mj-section>")
    parts.append('<mj-section><mj-column><mj-divider border-color="#dddddd" border-width="1px"/>')
    parts.append('<mj-social><mj-social-element name="facebook" href="https://f.example.org"/>')
    parts.append('<mj-social-element name="instagram" href="https://i.example.org"/></mj-social>')
    parts.append(f"<mj-text align=\"center\" font-size=\"12px\">{words(3, 30)}</mj-text>")
    parts.append("</mj-column></mj-section></mj-body></mjml>")
    return "\n".join(parts)


def page():
    """A hand-written mail of about 40 KB with its styles in the head."""
    rules = [
        "body { margin: 0; padding: 0; background-color: #f6f1ea; font-family: Helvetica, Arial }",
        "table { border-collapse: collapse }", "td { vertical-align: top; font-size: 15px }",
        "p { margin: 0 0 12px; line-height: 24px; color: #333333 }",
        "a { color: #7a3b00; text-decoration: underline }", "a:hover { color: #000000 }",
        "img { display: block; border: 0; max-width: 100% }",
        "h1, h2 { margin: 0 0 8px; color: #1b1b1b; font-weight: 700 }", "h1 { font-size: 28px }",
        "h2 { font-size: 20px }", ".wrap { width: 600px; margin: 0 auto }",
        ".row > .cell { width: 50%; padding: 8px }", ".card { background: #ffffff; padding: 12px }",
        ".card img { border-radius: 8px; width: 264px }", ".card .price { font-weight: bold }",
        ".card p + p { margin-top: 4px }", ".button { background-color: #7a3b00; padding: 10px }",
        "a.button { color: #ffffff; text-decoration: none; display: inline-block }",
        ".footer p { font-size: 12px; color: #777777; text-align: center }",
        ".row:first-child { border-top: 1px solid #dddddd }", "#top { padding: 24px }",
        "td[align=center] p { text-align: center }", ".muted, .footer a { color: #777777 }",
        "@media (max-width: 480px) { .cell { display: block; width: 100% !important } }",
    ]
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Spring</title><style>',
        *rules, '</style></head><body><table class="wrap" role="presentation"><tr><td id="top">',
        f"<h1>Spring is here</h1><p>{words(1, 60)}</p></td></tr></table>",
        '<table class="wrap" role="presentation">',
    ]
    for row in range(22):
        parts.append('<tr class="row">')
        for column in range(2):
            number = row * 2 + column
            link = f"https://shop.example.org/p/{number}?utm_source=news&amp;utm_medium=mail"
            parts.append(
                '<td class="cell"><table class="card" role="presentation"><tr><td align="center">'
                f'<a href="{link}"><img src="https://img.example.org/p/{number}.jpg" '
                f'alt="Bag {number}"></a><h2>{words(number, 3)}</h2><p>{words(number + 5, 40)}</p>'
                f'<p class="price">EUR {number + 9}.50</p><p class="muted">{words(number, 9)}</p>'
                f'<a class="button" href="{link}">Order</a></td></tr></table></td>')
        parts.append("</tr>")
    parts.append(
        f'</table><table class="wrap footer"><tr><td><p>{words(3, 30)}</p>'
        '<p><a href="https://shop.example.org/unsubscribe">Unsubscribe</a></p></td></tr></table>'
        "</body></html>")
    return "\n".join(parts)


def run(bench):
    folder = bench.folder("markup")
    python = bench.python("mjml-python", "css-inline", "html2text")
    peer = folder / "peer.py"
    peer.write_text(PEER)
    (folder / "mail.mjml").write_text(newsletter())
    (folder / "mail.html").write_text(page())
    compiled = folder / "compiled.html"
    output = bench.measure([bench.benchmarks, "markup", "print", folder / "mail.mjml"])["output"]
    # The last line holds the figures, which there are none of.
    compiled.write_text(output[:output.rindex("</html>") + 8])
    bench.row("size of the compiled mail", compiled.stat().st_size, None, unit="bytes")

    def ours(work, path, rounds):
        return lambda: bench.figures([bench.benchmarks, "markup", work, path, rounds])["us"]

    def theirs(work, path, rounds):
        return lambda: json.loads(
            bench.measure([python, peer, work, path, rounds])["output"])["us"]

    for name, work, path, rounds, bar, label in [
        ("MJML to HTML", "mjml", folder / "mail.mjml", 50, 1.0, "mjml-python"),
        ("CSS inlining", "inline", folder / "mail.html", 50, 1.0, "css-inline"),
        ("CSS inlining of compiled MJML", "inline", compiled, 50, 1.0, "css-inline"),
        ("text part", "text", compiled, 20, 0.2, "html2text"),
        ("text part of a hand-written mail", "text", folder / "mail.html", 20, 0.2, "html2text"),
    ]:
        mine, peers = bench.alternate(ours(work, path, rounds), theirs(work, path, rounds))
        bench.row(name, mine, bar, unit="us", peer=peers, peer_name=label)
