#!/usr/bin/env bash
# Tries the very files that `npx projen release` left in dist/ and that will be published, and writes their checksums. What is missing
# (the wheel, a version of cdk8s-plus) fails here: a release is whole.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=$(cat dist/version.txt)
name=$(node -p "require('./package.json').name")
tarball=dist/js/$name@$version.jsii.tgz

# One package for each version of cdk8s-plus, and no other.
wanted=$(node -e '
  const { ownNames } = require("./scripts/cdk8s-plus/names");
  const { VERSIONS } = require("./scripts/cdk8s-plus/versions");
  for (const each of Object.keys(VERSIONS)) console.log(`dist/js/${ownNames(each).npm}@${process.argv[1]}.jsii.tgz`);
' "$version")
diff <(LC_ALL=C sort <<< "$wanted") <(ls dist/js/*.tgz | LC_ALL=C sort)
for file in dist/js/*.tgz; do
  test "$(tar -xzOf "$file" package/package.json | node -p 'JSON.parse(require("fs").readFileSync(0)).version')" = "$version"
done
# The wheel holds the same package, byte for byte.
wheel=$(ls dist/python/*-"$version"-*.whl)
python3 - "$wheel" "$tarball" <<'PYTHON'
import sys, zipfile
wheel, tarball = sys.argv[1:]
embedded = [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith('.jsii.tgz')]
if [zipfile.ZipFile(wheel).read(name) for name in embedded] != [open(tarball, 'rb').read()]:
    sys.exit(f'{wheel}: got {embedded}; allowed: one package, the same as {tarball}')
PYTHON

bash scripts/install-test.sh "$tarball"
npx projen test:python
(cd dist && sha256sum js/*.tgz python/*.whl | tee SHA256SUMS)
