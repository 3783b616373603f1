// @ts-check
/*
 * `npm run mutants`: changes one place of the sources at a time and asks whether a test fails. It runs on demand, because
 * it takes an hour and more for all; `npm run mutants -- --mutate 'src/report/*.ts'` takes one folder or file.
 */

/** The tests that should notice. Each mutant loads them all, so that a folder has its own. */
const TESTS = {
  network: ['network', 'promises'],
  report: ['report', 'jest', 'promises'],
  reachability: ['reachability', 'scenarios'],
  checked: ['checked', 'promises'],
};

/** Many random cases, for each mutant anew, and texts, which none of these folders makes. */
const LEFT_OUT = ['oracle\\.property', 'random', 'never-everybody', 'secrets'];

const folders = Object.keys(TESTS);
const named = folders.filter((folder) => process.argv.some((argument) => argument.includes(`src/${folder}/`)));
const chosen = named.length === 0 ? folders : named;
const tests = new Set(chosen.flatMap((folder) => TESTS[folder]));

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: chosen.map((folder) => `src/${folder}/**/*.ts`),
  // What no test reads; they run in a copy of the rest.
  ignorePatterns: ['/bench', '/coverage', '/dist', '/lib', '/reports', '/test-reports'],

  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    config: {
      testMatch: [...tests].map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
      testPathIgnorePatterns: ['/node_modules/', `/(${LEFT_OUT.join('|')})[^/]*$`],
      coverageThreshold: {},
      reporters: [],
    },
    // Nearly every test imports nearly every file; looking that up takes longer than it saves.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  // A constant of a module is computed before the first test, so that a mutant of it would have to run them all.
  ignoreStatic: true,
  timeoutMS: 30_000,
  concurrency: 2,

  tempDirName: '.stryker-tmp',
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `reports/mutants-${chosen.join('-')}.json` },
  // No score fails the run: the list of survivors is for reading.
  thresholds: { high: 90, low: 75, break: null },
};
