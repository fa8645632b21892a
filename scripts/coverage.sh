#!/usr/bin/env bash
# Prints line coverage per target from a `swift test --enable-code-coverage` run: coverage.sh SCRATCH
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=${1:-.build-coverage}
binary=$(find "$scratch" -name 'galleyPackageTests.xctest' -type f | head -n 1)
profile=$(find "$scratch" -name 'default.profdata' | head -n 1)
[ -n "$binary" ] && [ -n "$profile" ] || { echo "coverage: run \`make coverage\` first" >&2; exit 1; }
llvm-cov export -summary-only -instr-profile "$profile" "$binary" |
  python3 -c '
import json, os, sys
root = os.getcwd() + "/Sources/"
totals = {}
for item in json.load(sys.stdin)["data"][0]["files"]:
    if not item["filename"].startswith(root):
        continue
    target = item["filename"][len(root):].split("/")[0]
    lines = item["summary"]["lines"]
    covered, count = totals.get(target, (0, 0))
    totals[target] = (covered + lines["covered"], count + lines["count"])
for target, (covered, count) in sorted(totals.items()):
    print(f"{target:18} {100 * covered / max(1, count):5.1f} %  {covered} of {count} lines")
covered = sum(c for c, _ in totals.values())
count = sum(n for _, n in totals.values())
label = "all"
print(f"{label:18} {100 * covered / max(1, count):5.1f} %  {covered} of {count} lines")
'
