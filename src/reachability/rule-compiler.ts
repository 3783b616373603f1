import { AddressSet } from './address-set';
import { ANY_POD, PodsEnd } from './end';
import { OtherPods, PodsPeer } from './other-pods';
import { PodAddresses } from './pod-addresses';
import { PodIndex } from './pod-index';
import { PodSelection } from './pod-selection';
import { PodSet } from './pod-set';
import { PortSet } from './port-set';
import { Behind, ServicePeers } from './service-peers';
import { CompiledRule, OtherPeers } from './side';
import { Policy, PolicyPeer, PolicyPort, PolicyRule, Topology, Workload } from '../topology/model';

/** What the manifests do not say. */
export interface ClusterOptions {
  /**
   * The networks that pods have their addresses from. Without any nobody knows whether an ipBlock matches a pod whose
   * address is not in the input.
   */
  readonly podCidrs?: readonly string[];
}

const ANYBODY: readonly PodsEnd[] = [ANY_POD];
const NO_PEERS: readonly PolicyPeer[] = [];
const NO_SERVICES: readonly Behind[] = [];
const NO_NAMES: CompiledRule['namedPorts'] = [];

/** Looks the peers and ports of rules up; equal ones share what is found. */
export class RuleCompiler {
  private readonly podAddresses: PodAddresses;
  private readonly others: OtherPods;
  private readonly selection: PodSelection;
  private readonly services: ServicePeers;
  /** The model has equal peers once; those with a selector of namespaces mean the same in every NetworkPolicy. */
  private readonly ofPeers = new Map<PodsPeer, PodSet>();
  private readonly unions = new Map<string, PodSet>();
  private readonly numbers = new Map<PodSet, number>();
  private readonly unhosted = new Map<PodSet, PodSet>();
  private readonly workloads: readonly Workload[];
  private readonly addressSets = new Map<string, AddressSet>();
  private readonly portSets = new Map<string, PortSet>();

  constructor(
    topology: Topology,
    private readonly pods: PodIndex,
    { podCidrs }: ClusterOptions,
  ) {
    this.workloads = topology.workloads;
    this.podAddresses = new PodAddresses(topology.workloads, podCidrs);
    this.others = new OtherPods(topology);
    this.selection = new PodSelection(pods, topology.namespaces);
    this.services = new ServicePeers(topology, pods);
  }

  /** The pods that a policy selects; those on the host network are left to NetworkPolicies. */
  public selected(policy: Policy): PodSet {
    const { kind, namespace, namespaceSelector, podSelector } = policy;
    if (kind === undefined) return this.pods.inNamespace(namespace, podSelector);
    return this.withoutHosts(
      namespaceSelector === undefined
        ? this.pods.inNamespace(namespace, podSelector)
        : this.selection.of(namespaceSelector, podSelector),
    );
  }

  public compile(policy: Policy, rule: PolicyRule, index: number): CompiledRule {
    const { peers = NO_PEERS, ports } = rule;
    const everybody = rule.peers === undefined;
    const podPeers = peers.filter((peer) => peer.kind === 'pods');
    const sets = podPeers.map((peer) => this.podsOf(policy, peer));
    const areAllPods = podPeers.length === peers.length;
    const services = areAllPods ? NO_SERVICES : this.behind(peers);
    return {
      policy,
      given: rule,
      index,
      everybody,
      pods: this.unite(services.length === 0 ? sets : [...sets, ...services.map(({ pods }) => pods)]),
      blocks: areAllPods ? AddressSet.NONE : this.blocksOf(peers, services),
      podAddresses: areAllPods || mayBePods(peers) ? this.podAddresses : PodAddresses.NONE,
      unknownPods: everybody ? ANYBODY : this.others.ofAll(policy, podPeers, sets),
      ports: ports === undefined ? PortSet.ALL : this.portSet(ports),
      namedPorts: ports === undefined ? NO_NAMES : namesAmong(ports),
      others: areAllPods ? undefined : othersAmong(peers, services),
    };
  }

