/**
 * The layers of ARCHITECTURE.md, held by `npm run layers`. Each rule says why it is there.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const SUPPORT = '^src/support/';
const CHECKED = '^src/checked/';
const NETWORK = '^src/network/';
const CONSTRUCTS = '^src/constructs/';

module.exports = {
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
      name: 'support-is-the-floor',
      comment: 'Checks and errors know nothing of Kubernetes objects, so that every layer can use them.',
      severity: 'error',
      from: { path: SUPPORT },
      to: { path: [CHECKED, NETWORK, CONSTRUCTS] },
    },
    {
      name: 'checks-know-types-only',
      comment: 'What comes in is checked by the table of types; the classes register themselves.',
      severity: 'error',
      from: { path: CHECKED },
      to: { path: '^src/(?!checked/|support/)' },
    },
    {
      name: 'network-below-constructs',
      comment: 'Ports, peers and connections must be usable for pods that are not our constructs.',
      severity: 'error',
      from: { path: NETWORK },
      to: { path: CONSTRUCTS },
    },
    {
      name: 'analyser-reads-manifests-only',
      comment: 'What the engine proves must be what was rendered, hand-written YAML included; so it never sees a construct.',
      severity: 'error',
      from: { path: '^src/(topology|reachability|checks|render)/' },
      to: { path: ['^src/(constructs|network|report|synth|cli|jest)/', 'node_modules/(cdk8s|cdk8s-plus-28|constructs)/', '^(node:)?fs$'] },
    },
    {
      name: 'constructs-never-import-the-analyser',
      comment: 'The two meet in the manifests, or a bug of one would hide in the other.',
      severity: 'error',
      from: { path: [CONSTRUCTS, NETWORK, CHECKED, SUPPORT] },
      to: { path: '^src/(topology|reachability|checks|render|report|synth|cli|jest)/' },
    },
    {
      name: 'nobody-imports-the-ends',
      comment: 'The command and the matchers are ways in; what others need of them belongs below.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli/|jest/|jest\\.ts$)' },
      to: { path: '^src/(cli/|jest/|jest\\.ts$)' },
    },
    {
      name: 'linear-synth-stands-alone',
      comment: 'ServiceApp must work for any cdk8s app, so it knows neither our constructs nor the proof.',
      severity: 'error',
      from: { path: '^src/synth/' },
      to: { path: '^src/(constructs|network|report|render|reachability|topology|cli|jest)' },
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
      comment: 'The package must run with what its package.json declares, dev dependencies not included.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
