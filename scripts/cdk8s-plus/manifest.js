// package.json, for another version of cdk8s-plus.
const { OWN, ownNames, plusNames } = require('./names');
const { SOURCE, isLower } = require('./versions');

const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies'];

/** A package.json in the tree, such as a template's: it asks for the cdk8s-plus, the constructs and this package of that version. */
function rewriteManifest(manifest, wanted) {
  const rewritten = { ...manifest };
  for (const kind of DEPENDENCIES) {
    if (manifest[kind] === undefined) continue;
    const entries = Object.entries(manifest[kind]).map((entry) => dependency(entry, wanted));
    rewritten[kind] = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return rewritten;
}

function dependency([name, range], { version, minimum, constructs }) {
  const prefix = /^[^\d]*/.exec(range)[0];
  if (name === plusNames(SOURCE).npm) return [plusNames(version).npm, `${prefix}${minimum}`];
  if (name === OWN) return [ownNames(version).npm, range];
  if (name === 'constructs' && isLower(range.slice(prefix.length), constructs)) return [name, `${prefix}${constructs}`];
  return [name, range];
}

/** The package.json of this package itself. */
function rewriteOwnManifest(manifest, wanted) {
  const names = ownNames(wanted.version);
  const rewritten = rewriteManifest(manifest, wanted);
  const { [OWN]: main, ...bins } = manifest.bin;
  return {
    ...rewritten,
    name: names.npm,
    description: `${manifest.description} For cdk8s-plus-${wanted.version}.`,
    bin: { ...bins, [names.npm]: main },
    jest: jestFor(manifest.jest, names.npm),
    jsii: { ...manifest.jsii, targets: targetsFor(manifest.jsii.targets, wanted.version) },
  };
}

/** The folder is in `dist`, where the tests of the sources are not looked for. */
function jestFor(jest, name) {
  const below = (paths) => paths.map((path) => (path === '/dist/' || path === '/lib/' ? `<rootDir>${path}` : path));
  const { [`^${OWN}$`]: source, ...others } = jest.moduleNameMapper;
  return {
    ...jest,
    moduleNameMapper: { ...others, [`^${name}$`]: source },
    testPathIgnorePatterns: below(jest.testPathIgnorePatterns),
    coveragePathIgnorePatterns: below(jest.coveragePathIgnorePatterns),
  };
}

/** The names in other languages. */
function targetsFor(targets, version) {
  const names = ownNames(version);
  const { python, java, go } = targets;
  return {
    ...targets,
    ...(python && { python: { ...python, distName: names.npm, module: names.python } }),
    ...(java && {
      java: { ...java, package: names.java, maven: { ...java.maven, artifactId: names.npm } },
    }),
    ...(go && { go: { ...go, packageName: names.go } }),
  };
}

module.exports = { rewriteManifest, rewriteOwnManifest };
