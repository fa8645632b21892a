#!/usr/bin/env bash
# Judges we did not write, over the sample campaigns: an HTML5 parser reads what escaping makes of
# hostile values, Python's e-mail parser reads every message, and
# headless Chromium takes pictures of the proof and of mails for a person to look at.
set -euo pipefail
cd "$(dirname "$0")/.."
galley="$(swift build -c release --show-bin-path)/galley"
out=.build/judge
rm -rf "$out" && mkdir -p "$out"
export GALLEY_NOW=2026-04-15T09:00:00Z
"$galley" build
for campaign in spring-launch meetup-invite; do
  "$galley" render "$campaign" --format eml --output "$out/$campaign"
done
python3 scripts/judge-escaping.py "$galley"
python3 scripts/judge-messages.py "$out"/*/*.eml
if ! command -v chromium >/dev/null; then
  echo "judge: install chromium for pictures (apt-get install chromium)"
  exit 0
fi
shot() { # name width height file [dark]
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --allow-file-access-from-files \
    ${5:+--force-dark-mode --blink-settings=preferredColorScheme=0} \
    --window-size="$2,$3" --screenshot="$out/$1.png" "file://$PWD/$4" >/dev/null 2>&1
  echo "judge: look at $out/$1.png"
}
shot proof 1280 3000 Output/proof/index.html
shot site 1280 2000 Output/site/index.html
for mail in spring-launch/loyal.a.en.full meetup-invite/regulars.a.de.full; do
  for width in 375 640; do
    shot "$(basename "$mail")-$width" "$width" 2600 "Output/proof/messages/$mail.html"
  done
done
