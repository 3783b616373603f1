import { PodSet } from './pod-set';
import { matches, matchPods } from './selector';
import { ACCOUNT_LABEL } from '../topology/account-label';
import { Namespace, NAMESPACE_NAME_LABEL, Selector, Workload } from '../topology/model';

export { isEmpty } from './pod-set';

/** The workloads of a namespace that carry one value of a label, or may. */
interface Carriers {
  readonly positions: number[];
  /** Whether all of them carry it on all their pods. */
  isSure: boolean;
  /** The same as a set, once somebody has asked for it. */
  set?: PodSet;
}

/** The workloads of a namespace. */
interface Inhabitants {
  readonly positions: number[];
  /** label → value → who carries it */
  readonly byLabel: Map<string, Map<string, Carriers>>;
  /** What selectors select, by their text. */
  readonly selected: Map<string, PodSet>;
}

/** Stands for a label's value that nobody knows; no label has it. */
const ANY_VALUE = '\0';

/**
 * Finds the workloads that a selector selects without looking at each: by namespace first, then by the label value that
 * the fewest carry. Equal selectors of equal namespaces are looked up once, and have a set of their own.
 */
export class PodIndex {
  private readonly byNamespace = new Map<string, Inhabitants>();
  /** By the selector of namespaces, then by the selector of pods. */
  private readonly selected = new Map<string, Map<string, PodSet>>();
  private readonly namespacesByName: ReadonlyMap<string, Namespace>;
  private readonly selectedNamespaces = new Map<string, readonly string[]>();

  constructor(
    private readonly workloads: readonly Workload[],
    private readonly namespaces: readonly Namespace[],
  ) {
    this.namespacesByName = new Map(namespaces.map((namespace) => [namespace.name, namespace]));
    workloads.forEach(({ namespace, labels, perPodLabels }, position) => {
      const { positions, byLabel } = this.inhabitantsOf(namespace);
      positions.push(position);
      for (const key of Object.keys(labels)) addCarrier(inner(byLabel, key), labels[key], position, true);
      for (const key of Object.keys(perPodLabels)) {
        const values = perPodLabels[key];
        for (const value of values === 'unknown' ? [ANY_VALUE] : values) {
          addCarrier(inner(byLabel, key), value, position, false);
        }
      }
    });
  }

  /** The pods that have the address of their node. */
  public onHostNetwork(): readonly number[] {
    return [...this.workloads.keys()].filter((position) => this.workloads[position].hostNetwork);
  }

  /** The pods that a selector selects in one namespace. */
  public inNamespace(namespace: string, selector: Selector): PodSet {
    const inhabitants = this.inhabitantsOf(namespace);
    return this.byOneLabel(inhabitants, selector) ?? this.remembered(inhabitants, selector);
  }

  /** The pods that a selector selects in all namespaces that another one selects. */
  public inNamespaces(namespaceSelector: Selector, selector: Selector): PodSet {
    const named = nameAsked(namespaceSelector);
    const only = named === undefined ? undefined : this.namespacesByName.get(named);
    if (only !== undefined && matches(namespaceSelector, only.labels)) return this.inNamespace(only.name, selector);
    const known = inner(this.selected, selectorKey(namespaceSelector));
    const key = selectorKey(selector);
    let set = known.get(key);
    if (set === undefined) {
      const sets = this.namespacesOf(namespaceSelector).map((name) => this.find(this.inhabitantsOf(name), selector));
      const { members, partial } = PodSet.union(sets);
      known.set(key, (set = new PodSet(members, partial)));
    }
    return set;
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
    const found = this.namespacesByName.get(named.values[0]);
    return found === undefined ? [] : [found];
  }

  private inhabitantsOf(namespace: string): Inhabitants {
    let own = this.byNamespace.get(namespace);
    if (own === undefined) {
      own = { positions: [], byLabel: new Map<string, Map<string, Carriers>>(), selected: new Map<string, PodSet>() };
      this.byNamespace.set(namespace, own);
    }
    return own;
  }

  /** Most selectors ask for one value of one label: whoever carries it is selected. */
  private byOneLabel({ byLabel }: Inhabitants, { requirements }: Selector): PodSet | undefined {
    if (requirements.length !== 1) return undefined;
    const [{ key, operator, values }] = requirements;
    if (operator !== 'In' || values.length !== 1) return undefined;
    const byValue = byLabel.get(key);
    const carriers = byValue?.get(values[0]);
    if (carriers === undefined || !carriers.isSure || byValue!.has(ANY_VALUE)) return undefined;
    return (carriers.set ??= new PodSet(carriers.positions));
  }

  private remembered(inhabitants: Inhabitants, selector: Selector): PodSet {
    const key = selectorKey(selector);
    let set = inhabitants.selected.get(key);
    if (set === undefined) inhabitants.selected.set(key, (set = this.find(inhabitants, selector)));
    return set;
  }

  private find({ positions, byLabel }: Inhabitants, selector: Selector): PodSet {
    let candidates: readonly number[] = positions;
    for (const { key, operator, values } of selector.requirements) {
      if (operator !== 'In' || values.length !== 1 || key === ACCOUNT_LABEL) continue;
      const byValue = byLabel.get(key);
      const carriers = byValue?.get(values[0])?.positions ?? [];
      const others = byValue?.get(ANY_VALUE)?.positions ?? [];
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
    return partial.size === 0 ? new PodSet(members) : new PodSet(members, partial);
  }
}

/** The only namespace that a selector asks for, by its name and by nothing else. */
function nameAsked({ requirements }: Selector): string | undefined {
  if (requirements.length !== 1) return undefined;
  const [{ key, operator, values }] = requirements;
  return key === NAMESPACE_NAME_LABEL && operator === 'In' && values.length === 1 ? values[0] : undefined;
}

/** The same text for equal selectors alone: NUL and SOH are in no label. */
function selectorKey({ requirements }: Selector): string {
  let text = '';
  for (const { key, operator, values } of requirements) text += `${operator}\0${key}\0${values.join('\0')}\x01`;
  return text;
}

function addCarrier(byValue: Map<string, Carriers>, value: string, position: number, isSure: boolean): void {
  const carriers = byValue.get(value);
  if (carriers === undefined) {
    byValue.set(value, { positions: [position], isSure });
  } else {
    carriers.positions.push(position);
    carriers.isSure &&= isSure;
  }
}

function inner<T>(maps: Map<string, Map<string, T>>, key: string): Map<string, T> {
  let map = maps.get(key);
  if (map === undefined) maps.set(key, (map = new Map<string, T>()));
  return map;
}
