import { editDistance } from '../support/nearest';

/** From that many letters on, two may be wrong. */
const LONG = 6;

/**
 * Whether a name is a field's but for a slip: other case or word breaks (`host_network`), one more or less at the end
 * (`label`), or a letter or two that are wrong, missing, too many or swapped.
 */
export function isNearField(written: string, field: string): boolean {
  const [a, b] = [bare(written), bare(field)];
  if (a === b || singular(a) === singular(b)) return true;
  const many = Math.min(a.length, b.length) < LONG ? 1 : 2;
  return Math.abs(a.length - b.length) <= many && editDistance(a, b) <= many;
}

function bare(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

function singular(name: string): string {
  return name.replace(/s$/, '');
}
