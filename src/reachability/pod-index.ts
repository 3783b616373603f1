import { matches } from './selector';
import { Namespace, NAMESPACE_NAME_LABEL, Selector, Workload } from '../topology/model';

/** Some of the workloads, by their position in the topology; shared by all who select the same. */
export interface PodSet {
  /** Ascending. */
  readonly members: readonly number[];
  has(position: number): boolean;
}

/**
 * Finds the workloads that a selector selects without looking at each: by namespace first, then by the label value that
 * the fewest carry. Equal selectors are looked up once.
 */
export class PodIndex {
  private readonly byNamespace = new Map<string, number[]>();
  /** namespace → label → value → positions */
  private readonly byLabel = new Map<string, Map<string, number[]>>();
  private readonly selected = new Map<string, PodSet>();
  private namespacesByName?: ReadonlyMap<string, Namespace>;
  private readonly selectedNamespaces = new Map<string, readonly string[]>();

  constructor(
    private readonly workloads: readonly Workload[],
    private readonly namespaces: readonly Namespace[],
  ) {
    workloads.forEach(({ namespace, labels }, position) => {
      push(this.byNamespace, namespace, position);
      let labelIndex = this.byLabel.get(namespace);
      if (labelIndex === undefined) this.byLabel.set(namespace, (labelIndex = new Map<string, number[]>()));
      for (const [key, value] of Object.entries(labels)) push(labelIndex, JSON.stringify([key, value]), position);
    });
  }

  /** The pods that a selector selects in one namespace. */
  public inNamespace(namespace: string, selector: Selector): PodSet {
    return this.remember(JSON.stringify([namespace, selector]), () => this.find(namespace, selector));
  }

  /** The pods that a selector selects in all namespaces that another one selects. */
  public inNamespaces(namespaceSelector: Selector, selector: Selector): PodSet {
    return this.remember(JSON.stringify([namespaceSelector, selector]), () =>
      this.namespacesOf(namespaceSelector)
        .flatMap((namespace) => this.find(namespace, selector))
        .sort((a, b) => a - b),
    );
  }

  /** The names of the known namespaces that a selector selects. */
  public namespacesOf(selector: Selector): readonly string[] {
    const key = JSON.stringify(selector);
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

  private find(namespace: string, selector: Selector): number[] {
    let candidates: readonly number[] = this.byNamespace.get(namespace) ?? [];
    const labelIndex = this.byLabel.get(namespace);
    for (const { key, operator, values } of selector.requirements) {
      if (operator !== 'In' || values.length !== 1) continue;
      const carriers = labelIndex?.get(JSON.stringify([key, values[0]])) ?? [];
      if (carriers.length < candidates.length) candidates = carriers;
    }
    return candidates.filter((position) => matches(selector, this.workloads[position].labels));
  }

  private remember(key: string, find: () => number[]): PodSet {
    let set = this.selected.get(key);
    if (set === undefined) this.selected.set(key, (set = podSet(find())));
    return set;
  }
}

/** No pods. */
export const NO_PODS: PodSet = podSet([]);

/** Membership is answered from a hash set that is built when it is first asked for. */
function podSet(members: readonly number[]): PodSet {
  let lookup: Set<number> | undefined;
  return {
    members,
    has: (position) => (lookup ??= new Set(members)).has(position),
  };
}

function push(map: Map<string, number[]>, key: string, position: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [position]);
  else list.push(position);
}
