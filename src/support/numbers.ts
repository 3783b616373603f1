import { Duration } from 'cdk8s';
import { inWords, refuse, Where } from './refuse';

/** The largest number that most fields of the API hold (int32). */
export const INT32_MAX = 2 ** 31 - 1;

export interface WholeNumberRange {
  readonly what: string;
  readonly min: number;
  readonly max?: number;
  /** What the field can hold at all, which is only worth a word to whoever exceeds it: `INT32_MAX` unless it is another. */
  readonly ceiling?: number;
  readonly fix?: string;
}

/** Checks a whole number; the limits are inclusive. What comes back is to be used: it has no -0. */
export function checkWholeNumber(where: Where, value: number, range: WholeNumberRange): number {
  const { what, min, fix } = range;
  // Adding 0 makes -0 the 0 that it is written as.
  if (isWithin(value, range)) return value + 0;
  const max = shownMax(value, range);
  const numbers = min === max ? `only ${min}` : `a whole number from ${min} to ${max}`;
  return refuse(where, {
    what,
    got: value,
    allowed: max === undefined ? `a whole number of at least ${min}` : numbers,
    fix,
  });
}

function isWithin(value: number, { min, max, ceiling = INT32_MAX }: WholeNumberRange): boolean {
  return Number.isInteger(value) && value >= min && value <= (max ?? ceiling);
}

function shownMax(value: number, { max, ceiling = INT32_MAX }: WholeNumberRange): number | undefined {
  return max ?? (Number.isInteger(value) && value > ceiling ? ceiling : undefined);
}

/** Checks a port number; the API server accepts 1 to 65535. */
export function checkPortNumber(where: Where, value: number, what: string): number {
  return checkWholeNumber(where, value, { what, min: 1, max: 65535 });
}

/** Converts a duration to the whole seconds that the API takes; the limits are inclusive. */
export function checkSeconds(where: Where, value: Duration, range: WholeNumberRange): number {
  const seconds = value.toSeconds({ integral: false });
  if (isWithin(seconds, range)) return seconds + 0;
  const max = shownMax(seconds, range);
  return refuse(where, {
    what: range.what,
    got: inWords(`${seconds} s`),
    allowed: `whole seconds from ${range.min} ${max === undefined ? 'on' : `to ${max}`}`,
    fix: range.fix,
  });
}
