import { AddressSet } from './address-set';
import { Analysed } from './analysed';
import { AskedEnd, PortQuestion } from './asked-end';
import { exactSelector } from './exact-selector';
import {
  Direction,
  NAMESPACE_NAME_LABEL,
  Policy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
  Selector,
} from '../topology/model';

/** A rule that opens one side for what was asked, and nothing else as far as labels allow. */
export interface OpeningRule {
  readonly direction: Direction;
  /** The workload whose side it is. */
  readonly workload: string;
  /** The policy to add it to: of those that isolate the pods the one that selects the fewest. */
  readonly policy: Policy;
  readonly rule: PolicyRule;
  /**
   * Whether the policy is a new one: `beside` others that isolate the pods, or alone, so that it `isolates` them. Absent: it is
   * there.
   */
  readonly isNew?: 'beside' | 'isolates';
  /** Other workloads that the policy selects, for which it opens the same. */
  readonly alsoSelected: readonly string[];
  /** Other workloads with the labels of the peer, which are let through with it. */
  readonly alsoLetThrough: readonly string[];
}

/** The rule that would open a side that policies close, or leave to the last tier: of a NetworkPolicy that is there, else of a new one. */
export function openingRule(
  analysed: Analysed,
  direction: Direction,
  position: number,
  peer: PeerOfRule,
  port: PortQuestion,
): OpeningRule {
  const { workloads } = analysed.cluster;
  const known = narrowest(analysed, direction, position, ({ kind }) => kind === undefined);
  const policy = known ?? newPolicy(analysed, direction, position);
  const selected = selectedBy(analysed, policy);
  const { peers, others } = peersFor(analysed, policy, peer);
  const idsOf = (positions: readonly number[]): string[] => positions.map((each) => workloads[each].id);
  const isIsolated = analysed.cluster.sides[direction][position].isolatedBy.length > 0;
  return {
    direction,
    workload: workloads[position].id,
    policy,
    ...(known === undefined ? { isNew: isIsolated ? 'beside' : 'isolates' } : {}),
    rule: { peers, ports: portsOf(port) },
    alsoSelected: idsOf(selected.filter((each) => each !== position)),
    alsoLetThrough: idsOf(others),
  };
}

/** Whom a rule is to let through. */
export type PeerOfRule =
  | Extract<AskedEnd, { kind: 'workload' }>
  | { readonly kind: 'addresses'; readonly addresses: AddressSet }
  | { readonly kind: 'pods'; readonly namespaceSelector: Selector; readonly podSelector: Selector };

/** What a rule says of the port. */
export function portsOf({ protocol, port }: PortQuestion): PolicyPort[] {
  return [{ protocol, kind: 'range', first: port, last: port }];
}

/** A NetworkPolicy for the pods of one workload, as far as labels allow, under a name that none has. */
function newPolicy({ cluster }: Analysed, direction: Direction, position: number): Policy {
  const { namespace, name: workload } = cluster.workloads[position];
  const taken = new Set(cluster.topology.policies.map(({ id }) => id));
  let name = `${workload}-${direction}`;
  for (let i = 2; taken.has(`${namespace}/NetworkPolicy/${name}`); i++) name = `${workload}-${direction}-${i}`;
  const { podSelector } = exactSelector(cluster, position);
  const id = `${namespace}/NetworkPolicy/${name}`;
  return { id, namespace, name, podSelector, rules: { [direction]: [] }, origin: { source: '', document: 0 } };
}

/** A rule counts for all pods that its policy selects, so one that selects few opens little. */
export function narrowest(
  analysed: Analysed,
  direction: Direction,
  position: number,
  isWanted: (policy: Policy) => boolean,
): Policy | undefined {
  const isolatedBy = analysed.cluster.sides[direction][position].isolatedBy.filter(isWanted);
  if (isolatedBy.length === 0) return undefined;
  const rank = (policy: Policy): number[] => [
    selectedBy(analysed, policy).length,
    // One that opens nothing is mostly there to stay so.
    policy.rules[direction]!.length === 0 ? 1 : 0,
  ];
  return isolatedBy.reduce((best, policy) => {
    const [size, isEmpty] = rank(policy);
    const [bestSize, bestIsEmpty] = rank(best);
    return size < bestSize || (size === bestSize && isEmpty < bestIsEmpty) ? policy : best;
  });
}

function selectedBy({ cluster }: Analysed, { namespace, namespaceSelector, podSelector }: Policy): readonly number[] {
  const pods =
    namespaceSelector === undefined
      ? cluster.pods.inNamespace(namespace, podSelector)
      : cluster.pods.inNamespaces(namespaceSelector, podSelector);
  return pods.members;
}

/** The peers of a rule, and the other workloads that they let through. */
export function peersFor(
  { cluster }: Analysed,
  policy: Policy,
  peer: PeerOfRule,
): { readonly peers: readonly PolicyPeer[]; readonly others: readonly number[] } {
  if (peer.kind === 'addresses') {
    return { peers: peer.addresses.blocks().map((block) => ({ kind: 'ipBlock', ...block })), others: [] };
  }
  if (peer.kind === 'pods') {
    const { namespaceSelector, podSelector } = peer;
    return { peers: [{ kind: 'pods', namespaceSelector, podSelector }], others: [] };
  }
  const { namespace } = cluster.workloads[peer.position];
  const { podSelector, others } = exactSelector(cluster, peer.position);
  const pods = { kind: 'pods', podSelector } as const;
  const peers = namespace === policy.namespace ? [pods] : [{ ...pods, namespaceSelector: namespaceNamed(namespace) }];
  return { peers, others };
}

function namespaceNamed(name: string): Selector {
  return { requirements: [{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: [name] }] };
}
