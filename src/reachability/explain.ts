import { agree } from './address-parts';
import { AddressSet } from './address-set';
import { Analysed } from './analysed';
import { AskedEnd, PortQuestion } from './asked-end';
import { CompiledRule, portsOn, Side } from './cluster';
import { doubtersOf, undecidedBetween, undecidedOutside } from './doubt';
import { divideAddresses } from './external-flows';
import { both, isItself, Judgement, judgeSide, matchesPod } from './judge';
import { PortSet } from './port-set';
import { Reason, REASONS } from './reason';
import { Direction, Workload } from '../topology/model';

/** The answer to "may this end reach that one on this port?" */
export type Verdict = 'allow' | 'deny' | 'undefined';

/** What one rule has to say about a question. */
export interface RuleOpinion {
  readonly policy: string;
  /** The rule's position in the policy's list, from 0. */
  readonly rule: number;
  readonly peerMatches: 'yes' | 'no' | 'unknown';
  readonly portMatches: boolean;
}

/** What one side has to say about a question. */
export interface SideExplanation {
  readonly direction: Direction;
  readonly workload: string;
  readonly verdict: Verdict;
  /** The policies that isolate the pods in this direction; none: everything is open. */
  readonly isolatedBy: readonly string[];
  /** Every rule of these policies. */
  readonly rules: readonly RuleOpinion[];
  /** The policies of kinds that are not judged and may decide the question; absent if there are none. */
  readonly unjudgedBy?: readonly string[];
}

/** A verdict with all that decided it. */
export interface Explanation {
  readonly from: string;
  readonly to: string;
  readonly port: PortQuestion;
  readonly verdict: Verdict;
  readonly reason?: Reason;
  /** The sides whose policies the input has: the source's egress, the destination's ingress. */
  readonly sides: readonly SideExplanation[];
}

/** Answers a question and shows every rule that had a say. */
export function explain(analysis: Analysed, from: AskedEnd, to: AskedEnd, port: PortQuestion): Explanation {
  if (from.kind !== 'workload' && to.kind !== 'workload') {
    throw new Error('explain: got two addresses; allowed: at least one end that is a workload of the input');
  }
  const ends = { from: nameOf(analysis, from), to: nameOf(analysis, to), port };
  if (from.kind === 'workload' && to.kind === 'workload' && isItself(analysis.cluster, from.position, to.position)) {
    return { ...ends, verdict: 'allow', reason: REASONS.itself, sides: [] };
  }
  const question = PortSet.range(port.protocol, port.port, port.port);
  const sides: { judgement: Judgement; explanation: SideExplanation }[] = [];
  if (from.kind === 'workload') sides.push(explainSide(analysis, 'egress', from.position, to, question));
  if (to.kind === 'workload') sides.push(explainSide(analysis, 'ingress', to.position, from, question));
  const judgement = sides.map((side) => side.judgement).reduce(both);
  const verdict = onHostNetwork(analysis, from, to) ? 'undefined' : verdictOf(judgement, question);
  return {
    ...ends,
    verdict,
    ...(verdict === 'undefined' ? { reason: reasonOf(analysis, from, to, question) } : {}),
    sides: sides.map((side) => side.explanation),
  };
}

function explainSide(
  analysis: Analysed,
  direction: Direction,
  position: number,
  peer: AskedEnd,
  question: PortSet,
): { judgement: Judgement; explanation: SideExplanation } {
  const { cluster } = analysis;
  const side = cluster.sides[direction][position];
  const destination = destinationOf(analysis, direction, position, peer);
  const judgement = judgePeer(analysis, direction, position, side, peer, destination);
  const doubters = doubtersOf(side, peer.kind === 'workload' ? undefined : question);
  const explanation: SideExplanation = {
    direction,
    workload: cluster.workloads[position].id,
    verdict: verdictOf(judgement, question),
    isolatedBy: side.isolatedBy.map(({ id }) => id),
    rules: side.rules.map((rule) => ({
      policy: rule.policy.id,
      rule: rule.index,
      peerMatches:
        peer.kind === 'workload' ? matchesPod(rule, peer.position) : matchesAddresses(rule, peer.alternatives),
      portMatches: portsOn(rule, destination).includes(question),
    })),
    ...(doubters.length === 0 ? {} : { unjudgedBy: doubters.map(({ id }) => id) }),
  };
  return { judgement, explanation };
}

function judgePeer(
  analysis: Analysed,
  direction: Direction,
  position: number,
  side: Side,
  peer: AskedEnd,
  destination: Workload | undefined,
): Judgement {
  if (peer.kind === 'workload') return judgeSide(side, peer.position, destination!);
  const parts = divideAddresses(analysis, position, direction);
  const judgements = peer.alternatives.map((asked) => {
    const covering = parts.filter(({ addresses }) => !addresses.intersect(asked).isEmpty);
    const covered = covering.reduce((set, { addresses }) => set.union(addresses), AddressSet.NONE);
    // Addresses that no rule lets through are in no part.
    const missing = { addresses: asked.subtract(covered), allow: PortSet.NONE, unknown: PortSet.NONE };
    return agree(missing.addresses.isEmpty ? covering : [...covering, missing]);
  });
  const allow = judgements.reduce((ports, judgement) => ports.union(judgement.allow), PortSet.NONE);
  const unknown = judgements.reduce((ports, judgement) => ports.union(judgement.unknown), PortSet.NONE);
  return { allow, unknown: unknown.subtract(allow) };
}

function matchesAddresses(
  { everybody, blocks }: CompiledRule,
  alternatives: readonly AddressSet[],
): RuleOpinion['peerMatches'] {
  if (everybody || alternatives.some((addresses) => blocks.includes(addresses))) return 'yes';
  return alternatives.every((addresses) => blocks.intersect(addresses).isEmpty) ? 'no' : 'unknown';
}

function destinationOf(
  { cluster }: Analysed,
  direction: Direction,
  position: number,
  peer: AskedEnd,
): Workload | undefined {
  if (direction === 'ingress') return cluster.workloads[position];
  return peer.kind === 'workload' ? cluster.workloads[peer.position] : undefined;
}

function verdictOf({ allow, unknown }: Judgement, question: PortSet): Verdict {
  if (allow.includes(question)) return 'allow';
  return unknown.includes(question) ? 'undefined' : 'deny';
}

function onHostNetwork({ cluster }: Analysed, ...ends: AskedEnd[]): boolean {
  return ends.some((end) => end.kind === 'workload' && cluster.workloads[end.position].hostNetwork);
}

function reasonOf(analysis: Analysed, from: AskedEnd, to: AskedEnd, question: PortSet): Reason {
  if (onHostNetwork(analysis, from, to)) return REASONS.hostNetwork;
  const { egress, ingress } = analysis.cluster.sides;
  if (from.kind === 'workload' && to.kind === 'workload') {
    return undecidedBetween(egress[from.position], ingress[to.position])?.reason ?? REASONS.podAddress;
  }
  const [direction, own] = from.kind === 'workload' ? ([egress, from] as const) : ([ingress, to] as const);
  const undecided = own.kind === 'workload' ? undecidedOutside(direction[own.position], question) : undefined;
  if (undecided !== undefined) return undecided.reason;
  if (to.kind === 'workload') {
    const masked = divideAddresses(analysis, to.position, 'ingress');
    if (masked.some(({ unknown }) => unknown.includes(question))) return REASONS.nodeAddress;
  }
  return REASONS.someAddresses;
}

function nameOf({ cluster }: Analysed, end: AskedEnd): string {
  return end.kind === 'workload' ? cluster.workloads[end.position].id : end.text;
}
