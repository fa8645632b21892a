#!/usr/bin/env python3
"""Turns the caniemail data (MIT, caniemail.com) into the table that the lint reads.

    scripts/make-caniemail-table.py ../shared/conformance/caniemail > \
        Sources/Markup/Lint/ClientSupportTable.swift

The table has one row per feature of CSS and HTML and one column per client and platform; a cell is
the newest test result: y supported, a partly, n not, u or . unknown.
"""
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
data = json.loads((folder / "caniemail.json").read_text())
features = [
    f for f in data["features"] if f["category"] in ("css", "html") and f["slug"][0] != "_"]
names = {
    "apple-mail": "Apple Mail", "gmail": "Gmail", "outlook": "Outlook", "yahoo": "Yahoo! Mail",
    "aol": "AOL", "samsung-email": "Samsung Email", "thunderbird": "Thunderbird", "gmx": "GMX",
    "web-de": "WEB.DE", "protonmail": "Proton Mail", "orange": "Orange", "sfr": "SFR",
    "hey": "HEY", "mail-ru": "Mail.ru", "fastmail": "Fastmail", "laposte": "LaPoste.net",
    "free-fr": "Free.fr", "t-online-de": "T-online.de", "ionos-1and1": "1&1", "rainloop": "RainLoop",
    "wp-pl": "WP.pl",
}
platforms = {
    "desktop-webmail": "web", "mobile-webmail": "mobile web", "ios": "iOS", "android": "Android",
    "macos": "macOS", "windows": "Windows", "windows-mail": "Windows Mail",
    "outlook-com": "Outlook.com", "desktop-app": "desktop app",
}
columns = sorted({(c, p) for f in features for c, s in f["stats"].items() for p in s})
rows = []
for feature in sorted(features, key=lambda f: f["slug"]):
    cells = ""
    for client, platform in columns:
        versions = feature["stats"].get(client, {}).get(platform, {})
        newest = list(versions.values())[-1] if versions else "."
        cells += newest[0] if newest[0] in "yanu" else "."
    rows.append(f"{feature['slug']} {cells}")

license_text = (folder / "LICENSE").read_text().strip()
print("// Made by scripts/make-caniemail-table.py; do not edit.")
print("//")
print("// The test results are those of caniemail.com, under this licence:")
print("//")
for line in license_text.splitlines():
    print(("// " + line).rstrip())
print()
print("/// Which mail clients support which features of CSS and HTML.")
print("enum ClientSupportTable {")
print("  /// The columns: a client on a platform.")
print("  static let clients = [")
for client, platform in columns:
    label = names.get(client, client)
    shown = platforms.get(platform, platform)
    name = shown if shown.startswith(label) else f"{label} {shown}"
    print(f'    "{name}",')
print("  ]")
print()
print("  /// A feature and its results in the order of the clients, a line each.")
print('  static let rows = """')
for row in rows:
    print("    " + row)
print('    """')
print("}")
