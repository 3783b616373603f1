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

/** Whether some number is a member of both sets. */
export function overlap<N extends number | bigint>(a: Intervals<N>, b: Intervals<N>): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i + 1] <= b[j]) i += 2;
    else if (b[j + 1] <= a[i]) j += 2;
    else return true;
  }
  return false;
}

/** Members of the first set that are not in the second. */
export function subtract<N extends number | bigint>(a: Intervals<N>, b: Intervals<N>): Intervals<N> {
  if (a.length === 0 || b.length === 0) return a;
  return combine(a, b, (inA, inB) => inA && !inB);
}

/** Members of any of many sets: sorted once, because adding one after another costs the square of their number. */
export function unionAll<N extends number | bigint>(sets: readonly Intervals<N>[]): Intervals<N> {
  const filled = sets.filter(({ length }) => length > 0);
  if (filled.length <= 2) return union(filled[0] ?? [], filled[1] ?? []);
  const pairs: { readonly start: N; readonly end: N }[] = [];
  for (const set of filled) for (let i = 0; i < set.length; i += 2) pairs.push({ start: set[i], end: set[i + 1] });
  pairs.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  const result: N[] = [];
  for (const { start, end } of pairs) {
    const last = result.length - 1;
    if (last < 0 || start > result[last]) result.push(start, end);
    else if (end > result[last]) result[last] = end;
  }
  return result;
}

/** Whether a number is a member. */
export function contains<N extends number | bigint>(set: Intervals<N>, value: N): boolean {
  return boundariesUpTo(set, value) % 2 === 1;
}

/** How many boundaries are not greater than a number: an odd count is inside. */
export function boundariesUpTo<N extends number | bigint>(set: Intervals<N>, value: N): number {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (set[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
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
