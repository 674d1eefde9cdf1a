#!/bin/bash
# Builds the browser code into src/Tongcai.Platform/wwwroot/dist; needs Node. Names carry a hash of the content.
set -euo pipefail
cd "$(dirname "$0")"
[ -x node_modules/.bin/esbuild ] || npm ci --no-progress
dist=../src/Tongcai.Platform/wwwroot/dist
rm -rf "$dist" && mkdir -p "$dist"
node_modules/.bin/tsc --noEmit -p .
node_modules/.bin/esbuild src/entry/*.ts tc.css mark.svg --bundle --minify --target=es2019,chrome88,firefox94,safari15 \
  --format=iife --charset=utf8 --loader:.svg=copy --entry-names='[name]-[hash]' --outdir="$dist" --log-level=warning
node offline.mjs "$dist"
cp node_modules/htmx.org/dist/htmx.min.js "$dist/htmx-2.0.11.js"
ls -l "$dist" | awk 'NR > 1 { print $5, $9 }'
