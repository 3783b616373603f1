#!/usr/bin/env bash
# Tries the very files that `npx projen release` left in dist/ and that will be published, and writes their checksums. What is missing
# (a wheel, a version of cdk8s-plus) fails here: a release is whole.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=$(cat dist/version.txt)
name=$(node -p "require('./package.json').name")
tarball=dist/js/$name@$version.jsii.tgz

# One package and one wheel for each version of cdk8s-plus, and no other.
wanted=$(node -e '
  const { ownNames } = require("./scripts/cdk8s-plus/names");
  const { VERSIONS } = require("./scripts/cdk8s-plus/versions");
  const [version] = process.argv.slice(1);
  for (const { npm, python } of Object.keys(VERSIONS).map(ownNames)) {
    console.log(`dist/js/${npm}@${version}.jsii.tgz dist/python/${python}-${version}-py3-none-any.whl`);
  }
' "$version")
diff <(tr ' ' '\n' <<< "$wanted" | LC_ALL=C sort) <(ls dist/js/*.tgz dist/python/*.whl | LC_ALL=C sort)
for file in dist/js/*.tgz; do
  test "$(tar -xzOf "$file" package/package.json | node -p 'JSON.parse(require("fs").readFileSync(0)).version')" = "$version"
done
# Each wheel holds the package for npm, byte for byte.
python3 - $wanted <<'PYTHON'
import sys, zipfile
for tarball, wheel in zip(sys.argv[1::2], sys.argv[2::2]):
    embedded = [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith('.jsii.tgz')]
    if [zipfile.ZipFile(wheel).read(name) for name in embedded] != [open(tarball, 'rb').read()]:
        sys.exit(f'{wheel}: got {embedded}; allowed: one package, the same as {tarball}')
PYTHON

bash scripts/install-test.sh "$tarball"
npx projen test:python
(cd dist && sha256sum js/*.tgz python/*.whl | tee SHA256SUMS)
