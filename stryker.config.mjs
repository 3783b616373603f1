// @ts-check
/*
 * `npm run mutants`: changes one place of the sources at a time and asks whether a test fails. It runs on demand, because
 * it takes an hour and more for all; `npm run mutants -- --mutate 'src/report/*.ts'` takes one folder or file.
 */

/**
 * The tests that should notice, without those of many random cases. Each mutant loads all tests of its folder, so that
 * there must not be more than it needs.
 */
const TESTS = {
  network: ['network/!(never-everybody)', 'promises/{an-alias,an-exposure,connect-to,no-peer,policies-select}*'],
  report: ['report/*', 'jest/*', 'promises/{each-cluster,synth-fails,synth-proves}*'],
  reachability: ['reachability/!(oracle.property)', 'scenarios/*'],
  checked: ['checked/*', 'promises/a-wrong-value*'],
};

const folders = Object.keys(TESTS);
const named = folders.filter((folder) => process.argv.some((argument) => argument.includes(`src/${folder}/`)));
const chosen = named.length === 0 ? folders : named;
const tests = chosen.flatMap((folder) => TESTS[folder]);

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: chosen.map((folder) => `src/${folder}/**/*.ts`),
  // What no test reads; they run in a copy of the rest.
  ignorePatterns: ['/bench', '/coverage', '/dist', '/lib', '/reports', '/test-reports'],

  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    config: {
      testMatch: tests.map((pattern) => `<rootDir>/test/${pattern}.test.ts`),
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
