#!/usr/bin/env bash
# Kills `galley render` with signal 9 at random moments, again and again, until it is through; the result has
# to be what an uninterrupted run makes.
#
#     scripts/crash-render.sh [RECIPIENTS] [FORMAT...]     # default: 200000 mbox eml
set -euo pipefail
cd "$(dirname "$0")/.."
recipients=${1:-200000}
shift || true
formats=("${@:-mbox}")
[ $# -gt 0 ] || formats=(mbox eml)
bin=$(swift build -c release --show-bin-path)
bin=${GALLEY_BINARIES:-$bin}
export GALLEY_BENCH_RECIPIENTS=$recipients GALLEY_NOW=2026-04-15T09:00:00Z
root=$(python3 - "$bin" <<'PY'
import importlib, pathlib, sys
sys.path.insert(0, "scripts/bench")
run = importlib.import_module("run")
print(importlib.import_module("messages").workspace(run.Bench(1, pathlib.Path(sys.argv[1]))))
PY
)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
galley=("$bin/galley" render bench --workspace "$root" --no-progress)
for format in "${formats[@]}"; do
  "${galley[@]}" --format "$format" --output "$work/whole" >/dev/null
  kills=0
  while true; do
    # The date of an interrupted run is that of its plan, whatever the clock says now.
    if ls "$root/.galley/render/"* >/dev/null 2>&1; then
      unset GALLEY_NOW
    else
      export GALLEY_NOW=2026-04-15T09:00:00Z
    fi
    "${galley[@]}" --format "$format" --output "$work/broken" >/dev/null 2>&1 &
    pid=$!
    sleep "$(python3 -c 'import random; print(random.uniform(0.3, 3))')"
    if kill -9 "$pid" 2>/dev/null; then
      wait "$pid" 2>/dev/null || true
      kills=$((kills + 1))
    else
      wait "$pid"
      break
    fi
  done
  diff -r "$work/whole" "$work/broken" >/dev/null ||
    { echo "crash-render: $format differs after $kills kills"; exit 1; }
  if [ -e "$work/whole.manifest.tsv" ]; then
    cmp "$work/whole.manifest.tsv" "$work/broken.manifest.tsv"
  fi
  echo "crash-render: $format of $recipients recipients, $kills kills, the same bytes"
  rm -rf "$work"/*
  export GALLEY_NOW=2026-04-15T09:00:00Z
done
