#!/usr/bin/env bash
# What a user does with the installed package, on the Node.js that the PATH leads to. Called by scripts/node-versions.sh.
set -euo pipefail
case "$(node --version)" in
  "v$1" | "v$1".*) ;;
  *) echo "on-this-node.sh: got Node.js $(node --version); allowed: $1" >&2; exit 1 ;;
esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cd "$STACK"
PATH=$STACK/node_modules/.bin:$PATH
rm -rf dist
cdk8s synth > /dev/null
diff -r expected dist

# The same from plain JavaScript, with the page of the network.
rm -rf dist
node plain/page.js
diff expected/shop.k8s.yaml dist/shop.k8s.yaml
grep -q '</html>' dist/network.html
rm dist/network.html

test "$(service-patterns --version)" = "$(node -p 'require("cdk8s-service-patterns/package.json").version')"
service-patterns reach dist/ | diff flows.txt -
service-patterns explain dist/ --from shop/web --to shop/api --port 9898/TCP | grep -q '^allow: '
service-patterns check dist/ > /dev/null
service-patterns diff expected/ dist/ --fail-on added > /dev/null
service-patterns init "$scratch/shop" > /dev/null
diff "$PROJECT/shop.ts" "$scratch/shop/shop.ts"

# There are no source maps, so a stack trace has to say by itself which construct refused, and where it was called.
cat > plain/refused.js <<'EOF2'
const { App, Chart } = require('cdk8s');
const { InternalService } = require('cdk8s-service-patterns');
new InternalService(new Chart(new App(), 'shop'), 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 99999 });
EOF2
node plain/refused.js 2> "$scratch/refused.txt" && exit 1
grep -q 'shop/api: .*99999' "$scratch/refused.txt"
grep -q 'new InternalService (.*/lib/constructs/internal-service.js:[0-9]' "$scratch/refused.txt"
grep -q 'plain/refused.js:3' "$scratch/refused.txt"

# The tests of the project: jest and the matchers.
cd "$PROJECT"
node_modules/.bin/jest --silent 2> "$scratch/jest.txt" || { cat "$scratch/jest.txt" >&2; exit 1; }
echo "the package works on Node.js $(node --version)"
