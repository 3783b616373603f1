import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

interface Test {
  readonly path: string;
}

interface Sequencer {
  sort(tests: readonly Test[]): Test[];
  hasFailed(test: Test): boolean;
}

const ROOT = join(__dirname, '..');
const TestOrder = jest.requireActual<new (options: object) => Sequencer>('../scripts/test-order');
const SLOW = [
  ...readFileSync(join(ROOT, 'scripts/test-order.js'), 'utf8').matchAll(/^ {2}'(test\/.+\.test\.ts)',$/gm),
].map(([, file]) => file);

const context = { config: { rootDir: ROOT, cache: false }, hasteFS: { getSize: (path: string) => path.length } };

/** The order in which tests run of which jest knows nothing but the size, which is here the length of the name. */
function order(files: readonly string[], failed = ''): string[] {
  const sequencer = new TestOrder({});
  sequencer.hasFailed = ({ path }) => path === join(ROOT, failed);
  return sequencer
    .sort(files.map((file) => ({ path: join(ROOT, file), context })))
    .map(({ path }) => path.slice(ROOT.length + 1));
}

test('each test that is named as slow is there', () => {
  expect(SLOW.length).toBeGreaterThan(10);
  expect(SLOW.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('the slow ones begin first, whatever their size, then the largest', () => {
  const others = ['test/large-one-with-many-cases-of-its-own-which-take-no-time.test.ts', 'test/small.test.ts'];
  expect(order([...others, ...SLOW].reverse())).toEqual([...SLOW, ...others]);
});

test('what failed the last time comes before the slow ones', () => {
  expect(order([...SLOW, 'test/small.test.ts'], 'test/small.test.ts')).toEqual(['test/small.test.ts', ...SLOW]);
});
