/*
 * Sets of numbers as sorted, disjoint, half-open intervals: [start, end, start, end, …]. Half-open, so that no
 * arithmetic is needed and numbers (ports) and big integers (addresses) share the code. Equal sets are equal lists.
 */

/** Interval boundaries, two for each interval. */
export type Intervals<N extends number | bigint> = readonly N[];

/** Members of either set. */
export function union<N extends number | bigint>(a: Intervals<N>, b: Intervals<N>): Intervals<N> {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return combine(a, b, (inA, inB) => inA || inB);
}

/** Members of both sets. */
export function intersect<N extends number | bigint>(a: Intervals<N>, b: Intervals<N>): Intervals<N> {
  if (a.length === 0 || b.length === 0) return [];
  return combine(a, b, (inA, inB) => inA && inB);
}

/** Members of the first set that are not in the second. */
export function subtract<N extends number | bigint>(a: Intervals<N>, b: Intervals<N>): Intervals<N> {
  if (a.length === 0 || b.length === 0) return a;
  return combine(a, b, (inA, inB) => inA && !inB);
}

/** Whether a number is a member. */
export function contains<N extends number | bigint>(set: Intervals<N>, value: N): boolean {
  for (let i = 0; i < set.length; i += 2) {
    if (value < set[i]) return false;
    if (value < set[i + 1]) return true;
  }
  return false;
}

/** Whether two sets have the same members. */
export function equal<N extends number | bigint>(a: Intervals<N>, b: Intervals<N>): boolean {
  return a === b || (a.length === b.length && a.every((boundary, i) => boundary === b[i]));
}

/** Sweeps over the boundaries of both; each one flips membership in its own set. */
function combine<N extends number | bigint>(
  a: Intervals<N>,
  b: Intervals<N>,
  keep: (inA: boolean, inB: boolean) => boolean,
): Intervals<N> {
  const result: N[] = [];
  let i = 0;
  let j = 0;
  let kept = false;
  while (i < a.length || j < b.length) {
    const next = j >= b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
    while (i < a.length && a[i] === next) i++;
    while (j < b.length && b[j] === next) j++;
    const keeps = keep(i % 2 === 1, j % 2 === 1);
    if (keeps !== kept) result.push(next);
    kept = keeps;
  }
  return result;
}
