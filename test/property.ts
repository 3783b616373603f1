import * as fc from 'fast-check';

/*
 * The one door to fast-check for tests: the same cases in each run, so that a failure is about a change.
 *
 *   SEED=$RANDOM npx jest <file>               tries other cases
 *   RUNS=10000 npx jest <file>                 tries more of them
 *   SEED=<seed> REPLAY=<path> npx jest <file>  tries one case again: both are in the message of the failure
 */

/** Chooses the cases. */
export const SEED = numberOf('SEED', 0, 2 ** 31 - 1) ?? 20_260_801;

/** How many cases a property is tried with: `RUNS`, else as many as CI has time for. */
export function runsOf(usual: number): number {
  return numberOf('RUNS', 1, 100_000_000) ?? usual;
}

/** What a property is tried with. */
export interface Trial<T> {
  /** How many cases, unless `RUNS` says so. */
  readonly runs?: number;
  /** Cases that come first, whatever the seed. */
  readonly examples?: T[];
}

/** Expects that a property holds; of what fails, the message says the seed, the path and the smallest case found. */
export function holds<T>(property: fc.IProperty<T>, { runs = 100, examples = [] }: Trial<T> = {}): void {
  const path = process.env.REPLAY;
  fc.assert(property, { seed: SEED, numRuns: runsOf(runs), examples, ...(path === undefined ? {} : { path }) });
}

/** The same examples of something in each run. */
export function samplesOf<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { seed: SEED, numRuns: count });
}

function numberOf(variable: string, least: number, most: number): number | undefined {
  const text = process.env[variable];
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`${variable}: got ${JSON.stringify(text)}; allowed: a whole number from ${least} to ${most}`);
}
