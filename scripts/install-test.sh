#!/usr/bin/env bash
# Does what the README tells a new user to do, in fresh folders, with the packed tarball in place of the published package:
# by hand (installs, writes the README's stack and settings, type-checks, synthesizes, asks who reaches whom), and with
# `service-patterns init`; then runs both on each line of Node.js that `engines` of package.json claims.
#   bash scripts/install-test.sh [tarball]   without one, packs what is compiled: run `npm run build` first
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
folder=$(mktemp -d)
# Not within the other, whose packages would hide one that is missing.
project=$(mktemp -d)
trap 'rm -rf "$folder" "$project"' EXIT

tarball=package.tgz
if [ $# -gt 0 ]; then
  cp "$1" "$folder/$tarball"
else
  staged=$(node scripts/stage-package.js)
  packed=$(npm pack --silent --pack-destination "$folder" "$staged")
  mv "$folder/$packed" "$folder/$tarball"
fi
node scripts/check-tarball.js "$folder/$tarball"

readme() { node "$repository/scripts/readme-block.js" "$@"; }
readme ts 'new ServiceApp' > "$folder/main.ts"
readme json '"compilerOptions"' > "$folder/tsconfig.json"
readme yaml 'language: typescript' > "$folder/cdk8s.yaml"
install=$(readme sh 'npm install cdk8s-service-patterns' | sed "s#install cdk8s-service-patterns#install ./$tarball#")

cd "$folder"
npm init --yes > /dev/null
npm config set --location=project audit=false fund=false loglevel=error
bash -e <<< "$install"
npx tsc --noEmit
CDK8S_CHECK_UPGRADE=false npx cdk8s synth
test "$(grep -c '^kind: NetworkPolicy' dist/shop.k8s.yaml)" = 4

npx service-patterns reach dist/ > flows.txt
grep -q 'shop/Deployment/web.*shop/Deployment/api.*9898/TCP' flows.txt
test "$(npx service-patterns explain dist/ --from shop/web --to shop/postgres --port 5432/TCP | head -n 1)" = \
  'deny: shop/Deployment/web -> shop/StatefulSet/postgres on 5432/TCP'
npx service-patterns reach dist/ --format html > network.html
grep -q '</html>' network.html && test "$(wc -c < network.html)" -lt 300000
npx service-patterns reach dist/ --format svg | grep -q '^<svg .*>postgres<'
echo "installed the package as the README says, type-checked, synthesized $(grep -c '^kind:' dist/shop.k8s.yaml) objects"

npx service-patterns init "$project" > next-steps.txt
grep -q 'npm run synth' next-steps.txt
cd "$project"
npm pkg set "dependencies.cdk8s-service-patterns=file:$folder/$tarball"
npm install --no-audit --no-fund --loglevel=error
CDK8S_CHECK_UPGRADE=false npm run --silent synth
npm run --silent typecheck
CI=true npm test --silent
npx service-patterns diff /dev/null dist/ --format md --fail-on added > network.md && exit 1
grep -q 'Network connections' network.md
# Nothing of what npm, synth and the tests made is for the repository.
git init --quiet && git add . && test "$(git ls-files | grep -cE '^(node_modules|dist|coverage|network.md)')" = 0
test -x network-diff.sh
echo "began a project with init, synthesized $(grep -c '^kind:' dist/shop.k8s.yaml) objects, and ran its tests"

bash "$repository/scripts/node-versions.sh" "$folder" "$project"
