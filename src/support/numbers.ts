import { Duration } from 'cdk8s';
import { inWords, refuse, Where } from './refuse';

export interface WholeNumberRange {
  readonly what: string;
  readonly min: number;
  readonly max?: number;
  readonly fix?: string;
}

/** Checks a whole number; the limits are inclusive. */
export function checkWholeNumber(where: Where, value: number, { what, min, max, fix }: WholeNumberRange): number {
  if (Number.isInteger(value) && value >= min && (max === undefined || value <= max)) return value;
  return refuse(where, { what, got: value, allowed: wholeNumbers(min, max), fix });
}

function wholeNumbers(min: number, max: number | undefined): string {
  if (max === undefined) return `a whole number of at least ${min}`;
  return min === max ? `only ${min}` : `a whole number from ${min} to ${max}`;
}

/** Checks a port number; the API server accepts 1 to 65535. */
export function checkPortNumber(where: Where, value: number, what: string): number {
  return checkWholeNumber(where, value, { what, min: 1, max: 65535 });
}

/** Converts a duration to the whole seconds that the API takes; the limits are inclusive. */
export function checkSeconds(where: Where, value: Duration, range: WholeNumberRange): number {
  const seconds = value.toSeconds({ integral: false });
  if (Number.isInteger(seconds) && seconds >= range.min && (range.max === undefined || seconds <= range.max)) {
    return seconds;
  }
  return refuse(where, {
    what: range.what,
    got: inWords(`${seconds} s`),
    allowed: `whole seconds from ${range.min} ${range.max === undefined ? 'on' : `to ${range.max}`}`,
    fix: range.fix,
  });
}
