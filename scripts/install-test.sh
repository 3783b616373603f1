#!/usr/bin/env bash
# Packs the package, installs the tarball with its peers into a fresh folder, type-checks a stack that uses it by name
# (the one of the README) and synthesizes it. Needs a compiled package: run `npm run build` first.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

tarball=$(npm pack --silent --pack-destination "$folder")
node scripts/readme-stack.js README.md > "$folder/main.ts"

version() { node -p "require('$repository/package.json').devDependencies['$1']"; }

cd "$folder"
npm init --yes > /dev/null
npm install --no-audit --no-fund --loglevel=error "./$tarball" \
  cdk8s cdk8s-plus-28 constructs "typescript@$(version typescript)" ts-node @types/node@20
npx tsc --init --rootDir . --module node16 --target es2022 --types node --strict --skipLibCheck > /dev/null
npx tsc --noEmit
node --require ts-node/register/transpile-only main.ts

test -s dist/shop.k8s.yaml
grep -q 'kind: NetworkPolicy' dist/shop.k8s.yaml
# What is for the repository alone must not be in the package.
if tar -tf "$tarball" | grep -E '^package/(src|test|examples|node_modules/(cdk8s|constructs)/)'; then
  echo 'The tarball holds files that users have no use for.' >&2
  exit 1
fi
echo "installed $tarball, type-checked and synthesized the README's stack: $(grep -c '^kind:' dist/shop.k8s.yaml) objects"
