#!/usr/bin/env bash
# Does what a platform team does that publishes its own constructs on top of this package: installs the packed package into
# a copy of examples/team-library, builds it both ways, tests it, packs it, and uses what was packed in an app elsewhere.
#   bash scripts/team-library-test.sh [tarball]   without one, packs what is compiled: run `npm run build` first
# Nothing of this repository's node_modules is used.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20 CDK8S_CHECK_UPGRADE=false
packages=$(mktemp -d)
library=$(mktemp -d)
app=$(mktemp -d)
trap 'rm -rf "$packages" "$library" "$app"' EXIT

fail() { echo "$1" >&2; exit 1; }
quiet() { "$@" > "$packages/log" 2>&1 || { cat "$packages/log" >&2; fail "failed: $*"; }; }
settle() { npm config set --location=project audit=false fund=false loglevel=error; }

# A range of versions is for releases; in this repository the version is 0.0.0. So the lowest that the team allows is written in.
name=$(node -p "require('./package.json').name")
version=$(node -p "require('./examples/team-library/package.json').devDependencies['$name']")
if [ $# -gt 0 ]; then
  tar -xzf "$1" -C "$packages"
else
  tar -xzf "$packages/$(npm pack --silent --pack-destination "$packages" "$(node scripts/stage-package.js)")" -C "$packages"
fi
node - "$packages/package" "$version" << 'EOF'
const { readFileSync, writeFileSync } = require('fs');
const [folder, version] = process.argv.slice(2);
for (const file of ['package.json', '.jsii']) {
  const { scripts, ...described } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
  writeFileSync(`${folder}/${file}`, JSON.stringify({ ...described, version }, null, 2));
}
EOF
ours=$packages/$(npm pack --silent --ignore-scripts --pack-destination "$packages" "$packages/package")

# The team's repository.
(cd examples/team-library && git ls-files --cached --others --exclude-standard .) | while read -r file; do
  mkdir -p "$library/$(dirname "$file")"
  cp "examples/team-library/$file" "$library/$file"
done
cd "$library"
settle
quiet npm install --save-dev "$ours"
# The package is not published yet; from here on the team's package.json says what it says where it is.
npm pkg set "devDependencies.$name=$version"
quiet npm run typecheck
quiet npm run build
test -f lib/index.d.ts && rm -rf lib
quiet npm test
# `npm pack` compiles with jsii, so that what is packed can be made into a wheel, too.
quiet npm pack --pack-destination "$packages"
theirs=$packages/acme-service-patterns-1.0.0.tgz
contents=$(tar -tf "$theirs")
for file in .jsii lib/index.js lib/index.d.ts; do
  grep -q "^package/$file$" <<< "$contents" || fail "the packed library has no $file"
done
if grep -E '^package/(src|test|node_modules)/' <<< "$contents"; then fail 'the packed library holds what its users have no use for'; fi

# A team's app, in a folder of its own.
cp "$repository"/examples/team-app/{app.ts,main.ts,cdk8s.yaml} "$app"
cp "$repository/templates/init/tsconfig.json" "$app"
cd "$app"
npm init --yes > /dev/null
settle
# What npm would take for the peers of the team's library, in the ranges that it allows.
read -r -a peers <<< "$(node -p "
const { peerDependencies } = require('$library/package.json');
Object.entries(peerDependencies).filter(([name]) => name !== '$name').map((entry) => entry.join('@')).join(' ')
")"
[ ${#peers[@]} = 3 ] || fail "peers of the team's library: got ${peers[*]}; expected cdk8s, cdk8s-plus and constructs"
quiet npm install "$theirs" "$ours" "${peers[@]}" \
  cdk8s-cli@^2.207.0 tsx@^4 typescript@~6.0.0 @types/node@^20 @types/jest@^30
quiet npx tsc --noEmit
quiet npx cdk8s synth

# Two copies of one of these would be two families of classes, and defaults and declarations of one unknown to the other.
for package in cdk8s constructs cdk8s-plus-28 "$name"; do
  # The command of cdk8s has its own, which it does not share with apps.
  copies=$(find "$app/node_modules" -path "*/node_modules/$package/package.json" -not -path '*/cdk8s-cli/*' | wc -l)
  [ "$copies" = 1 ] || fail "$copies copies of $package"
done

# The defaults of the team are applied, and nothing is open but what the app declares and monitoring.
yaml=dist/shop.k8s.yaml
has() { [ "$(grep -c -- "$2" "$yaml")" = "$1" ] || fail "$yaml: not $1 times: $2"; }
has 3 '^kind: NetworkPolicy'
has 1 'replicas: 3'
has 1 'image: registry.acme.example/mirror/valkey/valkey:8.1$'
has 2 'path: /healthz$'
if grep -E '^kind: (Cluster|Admin)' "$yaml"; then fail 'the guardrails are rendered, which are for the platform team to apply'; fi
missing=$(node -e "
const { parseAllDocuments } = require('$app/node_modules/$name/node_modules/yaml');
const objects = parseAllDocuments(require('fs').readFileSync('$yaml', 'utf8')).map((each) => each.toJS());
console.log(objects.filter(({ metadata }) => metadata.labels?.['acme.example/owner'] !== 'shop').map(({ kind, metadata }) => kind + ' ' + metadata.name).join());
")
[ -z "$missing" ] || fail "without the label of the owner: $missing"
open=$(npx service-patterns reach "$yaml" --format csv | cut -d , -f 1,2,4,5 | grep -v 'k8s-app=kube-dns' | tail -n +2 | LC_ALL=C sort)
declared='internet,shop/Deployment/web,8080/TCP,allow
pods:kubernetes.io/metadata.name=ingress-nginx/app.kubernetes.io/name=ingress-nginx,shop/Deployment/web,8080/TCP,allow
pods:kubernetes.io/metadata.name=monitoring/*,shop/Deployment/orders,9090/TCP,allow
pods:kubernetes.io/metadata.name=monitoring/*,shop/Deployment/web,9090/TCP,allow
shop/Deployment/web,shop/Deployment/orders,8080/TCP,allow
shop/Deployment/web,shop/StatefulSet/sessions,6379/TCP,allow'
[ "$open" = "$declared" ] || { echo "$open" >&2; fail 'something else is open than what the app and the team declare'; }

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
