import { AskedEnd } from './asked-end';
import { Cluster } from './cluster';
import { covers } from './compare-selectors';
import { matchBlocks, matchesPod } from './judge';
import { isNode, likeliest, matchAlternatives, matchHost, matchNodes, mayBeUnsaid, PeerMatch } from './match-nodes';
import { opensName } from './names';
import { parseSelectorText } from './parse-selector-text';
import { matchNetworks, PodAddresses } from './pod-addresses';
import { POSSIBLE_ADDRESSES, POSSIBLE_FAMILIES } from './possible-addresses';
import { matches } from './selector';
import { CompiledRule } from './side';
import { NAMESPACE_NAME_LABEL, Selector } from '../topology/model';

export type { PeerMatch } from './match-nodes';

/** Whether a rule means the other end of a question. */
export function matchEnd(cluster: Cluster, rule: CompiledRule, peer: AskedEnd): PeerMatch {
  if (rule.everybody) return 'yes';
  const { workloads } = cluster;
  switch (peer.kind) {
    case 'workload':
      return workloads[peer.position].hostNetwork ? matchHost(rule) : matchesPod(rule, peer.position);
    case 'pods':
      return matchStrangers(cluster, rule, peer.namespaces, peer.pods);
    case 'name':
      if (isForName(rule, peer.name)) return 'yes';
      return likeliest([matchAlternatives(rule.blocks, POSSIBLE_FAMILIES), mayBeUnsaid(rule)]);
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

/** Whether a rule means pods that the input does not have: all of them, none, or nobody knows which. */
export function matchStrangers(cluster: Cluster, rule: CompiledRule, namespaces: Selector, pods: Selector): PeerMatch {
  if (rule.everybody) return 'yes';
  const byLabels = rule.unknownPods.map((end) => {
    const [ownNamespaces, ownPods] = [end.namespaces, end.pods].map(parseSelectorText);
    const answers = [inNamespaces(cluster, ownNamespaces, namespaces), covers(ownPods, pods)];
    if (answers.includes('no')) return 'no';
    return answers.includes('unknown') ? 'unknown' : 'yes';
  });
  return likeliest([...byLabels, matchBlocks(rule, rule.podAddresses.networks)]);
}

/** Of a namespace that is asked for by its name, and is declared, all labels are known. */
function inNamespaces({ topology }: Cluster, wanted: Selector, asked: Selector): PeerMatch {
  const [first, ...others] = asked.requirements;
  const isPinned =
    others.length === 0 && first?.key === NAMESPACE_NAME_LABEL && first.operator === 'In' && first.values.length === 1;
  const known = isPinned ? topology.namespaces.find(({ name }) => name === first.values[0]) : undefined;
  if (known?.declared !== true) return covers(wanted, asked);
  return matches(wanted, known.labels) ? 'yes' : 'no';
}

/** Entities have addresses, too, which the networks of administrators may hold. */
function matchEntity(rule: CompiledRule, entity: string): PeerMatch {
  return likeliest([
    nameEntity(rule, entity),
    rule.policy.order === undefined ? 'no' : matchNetworks(rule.blocks, undefined),
  ]);
}

/** Whether a rule means an entity by something else than networks: the API server may run on a node, or outside of the cluster. */
export function nameEntity({ everybody, others, blocks, podAddresses }: CompiledRule, entity: string): PeerMatch {
  if (everybody) return 'yes';
  const { entities = [], nodes = [] } = others ?? {};
  if (entities.includes(entity)) return 'yes';
  const isApiServer = entity === 'kube-apiserver';
  if (nodes.length > 0 && (isApiServer || isNode(entity))) return 'unknown';
  if (isApiServer && entities.some(isNode)) return 'unknown';
  if (isNode(entity) && entities.includes('kube-apiserver')) return 'unknown';
  // An API server that is not on a node has an address outside.
  const mayHold = podAddresses === PodAddresses.NONE && !blocks.intersect(POSSIBLE_ADDRESSES).isEmpty;
  return isApiServer && mayHold ? 'unknown' : 'no';
}
