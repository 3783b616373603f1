import { readdirSync, readFileSync } from 'fs';
import { join, sep } from 'path';
import * as fc from 'fast-check';
import { holds, runsOf, samplesOf, SEED } from './property';

/** Runs with other variables of the environment. */
function withEnvironment<T>(variables: Record<string, string>, run: () => T): T {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return run();
  } finally {
    process.env = before;
  }
}

function failureOf(run: () => void): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it holds');
}

const isSmall = fc.property(fc.nat(), (n) => n < 1_000);

test('a property that fails names its seed, and the path by which the case is tried again', () => {
  const message = failureOf(() => holds(isSmall));
  const path = /path: "([\d:]+)"/.exec(message)?.[1];
  expect(message).toContain(`seed: ${SEED},`);
  expect(message).toContain('Counterexample: [1000]');
  const replay = withEnvironment({ REPLAY: path! }, () => failureOf(() => holds(isSmall)));
  expect(replay).toMatch(/^Property failed after 1 tests\n/);
  expect(replay).toContain('Counterexample: [1000]');
});

test('the cases are the same in each run', () => {
  const run = (): number[] => {
    const seen: number[] = [];
    holds(fc.property(fc.nat(), (n) => void seen.push(n)));
    return seen;
  };
  expect(run()).toEqual(run());
  expect(samplesOf(fc.nat(), 5)).toEqual(samplesOf(fc.nat(), 5));
});

test('RUNS chooses how many cases there are', () => {
  let count = 0;
  const counted = fc.property(fc.nat(), () => void count++);
  holds(counted, { runs: 7 });
  expect(count).toEqual(runsOf(7));
  count = 0;
  withEnvironment({ RUNS: '30' }, () => holds(counted, { runs: 7 }));
  expect(count).toEqual(30);
});

test.each(['0', '-1', '1.5', 'many'])('RUNS is not %s', (text) => {
  expect(() => withEnvironment({ RUNS: text }, () => runsOf(7))).toThrow(
    `RUNS: got "${text}"; allowed: a whole number from 1 to 100000000`,
  );
});

test('no other file asks fast-check by itself, or reads a seed', () => {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.includes(`checked${sep}`) && !/^property(\.test)?\.ts$/.test(file),
  );
  const bypassing = files.filter((file) =>
    /fc\.(assert|check|sample|configureGlobal)\(|env\.(SEED|RUNS|\w+_RUNS|REACHABILITY_\w+)/.test(
      readFileSync(join(__dirname, file), 'utf8'),
    ),
  );
  expect(bypassing).toEqual([]);
});
