"""Templates: a mail of 26 KB with six products, filled for one recipient after the other.

The peer is minijinja (PyPI), which gets the same HTML and text, already inlined, and contexts that
are made beforehand; our figure includes filling the row.
"""
import json
import re
import statistics

FILLER = (
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:'
    'collapse;font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:#333333">'
    '<tr><td style="padding:12px 24px;border-top:1px solid #eeeeee">We pack what you order on the '
    "same day, and we take it back for thirty days.</td></tr></table>\n"
)
SLOTS = [
    "<title>{{ copy.headline }}</title>",
    '<div style="display:none">{{ copy.preheader }}</div>',
    '<a href="{{ links.web_version }}">View online</a>',
    "<h1>{{ copy.headline }}</h1>",
    '<p>Hello {{ contact.first_name | default: "there" }},</p>',
    "<p>{{ copy.intro }}</p>",
    '<a href="{{ campaign.url }}" style="color:#ffffff">{{ copy.cta_label }}</a>',
    '<img src="{{ board.url }}" alt="{{ copy.headline }}" width="600">',
    "<p>{{ contact.company }}, {{ contact.city }}</p>",
    "{% if contact.vip %}<p>Thank you, {{ contact.first_name }}.</p>{% else %}<p>Good to see you."
    "</p>{% endif %}",
    "<p>{{ copy.closing }}</p>",
    "<p>{{ business.name }}, {{ business.city }}</p>",
    '<a href="{{ business.website }}">{{ business.website }}</a>',
    "<p>{{ business.postal_address }}</p>",
    "<p>Sent to {{ contact.email }}.</p>",
    '<a href="{{ links.unsubscribe }}">Unsubscribe</a>',
    '<img src="https://shop.example.com/open.gif?c={{ contact.id }}" alt="">',
]
LOOP = (
    "{% for product in recommendations %}" + FILLER * 2
    + '<a href="{{ product.url }}"><img src="{{ product.image_url }}" alt="{{ product.name }}" '
    'width="180"></a><h3>{{ product.name }}</h3><p>{{ product.price }}</p>'
    "<p>{{ product.reason }}</p>{% endfor %}\n"
)
TEXT = """{{ copy.headline }}

Hello {{ contact.first_name | default: "there" }},

{{ copy.intro }}
{% for product in recommendations %}
* {{ product.name }} ({{ product.price }})
  {{ product.reason }}
  {{ product.url }}
{% endfor %}
{{ copy.closing }}

{{ business.name }}, {{ business.postal_address }}
Unsubscribe: {{ links.unsubscribe }}
"""
PEER = r"""
import json, sys, time
from minijinja import Environment

with open(sys.argv[1]) as file:
    html = file.read()
with open(sys.argv[2]) as file:
    text = file.read()
environment = Environment(templates={"mail.html": html, "mail.txt": text})

def product(number):
    return {
        "name": f"Product number {number}", "price": f"{10 + number}.90", "category": "Pots & pans",
        "url": f"https://shop.example.com/products/item-{number}?ref=mail&list=spring",
        "image_url": f"https://cdn.example.com/images/item-{number}.png",
        "reason": "Because you bought a kettle",
    }

products = [product(number) for number in range(40)]
shared = {
    "business": {"name": "Galley & Co", "city": "London", "website": "https://shop.example.com",
                 "postal_address": "1 Harbour Road, London"},
    "campaign": {"name": "Spring", "url": "https://shop.example.com/campaigns/spring/"},
    "copy": {"preheader": "New things for your kitchen", "headline": "Spring is here",
             "intro": "We have picked six things that go well with what you own.",
             "cta_label": "Have a look", "closing": "See you soon"},
    "board": {"url": "https://shop.example.com/boards/spring/loyal.png"},
}
contexts = [
    shared | {
        "contact": {"id": f"contact-{n}", "email": f"ada.{n}@example.com", "first_name": f"Ada {n}",
                    "last_name": "Lovelace", "company": "Engines & Sons", "city": "London",
                    "vip": n % 2 == 0},
        "links": {"web_version": "https://shop.example.com/campaigns/spring/",
                  "unsubscribe": f"https://shop.example.com/unsubscribe?t=0123456789ab{n}"},
        "recommendations": [products[(n + k) % 40] for k in range(6)],
    }
    for n in range(1000)
]
size = 0
for context in contexts[:100]:
    size = len(environment.render_template("mail.html", **context))
start = time.process_time()
for context in contexts:
    environment.render_template("mail.html", **context)
    environment.render_template("mail.txt", **context)
print(json.dumps({"us": (time.process_time() - start) * 1e6 / len(contexts), "size": size}))
"""


def write_templates(folder):
    """Both parts in our language and in the peer's."""
    html = "<!doctype html><html><head><meta charset=\"utf-8\"></head><body>\n"
    for number, slot in enumerate(SLOTS):
        html += FILLER * 4 + slot + "\n" + (LOOP if number == 8 else "")
    html += "</body></html>\n"
    paths = []
    for suffix, text in [("html", html), ("txt", TEXT)]:
        ours = folder / f"mail.{suffix}"
        ours.write_text(text)
        peer = folder / f"peer.{suffix}"
        peer.write_text(re.sub(r'\| default: ("[^"]*")', r"| default(\1)", text))
        paths.append((ours, peer))
    return paths


def run(bench):
    folder = bench.folder("templates")
    (html, peer_html), (text, peer_text) = write_templates(folder)
    peer = folder / "peer.py"
    peer.write_text(PEER)
    python = bench.python("minijinja")
    figures = []

    def ours():
        figures.append(bench.figures([bench.benchmarks, "templates", html, text]))
        return figures[-1]["recipient_us"]

    def theirs():
        return bench.figures([python, peer, peer_html, peer_text])["us"]

    mine, other = bench.alternate(ours, theirs)
    median = lambda name: statistics.median(figure[name] for figure in figures)
    bench.row("a mail of 26 KB, row filled and both parts", mine, 10, unit="us")
    bench.row("the same, both parts only (goal 4)", median("render_us"), 10, unit="us")
    bench.row("the same against minijinja", mine, 1 / 3, unit="us", peer=other,
              peer_name="minijinja")
    bench.row("compiling the mail", median("compile_ms"), 3, unit="ms")
    bench.row("memory grown over 100,000 recipients", median("grown_bytes"), 4096, unit="bytes")
    data = folder / "data.json"
    data.write_text(json.dumps({"name": "Ada"}))
    small = folder / "small.liquid"
    small.write_text("Hello {{ name }}\n")

    def start_up():
        command = [bench.galley, "template", "render", small, "--data", data]
        result = bench.measure(command)
        assert result["output"] == "Hello Ada\n", result["output"]
        return result["wall"] * 1000

    start_up()
    [wall] = bench.alternate(start_up)
    bench.row("template render, start to end (wall)", wall, 15, unit="ms")
