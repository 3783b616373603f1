import { Intervals } from './interval-set';

/** Numbers that are in the same ones of some sets. */
export interface Part<N extends number | bigint> {
  /** The positions of the sets, ascending. */
  readonly members: readonly number[];
  readonly inside: Intervals<N>;
}

/** Where a number passes into a set, or out of it. */
interface Boundary<N extends number | bigint> {
  readonly at: N;
  /** The set's position. */
  readonly set: number;
}

/** Divides the members of one set by the other sets that they are in, in one sweep over the boundaries of all. */
export function partition<N extends number | bigint>(whole: Intervals<N>, sets: readonly Intervals<N>[]): Part<N>[] {
  const boundaries: Boundary<N>[] = [];
  sets.forEach((each, set) => {
    for (const at of each) boundaries.push({ at, set });
  });
  for (const at of whole) boundaries.push({ at, set: -1 });
  boundaries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const parts = new Map<string, { readonly members: readonly number[]; readonly inside: N[] }>();
  const active = new Set<number>();
  let isInside = false;
  for (let i = 0; i < boundaries.length;) {
    const { at } = boundaries[i];
    for (; i < boundaries.length && boundaries[i].at === at; i++) {
      const { set } = boundaries[i];
      if (set < 0) isInside = !isInside;
      else if (!active.delete(set)) active.add(set);
    }
    if (isInside) extend(parts, active, at, boundaries[i].at);
  }
  return [...parts.values()];
}

function extend<N extends number | bigint>(
  parts: Map<string, { readonly members: readonly number[]; readonly inside: N[] }>,
  active: ReadonlySet<number>,
  start: N,
  end: N,
): void {
  const members = [...active].sort((a, b) => a - b);
  const key = members.join();
  const known = parts.get(key);
  if (known === undefined) {
    parts.set(key, { members, inside: [start, end] });
  } else if (known.inside[known.inside.length - 1] === start) {
    known.inside[known.inside.length - 1] = end;
  } else {
    known.inside.push(start, end);
  }
}
