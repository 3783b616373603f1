import { Answer } from './oracle';

/** What becomes of a connection in one world. */
export interface NaiveOutcome {
  readonly verdict: Answer;
  /** What of layer 7 is let through alone, for sure. */
  readonly must: readonly string[];
  /** The same, or perhaps more than that is let through. */
  readonly may: readonly string[];
}

export const ALLOWED: NaiveOutcome = { verdict: 'allow', must: [], may: [] };
export const DENIED: NaiveOutcome = { verdict: 'deny', must: [], may: [] };

/** What is the same in all worlds. */
export function inAll(outcomes: readonly NaiveOutcome[]): NaiveOutcome {
  const [first, ...others] = outcomes;
  if (others.some(({ verdict }) => verdict !== first.verdict)) return { verdict: 'undefined', must: [], may: [] };
  const must = first.must.filter((what) => others.every((other) => other.must.includes(what)));
  return { verdict: first.verdict, must, may: [...new Set(outcomes.flatMap(({ may }) => may))] };
}

/** What of two sides that both are needed. */
export function inBoth(sides: readonly NaiveOutcome[]): NaiveOutcome {
  if (sides.some(({ verdict }) => verdict === 'deny')) return DENIED;
  if (sides.some(({ verdict }) => verdict === 'undefined')) return { verdict: 'undefined', must: [], may: [] };
  const all = (key: 'must' | 'may'): string[] => [...new Set(sides.flatMap((side) => side[key]))].sort();
  return { verdict: 'allow', must: all('must'), may: all('may') };
}

/** What of several ways of which one is enough. */
export function inEither(families: readonly NaiveOutcome[]): NaiveOutcome {
  const verdict = (['undefined', 'allow', 'deny'] as const).find((each) =>
    families.some((family) => family.verdict === each),
  )!;
  return inAll(families.filter((family) => family.verdict === verdict));
}