  private behind(peers: readonly PolicyPeer[]): readonly Behind[] {
    return peers.filter((peer) => peer.kind === 'services').map((peer) => this.services.of(peer));
  }

  private withoutHosts(set: PodSet): PodSet {
    const isOnHost = (position: number): boolean => this.workloads[position].hostNetwork;
    if (!set.members.some(isOnHost) && ![...set.partial.keys()].some(isOnHost)) return set;
    let without = this.unhosted.get(set);
    if (without === undefined) {
      const partial = new Map([...set.partial].filter(([position]) => !isOnHost(position)));
      without = new PodSet(
        set.members.filter((position) => !isOnHost(position)),
        partial,
      );
      this.unhosted.set(set, without);
    }
    return without;
  }

  private podsOf(policy: Policy, peer: PodsPeer): PodSet {
    const { namespaceSelector, podSelector } = peer;
    if (namespaceSelector === undefined) return this.pods.inNamespace(policy.namespace, podSelector);
    if (policy.kind !== undefined) return this.selection.of(namespaceSelector, podSelector);
    let set = this.ofPeers.get(peer);
    if (set === undefined) this.ofPeers.set(peer, (set = this.pods.inNamespaces(namespaceSelector, podSelector)));
    return set;
  }

  /** Equal peers of several rules are one set, so that it is quickly known that these match the same pods. */
  private unite(sets: readonly PodSet[]): PodSet {
    if (sets.length <= 1) return PodSet.union(sets);
    let key = '';
    for (const set of sets) key += `${this.numberOf(set)} `;
    let united = this.unions.get(key);
    if (united === undefined) this.unions.set(key, (united = PodSet.union(sets)));
    return united;
  }

  private numberOf(set: PodSet): number {
    let number = this.numbers.get(set);
    if (number === undefined) this.numbers.set(set, (number = this.numbers.size));
    return number;
  }

  private blocksOf(peers: readonly PolicyPeer[], services: readonly Behind[]): AddressSet {
    const ofServices = services.map(({ blocks }) => blocks);
    const own = this.ownBlocksOf(peers);
    return ofServices.length === 0 ? own : AddressSet.unionAll([own, ...ofServices]);
  }

  private ownBlocksOf(peers: readonly PolicyPeer[]): AddressSet {
    const blocks = peers.filter((peer) => peer.kind === 'ipBlock');
    if (blocks.length === 0) return AddressSet.NONE;
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
    const [port] = ports;
    if (ports.length === 1 && port.kind === 'range' && port.first === port.last) return PortSet.of(ports);
    let key = '';
    for (const each of ports) {
      const which = each.kind === 'range' ? `${each.first}-${each.last}` : each.kind;
      key += `${which}/${each.protocol} `;
    }
    let set = this.portSets.get(key);
    if (set === undefined) {
      set = PortSet.of(ports);
      this.portSets.set(key, set);
    }
    return set;
  }
}

function namesAmong(ports: readonly PolicyPort[]): CompiledRule['namedPorts'] {
  return ports.some(({ kind }) => kind === 'named') ? ports.filter((port) => port.kind === 'named') : NO_NAMES;
}

/** Whether an ipBlock among peers matches pods by their addresses. */
function mayBePods(peers: readonly PolicyPeer[]): boolean {
  return peers.some((peer) => peer.kind === 'ipBlock' && peer.isOutside !== true);
}

/** Peers that are neither pods nor addresses which a manifest says. */
function othersAmong(peers: readonly PolicyPeer[], services: readonly Behind[]): OtherPeers | undefined {
  const others: OtherPeers = {
    names: peers.filter((peer) => peer.kind === 'names'),
    entities: peers.flatMap((peer) => (peer.kind === 'entities' ? peer.entities : [])),
    nodes: peers.flatMap((peer) => (peer.kind === 'nodes' ? [peer.selector] : [])),
    unknown: [
      ...peers.flatMap((peer) => (peer.kind === 'unknown' ? [peer.what] : [])),
      ...services.flatMap(({ unknown }) => unknown),
    ],
  };
  return Object.values(others).every(({ length }: readonly unknown[]) => length === 0) ? undefined : others;
}
