import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');
jest.setTimeout(180_000);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runners-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  // The sources as a package that is loaded and not transformed.
  writeFileSync(
    join(folder, 'vitest.cjs'),
    `require('tsx/cjs');\nmodule.exports = { ...require('cdk8s'), ...require('${ROOT}/src'), ...require('${ROOT}/src/vitest.ts') };\n`,
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The transformation of the sources, from another folder. */
function transformOf(transform: object): unknown {
  return JSON.parse(JSON.stringify(transform).replaceAll('test/tsconfig.json', `${ROOT}/test/tsconfig.json`));
}

/** The same test for each runner. */
const TEST = `
test('the worker reaches the api', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const api = new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.0.0', port: 80 });
  const worker = new Worker(chart, 'worker', { image: 'ghcr.io/acme/worker:1.0.0' });
  worker.connectTo(api);
  expect(worker).toReach(api, Port.HTTP);
  expect(worker).toOnlyReach([api]);
  expect(api).not.toBeReachableFromInternet();
  expect(app).toHaveNoFindings();
  let message = '';
  try {
    expect(api).toReach(worker, Port.HTTP);
  } catch (error) {
    message = error.message;
  }
  // eslint-disable-next-line no-control-regex
  expect(message.replace(/\\x1b\\[\\d+m/g, '').split('\\n')[0]).toBe('expect(received).toReach(target, port)');
});
`;

function run(args: readonly string[]): { code: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { code: status, text: stdout + stderr };
}

test('vitest takes the matchers by expect.extend', () => {
  writeFileSync(
    join(folder, 'vitest.config.mjs'),
    'export default { test: { include: ["*.vitest.mjs"], testTimeout: 60000, server: { deps: { external: [/\\.cjs$/] } } } };\n',
  );
  writeFileSync(
    join(folder, 'shop.vitest.mjs'),
    `import { expect, test } from 'vitest';
import lib from './vitest.cjs';
const { App, Chart, InternalService, Port, serviceMatchers, Worker } = lib;
expect.extend(serviceMatchers);
${TEST}`,
  );
  const { code, text } = run([join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run']);
  expect(text).toContain('1 passed');
  expect(code).toBe(0);
});

test('jest without globals takes them by lib/jest-globals', () => {
  const { transform } = (
    JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { jest: { transform: object } }
  ).jest;
  const config = {
    rootDir: folder,
    injectGlobals: false,
    testMatch: ['**/*.jest.cjs'],
    transform: transformOf(transform),
    testTimeout: 60_000,
  };
  writeFileSync(join(folder, 'jest.config.json'), JSON.stringify(config).replaceAll('<rootDir>', ROOT));
  writeFileSync(
    join(folder, 'shop.jest.cjs'),
    `const { expect, test } = require('@jest/globals');
require('${ROOT}/src/jest-globals.ts');
const { App, Chart } = require('cdk8s');
const { InternalService, Port, Worker } = require('${ROOT}/src');
${TEST}`,
  );
  const { code, text } = run([join(ROOT, 'node_modules/jest/bin/jest.js'), '--config', 'jest.config.json']);
  expect(text).toContain('1 passed');
  expect(code).toBe(0);
});
