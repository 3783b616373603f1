import { AddressSet } from './address-set';
import { Cluster } from './cluster';
import { excludes } from './compare-selectors';
import { CONTROLLER_CALLER } from './identity/caller';
import { IdentityWall } from './identity/wall';
import { judgeBehindWall } from './identity/walled-pair';
import { decide, Opening } from './judge';
import { both, Judgement, toJudgement } from './judgement';
import { isNode } from './match-nodes';
import { PodAddresses } from './pod-addresses';
import { PortSet } from './port-set';
import { portsOn } from './rule-ports';
import { mayMatchNamespace } from './selector';
import { CompiledRule } from './side';
import { allRules } from './side-rules';
import { NAMESPACE_NAME_LABEL, PolicyPeer, Requirement, Selector } from '../topology/model';

/** What the policies of a workload let a controller's pods do, and by which rules. */
export interface ControllerAccess extends Judgement {
  readonly lets: (rule: CompiledRule) => boolean;
}

type Likeliness = 'yes' | 'perhaps' | 'no';

/**
 * What the pods of a controller may reach of a workload. Which pods these are no manifest says: mostly some of another
 * namespace, which the input does not have. Those of the input count if traffic from outside comes to them.
 *
 * @param entries the workloads that traffic from outside comes to, by position
 */
export function controllerAccess(cluster: Cluster, position: number, entries: ReadonlySet<number>): ControllerAccess {
  const wall = IdentityWall.of(cluster);
  const stands = wall?.standsBefore(position) === true;
  const side = cluster.sides.ingress[position];
  const workload = cluster.workloads[position];
  const likely = new Map<CompiledRule, Likeliness>();
  const likelinessOf = (rule: CompiledRule): Likeliness => {
    let likeliness = likely.get(rule);
    if (likeliness === undefined) likely.set(rule, (likeliness = letsIn(cluster, rule, workload.namespace)));
    return likeliness;
  };
  const open = (rules: readonly CompiledRule[]): Opening => {
    const opened = (wanted: Likeliness): PortSet =>
      PortSet.unionAll(rules.filter((rule) => likelinessOf(rule) === wanted).map((rule) => portsOn(rule, workload)));
    return { allow: opened('yes'), toSome: opened('perhaps'), byAddress: [], addresses: undefined, rules };
  };
  const byPolicies = decide(side, open, workload.hostNetwork);
  const ofStrangers = wall?.ruling(position, CONTROLLER_CALLER)?.judgement;
  const outside = ofStrangers === undefined ? byPolicies : both(byPolicies, ofStrangers);
  const isEntry = (rule: CompiledRule): boolean =>
    rule.pods.members.some((peer) => peer !== position && entries.has(peer));
  const inside = allRules(side)
    .filter((rule) => likelinessOf(rule) !== 'yes' && isEntry(rule))
    .flatMap(({ pods }) => pods.members.filter((peer) => peer !== position && entries.has(peer)));
  // A mesh asks for the identity of the controller, so that those of the input are asked for by themselves.
  const known = stands ? [...entries].filter((peer) => peer !== position) : inside;
  const judgements = [outside, ...[...new Set(known)].map((peer) => judgeBehindWall(cluster, peer, position))];
  const allow = PortSet.unionAll(judgements.map((judgement) => judgement.allow));
  const unknown = PortSet.unionAll(judgements.map((judgement) => judgement.unknown)).subtract(allow);
  const narrowed = judgements.reduce(
    (left, each) => left.intersect(each.limited ?? PortSet.ALL.subtract(each.allow)),
    allow,
  );
  return { ...toJudgement(allow, unknown, narrowed), lets: (rule) => likelinessOf(rule) !== 'no' || isEntry(rule) };
}

/** Whether a rule lets in pods that may be those of a controller. */
function letsIn(cluster: Cluster, rule: CompiledRule, namespace: string): Likeliness {
  const { everybody, blocks, given, podAddresses, others } = rule;
  const arePods = podAddresses !== PodAddresses.NONE;
  if (everybody || (arePods && isWholeFamily(blocks))) return 'yes';
  // The proxy of Cilium is the controller of its own Ingresses.
  if (others?.entities.includes('ingress') === true) return 'yes';
  const { networks } = podAddresses;
  if (arePods && networks !== undefined && blocks.includes(networks)) return 'yes';
  // A load balancer of a cloud connects from an address of its own, and a controller may be on the network of its node.
  const isElsewhere =
    !blocks.isEmpty || (others !== undefined && (others.nodes.length > 0 || others.entities.some(isNode)));
  const { peers = [] } = given;
  return likeliest([...peers.map((peer) => mayBeController(cluster, peer, namespace)), isElsewhere ? 'perhaps' : 'no']);
}

function isWholeFamily(blocks: AddressSet): boolean {
  return AddressSet.FAMILIES.some((family) => blocks.includes(family));
}

function mayBeController(cluster: Cluster, peer: PolicyPeer, own: string): Likeliness {
  if (peer.kind !== 'pods') return 'no';
  const { namespaceSelector, podSelector } = peer;
  if (matchesNothing(podSelector)) return 'no';
  if (namespaceSelector === undefined) return inNamespace(cluster, own, own, podSelector);
  if (matchesNothing(namespaceSelector)) return 'no';
  const names = pinnedNamespaces(namespaceSelector);
  if (names === undefined) return 'yes';
  return likeliest(
    names
      .filter((name) => mayBe(cluster, namespaceSelector, name))
      .map((name) => inNamespace(cluster, name, own, podSelector)),
  );
}

function inNamespace(cluster: Cluster, namespace: string, own: string, podSelector: Selector): Likeliness {
  const pods = cluster.pods.inNamespace(namespace, podSelector);
  const isFound = pods.members.length > 0 || pods.partial.size > 0;
  if (namespace !== own) return isFound ? 'perhaps' : 'yes';
  // Whoever names labels that pods of the input carry means these.
  return isFound && podSelector.requirements.length > 0 ? 'no' : 'perhaps';
}

/** Whether a selector may match the namespace of that name; of one that is not declared, nothing but the name is known. */
function mayBe({ topology }: Cluster, selector: Selector, name: string): boolean {
  const known = topology.namespaces.find((namespace) => namespace.name === name);
  return mayMatchNamespace(selector, known ?? { name, labels: { [NAMESPACE_NAME_LABEL]: name }, declared: false });
}

/** Whether what a selector asks for cannot be. Each namespace has its name as a label. */
function matchesNothing({ requirements }: Selector): boolean {
  const isNamed = (each: Requirement): boolean => each.key === NAMESPACE_NAME_LABEL && each.operator === 'DoesNotExist';
  return requirements.some(
    (each, i) =>
      isNamed(each) || requirements.slice(i + 1).some((other) => other.key === each.key && excludes(each, other)),
  );
}

function likeliest(all: readonly Likeliness[]): Likeliness {
  if (all.includes('yes')) return 'yes';
  return all.includes('perhaps') ? 'perhaps' : 'no';
}

/** The only namespaces that a selector can match; undefined if it names none. */
function pinnedNamespaces({ requirements }: Selector): readonly string[] | undefined {
  return requirements.find(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In')?.values;
}
