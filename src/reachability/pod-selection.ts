import { PodIndex } from './pod-index';
import { PodSet } from './pod-set';
import { formatSelector, matches, mayMatchNamespace } from './selector';
import { Namespace, Selector } from '../topology/model';

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
    const sure = this.pods.inNamespaces(namespaceSelector, podSelector);
    const perhaps = this.undeclared.filter(
      (each) => mayMatchNamespace(namespaceSelector, each) && !matches(namespaceSelector, each.labels),
    );
    if (perhaps.length === 0) return sure;
    const partial = new Map(sure.partial);
    for (const { name } of perhaps) {
      const set = this.pods.inNamespace(name, podSelector);
      for (const position of [...set.members, ...set.partial.keys()]) {
        partial.set(position, [`labels of namespace ${name}`]);
      }
    }
    return new PodSet(sure.members, partial);
  }
}
