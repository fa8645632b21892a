"""Messages at scale: a campaign of 27 KB of HTML and 2 KB of text for many synthetic recipients.

Peers: a C loop that writes the same bytes, and Python's `email` building the same messages. The number
of recipients is 100,000, or GALLEY_BENCH_RECIPIENTS.
"""
import json
import os
import pathlib
import shutil
import subprocess

RECIPIENTS = int(os.environ.get("GALLEY_BENCH_RECIPIENTS", "100000"))
PYTHON_MESSAGES = 1000

CAMPAIGN = """\
name: Bench
status: active
brief: Something to measure
templates: { html: email.liquid.html, text: email.txt }
locales: [en]
max_age: 365d
"""

COPY = {
    "subject": "Hello {{ contact.first_name | default: 'you' }}, the evenings are back",
    "preheader": "Tents, kettles and pots for the first evenings outside",
    "headline": "The evenings are back",
    "intro": "Hello {{ contact.first_name | default: 'there' }}, the light has moved, and so have we.",
    "cta_label": "See the collection", "closing": "Bring it to the repair bench when it breaks.",
}

SLOTS = [
    "{{ contact.first_name | default: 'you' }}", "{{ contact.last_name | default: '-' }}",
    "{{ contact.city | default: 'home' }}", "{{ contact.company | default: '-' }}",
    "{{ contact.state | default: '-' }}", "{{ contact.job_title | default: '-' }}",
]


def html():
    rows = []
    number = 0
    while sum(map(len, rows)) < 25_600:
        slot = SLOTS[number % len(SLOTS)] if number % 5 == 0 else "über den Wassern"
        rows.append(
            f'<tr><td class="cell" style="padding:8px 24px;font-family:Helvetica,Arial,sans-serif;'
            f'font-size:16px;line-height:24px;color:#24263d;" valign="top" width="272">'
            f"Row {number}: things for the first evenings outside, {slot}, and what goes with it."
            f'<br><a href="https://www.shop.example/p/{number}" style="color:#454a9c;">Look</a>'
            "</td></tr>\n")
        number += 1
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><title>{{ copy.subject }}</title></head><body>\n'
        "<h1>{{ copy.headline }}</h1>\n{{ copy.intro | markdown }}\n<table>\n" + "".join(rows)
        + "</table>\n<p>{{ business.postal_address }}</p>\n"
        '<p><a href="{{ links.unsubscribe }}">Unsubscribe</a></p>\n</body></html>\n')


def text():
    lines = ["{{ copy.headline }}", "", "{{ copy.intro | markdown }}", ""]
    while sum(map(len, lines)) < 1_900:
        lines.append("Things for the first evenings outside, and what goes with them.")
    return "\n".join(lines + ["", "{{ links.unsubscribe }}", ""])


def workspace(bench):
    root = bench.folder("messages") / f"ws-{RECIPIENTS}"
    marker = root / "ready"
    if marker.exists():
        return root
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run([bench.galley, "init", root], check=True, capture_output=True)
    shutil.rmtree(root / "Assets/crm")
    bench.figures([bench.benchmarks, "messages", "synth", root / "Assets/crm", RECIPIENTS])
    campaign = root / "Templates/campaigns/bench"
    (campaign / "copy").mkdir(parents=True)
    (campaign / "campaign.yml").write_text(CAMPAIGN)
    (campaign / "email.liquid.html").write_text(html())
    (campaign / "email.txt").write_text(text())
    (campaign / "copy/everyone.a.en.json").write_text(json.dumps({"body": COPY}))
    marker.write_text("")
    return root


C_FILE = r"""
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
/* Writes a file's bytes again, in the pieces that galley writes. */
int main(int argc, char **argv) {
  int in = open(argv[1], O_RDONLY), out = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  size_t size = 4 << 20; char *buffer = malloc(size); ssize_t count = read(in, buffer, size);
  long total = atol(argv[3]);
  while (total > 0) {
    ssize_t part = total < count ? total : count;
    if (write(out, buffer, part) != part) return 1;
    total -= part;
  }
  fsync(out);
  return 0;
}
"""

C_FILES = r"""
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
/* Writes the files of a list (path, tab, size), with made-up bytes. */
int main(int argc, char **argv) {
  FILE *list = fopen(argv[1], "r"); char line[4096], path[8192]; char *bytes = malloc(1 << 20);
  memset(bytes, 'x', 1 << 20);
  mkdir(argv[2], 0755);
  for (int i = 0; i < 256; i++) { snprintf(path, sizeof path, "%s/%02x", argv[2], i); mkdir(path, 0755); }
  while (fgets(line, sizeof line, list)) {
    char *tab = strchr(line, '\t'); *tab = 0;
    snprintf(path, sizeof path, "%s/%s", argv[2], line);
    int out = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    long size = atol(tab + 1);
    if (out < 0 || write(out, bytes, size) != size) return 1;
    close(out);
  }
  return 0;
}
"""

