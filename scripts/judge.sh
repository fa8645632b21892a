#!/usr/bin/env bash
# Judges we did not write, over the sample campaigns: an HTML5 parser reads what escaping makes of
# hostile values, Python's e-mail parser reads every message, and
# headless Chromium takes pictures of the proof and of mails for a person to look at.
set -euo pipefail
cd "$(dirname "$0")/.."
galley="${GALLEY:-$(swift build -c release --show-bin-path)/galley}"
out=.build/judge
rm -rf "$out" && mkdir -p "$out"
export GALLEY_NOW=2026-04-15T09:00:00Z
"$galley" build
for campaign in spring-launch meetup-invite; do
  "$galley" render "$campaign" --format eml --output "$out/$campaign"
done
python3 scripts/judge-escaping.py "$galley"
python3 scripts/judge-messages.py "$out"/spring-launch "$out"/meetup-invite
find "$out" -name '*.eml' -print0 | xargs -0 "$galley" check messages
# What a receiving filter says of the form: rspamd's MIME symbols are the ones that blame the sender's
# program. Spamassassin's network tests are off.
if command -v rspamadm >/dev/null && command -v rspamc >/dev/null && rspamc stat >/dev/null 2>&1; then
  find "$out" -name '*.eml' | head -40 | xargs rspamc symbols |
    grep -E '^Symbol: (MIME_BASE64_TEXT_BOGUS|BROKEN_|MISSING_|INVALID_|MIME_BAD|R_BAD_CTE|R_MISSING_CHARSET|MIME_HEADER_CTYPE_ONLY|CT_EXTRA|FAKE_)' |
    sort | uniq -c && { echo "judge: rspamd found MIME symptoms"; exit 1; } || echo "judge: rspamd found no MIME symptoms"
else
  echo "judge: start rspamd for its opinion (apt-get install rspamd)"
fi
if command -v spamassassin >/dev/null; then
  for mail in $(find "$out" -name '*.eml' | head -6); do
    spamassassin -L -t < "$mail" | grep -E '^ *[0-9.-]+ (MIME_|MISSING_|INVALID_|BAD_|FORGED_|MSGID_|DATE_)' &&
      { echo "judge: spamassassin blames the form of $mail"; exit 1; } || true
  done
  echo "judge: spamassassin found nothing wrong with the form"
fi
if ! command -v chromium >/dev/null; then
  echo "judge: install chromium for pictures (apt-get install chromium)"
  exit 0
fi
shot() { # name width height file [dark]
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --allow-file-access-from-files \
    --blink-settings=preferredColorScheme=$([ "${5:-}" = dark ] && echo 0 || echo 1) \
    --window-size="$2,$3" --screenshot="$out/$1.png" "file://$PWD/$4" >/dev/null 2>&1
  echo "judge: look at $out/$1.png"
}
# A mail in a frame of its width: the window of headless Chromium is never narrower than 500 pixels.
mail() { # name width file scheme
  printf '<!doctype html><body style="margin:0"><iframe src="%s" width="%s" height="2600" style="%s">' \
    "file://$PWD/$3" "$2" "border:0" >"$out/frame.html"
  shot "$1-$2-$4" "$2" 2600 "$out/frame.html" "$4"
}
shot proof 1280 3000 Output/proof/index.html
shot site 1280 2000 Output/site/index.html
for file in spring-launch/loyal.a.en.full meetup-invite/regulars.a.de.full; do
  for width in 375 640; do
    for scheme in light dark; do
      mail "$(basename "$file")" "$width" "Output/proof/messages/$file.html" "$scheme"
    done
  done
done
rm -f "$out/frame.html"
