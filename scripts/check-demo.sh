#!/usr/bin/env bash
# Checks that the demo left in Output what it should: called by .ci/run after `make demo`.
set -euo pipefail
cd "$(dirname "$0")/.."
fail() { echo "check-demo: $*" >&2; exit 1; }

for campaign in spring-launch meetup-invite; do
  [ -s "Output/$campaign/report.json" ] || fail "no report for $campaign"
  messages=$(find "Output/$campaign/messages" -name '*.html' | wc -l)
  texts=$(find "Output/$campaign/messages" -name '*.txt' | wc -l)
  [ "$messages" -ge 40 ] || fail "$campaign has only $messages messages"
  [ "$messages" = "$texts" ] || fail "$campaign has $messages HTML and $texts text parts"
  [ -s "Output/site/campaigns/$campaign/index.html" ] || fail "no page for $campaign"
  if grep -rlE '\{\{|\{%|Optional\(' "Output/$campaign/messages" | head -n 1 | grep .; then
    fail "$campaign has template tags left in a message"
  fi
done
boards=$(find Output/spring-launch/boards -name '*.png' -size +10k | wc -l)
[ "$boards" -ge 3 ] || fail "only $boards boards"
[ -s Output/site/index.html ] || fail "no site index"
[ -s Output/proof/index.html ] || fail "no proof"
[ -f Output/logs/ai.jsonl ] || fail "no AI log"
pages=$(find Output/site -name '*.html' | wc -l)
[ "$pages" -ge 9 ] || fail "only $pages pages"
echo "The demo's Output holds what it should."
