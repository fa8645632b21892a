"""CRM data: an import of a million synthetic contacts against the sqlite3 shell's own `.import` of
the same file into a table with seven indexes, and reads of a store of 100,000 contacts.

Peer: the sqlite3 shell (Debian's package sqlite3), WAL, indexes before the load as a plain user
would have them. GALLEY_BENCH_CONTACTS makes the first part smaller.
"""
import json
import os
import shutil

CONFIG = """tenant: bench
business: { id: b, name: Bench, website: "https://bench.example", postal_address: "1 Street" }
sender: { name: Bench, email: bench@example.com }
site: { base_url: "https://bench.example", title: Bench, unsubscribe_url: "https://bench.example/u" }
"""
PEER = """PRAGMA journal_mode=WAL;
CREATE TABLE contacts({columns});
CREATE UNIQUE INDEX i1 ON contacts(contact_uuid);
CREATE UNIQUE INDEX i2 ON contacts(email);
CREATE INDEX i3 ON contacts(company);
CREATE INDEX i4 ON contacts(job_title);
CREATE INDEX i5 ON contacts(state, city);
CREATE INDEX i6 ON contacts(last_name, contact_uuid);
CREATE INDEX i7 ON contacts(consent_at);
.import --csv --skip 1 {file} contacts
"""


def workspace(bench, name, contacts, only=()):
    """A workspace whose Assets/crm holds a synthetic data set; with `only`, just these files."""
    root = bench.folder("records") / name
    marker = root / "contacts.txt"
    if not marker.exists() or marker.read_text() != str(contacts):
        shutil.rmtree(root, ignore_errors=True)
        data = root / "Assets/crm"
        data.mkdir(parents=True)
        (root / "galley.yml").write_text(CONFIG)
        bench.measure([bench.galley, "synth", "--workspace", root, "--contacts", contacts,
                       "--seed", 1, "--out", data])
        for path in data.iterdir():
            if only and path.name not in only:
                path.unlink()
        marker.write_text(str(contacts))
    return root


def run(bench):
    environment = dict(os.environ, GALLEY_NOW="2026-04-15T09:00:00Z")
    contacts = int(os.environ.get("GALLEY_BENCH_CONTACTS", "1000000"))
    root = workspace(bench, "large", contacts, ("contacts.csv", "places.csv", "corporations.csv"))
    file = root / "Assets/crm/contacts.csv"
    columns = ",".join(
        f'"{name}" TEXT' for name in file.open().readline().strip().split(","))
    peer = root / "peer.sqlite"
    script = root / "peer.sql"
    script.write_text(PEER.format(columns=columns, file=file))
    peak = []

    def ours():
        shutil.rmtree(root / ".galley", ignore_errors=True)
        result = bench.measure([bench.galley, "import", "--workspace", root], env=environment)
        peak.append(result["peak"])
        return result["cpu"]

    def theirs():
        for path in root.glob("peer.sqlite*"):
            path.unlink()
        with script.open() as commands:
            return bench.measure(["sqlite3", peer], stdin=commands)["cpu"]

    rounds, bench.rounds = bench.rounds, min(bench.rounds, 2)
    first, second = bench.alternate(ours, theirs)
    bench.rounds = rounds
    name = f"import {contacts:,} contacts into an empty store"
    bench.row(name, first, 2.5, unit="s", peer=second, peer_name="sqlite3 .import")
    bench.row("  peak memory", max(peak) / 1e6, 200, unit="MB")
    again = [bench.measure([bench.galley, "import", "--workspace", root], env=environment)["cpu"]
             for _ in range(3)]
    bench.row("  import again, nothing changed", min(again), 0.2, unit="s")

    small = workspace(bench, "small", 100_000)
    store = small / ".galley/store.sqlite"
    if not store.exists():
        bench.measure([bench.galley, "import", "--workspace", small], env=environment)
    figures = bench.figures([bench.benchmarks, "records", store, "bench"])
    bench.row("segment count by an index, 100,000 contacts, p95", figures["count_p95_ms"], 10, unit="ms")
    bench.row("page of 50 of a segment, p95", figures["page_p95_ms"], 5, unit="ms")
    bench.row("page of 50 of all contacts, p95", figures["page_of_all_p95_ms"], 5, unit="ms")
    bench.row("100 contacts, place, corporation, attributes, p95", figures["nested_p95_ms"], 5, unit="ms")
    bench.row("reads for 100 contacts with place and corporation", figures["nested_reads"], 3)
    bench.row("  the same read one by one", figures["eager_reads"], 201)
    print(json.dumps(figures, sort_keys=True))
