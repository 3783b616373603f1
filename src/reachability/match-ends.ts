import { AddressSet } from './address-set';
import { AskedEnd } from './asked-end';
import { Cluster } from './cluster';
import { covers } from './compare-selectors';
import { matchBlocks, matchesPod } from './judge';
import { isNode, likeliest, matchAlternatives, matchNodes, PeerMatch } from './match-nodes';
import { opensName } from './names';
import { parseSelectorText } from './parse-selector-text';
import { PodAddresses } from './pod-addresses';
import { CompiledRule } from './side';
import { Selector } from '../topology/model';

export type { PeerMatch } from './match-nodes';

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
      return likeliest([matchAlternatives(rule.blocks, AddressSet.FAMILIES), mayBeUnsaid(rule)]);
    case 'entity':
      return matchEntity(rule, peer.entity);
    case 'nodes':
      return matchNodes(rule, peer.nodes);
    case 'addresses':
    case 'internet':
      return likeliest([matchAlternatives(rule.blocks, peer.alternatives), mayBeUnsaid(rule)]);
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

/** Whether a rule means pods that the input does not have: all of them, none, or nobody knows which. */
export function matchStrangers(rule: CompiledRule, namespaces: Selector, pods: Selector): PeerMatch {
  const byLabels = rule.unknownPods.map((end) => {
    const [ownNamespaces, ownPods] = [end.namespaces, end.pods].map(parseSelectorText);
    const answers = [covers(ownNamespaces, namespaces), covers(ownPods, pods)];
    if (answers.includes('no')) return 'no';
    return answers.includes('unknown') ? 'unknown' : 'yes';
  });
  return likeliest([...byLabels, matchBlocks(rule, rule.podAddresses.networks)]);
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
