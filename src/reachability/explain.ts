import { Analysis } from './analysis';
import { AskedEnd, PortQuestion } from './asked-end';
import { AskedSide, askSides } from './asked-side';
import { explainIdentity, IdentityExplanation } from './explain-identity';
import { explainTiers, TierExplanation } from './explain-tiers';
import { AskedWall, askWall, seenPorts } from './identity/asked-wall';
import { Wire } from './identity/mesh-wire';
import { doubtOn, limitsOfRuling } from './identity/ruling';
import { isItself } from './judge';
import { JudgedWay } from './judged-ways';
import { both, Judgement } from './judgement';
import { Verdict, verdictOf } from './judgement-verdict';
import { bothLimits, Limit, limitsOf } from './limits';
import { PortSet } from './port-set';
import { Reason, REASONS } from './reason';
import { opinionOf, RuleOpinion } from './rule-opinion';
import { denyRules, isolatingRules } from './side-rules';
import { reasonOf } from './undecided-question';
import { Direction } from '../topology/model';

export { verdictOf } from './judgement-verdict';
export type { Verdict } from './judgement-verdict';
export type { IdentityExplanation } from './explain-identity';
export type { RuleOpinion } from './rule-opinion';
export type { TierExplanation } from './explain-tiers';

/** What one side has to say about a question. */
export interface SideExplanation {
  readonly direction: Direction;
  readonly workload: string;
  readonly verdict: Verdict;
  /** The policies that isolate the pods in this direction; none: everything is open. */
  readonly isolatedBy: readonly string[];
  /** The policies that isolate some of the pods, or nobody knows which; absent if there are none. */
  readonly partlyIsolatedBy?: readonly string[];
  /** Every rule of these policies, and what closes what they open. */
  readonly rules: readonly RuleOpinion[];
  /** The policies of administrators, in the order in which they are asked; absent if there are none. */
  readonly tiers?: readonly TierExplanation[];
  /** The policies of kinds that are not judged and may decide the question; absent if there are none. */
  readonly unjudgedBy?: readonly string[];
}

/** The port by which a mesh carries connections. */
export interface ExplainedWire extends PortQuestion {
  /** Whether it carries all of them; else it may leave them on their own port. */
  readonly isAlways: boolean;
}

/** A verdict with all that decided it. */
export interface Explanation {
  readonly from: string;
  readonly to: string;
  readonly port: PortQuestion;
  readonly verdict: Verdict;
  readonly reason?: Reason;
  /** What of layer 7 alone is let through; absent: everything. */
  readonly only?: readonly string[];
  /** The sides whose policies the input has: the source's egress, the destination's ingress. */
  readonly sides: readonly SideExplanation[];
  /** What the network sees of it in place of the port, where a mesh carries it; absent: the port itself. */
  readonly wire?: ExplainedWire;
  /** What service meshes say, where their policies are about the destination. */
  readonly identity?: IdentityExplanation;
  /** The ways in that lead to the port, where the internet asks; absent if there are none. */
  readonly ways?: readonly JudgedWay[];
}

/** Answers a question and shows every rule that had a say. */
export function explain(analysis: Analysis, from: AskedEnd, to: AskedEnd, port: PortQuestion): Explanation {
  const ends = { ...endsOf(analysis, from, to), port };
  if (asksItself(analysis, from, to)) return { ...ends, verdict: 'allow', reason: REASONS.itself, sides: [] };
  const question = PortSet.range(port.protocol, port.port, port.port);
  const sides = askSides(analysis, from, to);
  const ways = waysFor(analysis, from, to, question);
  const wall = askWall(analysis, from, to, sides);
  const judgement = wall?.judgement ?? judgementOf(sides);
  const byWalls = verdictOf(judgement, question);
  const verdict = ways.reduce((best, way) => likelier(best, way.verdict), byWalls);
  // A way may be open for sure where addresses are not, and the other way round.
  const reason = byWalls === verdict ? undefined : ways.find((way) => way.verdict === verdict)?.reason;
  const seen = seenPorts(question, wall?.wire);
  return {
    ...ends,
    verdict,
    ...(verdict === 'undefined'
      ? { reason: reason ?? undecidedByWalls(analysis, from, to, { sides, wall }, question) }
      : {}),
    ...(verdict === 'allow' && judgement.limited?.includes(question) === true && byWalls === 'allow'
      ? { only: limitsOfWalls(sides, wall, question).flatMap(({ only }) => only) }
      : {}),
    sides: sides.map((side) => explainSide(side, seen)),
    ...(wall?.wire === undefined || !question.overlaps(TCP) ? {} : { wire: toWire(wall.wire) }),
    ...(wall?.identity === undefined ? {} : { identity: explainIdentity(wall.identity, ends.to, question) }),
    ...(ways.length === 0 ? {} : { ways }),
  };
}

const TCP = PortSet.range('TCP');

export function toWire({ port, isAlways }: Wire): ExplainedWire {
  return { protocol: 'TCP', port, isAlways };
}

