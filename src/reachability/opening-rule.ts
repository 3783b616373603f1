import { AddressSet } from './address-set';
import { Analysed } from './analysed';
import { AskedEnd, PortQuestion } from './asked-end';
import { exactSelector } from './exact-selector';
import { Direction, NAMESPACE_NAME_LABEL, Policy, PolicyPeer, PolicyRule, Selector } from '../topology/model';

/** A rule that opens one side for what was asked, and nothing else as far as labels allow. */
export interface OpeningRule {
  readonly direction: Direction;
  /** The workload whose side it is. */
  readonly workload: string;
  /** The policy to add it to: of those that isolate the pods the one that selects the fewest. */
  readonly policy: Policy;
  readonly rule: PolicyRule;
  /** Other workloads that the policy selects, for which it opens the same. */
  readonly alsoSelected: readonly string[];
  /** Other workloads with the labels of the peer, which are let through with it. */
  readonly alsoLetThrough: readonly string[];
}

/** The rule that would open a side that NetworkPolicies close; nothing if none of them isolates it. */
export function openingRule(
  analysed: Analysed,
  direction: Direction,
  position: number,
  peer: PeerOfRule,
  port: PortQuestion,
): OpeningRule | undefined {
  const { workloads } = analysed.cluster;
  const policy = narrowest(analysed, direction, position);
  if (policy === undefined) return undefined;
  const selected = selectedBy(analysed, policy);
  const { peers, others } = peersFor(analysed, policy, peer);
  const idsOf = (positions: readonly number[]): string[] => positions.map((each) => workloads[each].id);
  return {
    direction,
    workload: workloads[position].id,
    policy,
    rule: { peers, ports: [{ protocol: port.protocol, kind: 'range', first: port.port, last: port.port }] },
    alsoSelected: idsOf(selected.filter((each) => each !== position)),
    alsoLetThrough: idsOf(others),
  };
}

/** Whom a rule is to let through. */
export type PeerOfRule =
  | Extract<AskedEnd, { kind: 'workload' }>
  | { readonly kind: 'addresses'; readonly addresses: AddressSet }
  | { readonly kind: 'pods'; readonly namespaceSelector: Selector; readonly podSelector: Selector };

/** A rule counts for all pods that its policy selects, so one that selects few opens little. */
function narrowest(analysed: Analysed, direction: Direction, position: number): Policy | undefined {
  const isolatedBy = analysed.cluster.sides[direction][position].isolatedBy.filter(({ kind }) => kind === undefined);
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

function selectedBy({ cluster }: Analysed, { namespace, podSelector }: Policy): readonly number[] {
  return cluster.pods.inNamespace(namespace, podSelector).members;
}

function peersFor(
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
