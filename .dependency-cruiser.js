const { LAYERS } = require('./scripts/layers');

/*
 * The layers of ARCHITECTURE.md, held by `npm run layers`. The arrows between them are in scripts/layers.js, and what is not
 * listed there is an error; the rules below hold what no list of arrows says.
 */

/** The layers that read manifests alone. */
const ANALYSER = '^src/(topology|reachability|checks|render)/';

const allowed = [
  ...Object.values(LAYERS).map(({ path }) => ({
    comment: 'Within a layer files import each other.',
    from: { path },
    to: { path },
  })),
  ...Object.values(LAYERS).flatMap(({ path, imports, only = {} }) =>
    Object.entries(imports).map(([name, why]) => ({
      comment: why,
      from: { path },
      to: { path: only[name] ?? LAYERS[name].path },
    })),
  ),
  {
    comment: 'Packages and Node.js: which layer may import which is forbidden below.',
    from: { path: '^(src|browser)/' },
    to: { pathNot: '^(src|browser)/' },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  allowed,
  allowedSeverity: 'error',
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle cannot be understood, tested or moved one file at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'index-exports-only',
      comment: 'index.ts is the public surface; who needs a thing imports the file that defines it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'analyser-reads-manifests-only',
      comment:
        'What the engine proves must be what was rendered, hand-written YAML included, and it must run without cdk8s and ' +
        'files; so it sees neither of them, nor a construct, through whatever file.',
      severity: 'error',
      from: { path: ANALYSER },
      to: {
        path: [
          '^src/(constructs|network|plus|checked|report|synth|cli|jest)[/.]',
          'node_modules/(cdk8s|cdk8s-plus-28|constructs)/',
          '^(node:)?fs(/|$)',
        ],
        reachable: true,
      },
    },
    {
      name: 'constructs-never-reach-the-analyser',
      comment: 'The two meet in the manifests, or a bug of one would hide in the other.',
      severity: 'error',
      from: { path: '^src/(constructs|network|plus|checked|support)/' },
      to: { path: '^src/(topology|reachability|checks|render|report|synth|cli|jest)[/.]', reachable: true },
    },
    {
      name: 'one-door-to-cdk8s-plus',
      comment: 'What is used of cdk8s-plus, and how its objects are recognised, is said in one folder.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/plus/' },
      to: { path: 'node_modules/cdk8s-plus-28/' },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead code.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/(index|jest)\\.ts$' },
      to: {},
    },
    {
      name: 'no-undeclared-dependencies',
      comment:
        'The package must run with what its package.json declares, dev dependencies not included. Whoever imports the matchers ' +
        'for @jest/globals has that.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(jest-globals|vitest)\\.ts$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
