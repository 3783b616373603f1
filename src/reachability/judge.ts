import { BlockOpening, divide } from './address-parts';
import { AddressSet } from './address-set';
import { Cluster } from './cluster';
import { isUndecided } from './doubt';
import { agree, both, isClosed, Judgement, OPEN, toJudgement, UNDECIDED, undecidedBut } from './judgement';
import { namesAllNodes } from './match-nodes';
import { matchAddresses, matchNetworks, PodAddresses, PodAddressMatch } from './pod-addresses';
import { PortSet } from './port-set';
import { POSSIBLE_ADDRESSES } from './possible-addresses';
import { portsOn } from './rule-ports';
import { CompiledRule, Middle, Side } from './side';
import { isOpen, isPlain, judgeByTiers, Matcher, ruleLists } from './tiers';
import { Direction, Workload } from '../topology/model';

export type { Because } from './reasons';
export type { Judgement } from './judgement';

/** Whether source and destination are one and the same pod, not siblings: a pod always reaches itself. */
export function isItself({ workloads }: Cluster, source: number, destination: number): boolean {
  return source === destination && workloads[source].kind === 'Pod';
}

/** The verdict on all ports from the pods of one workload to those of another (or to its own siblings). */
export function judge(cluster: Cluster, source: number, destination: number): Judgement {
  if (isItself(cluster, source, destination)) return OPEN;
  const egress = judgeDirection(cluster, 'egress', source, destination);
  if (isClosed(egress)) return egress;
  return both(egress, judgeDirection(cluster, 'ingress', destination, source));
}

/** What the policies of a workload let through to or from another one; ports are always the destination's. */
export function judgeDirection(cluster: Cluster, direction: Direction, own: number, peer: number): Judgement {
  const { workloads, sides } = cluster;
  const destination = workloads[direction === 'egress' ? peer : own];
  const onHost = workloads[own].hostNetwork || workloads[peer].hostNetwork;
  const open = (rules: readonly CompiledRule[]): Opening =>
    openingOf(rules, peer, workloads[peer].hostNetwork, destination);
  return decide(sides[direction][own], open, onHost);
}

/** What one side lets through to or from the pods of a workload, neither of them on the host network. */
export function judgeSide(side: Decider, peer: number, destination: Workload): Judgement {
  return decide(side, (rules) => openingOf(rules, peer, false, destination), false);
}

/** What decides a side: its policies, or rules that stand in their place. */
export type Decider = Middle & Pick<Side, 'tiers' | 'narrowing' | 'doubt'>;

/**
 * The verdict of a side, by what its bundles of policies open.
 *
 * @param onHost whether one end is on the host network: then the policies may have no say, or not know the peer for what it is
 */
export function decide(side: Decider, open: (rules: readonly CompiledRule[]) => Opening, onHost: boolean): Judgement {
  if (isUndecided(side)) return UNDECIDED;
  if (isOpen(side)) return OPEN;
  const judged = isPlain(side) ? decidePlain(side, open) : decideByCases(side, open);
  return onHost ? undecidedBut(judged) : judged;
}

function decidePlain(side: Middle, open: (rules: readonly CompiledRule[]) => Opening): Judgement {
  const isIsolated = side.isolatedBy.length > 0;
  const sure = isIsolated ? settle(side.bundles.map(({ rules }) => open(rules))) : OPEN;
  return side.partial.length === 0 ? sure : judgePartial(sure, isIsolated, side, open);
}

/** Where addresses decide, each part of them is a case of its own: what holds in all of them is decided. */
function decideByCases(side: Decider, open: (rules: readonly CompiledRule[]) => Opening): Judgement {
  const openings = new Map(ruleLists(side).map((rules) => [rules, open(rules)]));
  const byAddress = [...openings.values()].filter((opening) => opening.byAddress.length > 0);
  const blocks = byAddress.flatMap((opening) => opening.byAddress.map((each) => each.blocks));
  const matcherFor =
    ({ part, countsIn }: AddressCase): Matcher =>
    (rules) => {
      const { allow, toSome, byAddress: some } = openings.get(rules)!;
      const own = some.filter((each) => countsIn(rules) && each.blocks.includes(part)).map(({ ports }) => ports);
      return { sure: PortSet.unionAll([allow, ...own]), perhaps: toSome };
    };
  if (blocks.length === 0) return judgeByTiers(side, matcherFor({ part: AddressSet.NONE, countsIn: () => false }));
  const { addresses } = byAddress[0];
  const parts = (addresses ?? POSSIBLE_ADDRESSES).partition(blocks).map((part) => part.addresses);
  // Of pods whose addresses nobody knows ipBlocks of NetworkPolicies may match none, whatever they hold.
  const ways = addresses === undefined ? [() => true, ofAdministrators] : [() => true];
  return agree(parts.flatMap((part) => ways.map((countsIn) => judgeByTiers(side, matcherFor({ part, countsIn })))));
}

/** Addresses that a peer may have, and which lists of rules know it by them. */
interface AddressCase {
  readonly part: AddressSet;
  readonly countsIn: (rules: readonly CompiledRule[]) => boolean;
}

function ofAdministrators([rule]: readonly CompiledRule[]): boolean {
  return rule.policy.order !== undefined;
}

/**
 * Some policies select some of the pods, or nobody knows whether. A pod that is isolated anyway may have more open by them; one
 * that nobody else isolates has all open or what one of them opens, whichever selects it.
 */
