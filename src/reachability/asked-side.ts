import { AddressPart } from './address-parts';
import { AddressSet } from './address-set';
import { Analysed } from './analysed';
import { AskedEnd } from './asked-end';
import { Addressed, divideAddresses, divideFor } from './divide-addresses';
import { isUndecided } from './doubt';
import { judgeDirection } from './judge';
import { agree, Judgement, OPEN, toJudgement, UNDECIDED, undecidedBut } from './judgement';
import { isForName, matchEnd, nameEntity, PeerMatch } from './match-ends';
import { mayBeUnsaid, nameNodes } from './match-nodes';
import { PodAddresses } from './pod-addresses';
import { PortSet } from './port-set';
import { POSSIBLE_FAMILIES } from './possible-addresses';
import { portsOn } from './rule-ports';
import { CompiledRule, Side } from './side';
import { isOpen } from './tiers';
import { judgeUnknownPods } from './unknown-pods';
import { Direction, Workload } from '../topology/model';

export type { PeerMatch } from './match-ends';

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
}

/** The sides whose policies the input has: the source's egress, then the destination's ingress. */
export function askSides(analysed: Analysed, from: AskedEnd, to: AskedEnd): AskedSide[] {
  return [
    ...(from.kind === 'workload' ? [askSide(analysed, 'egress', from.position, to)] : []),
    ...(to.kind === 'workload' ? [askSide(analysed, 'ingress', to.position, from)] : []),
  ];
}

/** What the policies of one workload say about the other end. */
export function askSide(analysed: Analysed, direction: Direction, position: number, peer: AskedEnd): AskedSide {
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
    peerMatches: (rule) => matchEnd(analysed.cluster, rule, peer),
    portsOf: (rule) => portsOn(rule, destination),
  };
}

function judgePeer(analysed: Analysed, direction: Direction, position: number, peer: AskedEnd): Judgement {
  const { cluster } = analysed;
  switch (peer.kind) {
    case 'workload':
      return judgeDirection(cluster, direction, position, peer.position);
    case 'pods':
      return judgeStrangers(analysed, direction, position, peer);
    case 'entity':
      return judgeAddressed(analysed, direction, position, {
        match: (rule) => nameEntity(rule, peer.entity),
        // Those of NetworkPolicies and of Cilium match no entity.
        counts: ({ policy }) => policy.order !== undefined,
      });
    case 'nodes':
      return judgeAddressed(analysed, direction, position, {
        match: (rule) => nameNodes(rule, peer.nodes),
        counts: ({ podAddresses }) => podAddresses !== PodAddresses.NONE,
      });
    case 'name':
      return judgeAddressed(analysed, direction, position, {
        match: (rule) => (rule.everybody || isForName(rule, peer.name) ? 'yes' : mayBeUnsaid(rule)),
        counts: () => true,
        isReachedByEither: true,
      });
    case 'addresses':
    case 'internet':
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
  return judgeAddressParts(divideAddresses(analysed, position, direction), alternatives);
}

/** What holds for all addresses of some alternative, by what is let through to some of them. */
export function judgeAddressParts(parts: readonly AddressPart[], alternatives: readonly AddressSet[]): Judgement {
  const judgements = alternatives.map((asked) => judgeAll(parts, asked));
  const allow = PortSet.unionAll(judgements.map((judgement) => judgement.allow));
  const unknown = PortSet.unionAll(judgements.map((judgement) => judgement.unknown));
  const limited = PortSet.unionAll(judgements.flatMap((judgement) => judgement.limited ?? []));
  const plain = PortSet.unionAll(judgements.map((each) => each.allow.subtract(each.limited ?? PortSet.NONE)));
  return toJudgement(allow, unknown.subtract(allow), limited.subtract(plain));
}

/** What holds for all of some addresses. */
function judgeAll(parts: readonly AddressPart[], asked: AddressSet): Judgement {
  const covering = parts.filter(({ addresses }) => !addresses.intersect(asked).isEmpty);
  const covered = AddressSet.unionAll(covering.map(({ addresses }) => addresses));
  // Addresses that no rule lets through are in no part.
  return agree(covered.includes(asked) ? covering : [...covering, { allow: PortSet.NONE, unknown: PortSet.NONE }]);
}

/** Pods outside of the input: a rule may mean all of them, none, or nobody knows which. */
function judgeStrangers(
  { cluster }: Analysed,
  direction: Direction,
  position: number,
  peer: Extract<AskedEnd, { kind: 'pods' }>,
): Judgement {
  const workload = cluster.workloads[position];
  return judgeUnknownPods(cluster.sides[direction][position], workload, direction, (rule) =>
    matchEnd(cluster, rule, peer),
  );
}

/** An end that has addresses of one family or of both, and any of them. */
interface OfFamilies extends Omit<Addressed, 'whole'> {
  /** Whether who connects to it takes the family that is open. */
  readonly isReachedByEither?: boolean;
}

/** Names, nodes and entities. */
function judgeAddressed(
  { cluster }: Analysed,
  direction: Direction,
  position: number,
  { isReachedByEither = false, ...end }: OfFamilies,
): Judgement {
  const side = cluster.sides[direction][position];
  const workload = cluster.workloads[position];
  if (isUndecided(side)) return UNDECIDED;
  if (isOpen(side)) return OPEN;
  const destination = direction === 'ingress' ? workload : undefined;
  const judgements = POSSIBLE_FAMILIES.map((whole) => agree(divideFor(side, destination, { ...end, whole })));
  const judged = isReachedByEither ? either(judgements) : agree(judgements);
  return workload.hostNetwork ? undecidedBut(judged) : judged;
}

/** Open is what one family opens, unless something is not known of one of them. */
function either(families: readonly Judgement[]): Judgement {
  const open = PortSet.unionAll(families.map(({ allow }) => allow));
  const unknown = PortSet.unionAll(families.map((each) => each.unknown));
  const limited = PortSet.unionAll(families.flatMap((each) => each.limited ?? []));
  return toJudgement(open.subtract(unknown), unknown, limited);
}
