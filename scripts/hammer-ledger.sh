#!/usr/bin/env bash
# Eight processes spend from one cost ledger for a minute while random ones are killed with
# SIGKILL; then the sum of what was billed must not pass the budget.
# Usage: scripts/hammer-ledger.sh [SECONDS]   (after `swift build --build-tests`)
set -euo pipefail
seconds=${1:-60}
binary=$(find -L "${GALLEY_BUILD:-.build/debug}" -maxdepth 1 -name '*PackageTests.xctest' | head -1)
[ -n "$binary" ] || { echo "build the tests first: swift build --build-tests" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GALLEY_LEDGER_HAMMER=$folder
: >"$folder/bill.txt"
run() { exec "$binary" --testing-library swift-testing --filter "LedgerHammerTests/$1"; }
pids=()
for i in 0 1 2 3 4 5 6 7; do (run spendUntilKilledOrSpent) >"$folder/$i.log" 2>&1 & pids[i]=$!; done
kills=0
end=$((SECONDS + seconds))
while [ $SECONDS -lt $end ]; do
  sleep 0.$((RANDOM % 8 + 1))
  i=$((RANDOM % 8))
  kill -9 "${pids[i]}" 2>/dev/null && kills=$((kills + 1))
  wait "${pids[i]}" 2>/dev/null || true
  (run spendUntilKilledOrSpent) >"$folder/$i.log" 2>&1 & pids[i]=$!
done
for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
echo "killed $kills processes"
(run verdict) | grep -E 'hammer:|Test run|✘'
