#!/usr/bin/env bash
# Kills imports at random moments and checks that nothing is ever half done.
#
#     scripts/crash-import.sh GALLEY [KILLS] [CONTACTS] [FOLDER]
#
# After each kill the store must be whole (integrity and foreign keys) and hold either what it held
# before the import or what it holds after it. At the end an uninterrupted import must leave the
# same records, history aside, as a workspace that was never disturbed.
set -euo pipefail
galley=$(realpath "${1:?usage: crash-import.sh GALLEY [KILLS] [CONTACTS] [FOLDER]}")
kills=${2:-50}
contacts=${3:-20000}
folder=${4:-$(mktemp -d)}
export GALLEY_NOW=2026-04-15T09:00:00Z

python3 - "$galley" "$folder" "$kills" "$contacts" <<'PY'
import hashlib, os, pathlib, random, shutil, signal, sqlite3, subprocess, sys, time
galley, folder, kills, contacts = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
CONFIG = """tenant: crash
business: { id: b, name: Crash, website: "https://crash.example", postal_address: "1 Street" }
sender: { name: Crash, email: crash@example.com }
site: { base_url: "https://crash.example", title: Crash, unsubscribe_url: "https://crash.example/u" }
"""
TABLES = ["corporation_profiles", "places", "contact_profiles", "products", "events", "contact_requests",
          "purchases", "user_interests", "event_hosts", "event_attendances", "attribute_values"]
SKIPPED = {"created_at", "updated_at", "updated_by", "revision", "source_id", "version", "value_version_uuid"}


def run(*arguments):
    return subprocess.run([galley, *map(str, arguments)], capture_output=True, text=True, cwd=folder)


def workspace(name, seed):
    root = folder / name
    (root / "Assets/crm").mkdir(parents=True, exist_ok=True)
    (root / "galley.yml").write_text(CONFIG)
    made = run("synth", "--workspace", root, "--contacts", contacts, "--seed", seed, "--out", root / "Assets/crm")
    assert made.returncode == 0, made.stderr
    return root


def digest(root):
    """The records of a store, without what differs between two ways to the same records."""
    path = root / ".galley/store.sqlite"
    if not path.exists():
        return "empty"
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "the store is damaged"
    assert not database.execute("PRAGMA foreign_key_check").fetchall(), "a reference leads nowhere"
    result = hashlib.sha256()
    rows = 0
    for table in TABLES:
        names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        columns = [name for name in names if name not in SKIPPED]
        if not columns:
            return "empty"
        only = " WHERE status = 'active'" if table == "attribute_values" else ""
        for row in database.execute(
                f"SELECT {','.join(columns)} FROM {table}{only} ORDER BY {','.join(columns)}"):
            result.update(repr(row).encode())
            rows += 1
    database.close()
    return result.hexdigest() if rows else "empty"


# Two states of the data: what an import comes from and what it goes to.
workspace("one", 1), workspace("two", 2)
ends = {}
for name in ("one", "two"):
    start = time.monotonic()
    done = run("import", "--workspace", folder / name)
    assert done.returncode == 0, done.stderr
    ends[name] = digest(folder / name)
    duration = time.monotonic() - start
assert ends["one"] != ends["two"]

random.seed(7)
crashed = folder / "crashed"
crashed.mkdir(exist_ok=True)
(crashed / "galley.yml").write_text(CONFIG)
previous = "empty"
landed = 0
for number in range(kills):
    name = ("one", "two")[number % 2]
    shutil.rmtree(crashed / "Assets", ignore_errors=True)
    shutil.copytree(folder / name / "Assets", crashed / "Assets")
    if number % 5 == 4:
        shutil.rmtree(crashed / ".galley", ignore_errors=True)
        previous = "empty"
    process = subprocess.Popen([galley, "import", "--workspace", str(crashed)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        process.wait(timeout=random.uniform(0.01, 1.1) * duration)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    now = digest(crashed)
    assert now in (previous, ends[name]), f"kill {number}: the store is between two imports"
    landed += now == previous
    previous = now
done = run("import", "--workspace", crashed)
assert done.returncode == 0, done.stderr
assert digest(crashed) == ends[name], "the import after the kills ends elsewhere"
print(f"{kills} kills, {landed} left the store as it was, {kills - landed} came too late; "
      "every store was whole, and the last import ended as an undisturbed one")
PY