PYTHON = r"""
import json, sys, time
from email.message import EmailMessage
from email.policy import SMTP
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
start = time.process_time()
size = 0
for line in lines:
    message = EmailMessage(policy=SMTP)
    message["From"] = '"Harebell & Oar" <hello@harebell.example>'
    message["To"] = line["to"]
    message["Subject"] = line["subject"]
    message["Message-ID"] = line["message_id"]
    message.set_content(line["text_content"], cte="quoted-printable")
    message.add_alternative(line["html_content"], subtype="html", cte="quoted-printable")
    size += len(message.as_bytes())
print(json.dumps({"seconds": (time.process_time() - start) / len(lines), "bytes": size}))
"""


def compiled(folder, name, source):
    path = folder / f"{name}.c"
    path.write_text(source)
    subprocess.run(["cc", "-O2", "-o", folder / name, path], check=True)
    return folder / name


def run(bench):
    root = workspace(bench)
    folder = bench.folder("messages")
    out = folder / "out"

    def galley(*arguments):
        return [bench.galley, *arguments, "--workspace", root, "--no-progress"]

    def render(form, output, jobs=2, *more):
        started = bench.measure(
            galley("render", "bench", "--format", form, "--frozen", "--json", "--jobs", jobs,
                   "--output", output, *more))
        count = json.loads(started["output"])["messages"]
        return {**started, "messages": count}

    bench.measure(galley("plan", "show", "bench", "--renew"))
    figures = bench.figures([bench.benchmarks, "messages"])
    bench.row("quoted-printable of 27 KB", figures["encode_ns"] / 1000, None, unit="us")
    bench.row("the same as a literal", figures["literal_ns"] / 1000, None, unit="us")

    runs = {}

    def rate(name, form, jobs):
        def once():
            made = render(form, "/dev/null", jobs)
            runs[name] = made
            return made["messages"] / made["wall"]
        return once

    two, one, lines = bench.alternate(
        rate("two", "mbox", 2), rate("one", "mbox", 1), rate("jsonl", "jsonl", 2))
    bench.row("mbox to /dev/null, 2 workers", two, 25_000, at_least=True, unit="messages/s")
    bench.row("jsonl to /dev/null, 2 workers", lines, 25_000, at_least=True, unit="messages/s")
    bench.row("1 to 2 workers", two, 1.6, at_least=True, unit="messages/s", peer=one,
              peer_name="1 worker")
    bench.row("CPU of a message (mbox)", runs["two"]["cpu"] / runs["two"]["messages"] * 1e6, None,
              unit="us")
    bench.row("peak memory", max(made["peak"] for made in runs.values()) / 2**20, 200, unit="MB")

    writer = compiled(folder, "write-file", C_FILE)
    mailbox = out / "all.mbox"
    out.mkdir(exist_ok=True)

    def ours():
        mailbox.unlink(missing_ok=True)
        return render("mbox", mailbox)["wall"]

    def theirs():
        copy = out / "copy.mbox"
        copy.unlink(missing_ok=True)
        return bench.measure([writer, mailbox, copy, mailbox.stat().st_size])["wall"]

    ours()
    us, them = bench.alternate(ours, theirs)
    bench.row("mbox to disk, share of a C loop's speed", 1 / us, 0.6, at_least=True, unit="runs/s",
              peer=1 / them, peer_name="C")
    (out / "copy.mbox").unlink()
    mailbox.unlink()

    files = compiled(folder, "write-files", C_FILES)
    mails = out / "mails"
    manifest = out / "mails.manifest.tsv"

    def our_files():
        shutil.rmtree(mails, ignore_errors=True)
        return render("eml", mails)["wall"]

    def their_files():
        shutil.rmtree(out / "copies", ignore_errors=True)
        return bench.measure([files, manifest, out / "copies"])["wall"]

    our_files()
    us, them = bench.alternate(our_files, their_files)
    bench.row("eml to disk against a C loop", us, 1.5, unit="s", peer=them, peer_name="C")
    shutil.rmtree(out)
    out.mkdir()

    sample = out / "sample.jsonl"
    bench.measure(galley("render", "bench", "--format", "jsonl", "--sample", PYTHON_MESSAGES,
                         "--output", sample))
    script = folder / "python_email.py"
    script.write_text(PYTHON)
    python = bench.figures(["python3", script, sample])["seconds"]
    ours = runs["two"]["cpu"] / runs["two"]["messages"]
    bench.row("messages per CPU second against Python email", 1 / ours, 30, at_least=True,
              unit="messages/s", peer=1 / python, peer_name="Python")
    shutil.rmtree(out)
