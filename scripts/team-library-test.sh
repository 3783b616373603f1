#!/usr/bin/env bash
# Does what a platform team does that publishes its own constructs on top of this package: installs the packed package into
# a copy of examples/team-library, builds it both ways, tests it, packs it, and uses what was packed in an app elsewhere.
# Needs a compiled package: run `npm run build` first. Nothing of this repository's node_modules is used.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=1 CDK8S_CHECK_UPGRADE=false
packages=$(mktemp -d)
library=$(mktemp -d)
app=$(mktemp -d)
trap 'rm -rf "$packages" "$library" "$app"' EXIT

fail() { echo "$1" >&2; exit 1; }
quiet() { "$@" > "$packages/log" 2>&1 || { cat "$packages/log" >&2; fail "failed: $*"; }; }
quiet_npm() { npm config set --location=project audit=false fund=false loglevel=error; }

# In this repository the version is 0.0.0; a release has one that the team's range of versions allows.
name=$(node -p "require('./package.json').name")
range=$(node -p "require('./examples/team-library/package.json').peerDependencies['$name']")
version=${range#^}
tarball=$(npm pack --silent --pack-destination "$packages")
tar -xzf "$packages/$tarball" -C "$packages"
node - "$packages/package/package.json" "$version" << 'EOF'
const { readFileSync, writeFileSync } = require('fs');
const [file, version] = process.argv.slice(2);
// Packed once more, without the steps that made it.
const { scripts, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
writeFileSync(file, JSON.stringify({ ...rest, version }, null, 2));
EOF
ours=$packages/$(cd "$packages/package" && npm pack --silent --ignore-scripts --pack-destination "$packages")

# The team's repository.
(cd examples/team-library && git ls-files --cached --others --exclude-standard .) | while read -r file; do
  mkdir -p "$library/$(dirname "$file")"
  cp "examples/team-library/$file" "$library/$file"
done
cd "$library"
quiet_npm
quiet npm install --save-dev "$ours"
quiet npm run typecheck
quiet npm run build
quiet npm test
npm run --silent build 2>&1 && test -f lib/index.d.ts
rm -rf lib
# `npm pack` compiles with jsii, so that what is packed can be made into a wheel, too.
theirs=$packages/$(npm pack --silent --pack-destination "$packages" 2> "$packages/log" | tail -n 1) || { cat "$packages/log" >&2; exit 1; }
contents=$(tar -tf "$theirs")
grep -q '^package/.jsii$' <<< "$contents" || fail 'the packed library is no jsii module'
if grep -E '^package/(src|test|node_modules)/' <<< "$contents"; then fail 'the packed library holds what its users have no use for'; fi

# A team's app, in a folder of its own.
cp "$repository"/examples/team-app/{app.ts,main.ts,cdk8s.yaml} "$app"
cp "$repository/templates/init/tsconfig.json" "$app"
cd "$app"
npm init --yes > /dev/null
quiet_npm
quiet npm install "$theirs" "$ours" cdk8s@^2.70.0 constructs@^10.4.0 cdk8s-plus-28@^2.5.6
quiet npm install --save-dev cdk8s-cli@^2.207.0 tsx@^4 typescript@~6.0.0 @types/node@^20 @types/jest@^30
quiet npx tsc --noEmit
quiet npx cdk8s synth

# Two copies of one of these would be two families of classes, and defaults and declarations of one unknown to the other.
for package in cdk8s constructs cdk8s-plus-28 "$name"; do
  copies=$(npm ls "$package" --all --parseable | sort -u | wc -l)
  [ "$copies" = 1 ] || fail "$copies copies of $package"
done

# The defaults of the team are applied, and nothing is open but what the app declares and monitoring.
yaml=dist/shop.k8s.yaml
has() { [ "$(grep -c -- "$2" "$yaml")" = "$1" ] || fail "$yaml: not $1 times: $2"; }
has 3 '^kind: NetworkPolicy'
has 1 'replicas: 3'
has 1 'path: /healthz$\|image: registry.acme.example/mirror/valkey/valkey' 
if grep -q '^kind: ClusterNetworkPolicy\|^kind: GlobalNetworkPolicy' "$yaml"; then fail 'the guardrails are the platform team'"'"'s to render'; fi
npx service-patterns reach dist/ --format csv | cut -d , -f 1-4 | sort > flows.csv
cat flows.csv

# The proof holds through the classes of the team: what is open beside what was declared fails the synth.
cat > broken.ts << 'EOF'
import { AcmeChart, AcmeService } from '@acme/service-patterns';
import { ApiObject, JsonPatch } from 'cdk8s';
import { ServiceApp } from 'cdk8s-service-patterns';

const app = new ServiceApp();
const shop = new AcmeChart(app, 'shop', { namespace: 'shop', owner: 'shop' });
const orders = new AcmeService(shop, 'orders', { image: 'registry.acme.example/shop/orders:4.0.1' });
const policy = orders.node.findAll().find((each) => ApiObject.isApiObject(each) && each.kind === 'NetworkPolicy') as ApiObject;
policy.addJsonPatch(JsonPatch.add('/spec/ingress/-', {}));
app.synth();
EOF
if npx tsx broken.ts > broken.txt 2>&1; then fail 'synth let pass what nobody declared'; fi
grep -q 'shop/Deployment/orders' broken.txt || { cat broken.txt >&2; fail 'synth failed for another reason'; }
echo "packed $(basename "$theirs"), and an app that uses it renders $(grep -c '^kind:' dist/shop.k8s.yaml) objects"
