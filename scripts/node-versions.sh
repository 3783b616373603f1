#!/usr/bin/env bash
# Uses the installed package on the oldest Node.js of `engines` (the very version), and on the newest of each later line that is supported.
# They come from the registry, where the package `node` holds them; without one, this fails: nothing would be proven.
#   bash scripts/node-versions.sh <folder with the README's stack> <project of init>
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
# The names of folders end up in programs of another folder.
export STACK=$1 PROJECT=$2 REPOSITORY=$repository CDK8S_CHECK_UPGRADE=false CI=true
cp -r "$STACK/dist" "$STACK/expected"
# The newest TypeScript runs on newer versions alone; what it writes runs on all. `plain/page.js` makes the page of the network, too.
(cd "$STACK" && npx tsc --outDir plain && sed 's/ServiceApp(/&{ networkPage: true }/' plain/main.js > plain/page.js && grep -q 'networkPage: true' plain/page.js)

oldest=$(node -p "/^>= (\d+\.\d+\.\d+)$/.exec(require('$repository/package.json').engines.node)[1]")
for version in "$oldest" 22 24; do
  # What runs in there is this version's `node` alone: npm and npx would be those of this machine.
  npx --yes --package "node@$version" bash "$repository/scripts/on-this-node.sh" "$version"
done
