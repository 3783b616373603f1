#!/usr/bin/env bash
# Does what the README tells a new user to do, in a fresh folder, with the packed tarball in place of the published
# package: installs, writes the README's stack and settings, type-checks, synthesizes, and asks who reaches whom.
# Needs a compiled package: run `npm run build` first.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

tarball=$(npm pack --silent --pack-destination "$folder")
# What is for the repository alone must not be in the package; what is bundled must be.
contents=$(tar -tf "$folder/$tarball")
if grep -E '^package/(src|test|examples|bench|node_modules/(cdk8s|constructs))/' <<< "$contents"; then
  echo 'The tarball holds files that users have no use for.' >&2
  exit 1
fi
for bundled in yaml ipaddr.js; do
  grep -q "^package/node_modules/$bundled/package.json" <<< "$contents" || { echo "not bundled: $bundled" >&2; exit 1; }
done

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
test "$(grep -c '^kind: NetworkPolicy' dist/shop.k8s.yaml)" = 3

npx service-patterns reach dist/ > flows.txt
grep -q 'shop/Deployment/web.*shop/Deployment/api.*8080/TCP' flows.txt
test "$(npx service-patterns explain dist/ --from shop/web --to shop/postgres --port 5432/TCP | head -n 1)" = \
  'deny: shop/Deployment/web -> shop/StatefulSet/postgres on 5432/TCP'
echo "installed $tarball as the README says, type-checked, synthesized $(grep -c '^kind:' dist/shop.k8s.yaml) objects"
