import { AddressSet } from './address-set';
import { ANY_POD, endText, PodsEnd, podsEnd } from './end';
import { addDoubts } from './find-doubts';
import { NO_PODS, PodIndex, PodSet } from './pod-index';
import { PortSet } from './port-set';
import { formatSelector } from './selector';
import { CompiledRule, PodAddressMatch, Side } from './side';
import { canonicalCidr } from '../topology/cidr';
import {
  Direction,
  NAMESPACE_NAME_LABEL,
  Policy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
  Selector,
  Topology,
  Workload,
} from '../topology/model';

export type { CompiledRule, PodAddressMatch, Side } from './side';

/** What the manifests do not say. */
export interface ClusterOptions {
  /**
   * The networks that pods have their addresses from. Without any nobody knows whether an ipBlock matches a pod.
   */
  readonly podCidrs?: readonly string[];
}

/** A topology, prepared for questions. */
export interface Cluster {
  readonly topology: Topology;
  readonly workloads: readonly Workload[];
  readonly positions: ReadonlyMap<string, number>;
  readonly sides: Readonly<Record<Direction, readonly Side[]>>;
  readonly pods: PodIndex;
}

/** A workload that no policy selects. */
const NOT_ISOLATED: Side = { isolatedBy: [], rules: [], unjudgedBy: [] };

/** Looks up every selector once, so that questions are answered from sets. */
export function compile(topology: Topology, options: ClusterOptions = {}): Cluster {
  const { workloads, policies } = topology;
  const pods = new PodIndex(workloads, topology.namespaces);
  const compiler = new RuleCompiler(topology, pods, options);
  const sides = { ingress: newSides(workloads.length), egress: newSides(workloads.length) };
  for (const policy of policies) {
    const selected = pods.inNamespace(policy.namespace, policy.podSelector);
    for (const direction of ['ingress', 'egress'] as const) {
      const given = policy.rules[direction];
      if (given === undefined) continue;
      const rules = given.map((rule, index) => compiler.compile(policy, rule, index));
      for (const position of selected.members) {
        sides[direction][position] = addPolicy(sides[direction][position], policy, rules);
      }
    }
  }
  addDoubts(topology, pods, sides, (policy, rule, index) => compiler.compile(policy, rule, index));
  const positions = new Map(workloads.map(({ id }, position) => [id, position]));
  return { topology, workloads, positions, sides, pods };
}

/** The ports that a rule opens on a destination: a named port is looked up in its pods. */
export function portsOn(rule: CompiledRule, destination: Workload | undefined): PortSet {
  if (rule.namedPorts.length === 0 || destination === undefined) return rule.ports;
  return rule.namedPorts.reduce((ports, { protocol, name }) => {
    const found = destination.namedPorts.filter((port) => port.name === name && port.protocol === protocol);
    return found.reduce((all, { port }) => all.union(PortSet.range(protocol, port, port)), ports);
  }, rule.ports);
}

function newSides(length: number): Side[] {
  return new Array<Side>(length).fill(NOT_ISOLATED);
}

/** The rules of a lone policy are shared by all pods that it selects. */
function addPolicy(side: Side, policy: Policy, rules: readonly CompiledRule[]): Side {
  if (side.isolatedBy.length === 0) return { ...NOT_ISOLATED, isolatedBy: [policy], rules };
  return { ...side, isolatedBy: [...side.isolatedBy, policy], rules: [...side.rules, ...rules] };
}

/** Looks the peers and ports of rules up. */
export class RuleCompiler {
  private readonly knownNamespaces: ReadonlySet<string>;
  private readonly podAddresses: AddressSet | undefined;
  private readonly addressSets = new Map<string, AddressSet>();
  private readonly portSets = new Map<string, PortSet>();

  constructor(
    topology: Topology,
    private readonly pods: PodIndex,
    { podCidrs }: ClusterOptions,
  ) {
    this.knownNamespaces = new Set(topology.namespaces.map(({ name }) => name));
    this.podAddresses = podCidrs === undefined || podCidrs.length === 0 ? undefined : addressesOf(podCidrs);
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
      pods: unite(sets),
      blocks,
      podAddressMatch: this.matchPodAddresses(blocks),
      podAddresses: this.podAddresses,
      unknownPods: everybody
        ? [ANY_POD]
        : podPeers.flatMap((peer, i) => this.unknownPods(policy, peer, sets[i])).sort(compareEnds),
      ports: rule.ports === undefined ? PortSet.ALL : this.portSet(ports),
      namedPorts: ports.filter((port) => port.kind === 'named'),
    };
  }

  private podsOf(policy: Policy, { namespaceSelector, podSelector }: Extract<PolicyPeer, { kind: 'pods' }>): PodSet {
    return namespaceSelector === undefined
      ? this.pods.inNamespace(policy.namespace, podSelector)
      : this.pods.inNamespaces(namespaceSelector, podSelector);
  }

  /** A peer whose namespace is known and whose pods were found stands for these; any other may stand for more. */
  private unknownPods(
    policy: Policy,
    { namespaceSelector, podSelector }: Extract<PolicyPeer, { kind: 'pods' }>,
    found: PodSet,
  ): PodsEnd[] {
    const pinned = namespaceSelector === undefined ? policy.namespace : pinnedNamespace(namespaceSelector);
    if (pinned !== undefined && this.knownNamespaces.has(pinned) && found.members.length > 0) return [];
    const namespaces =
      namespaceSelector === undefined
        ? `${NAMESPACE_NAME_LABEL}=${policy.namespace}`
        : formatSelector(namespaceSelector);
    return [podsEnd(namespaces, formatSelector(podSelector))];
  }

  private blocksOf(peers: readonly PolicyPeer[]): AddressSet {
    const blocks = peers.filter((peer) => peer.kind === 'ipBlock');
    const key = JSON.stringify(blocks);
    let set = this.addressSets.get(key);
    if (set === undefined) {
      set = blocks.reduce((all, { cidr, except }) => all.union(AddressSet.block(cidr, except)), AddressSet.NONE);
      this.addressSets.set(key, set);
    }
    return set;
  }

  private matchPodAddresses(blocks: AddressSet): PodAddressMatch {
    if (blocks.isEmpty) return 'no';
    if (this.podAddresses === undefined) return 'unknown';
    if (blocks.includes(this.podAddresses)) return 'yes';
    return blocks.intersect(this.podAddresses).isEmpty ? 'no' : 'unknown';
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

function addressesOf(podCidrs: readonly string[]): AddressSet {
  return podCidrs.reduce((set, text) => {
    const cidr = canonicalCidr(text);
    if (cidr !== undefined) return set.union(AddressSet.block(cidr));
    throw new Error(`podCidrs: got ${JSON.stringify(text)}; allowed: networks such as "10.244.0.0/16" or "fd00::/48"`);
  }, AddressSet.NONE);
}

function compareEnds(a: PodsEnd, b: PodsEnd): number {
  const [textA, textB] = [endText(a), endText(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}

function pinnedNamespace({ requirements }: Selector): string | undefined {
  const pin = requirements.find(
    ({ key, operator, values }) => key === NAMESPACE_NAME_LABEL && operator === 'In' && values.length === 1,
  );
  return pin?.values[0];
}

function unite(sets: readonly PodSet[]): PodSet {
  if (sets.length === 0) return NO_PODS;
  if (sets.length === 1) return sets[0];
  const members = [...new Set(sets.flatMap((set) => set.members))].sort((a, b) => a - b);
  return { members, has: (position) => sets.some((set) => set.has(position)) };
}
