type Partial = ReadonlyMap<number, readonly string[]>;

const NO_PARTIAL: Partial = new Map();

/** Some of the workloads, by their position in the topology; shared by all who select the same. */
export class PodSet {
  /** The pods of any of some sets. */
  public static union(sets: readonly PodSet[]): PodSet {
    const filled = sets.filter((set) => !isEmpty(set));
    if (filled.length === 0) return NO_PODS;
    if (filled.length === 1) return filled[0];
    const all = new PodSet(uniteMembers(filled));
    return filled.every(({ partial }) => partial.size === 0) ? all : new PodSet(all.members, unitePartial(all, filled));
  }

  constructor(
    /** Ascending. */
    public readonly members: readonly number[],
    /** Workloads of which it is some pods only, or nobody knows which, with the labels that tell these apart. */
    public readonly partial: Partial = NO_PARTIAL,
  ) {}

  /** Whether all pods of a workload are in it. */
  public has(position: number): boolean {
    const { members } = this;
    let low = 0;
    let high = members.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (members[middle] < position) low = middle + 1;
      else high = middle;
    }
    return low < members.length && members[low] === position;
  }
}

/** Whether there is no workload of which it may be some pods. */
export function isEmpty({ members, partial }: PodSet): boolean {
  return members.length === 0 && partial.size === 0;
}

/** No pods. */
export const NO_PODS = new PodSet([]);

function uniteMembers(sets: readonly PodSet[]): readonly number[] {
  let count = 0;
  for (const { members } of sets) count += members.length;
  const all = new Int32Array(count);
  let next = 0;
  for (const { members } of sets) {
    for (const member of members) all[next++] = member;
  }
  // Numbers in such an array are sorted without a function to compare them.
  all.sort();
  let kept = 0;
  for (const member of all) {
    if (kept === 0 || member !== all[kept - 1]) all[kept++] = member;
  }
  return Array.from(all.subarray(0, kept));
}

function unitePartial(whole: PodSet, sets: readonly PodSet[]): Partial {
  const partial = new Map<number, readonly string[]>();
  for (const set of sets) {
    for (const [position, by] of set.partial) {
      if (!whole.has(position)) partial.set(position, [...new Set([...(partial.get(position) ?? []), ...by])].sort());
    }
  }
  return partial;
}
