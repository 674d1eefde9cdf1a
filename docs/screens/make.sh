#!/usr/bin/env bash
# Makes the strip of the README from a running demo: docs/screens/make.sh [FIRST_PORT]   (chromium-headless-shell; the demo must have been played)
set -euo pipefail
cd "$(dirname "$0")"
first=${1:-5100}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
shot() { chromium-headless-shell --no-sandbox --disable-gpu --disable-background-networking --no-first-run --hide-scrollbars --lang=zh-CN --user-data-dir="$work/p" --window-size="$3" --screenshot="$2" "$1" >/dev/null 2>&1; }
hub=http://127.0.0.1:$((first + 1)) trading=http://127.0.0.1:$((first + 2)) supervision=http://127.0.0.1:$((first + 3))
id=$(curl -s "$hub/api/v1/notices" | grep -o '"procurementId":"[a-z0-9]*"' | head -1 | cut -d'"' -f4)
[ -n "$id" ] || { echo "no procurement is public yet: play the demo first" >&2; exit 1; }
shot "$hub/procurements/$id" "$work/1.png" 1280,1000
shot "$trading/procurements/$id/opening" "$work/2.png" 1280,1000
shot "$supervision/decisions" "$work/3.png" 1280,1000
cat > "$work/strip.html" <<HTML
<!doctype html><style>body{margin:0;display:flex;gap:12px;background:#d9dee5;padding:12px}img{width:620px;height:484px;object-fit:cover;object-position:top;border:1px solid #9aa3ad}</style>
<img src="1.png"><img src="2.png"><img src="3.png">
HTML
shot "file://$work/strip.html" "$PWD/strip.png" 1912,512
echo "docs/screens/strip.png"