/** Why both walls together do not decide: first what the network policies leave open. */
export function undecidedByWalls(
  analysis: Analysis,
  from: AskedEnd,
  to: AskedEnd,
  { sides, wall }: { readonly sides: readonly AskedSide[]; readonly wall: AskedWall | undefined },
  question: PortSet,
): Reason {
  if (wall === undefined) return reasonOf(analysis, from, to, sides, question);
  const { unknown } = judgementOf(sides);
  const seen = [seenPorts(question, wall.wire), onWireAlone(wall.wire)].find((ports) => ports.overlaps(unknown));
  const isLeftOpen = wall.byPolicies.unknown.overlaps(question);
  if (isLeftOpen && seen !== undefined) return reasonOf(analysis, from, to, sides, seen.intersect(unknown));
  if (isLeftOpen && wall.wire !== undefined) return wall.wire.reason;
  const doubt = wall.identity === undefined ? undefined : doubtOn(wall.identity.ruling, question);
  return doubt?.reason ?? REASONS.someAddresses;
}

function onWireAlone(wire: Wire | undefined): PortSet {
  return wire === undefined ? PortSet.NONE : PortSet.range('TCP', wire.port, wire.port);
}

/** What of layer 7 alone both walls let through on limited ports. */
export function limitsOfWalls(
  sides: readonly AskedSide[],
  wall: AskedWall | undefined,
  ports: PortSet,
): readonly Limit[] {
  const bySides = limitsOfSides(sides, ports);
  if (wall?.identity === undefined) return bySides;
  const { ruling, judgement } = wall.identity;
  const own = limitsOfRuling(ruling, ports.intersect(judgement.limited ?? PortSet.NONE));
  return bothLimits(ports, [bySides, own.filter(({ only }) => only.length > 0)]);
}

/** What the ends are called; two of which the input knows nothing are no question. */
export function endsOf(
  { cluster }: Analysis,
  from: AskedEnd,
  to: AskedEnd,
): { readonly from: string; readonly to: string } {
  if (from.kind !== 'workload' && to.kind !== 'workload') {
    const areAddresses = [from, to].every(({ kind }) => kind === 'addresses' || kind === 'internet');
    const got = areAddresses ? 'two addresses' : 'two ends outside of the input';
    throw new Error(`explain: got ${got}; allowed: at least one end that is a workload of the input`);
  }
  if (from.kind === 'name') {
    throw new Error('explain: got a name that connects; allowed: a name to connect to. Fix: ask about ip:<address>');
  }
  const nameOf = (end: AskedEnd): string => (end.kind === 'workload' ? cluster.workloads[end.position].id : end.text);
  return { from: nameOf(from), to: nameOf(to) };
}

/** Whether it is one pod that asks for itself. */
export function asksItself({ cluster }: Analysis, from: AskedEnd, to: AskedEnd): boolean {
  return from.kind === 'workload' && to.kind === 'workload' && isItself(cluster, from.position, to.position);
}

/** What all sides say together. */
export function judgementOf(sides: readonly AskedSide[]): Judgement {
  return sides.map(({ judgement }) => judgement).reduce(both);
}

/** The ways in from the internet that lead to some of the ports. */
export function waysFor(analysis: Analysis, from: AskedEnd, to: AskedEnd, ports: PortSet): readonly JudgedWay[] {
  if (from.kind !== 'internet' || to.kind !== 'workload') return [];
  return analysis.judgedWays[to.position].filter(({ way }) => !way.ports.intersect(ports).isEmpty);
}

const BY_LIKELINESS: readonly Verdict[] = ['deny', 'undefined', 'allow'];

function likelier(a: Verdict, b: Verdict): Verdict {
  return BY_LIKELINESS.indexOf(a) < BY_LIKELINESS.indexOf(b) ? b : a;
}

/** What of layer 7 alone the sides let through on limited ports. */
export function limitsOfSides(sides: readonly AskedSide[], ports: PortSet): readonly Limit[] {
  const own = sides.map(({ side, judgement, peerMatches, portsOf }) =>
    judgement.limited === undefined ? [] : limitsOf(side, ports.intersect(judgement.limited), peerMatches, portsOf),
  );
  return bothLimits(ports, own);
}

function explainSide(asked: AskedSide, question: PortSet): SideExplanation {
  const { direction, workload, side, judgement } = asked;
  const doubters = side.doubt?.anything ?? [];
  const partial = side.partial.flatMap(({ policies }) => policies);
  const tiers = explainTiers(asked, question);
  return {
    direction,
    workload: workload.id,
    verdict: verdictOf(judgement, question),
    isolatedBy: side.isolatedBy.map(({ id }) => id),
    ...(partial.length === 0 ? {} : { partlyIsolatedBy: partial.map(({ id }) => id) }),
    rules: [...isolatingRules(side), ...denyRules(side)].map((rule) => opinionOf(asked, rule, question)),
    ...(tiers.length === 0 ? {} : { tiers }),
    ...(doubters.length === 0 ? {} : { unjudgedBy: doubters.map(({ id }) => id) }),
  };
}