function judgePartial(
  sure: Judgement,
  isIsolated: boolean,
  { partial }: Middle,
  open: (rules: readonly CompiledRule[]) => Opening,
): Judgement {
  const judged = partial.map(({ rules }) => settle([open(rules)]));
  if (!isIsolated) {
    return undecidedBut(
      toJudgement(
        judged.map(({ allow }) => allow).reduce((a, b) => a.intersect(b)),
        PortSet.NONE,
      ),
    );
  }
  const possible = PortSet.unionAll([sure.unknown, ...judged.flatMap(({ allow, unknown }) => [allow, unknown])]);
  return { allow: sure.allow, unknown: possible.subtract(sure.allow) };
}

/** What some rules open to or from the pods of a workload. */
export interface Opening {
  readonly allow: PortSet;
  /** What they open to some of the peer's pods, or nobody knows to which. */
  readonly toSome: PortSet;
  /** Rules whose ipBlocks match some of the peer's addresses: together they may match all of them. */
  readonly byAddress: readonly BlockOpening[];
  /** Where the peer's pods have their addresses from; absent if nobody knows. */
  readonly addresses: AddressSet | undefined;
  /** The rules that open something. */
  readonly rules: readonly CompiledRule[];
}

/** Looks at each of the rules. */
export function openingOf(
  given: readonly CompiledRule[],
  peer: number,
  peerOnHost: boolean,
  destination: Workload,
): Opening {
  let allow: PortSet[] | undefined;
  let toSome: PortSet[] | undefined;
  let byAddress: BlockOpening[] | undefined;
  let rules: CompiledRule[] | undefined;
  let addresses: AddressSet | undefined;
  for (const rule of given) {
    if (peerOnHost && !rule.everybody) {
      const { action = 'accept' } = rule.given;
      if (action !== 'accept') {
        if (mayCloseNodes(rule)) toSome = added(toSome, portsOn(rule, destination));
      } else if (rule.policy.order === undefined && namesAllNodes(rule)) {
        rules = added(rules, rule);
        allow = added(allow, portsOn(rule, destination));
      }
      continue;
    }
    const match = matchesPod(rule, peer);
    if (match === 'no') continue;
    rules = added(rules, rule);
    const ports = portsOn(rule, destination);
    if (match === 'yes') {
      allow = added(allow, ports);
      continue;
    }
    if (rule.pods.partial.has(peer)) toSome = added(toSome, ports);
    addresses = rule.podAddresses.of(peer);
    if (matchBlocks(rule, addresses) === 'unknown') {
      byAddress = added(byAddress, { blocks: rule.blocks, ports });
    }
  }
  return {
    allow: allow === undefined ? PortSet.NONE : PortSet.unionAll(allow),
    toSome: toSome === undefined ? PortSet.NONE : PortSet.unionAll(toSome),
    byAddress: byAddress ?? NO_BLOCKS,
    addresses,
    rules: rules ?? NO_RULES,
  };
}

/** Whether a rule that closes may mean pods on the host network, by what it says of nodes and of their addresses. */
function mayCloseNodes({ blocks, podAddresses, others }: CompiledRule): boolean {
  const hasBlocks = !blocks.isEmpty && podAddresses !== PodAddresses.NONE;
  return hasBlocks || (others !== undefined && others.nodes.length + others.entities.length > 0);
}

const NO_BLOCKS: readonly BlockOpening[] = [];
const NO_RULES: readonly CompiledRule[] = [];

/** Most rules mean others than a given peer, so that most lists are never made. */
function added<T>(list: T[] | undefined, item: T): T[] {
  if (list === undefined) return [item];
  list.push(item);
  return list;
}

/** What the rules of all bundles open together. */
function settle(openings: readonly Opening[]): Judgement {
  const allow = PortSet.unionAll(openings.map((opening) => opening.allow));
  const toSome = PortSet.unionAll(openings.map((opening) => opening.toSome));
  if (openings.every(({ byAddress }) => byAddress.length === 0)) {
    return { allow, unknown: toSome.isEmpty ? PortSet.NONE : toSome.subtract(allow) };
  }
  const byAddress = openings.flatMap((opening) => opening.byAddress);
  const addresses = openings.find((opening) => opening.addresses !== undefined)?.addresses;
  const byAddresses =
    addresses === undefined
      ? { allow, unknown: PortSet.unionAll(byAddress.map(({ ports }) => ports)) }
      : agree(divide(addresses, allow, byAddress));
  return {
    allow: byAddresses.allow,
    unknown: byAddresses.unknown.union(toSome).subtract(byAddresses.allow),
  };
}

/** Whether the blocks of a rule hold the addresses of pods. */
export function matchBlocks({ policy, blocks }: CompiledRule, addresses: AddressSet | undefined): PodAddressMatch {
  return policy.order === undefined ? matchAddresses(blocks, addresses) : matchNetworks(blocks, addresses);
}

/** Whether a rule's peers include the pods of a workload; unknown also if they include some of them. */
export function matchesPod(rule: CompiledRule, peer: number): 'yes' | 'no' | 'unknown' {
  if (rule.everybody || rule.pods.has(peer)) return 'yes';
  const byAddress = rule.blocks.isEmpty ? 'no' : matchBlocks(rule, rule.podAddresses.of(peer));
  return byAddress === 'no' && rule.pods.partial.has(peer) ? 'unknown' : byAddress;
}
