import { CompiledRule, Side } from '../../reachability/side';
import { PolicyPeer } from '../../topology/model';

/**
 * What is left open of a side that nothing is said about: `open` everything, `narrowed` all but what administrators deny,
 * `isolated` what rules open, `unknown` nobody can tell.
 */
export type Openness = 'open' | 'narrowed' | 'isolated' | 'unknown';

/** How open a side is by the policies that select the pods. */
export function opennessOf({ isolatedBy, partial, unjudgedBy, tiers }: Side): Openness {
  if (unjudgedBy.length > 0) return 'unknown';
  if (isolatedBy.length > 0) return 'isolated';
  // Some of the pods are isolated, and others are not.
  if (partial.some(({ policies }) => policies.length > 0)) return 'unknown';
  if (tiers === undefined) return 'open';
  const closing = tiers.policies.filter(({ rules }) =>
    rules.some(({ action, alone: [rule] }) => action === 'deny' && isForAll(rule)),
  );
  if (closing.length === 0) return 'narrowed';
  return closing.some(({ by }) => by === undefined) ? 'isolated' : 'unknown';
}

/** Whether it is what administrators write to close a direction by default: a denial of all pods on all ports. */
function isForAll({ everybody, given: { peers = [] }, ports }: CompiledRule): boolean {
  return ports.isAll && (everybody || peers.some(isEveryPod));
}

function isEveryPod(peer: PolicyPeer): boolean {
  if (peer.kind !== 'pods' || peer.namespaceSelector === undefined) return false;
  return peer.namespaceSelector.requirements.length === 0 && peer.podSelector.requirements.length === 0;
}
