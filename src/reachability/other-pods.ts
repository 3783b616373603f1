import { endText, PodsEnd, podsEnd } from './end';
import { belongToControllers } from './meant-pods';
import { isEmpty, PodSet } from './pod-set';
import { formatSelector, mayMatchNamespace } from './selector';
import { Namespace, NAMESPACE_NAME_LABEL, Policy, PolicyPeer, Selector, Topology, Workload } from '../topology/model';

/** A peer by selectors. */
export type PodsPeer = Extract<PolicyPeer, { kind: 'pods' }>;

const NONE: readonly PodsEnd[] = [];

/** For whom peers stand besides the workloads that were found: for pods that the input does not have. */
export class OtherPods {
  private readonly workloads: readonly Workload[];
  private readonly namespaces: ReadonlyMap<string, Namespace>;
  /** Peers that say the same in the same place have one set. */
  private readonly known = new Map<PodSet, readonly PodsEnd[]>();

  constructor({ workloads, namespaces }: Topology) {
    this.workloads = workloads;
    this.namespaces = new Map(namespaces.map((namespace) => [namespace.name, namespace]));
  }

  /** Those of all peers of a rule, in the order of their texts. */
  public ofAll(policy: Policy, peers: readonly PodsPeer[], found: readonly PodSet[]): readonly PodsEnd[] {
    const lists = peers.map((peer, i) => this.of(policy, peer, found[i])).filter(({ length }) => length > 0);
    return lists.length <= 1 ? (lists[0] ?? NONE) : lists.flat().sort(compareEnds);
  }

  /** None if there can be no others. */
  private of(policy: Policy, peer: PodsPeer, found: PodSet): readonly PodsEnd[] {
    let others = this.known.get(found);
    if (others === undefined) {
      others = this.areAllFound(policy, peer, found) ? NONE : [describe(policy, peer)];
      this.known.set(found, others);
    }
    return others;
  }

  private areAllFound({ namespace }: Policy, { namespaceSelector, podSelector }: PodsPeer, found: PodSet): boolean {
    if (isEmpty(found) || podSelector.requirements.length === 0) return false;
    const names = namespaceSelector === undefined ? [namespace] : pinnedNamespaces(namespaceSelector);
    const known = (names ?? []).map((name) => this.namespaces.get(name));
    const meant = known.filter(
      (each) => each === undefined || namespaceSelector === undefined || mayMatchNamespace(namespaceSelector, each),
    );
    if (meant.length === 0) return false;
    const workloads = [...found.members, ...found.partial.keys()].map((position) => this.workloads[position]);
    return meant.every((each) => {
      const own = each === undefined ? [] : workloads.filter((workload) => workload.namespace === each.name);
      return own.length > 0 && belongToControllers(podSelector, own);
    });
  }
}

function describe({ namespace }: Policy, { namespaceSelector, podSelector }: PodsPeer): PodsEnd {
  const namespaces =
    namespaceSelector === undefined ? `${NAMESPACE_NAME_LABEL}=${namespace}` : formatSelector(namespaceSelector);
  return podsEnd(namespaces, formatSelector(podSelector));
}

function compareEnds(a: PodsEnd, b: PodsEnd): number {
  const [textA, textB] = [endText(a), endText(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}

/** The only namespaces that a selector can select. */
function pinnedNamespaces({ requirements }: Selector): readonly string[] | undefined {
  return requirements.find(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In')?.values;
}
