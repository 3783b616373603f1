import { agree } from './address-parts';
import { AddressSet } from './address-set';
import { Analysed } from './analysed';
import { AskedEnd } from './asked-end';
import { covers } from './compare-selectors';
import { divideAddresses } from './divide-addresses';
import { isUndecided, portsOfEntity, portsOfName } from './doubt';
import { decide, Judgement, judgeDirection, matchesPod, Opening } from './judge';
import { parseSelectorText } from './parse-selector-text';
import { matchAddresses } from './pod-addresses';
import { PortSet } from './port-set';
import { portsOn } from './rule-ports';
import { CompiledRule, Side } from './side';
import { Direction, Workload } from '../topology/model';

/** Whether a rule means a peer. */
export type PeerMatch = 'yes' | 'no' | 'unknown';

/** One side of a question: what the policies of a workload say about the other end. */
export interface AskedSide {
  readonly direction: Direction;
  readonly workload: Workload;
  readonly side: Side;
  /** On all ports. */
  readonly judgement: Judgement;
  readonly peerMatches: (rule: CompiledRule) => PeerMatch;
  /** The ports that a rule opens; names are looked up in the destination, if the input has it. */
  readonly portsOf: (rule: CompiledRule) => PortSet;
  /** The policies of Cilium that open the name or the entity that is asked for. */
  readonly openers: readonly Opener[];
}

/** A policy that opens an end by its own word for it. */
export interface Opener {
  readonly id: string;
  readonly ports: PortSet;
}

/** The sides whose policies the input has: the source's egress, then the destination's ingress. */
export function askSides(analysed: Analysed, from: AskedEnd, to: AskedEnd): AskedSide[] {
  return [
    ...(from.kind === 'workload' ? [askSide(analysed, 'egress', from.position, to)] : []),
    ...(to.kind === 'workload' ? [askSide(analysed, 'ingress', to.position, from)] : []),
  ];
}

function askSide(analysed: Analysed, direction: Direction, position: number, peer: AskedEnd): AskedSide {
  const { workloads, sides } = analysed.cluster;
  const side = sides[direction][position];
  const workload = workloads[position];
  const destination =
    direction === 'ingress' ? workload : peer.kind === 'workload' ? workloads[peer.position] : undefined;
  return {
    direction,
    workload,
    side,
    judgement: judgePeer(analysed, direction, position, peer),
    peerMatches: (rule) => matchPeer(analysed, rule, peer),
    portsOf: (rule) => portsOn(rule, destination),
    openers: openersOf(side, direction, peer),
  };
}

function openersOf({ unjudgedBy }: Side, direction: Direction, peer: AskedEnd): readonly Opener[] {
  if (peer.kind !== 'name' && peer.kind !== 'entity') return [];
  return unjudgedBy
    .map((policy) => ({
      id: policy.id,
      ports: peer.kind === 'name' ? portsOfName([policy], peer.name) : portsOfEntity([policy], direction, peer.entity),
    }))
    .filter(({ ports }) => !ports.isEmpty);
}

function judgePeer(analysed: Analysed, direction: Direction, position: number, peer: AskedEnd): Judgement {
  const { cluster } = analysed;
  switch (peer.kind) {
    case 'workload':
      return judgeDirection(cluster, direction, position, peer.position);
    case 'pods':
      return judgeStrangers(analysed, direction, position, peer);
    case 'name':
      return judgeName(analysed, direction, position, peer.name);
    case 'entity':
      return judgeEntity(analysed, direction, position, peer.entity);
    default:
      return judgeAddresses(analysed, direction, position, peer.alternatives);
  }
}

/** Reaching all addresses of one alternative is reaching them. */
function judgeAddresses(
  analysed: Analysed,
  direction: Direction,
  position: number,
  alternatives: readonly AddressSet[],
): Judgement {
  const parts = divideAddresses(analysed, position, direction);
  const judgements = alternatives.map((asked) => {
    const covering = parts.filter(({ addresses }) => !addresses.intersect(asked).isEmpty);
    const covered = AddressSet.unionAll(covering.map(({ addresses }) => addresses));
    // Addresses that no rule lets through are in no part.
    const missing = { addresses: asked.subtract(covered), allow: PortSet.NONE, unknown: PortSet.NONE };
    return agree(missing.addresses.isEmpty ? covering : [...covering, missing]);
  });
  const allow = PortSet.unionAll(judgements.map((judgement) => judgement.allow));
  const unknown = PortSet.unionAll(judgements.map((judgement) => judgement.unknown));
  return { allow, unknown: unknown.subtract(allow) };
}

