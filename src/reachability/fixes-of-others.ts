import { AddressSet } from './address-set';
import { Analysed } from './analysed';
import { AskedEnd, PortQuestion } from './asked-end';
import { ClosedSide, DenyingRule } from './closed-side';
import { Fix } from './fix';
import { narrowest, peersFor, portsOf } from './opening-rule';
import { Direction, Policy, PolicyPeer } from '../topology/model';

/** The rules that deny one side, with what would open it before them; nothing where no rule does. */
export function denials(
  analysed: Analysed,
  direction: Direction,
  position: number,
  peer: AskedEnd,
  port: PortQuestion,
  { admin, beside, baseline }: ClosedSide,
): Fix[] {
  const workload = analysed.cluster.workloads[position].id;
  const toFix = (rule: DenyingRule): Fix => {
    const peers = rule.tier === undefined ? undefined : acceptedPeers(analysed, rule.policy, peer);
    const accept = peers === undefined ? {} : { accept: { peers, ports: portsOf(port) } };
    return { kind: 'denied', direction, workload, ...rule, ...accept };
  };
  if (admin.length > 0) return admin.map(toFix);
  // A NetworkPolicy opens what the last tier denies, if it has a word for the peer.
  const last = hasWordInNetworkPolicies(peer) ? [] : baseline;
  return [...beside, ...last].map(toFix);
}

function hasWordInNetworkPolicies({ kind }: AskedEnd): boolean {
  return kind === 'workload' || kind === 'pods' || kind === 'addresses' || kind === 'internet';
}

/** What an accepting rule of an administrator names; undefined if it has no word for it. */
function acceptedPeers(analysed: Analysed, policy: Policy, peer: AskedEnd): readonly PolicyPeer[] | undefined {
  switch (peer.kind) {
    case 'workload':
      return peersFor(analysed, policy, peer).peers;
    case 'pods':
      return [{ kind: 'pods', namespaceSelector: peer.namespaces, podSelector: peer.pods }];
    case 'addresses':
    case 'internet':
      return AddressSet.unionAll(peer.alternatives)
        .blocks()
        .map((block) => ({ kind: 'ipBlock', ...block }));
    case 'name':
      return [{ kind: 'names', names: [peer.name] }];
    case 'nodes':
      return [{ kind: 'nodes', selector: peer.nodes }];
    case 'entity':
      return undefined;
  }
}

/** A rule for a policy of another kind that isolates the pods and has a word for the peer. */
export function ruleInWords(
  analysed: Analysed,
  direction: Direction,
  position: number,
  peer: AskedEnd,
  port: PortQuestion,
  { isNotOpened }: ClosedSide,
): Fix[] {
  if (!isNotOpened || (peer.kind !== 'name' && peer.kind !== 'entity')) return [];
  const isName = peer.kind === 'name';
  // Rules on names are for what pods ask for.
  if (isName && direction === 'ingress') return [];
  const policy = narrowest(analysed, direction, position, ({ kind = '' }) =>
    (isName ? KNOW_NAMES : KNOW_ENTITIES).test(kind),
  );
  if (policy === undefined) return [];
  const peers: readonly PolicyPeer[] = isName
    ? [{ kind: 'names', names: [peer.name] }]
    : [{ kind: 'entities', entities: [peer.entity] }];
  const { id: workload } = analysed.cluster.workloads[position];
  return [{ kind: 'words', direction, workload, policy, rule: { peers, ports: portsOf(port) } }];
}

const KNOW_ENTITIES = /^Cilium/;
const KNOW_NAMES = /^Cilium|^ApplicationNetworkPolicy$|^FQDNNetworkPolicy$/;
