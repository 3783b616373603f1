import { AddressSet } from './address-set';
import { AskedEnd } from './asked-end';
import { Cluster } from './cluster';
import { covers } from './compare-selectors';
import { matchesPod } from './judge';
import { opensName } from './names';
import { parseSelectorText } from './parse-selector-text';
import { matchAddresses, PodAddresses } from './pod-addresses';
import { CompiledRule, OtherPeers } from './side';
import { Selector } from '../topology/model';

/** Whether a rule means a peer. */
export type PeerMatch = 'yes' | 'no' | 'unknown';

/** Whether a rule means the other end of a question. */
export function matchEnd({ workloads }: Cluster, rule: CompiledRule, peer: AskedEnd): PeerMatch {
  if (rule.everybody) return 'yes';
  switch (peer.kind) {
    case 'workload':
      return workloads[peer.position].hostNetwork ? 'unknown' : matchesPod(rule, peer.position);
    case 'pods':
      return matchStrangers(rule, peer.namespaces, peer.pods);
    case 'name':
      if (isForName(rule, peer.name)) return 'yes';
      return likeliest([matchAlternatives(rule, AddressSet.FAMILIES), mayBeUnsaid(rule)]);
    case 'entity':
      return matchEntity(rule, peer.entity);
    case 'nodes':
      return matchNodes(rule, peer.nodes);
    case 'addresses':
    case 'internet':
      return likeliest([matchAlternatives(rule, peer.alternatives), mayBeUnsaid(rule)]);
  }
}

/** Whether a rule names a name, so that it means it whatever its addresses are. */
export function isForName({ others }: CompiledRule, name: string): boolean {
  return others !== undefined && others.names.some((peer) => opensName(peer, name));
}

/** Addresses that no manifest says may be any. */
function mayBeUnsaid({ others }: CompiledRule): PeerMatch {
  return others !== undefined && others.names.length + others.unknown.length > 0 ? 'unknown' : 'no';
}

function matchAlternatives({ blocks }: CompiledRule, alternatives: readonly AddressSet[]): PeerMatch {
  if (alternatives.some((addresses) => blocks.includes(addresses))) return 'yes';
  return alternatives.every((addresses) => blocks.intersect(addresses).isEmpty) ? 'no' : 'unknown';
}

/** Whether a rule means pods that the input does not have: all of them, none, or nobody knows which. */
export function matchStrangers(rule: CompiledRule, namespaces: Selector, pods: Selector): PeerMatch {
  const byLabels = rule.unknownPods.map((end) => {
    const [ownNamespaces, ownPods] = [end.namespaces, end.pods].map(parseSelectorText);
    const answers = [covers(ownNamespaces, namespaces), covers(ownPods, pods)];
    if (answers.includes('no')) return 'no';
    return answers.includes('unknown') ? 'unknown' : 'yes';
  });
  return likeliest([...byLabels, matchAddresses(rule.blocks, rule.podAddresses.networks)]);
}

/** The API server may run on a node, or outside of the cluster; a node may be the pod's own or another one. */
function matchEntity({ others, blocks, podAddresses }: CompiledRule, entity: string): PeerMatch {
  const entities = others?.entities ?? [];
  if (entities.includes(entity)) return 'yes';
  const isApiServer = entity === 'kube-apiserver';
  if (isApiServer && entities.some(isNode)) return 'unknown';
  if (isNode(entity) && entities.includes('kube-apiserver')) return 'unknown';
  if (isNode(entity) && others !== undefined && others.nodes.length > 0) return 'unknown';
  // An API server that is not on a node has an address outside.
  return isApiServer && podAddresses === PodAddresses.NONE && !blocks.isEmpty ? 'unknown' : 'no';
}

function isNode(entity: string): boolean {
  return entity === 'host' || entity === 'remote-node';
}

/** Nodes have addresses, which no manifest says. */
function matchNodes({ others, blocks, podAddresses }: CompiledRule, asked: Selector): PeerMatch {
  const bySelectors = others?.nodes.map((own) => covers(own, asked)) ?? [];
  const byAddress =
    podAddresses === PodAddresses.NONE ? 'no' : matchAlternatives({ blocks } as CompiledRule, AddressSet.FAMILIES);
  return likeliest([...bySelectors, byEntities(others), byAddress]);
}

function byEntities(others: OtherPeers | undefined): PeerMatch {
  const nodes = others?.entities.filter(isNode) ?? [];
  if (new Set(nodes).size === 2) return 'yes';
  return nodes.length > 0 || others?.entities.includes('kube-apiserver') === true ? 'unknown' : 'no';
}

function likeliest(matches: readonly PeerMatch[]): PeerMatch {
  if (matches.includes('yes')) return 'yes';
  return matches.includes('unknown') ? 'unknown' : 'no';
}
