import { AddressSet } from './address-set';
import { ANY_POD, PodsEnd } from './end';
import { OtherPods, PodsPeer } from './other-pods';
import { PodAddresses } from './pod-addresses';
import { PodIndex } from './pod-index';
import { PodSet } from './pod-set';
import { PortSet } from './port-set';
import { CompiledRule } from './side';
import { Policy, PolicyPeer, PolicyPort, PolicyRule, Topology } from '../topology/model';

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
const NO_NAMES: CompiledRule['namedPorts'] = [];

/** Looks the peers and ports of rules up; equal ones share what is found. */
export class RuleCompiler {
  private readonly podAddresses: PodAddresses;
  private readonly others: OtherPods;
  /** The model has equal peers once; those with a selector of namespaces mean the same in every policy. */
  private readonly ofPeers = new Map<PodsPeer, PodSet>();
  private readonly unions = new Map<string, PodSet>();
  private readonly numbers = new Map<PodSet, number>();
  private readonly addressSets = new Map<string, AddressSet>();
  private readonly portSets = new Map<string, PortSet>();

  constructor(
    topology: Topology,
    private readonly pods: PodIndex,
    { podCidrs }: ClusterOptions,
  ) {
    this.podAddresses = new PodAddresses(topology.workloads, podCidrs);
    this.others = new OtherPods(topology);
  }

  public compile(policy: Policy, rule: PolicyRule, index: number): CompiledRule {
    const { peers = NO_PEERS, ports } = rule;
    const everybody = rule.peers === undefined;
    const podPeers = peers.filter((peer) => peer.kind === 'pods');
    const sets = podPeers.map((peer) => this.podsOf(policy, peer));
    return {
      policy,
      index,
      everybody,
      pods: this.unite(sets),
      blocks: podPeers.length === peers.length ? AddressSet.NONE : this.blocksOf(peers),
      podAddresses: this.podAddresses,
      unknownPods: everybody ? ANYBODY : this.others.ofAll(policy, podPeers, sets),
      ports: ports === undefined ? PortSet.ALL : this.portSet(ports),
      namedPorts: ports === undefined ? NO_NAMES : namesAmong(ports),
    };
  }

  private podsOf(policy: Policy, peer: PodsPeer): PodSet {
    const { namespaceSelector, podSelector } = peer;
    if (namespaceSelector === undefined) return this.pods.inNamespace(policy.namespace, podSelector);
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
