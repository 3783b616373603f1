import { matches, matchPods } from './selector';
import { Namespace, NAMESPACE_NAME_LABEL, Selector, Workload } from '../topology/model';

/** Some of the workloads, by their position in the topology; shared by all who select the same. */
export interface PodSet {
  /** Ascending. */
  readonly members: readonly number[];
  /** Workloads of which it is some pods only, or nobody knows which, with the labels that tell these apart. */
  readonly partial: ReadonlyMap<number, readonly string[]>;
  has(position: number): boolean;
}

/**
 * Finds the workloads that a selector selects without looking at each: by namespace first, then by the label value that
 * the fewest carry. Equal selectors are looked up once.
 */
export class PodIndex {
  private readonly byNamespace = new Map<string, number[]>();
  /** namespace → label → value → positions */
  private readonly byLabel = new Map<string, Map<string, Map<string, number[]>>>();
  /** By namespace or the selector of namespaces, then by the selector of pods. */
  private readonly selected = {
    inOne: new Map<string, Map<string, PodSet>>(),
    inMany: new Map<string, Map<string, PodSet>>(),
  };
  private namespacesByName?: ReadonlyMap<string, Namespace>;
  private readonly selectedNamespaces = new Map<string, readonly string[]>();

  constructor(
    private readonly workloads: readonly Workload[],
    private readonly namespaces: readonly Namespace[],
  ) {
    workloads.forEach(({ namespace, labels, perPodLabels }, position) => {
      push(this.byNamespace, namespace, position);
      const labelIndex = inner(this.byLabel, namespace);
      for (const key of Object.keys(labels)) push(inner(labelIndex, key), labels[key], position);
      for (const key of Object.keys(perPodLabels)) {
        const values = perPodLabels[key];
        for (const value of values === 'unknown' ? [ANY_VALUE] : values) {
          push(inner(labelIndex, key), value, position);
        }
      }
    });
  }

  /** The pods that a selector selects in one namespace. */
  public inNamespace(namespace: string, selector: Selector): PodSet {
    return remember(inner(this.selected.inOne, namespace), selectorKey(selector), () => this.find(namespace, selector));
  }

  /** The pods that a selector selects in all namespaces that another one selects. */
  public inNamespaces(namespaceSelector: Selector, selector: Selector): PodSet {
    return remember(inner(this.selected.inMany, selectorKey(namespaceSelector)), selectorKey(selector), () =>
      union(this.namespacesOf(namespaceSelector).map((namespace) => this.find(namespace, selector))),
    );
  }

  /** The names of the known namespaces that a selector selects. */
  public namespacesOf(selector: Selector): readonly string[] {
    const key = selectorKey(selector);
    let names = this.selectedNamespaces.get(key);
    if (names === undefined) {
      names = this.candidatesOf(selector)
        .filter(({ labels }) => matches(selector, labels))
        .map(({ name }) => name);
      this.selectedNamespaces.set(key, names);
    }
    return names;
  }

  /** Most selectors of namespaces name one. */
  private candidatesOf({ requirements }: Selector): readonly Namespace[] {
    const named = requirements.find(
      ({ key, operator, values }) => key === NAMESPACE_NAME_LABEL && operator === 'In' && values.length === 1,
    );
    if (named === undefined) return this.namespaces;
    this.namespacesByName ??= new Map(this.namespaces.map((namespace) => [namespace.name, namespace]));
    const found = this.namespacesByName.get(named.values[0]);
    return found === undefined ? [] : [found];
  }

  private find(namespace: string, selector: Selector): PodSet {
    let candidates: readonly number[] = this.byNamespace.get(namespace) ?? [];
    const labelIndex = this.byLabel.get(namespace);
    for (const { key, operator, values } of selector.requirements) {
      if (operator !== 'In' || values.length !== 1) continue;
      const byValue = labelIndex?.get(key);
      const carriers = byValue?.get(values[0]) ?? [];
      const others = byValue?.get(ANY_VALUE) ?? [];
      if (carriers.length + others.length >= candidates.length) continue;
      candidates = others.length === 0 ? carriers : [...carriers, ...others].sort((a, b) => a - b);
    }
    const members: number[] = [];
    const partial = new Map<number, readonly string[]>();
    for (const position of candidates) {
      const { pods, by } = matchPods(selector, this.workloads[position]);
      if (pods === 'all') members.push(position);
      if (pods === 'some') partial.set(position, by);
    }
    return podSet(members, partial.size === 0 ? NO_PARTIAL : partial);
  }
}

/** Stands for a label's value that nobody knows; no label has it. */
const ANY_VALUE = '\0';

const NO_PARTIAL: ReadonlyMap<number, readonly string[]> = new Map();

/** Whether there is no workload of which it may be some pods. */
export function isEmpty({ members, partial }: PodSet): boolean {
  return members.length === 0 && partial.size === 0;
}

/** No pods. */
export const NO_PODS: PodSet = podSet([]);

/** The pods of any of some sets. */
export function union(sets: readonly PodSet[]): PodSet {
  const filled = sets.filter((set) => !isEmpty(set));
  if (filled.length === 0) return NO_PODS;
  if (filled.length === 1) return filled[0];
  const all = new Set(filled.flatMap((set) => set.members));
  const partial = new Map<number, readonly string[]>();
  for (const set of filled) {
    for (const [position, by] of set.partial) {
      if (!all.has(position)) partial.set(position, [...new Set([...(partial.get(position) ?? []), ...by])].sort());
    }
  }
  return podSet(
    [...all].sort((a, b) => a - b),
    partial.size === 0 ? NO_PARTIAL : partial,
  );
}

/** Membership is answered from a hash set that is built when it is first asked for. */
function podSet(members: readonly number[], partial = NO_PARTIAL): PodSet {
  let lookup: Set<number> | undefined;
  return {
    members,
    partial,
    has: (position) => (lookup ??= new Set(members)).has(position),
  };
}

/** The same text for equal selectors alone: NUL and SOH are in no label. */
function selectorKey({ requirements }: Selector): string {
  let text = '';
  for (const { key, operator, values } of requirements) text += `${operator}\0${key}\0${values.join('\0')}\x01`;
  return text;
}

function remember(known: Map<string, PodSet>, key: string, find: () => PodSet): PodSet {
  let set = known.get(key);
  if (set === undefined) known.set(key, (set = find()));
  return set;
}

function inner<T>(maps: Map<string, Map<string, T>>, key: string): Map<string, T> {
  let map = maps.get(key);
  if (map === undefined) maps.set(key, (map = new Map<string, T>()));
  return map;
}

function push(map: Map<string, number[]>, key: string, position: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [position]);
  else list.push(position);
}
