import { PodIndex } from './pod-index';
import { PodSet } from './pod-set';
import { formatSelector, mayMatchNamespace } from './selector';
import { Namespace, NAMESPACE_NAME_LABEL, Selector } from '../topology/model';

/**
 * Selects pods as policies beside NetworkPolicies do. These also close, so that a namespace of which only the name is known is not
 * passed over: its pods are meant perhaps.
 */
export class PodSelection {
  private readonly undeclared: readonly Namespace[];
  private readonly known = new Map<string, PodSet>();

  constructor(
    private readonly pods: PodIndex,
    namespaces: readonly Namespace[],
  ) {
    this.undeclared = namespaces.filter(({ declared }) => !declared);
  }

  /** The pods in all namespaces that a selector selects. */
  public of(namespaceSelector: Selector, podSelector: Selector): PodSet {
    const key = `${formatSelector(namespaceSelector)}\n${formatSelector(podSelector)}`;
    let set = this.known.get(key);
    if (set === undefined) this.known.set(key, (set = this.find(namespaceSelector, podSelector)));
    return set;
  }

  private find(namespaceSelector: Selector, podSelector: Selector): PodSet {
    const perhaps = this.undeclared.filter((each) => mayMatchNamespace(namespaceSelector, each));
    const named = namespaceSelector.requirements.every(({ key }) => key === NAMESPACE_NAME_LABEL);
    // Nothing but the name of a namespace is asked for.
    if (perhaps.length === 0 || named) return this.pods.inNamespaces(namespaceSelector, podSelector);
    const unsure = new Set(perhaps.map(({ name }) => name));
    const sure = PodSet.union(
      this.pods
        .namespacesOf(namespaceSelector)
        .filter((name) => !unsure.has(name))
        .map((name) => this.pods.inNamespace(name, podSelector)),
    );
    const partial = new Map(sure.partial);
    for (const name of unsure) {
      const set = this.pods.inNamespace(name, podSelector);
      for (const position of [...set.members, ...set.partial.keys()]) {
        partial.set(position, [`the labels of Namespace ${name}`]);
      }
    }
    return new PodSet(sure.members, partial);
  }
}