/** Pods outside of the input: a rule may mean all of them, none, or nobody knows which. */
function judgeStrangers(
  { cluster }: Analysed,
  direction: Direction,
  position: number,
  peer: Extract<AskedEnd, { kind: 'pods' }>,
): Judgement {
  const workload = cluster.workloads[position];
  const destination = direction === 'ingress' ? workload : undefined;
  const open = (rules: readonly CompiledRule[]): Opening => {
    const opened = (wanted: PeerMatch, ports: (rule: CompiledRule) => PortSet): PortSet =>
      PortSet.unionAll(rules.filter((rule) => matchStrangers(rule, peer) === wanted).map(ports));
    // In pods that the input does not have a name may stand for any port.
    const named = direction === 'egress' ? opened('yes', portsOfNames) : PortSet.NONE;
    const perhaps = opened('unknown', (rule) =>
      portsOn(rule, destination).union(destination ? PortSet.NONE : portsOfNames(rule)),
    );
    return {
      allow: opened('yes', (rule) => portsOn(rule, destination)),
      toSome: named.union(perhaps),
      byAddress: [],
      addresses: undefined,
      rules,
    };
  };
  return decide(cluster.sides[direction][position], open, workload.hostNetwork);
}

/** In pods that the input does not have, a name may stand for any port of its protocol. */
function portsOfNames({ namedPorts }: CompiledRule): PortSet {
  return PortSet.unionAll(namedPorts.map(({ protocol }) => PortSet.range(protocol)));
}

/** A name is reached where a policy opens it, and where all addresses are open that it may stand for. */
function judgeName(analysed: Analysed, direction: Direction, position: number, name: string): Judgement {
  const side = analysed.cluster.sides[direction][position];
  const byAddress = judgeAddresses(analysed, direction, position, AddressSet.FAMILIES);
  const isDoubted = isUndecided(side) && side.unjudgedBy.some(({ effect }) => effect.kind === 'any');
  const opened = isDoubted ? PortSet.NONE : portsOfName(side.unjudgedBy, name);
  const isOnHost = analysed.cluster.workloads[position].hostNetwork;
  const allow = isOnHost ? byAddress.allow : byAddress.allow.union(opened);
  return { allow, unknown: byAddress.unknown.union(opened).subtract(allow) };
}

/** An entity is let through by rules for everybody and by policies of Cilium: it is no pod, and no address outside. */
function judgeEntity({ cluster }: Analysed, direction: Direction, position: number, entity: string): Judgement {
  const side = cluster.sides[direction][position];
  const { hostNetwork } = cluster.workloads[position];
  const destination = direction === 'ingress' ? cluster.workloads[position] : undefined;
  const open = (rules: readonly CompiledRule[]): Opening => ({
    allow: PortSet.unionAll(rules.filter(({ everybody }) => everybody).map((rule) => portsOn(rule, destination))),
    toSome: PortSet.NONE,
    byAddress: [],
    addresses: undefined,
    rules,
  });
  const { allow, unknown } = decide(side, open, hostNetwork);
  const isDoubted = hostNetwork || side.unjudgedBy.some(({ effect }) => effect.kind === 'any');
  const named = isDoubted ? PortSet.NONE : portsOfEntity(side.unjudgedBy, direction, entity);
  return { allow: allow.union(named), unknown: unknown.subtract(named) };
}

function matchPeer({ cluster }: Analysed, rule: CompiledRule, peer: AskedEnd): PeerMatch {
  switch (peer.kind) {
    case 'workload':
      if (rule.everybody) return 'yes';
      return cluster.workloads[peer.position].hostNetwork ? 'unknown' : matchesPod(rule, peer.position);
    case 'pods':
      return matchStrangers(rule, peer);
    case 'name':
      return matchAlternatives(rule, AddressSet.FAMILIES);
    case 'entity':
      return rule.everybody ? 'yes' : 'no';
    default:
      return matchAlternatives(rule, peer.alternatives);
  }
}

function matchAlternatives({ everybody, blocks }: CompiledRule, alternatives: readonly AddressSet[]): PeerMatch {
  if (everybody || alternatives.some((addresses) => blocks.includes(addresses))) return 'yes';
  return alternatives.every((addresses) => blocks.intersect(addresses).isEmpty) ? 'no' : 'unknown';
}

function matchStrangers(
  { everybody, unknownPods, blocks, podAddresses }: CompiledRule,
  asked: Extract<AskedEnd, { kind: 'pods' }>,
): PeerMatch {
  if (everybody) return 'yes';
  const byLabels = unknownPods.map((end) => {
    const [namespaces, pods] = [end.namespaces, end.pods].map(parseSelectorText);
    const answers = [covers(namespaces, asked.namespaces), covers(pods, asked.pods)];
    if (answers.includes('no')) return 'no';
    return answers.includes('unknown') ? 'unknown' : 'yes';
  });
  const all = [...byLabels, matchAddresses(blocks, podAddresses.networks)];
  if (all.includes('yes')) return 'yes';
  return all.includes('unknown') ? 'unknown' : 'no';
}
