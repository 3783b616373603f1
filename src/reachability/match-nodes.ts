import { AddressSet } from './address-set';
import { covers } from './compare-selectors';
import { matchNetworks, PodAddresses } from './pod-addresses';
import { CompiledRule, OtherPeers } from './side';
import { Selector } from '../topology/model';

/** Whether a rule means a peer. */
export type PeerMatch = 'yes' | 'no' | 'unknown';

const ANY_NODE: Selector = { requirements: [] };

/** Whether a rule means whichever node. */
export function matchNode(rule: CompiledRule): PeerMatch {
  return rule.everybody ? 'yes' : matchNodes(rule, ANY_NODE);
}

/** Pods on the host network are what their node is; what NetworkPolicies are to them is left to the plugin. */
export function matchHost(rule: CompiledRule): PeerMatch {
  return rule.policy.kind === undefined ? 'unknown' : matchNode(rule);
}

/** Whether a rule means every node by something else than addresses. */
export function namesAllNodes(rule: CompiledRule): boolean {
  return nameNodes(rule, ANY_NODE) === 'yes';
}

/** Whether a rule means nodes: they have addresses, which no manifest says. */
export function matchNodes(rule: CompiledRule, asked: Selector): PeerMatch {
  const { blocks, podAddresses } = rule;
  const byAddress = podAddresses === PodAddresses.NONE ? 'no' : matchNetworks(blocks, undefined);
  return likeliest([nameNodes(rule, asked), byAddress]);
}

/** Whether a rule means nodes by something else than their addresses. */
export function nameNodes({ everybody, others }: CompiledRule, asked: Selector): PeerMatch {
  if (everybody) return 'yes';
  const bySelectors = others?.nodes.map((own) => covers(own, asked)) ?? [];
  return likeliest([...bySelectors, byEntities(others)]);
}

/** Whether an entity is a node: the pod's own, or another one. */
export function isNode(entity: string): boolean {
  return entity === 'host' || entity === 'remote-node';
}

function byEntities(others: OtherPeers | undefined): PeerMatch {
  const nodes = others?.entities.filter(isNode) ?? [];
  if (new Set(nodes).size === 2) return 'yes';
  return nodes.length > 0 || others?.entities.includes('kube-apiserver') === true ? 'unknown' : 'no';
}

/** Addresses that no manifest says may be any. */
export function mayBeUnsaid({ others }: CompiledRule): PeerMatch {
  return others !== undefined && others.names.length + others.unknown.length > 0 ? 'unknown' : 'no';
}

/** Whether blocks hold all addresses of one of some sets. */
export function matchAlternatives(blocks: AddressSet, alternatives: readonly AddressSet[]): PeerMatch {
  if (alternatives.some((addresses) => blocks.includes(addresses))) return 'yes';
  return alternatives.every((addresses) => blocks.intersect(addresses).isEmpty) ? 'no' : 'unknown';
}

/** The best of some matches. */
export function likeliest(matches: readonly PeerMatch[]): PeerMatch {
  if (matches.includes('yes')) return 'yes';
  return matches.includes('unknown') ? 'unknown' : 'no';
}
