const { jest } = require('../../package.json');

/**
 * `npm run test:browser`: the page in a real browser. The names of these tests are not those that plain `jest` looks for, so
 * that neither the tests nor the build need a browser.
 */
module.exports = {
  rootDir: '../..',
  setupFiles: ['<rootDir>/test/quiet.ts'],
  moduleNameMapper: jest.moduleNameMapper,
  transform: jest.transform,
  testMatch: ['<rootDir>/test/page/**/*.browser.ts'],
  // The other core is the browser's.
  maxWorkers: 1,
  testTimeout: 60_000,
  globalSetup: '<rootDir>/test/page/start-browser.ts',
  globalTeardown: '<rootDir>/test/page/stop-browser.ts',
};
