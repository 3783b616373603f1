import { AddressSet } from './address-set';
import { ANY_POD, endText, PodsEnd, podsEnd } from './end';
import { belongToControllers } from './meant-pods';
import { PodAddresses } from './pod-addresses';
import { isEmpty, PodIndex, PodSet, union } from './pod-index';
import { PortSet } from './port-set';
import { formatSelector, mayMatchNamespace } from './selector';
import { CompiledRule } from './side';
import {
  Namespace,
  NAMESPACE_NAME_LABEL,
  Policy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
  Selector,
  Topology,
  Workload,
} from '../topology/model';

/** What the manifests do not say. */
export interface ClusterOptions {
  /**
   * The networks that pods have their addresses from. Without any nobody knows whether an ipBlock matches a pod whose
   * address is not in the input.
   */
  readonly podCidrs?: readonly string[];
}

type PodsPeer = Extract<PolicyPeer, { kind: 'pods' }>;

/** Looks the peers and ports of rules up; equal ones share what is found. */
export class RuleCompiler {
  private readonly workloads: readonly Workload[];
  private readonly namespaces: ReadonlyMap<string, Namespace>;
  private readonly podAddresses: PodAddresses;
  private readonly unions = new Map<string, PodSet>();
  private readonly numbers = new Map<PodSet, number>();
  private readonly others = new Map<PodSet, readonly PodsEnd[]>();
  private readonly addressSets = new Map<string, AddressSet>();
  private readonly portSets = new Map<string, PortSet>();

  constructor(
    topology: Topology,
    private readonly pods: PodIndex,
    { podCidrs }: ClusterOptions,
  ) {
    this.workloads = topology.workloads;
    this.namespaces = new Map(topology.namespaces.map((namespace) => [namespace.name, namespace]));
    this.podAddresses = new PodAddresses(topology.workloads, podCidrs);
  }

  public compile(policy: Policy, rule: PolicyRule, index: number): CompiledRule {
    const { peers = [], ports = [] } = rule;
    const everybody = rule.peers === undefined;
    const podPeers = peers.filter((peer) => peer.kind === 'pods');
    const sets = podPeers.map((peer) => this.podsOf(policy, peer));
    const blocks = podPeers.length === peers.length ? AddressSet.NONE : this.blocksOf(peers);
    return {
      policy,
      index,
      everybody,
      pods: this.unite(sets),
      blocks,
      podAddresses: this.podAddresses,
      unknownPods: everybody
        ? [ANY_POD]
        : podPeers.flatMap((peer, i) => this.unknownPods(policy, peer, sets[i])).sort(compareEnds),
      ports: rule.ports === undefined ? PortSet.ALL : this.portSet(ports),
      namedPorts: ports.filter((port) => port.kind === 'named'),
    };
  }

  private podsOf(policy: Policy, { namespaceSelector, podSelector }: PodsPeer): PodSet {
    return namespaceSelector === undefined
      ? this.pods.inNamespace(policy.namespace, podSelector)
      : this.pods.inNamespaces(namespaceSelector, podSelector);
  }

  /** Equal peers of several rules are one set, so that it is quickly known that these match the same pods. */
  private unite(sets: readonly PodSet[]): PodSet {
    if (sets.length <= 1) return union(sets);
    const key = sets.map((set) => this.numberOf(set)).join();
    let united = this.unions.get(key);
    if (united === undefined) this.unions.set(key, (united = union(sets)));
    return united;
  }

  private numberOf(set: PodSet): number {
    const number = this.numbers.get(set) ?? this.numbers.size;
    this.numbers.set(set, number);
    return number;
  }

  /** A peer stands for the workloads that were found, and for pods that the input does not have, unless there can be none. */
  private unknownPods(policy: Policy, peer: PodsPeer, found: PodSet): readonly PodsEnd[] {
    // Peers that say the same in the same place have one set, but for those that match nobody.
    if (isEmpty(found)) return this.findUnknownPods(policy, peer, found);
    let others = this.others.get(found);
    if (others === undefined) this.others.set(found, (others = this.findUnknownPods(policy, peer, found)));
    return others;
  }

  private findUnknownPods(policy: Policy, peer: PodsPeer, found: PodSet): readonly PodsEnd[] {
    if (this.areAllFound(policy, peer, found)) return [];
    const namespaces =
      peer.namespaceSelector === undefined
        ? `${NAMESPACE_NAME_LABEL}=${policy.namespace}`
        : formatSelector(peer.namespaceSelector);
    return [podsEnd(namespaces, formatSelector(peer.podSelector))];
  }

  private areAllFound({ namespace }: Policy, { namespaceSelector, podSelector }: PodsPeer, found: PodSet): boolean {
    if (podSelector.requirements.length === 0) return false;
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

  private blocksOf(peers: readonly PolicyPeer[]): AddressSet {
    const blocks = peers.filter((peer) => peer.kind === 'ipBlock');
    const key = JSON.stringify(blocks);
    let set = this.addressSets.get(key);
    if (set === undefined) {
      set = AddressSet.unionAll(blocks.map(({ cidr, except }) => AddressSet.block(cidr, except)));
      this.addressSets.set(key, set);
    }
    return set;
  }

  /** Equal lists of ports share one set. */
  private portSet(ports: readonly PolicyPort[]): PortSet {
    let key = '';
    for (const port of ports) {
      const which = port.kind === 'range' ? `${port.first}-${port.last}` : port.kind;
      key += `${which}/${port.protocol} `;
    }
    let set = this.portSets.get(key);
    if (set === undefined) {
      set = PortSet.of(ports);
      this.portSets.set(key, set);
    }
    return set;
  }
}

function compareEnds(a: PodsEnd, b: PodsEnd): number {
  const [textA, textB] = [endText(a), endText(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}

/** The only namespaces that a selector can select. */
function pinnedNamespaces({ requirements }: Selector): readonly string[] | undefined {
  return requirements.find(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In')?.values;
}
