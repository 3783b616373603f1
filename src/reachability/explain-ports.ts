import { Analysis } from './analysis';
import { AskedEnd } from './asked-end';
import { AskedSide, askSides } from './asked-side';
import {
  asksItself,
  endsOf,
  ExplainedWire,
  judgementOf,
  limitsOfWalls,
  toWire,
  undecidedByWalls,
  Verdict,
  waysFor,
} from './explain';
import { explainIdentityOnPorts, IdentityOnPorts } from './explain-identity';
import { AskedWall, askWall, seenPorts } from './identity/asked-wall';
import { carriedPorts, judgementOnWire } from './identity/mesh-wire';
import { becauseOfRuling } from './identity/ruling';
import { JudgedWay } from './judged-ways';
import { Judgement } from './judgement';
import { PortRange, PortSet } from './port-set';
import { Reason, REASONS } from './reason';
import { Because, limited, reasons } from './reasons';
import { AskedRule, askRule } from './rule-opinion';
import { CompiledRule, Side, TierPolicy } from './side';
import { denyRules, isolatingRules } from './side-rules';
import { wayNotes } from './way-notes';
import { Direction, TierName } from '../topology/model';

/** The ports of one verdict, with what decided it. */
export interface PortsVerdict {
  readonly verdict: Verdict;
  readonly ports: readonly PortRange[];
  /** Why it is undefined, or why no policy was asked. */
  readonly reason?: Reason;
  /** What of layer 7 alone is let through; absent: everything. */
  readonly only?: readonly string[];
  /** The rules that open them, or may. */
  readonly because: readonly Because[];
  /** The sides that close them; absent if they are not closed. */
  readonly closedBy?: readonly Direction[];
  /** Whether service meshes close them; absent if not. */
  readonly closedByIdentity?: true;
}

/** What one rule opens to the other end. */
export interface RuleOnPorts extends AskedRule {
  readonly ports: readonly PortRange[];
}

/** The policies of one tier. */
export interface TierOnPorts {
  readonly tier: TierName;
  readonly policies: readonly PolicyOnPorts[];
}

/** A policy of an administrator, with its rules in the order in which they are asked. */
export interface PolicyOnPorts {
  readonly policy: string;
  readonly priority?: number;
  /** Whether it selects some of the pods, or nobody knows whether all; absent: it selects all of them. */
  readonly isPartial?: true;
  readonly rules: readonly RuleOnPorts[];
}

/** What one side says on all ports. */
export interface SideOnPorts {
  readonly direction: Direction;
  readonly workload: string;
  readonly isolatedBy: readonly string[];
  /** The policies that isolate some of the pods; absent if there are none. */
  readonly partlyIsolatedBy?: readonly string[];
  readonly rules: readonly RuleOnPorts[];
  /** The policies of administrators, in the order in which they are asked; absent if there are none. */
  readonly tiers?: readonly TierOnPorts[];
  readonly unjudgedBy?: readonly string[];
}

/** The verdicts on all ports from one end to the other. */
export interface PortsExplanation {
  readonly from: string;
  readonly to: string;
  /** Allowed ports first, then those that are undefined, then those that are denied. */
  readonly ports: readonly PortsVerdict[];
  readonly sides: readonly SideOnPorts[];
  /** What the network sees in place of the ports of TCP, where a mesh carries them; absent: the ports themselves. */
  readonly wire?: ExplainedWire;
  /** What service meshes say, where their policies are about the destination. */
  readonly identity?: IdentityOnPorts;
  readonly ways?: readonly JudgedWay[];
  readonly notes?: readonly string[];
}

/** Answers for all ports at once what `explain` answers for one. */
export function explainPorts(analysis: Analysis, from: AskedEnd, to: AskedEnd): PortsExplanation {
  const ends = endsOf(analysis, from, to);
  if (asksItself(analysis, from, to)) {
    const all = { verdict: 'allow', ports: PortSet.ALL.ranges(), reason: REASONS.itself, because: [] } as const;
    return { ...ends, ports: [all], sides: [] };
  }
  const sides = askSides(analysis, from, to);
  const ways = waysFor(analysis, from, to, PortSet.ALL);
  const wall = askWall(analysis, from, to, sides);
  const notes = wayNotes(analysis, from, to, PortSet.ALL, likeliest(wall?.judgement ?? judgementOf(sides)));
  return {
    ...ends,
    ports: verdictsOf(analysis, from, to, { sides, wall }, ways),
    sides: sides.map(describeSide),
    ...(wall?.wire === undefined ? {} : { wire: toWire(wall.wire) }),
    ...(wall?.identity === undefined ? {} : { identity: explainIdentityOnPorts(wall.identity, ends.to) }),
    ...(ways.length === 0 ? {} : { ways }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** The best of the verdicts without ways. */
function likeliest({ allow, unknown }: Judgement): Verdict {
  if (!allow.isEmpty) return 'allow';
  return unknown.isEmpty ? 'deny' : 'undefined';
}

function verdictsOf(
  analysis: Analysis,
  from: AskedEnd,
  to: AskedEnd,
  { sides, wall }: Walls,
  ways: readonly JudgedWay[],
): PortsVerdict[] {
  const byPolicies = wall?.judgement ?? judgementOf(sides);
  const throughWays = (verdict: Verdict): PortSet =>
    PortSet.unionAll(ways.filter((each) => each.verdict === verdict).map(({ way }) => way.ports));
  const allow = byPolicies.allow.union(throughWays('allow'));
  const unknown = byPolicies.unknown.subtract(allow);
  const unknownWays = throughWays('undefined').subtract(allow).subtract(unknown);
  const denied = PortSet.ALL.subtract(PortSet.unionAll([allow, unknown, unknownWays]));
  const because = (ports: PortSet): readonly Because[] => becauseOf({ sides, wall }, ways, ports);
  const found: PortsVerdict[] = [];
  // A way in that is open is open whatever layer 7 says of other peers.
  const narrowed = (byPolicies.limited ?? PortSet.NONE).subtract(throughWays('allow'));
  const plain = allow.subtract(narrowed);
  if (!plain.isEmpty) found.push({ verdict: 'allow', ports: plain.ranges(), because: because(plain) });
  for (const { ports, only } of limitsOfWalls(sides, wall, narrowed)) {
    found.push({ verdict: 'allow', ports: ports.ranges(), only, because: because(ports) });
  }
  if (!unknown.isEmpty) {
    const reason = undecidedByWalls(analysis, from, to, { sides, wall }, unknown);
    found.push({ verdict: 'undefined', ports: unknown.ranges(), reason, because: because(unknown) });
  }
  if (!unknownWays.isEmpty) {
    const reason = ways.find((each) => each.verdict === 'undefined')?.reason;
    const own = { ports: unknownWays.ranges(), because: because(unknownWays) };
    found.push({ verdict: 'undefined', ...own, ...(reason === undefined ? {} : { reason }) });
  }
  if (!denied.isEmpty) {
    // Nobody closes the port that is the mesh's own.
    const closed = wall?.wire === undefined ? denied : denied.intersect(carriedPorts(wall.wire).union(NOT_TCP));
    const closes = ({ allow: open, unknown: perhaps }: Judgement): boolean => !open.union(perhaps).includes(closed);
    const closedBy = sides.filter(({ judgement }) => closes(judgementOnWire(judgement, wall?.wire)));
    const isByIdentity = wall?.identity !== undefined && closes(wall.identity.judgement);
    const directions = closedBy.map(({ direction }) => direction);
    const by = { closedBy: directions, ...(isByIdentity ? { closedByIdentity: true as const } : {}) };
    found.push({ verdict: 'deny', ports: denied.ranges(), because: [], ...by });
  }
  return found;
}

const NOT_TCP = PortSet.ALL.subtract(PortSet.range('TCP'));

/** What decides, besides ways in. */
interface Walls {
  readonly sides: readonly AskedSide[];
  readonly wall: AskedWall | undefined;
}

function becauseOf({ sides, wall }: Walls, ways: readonly JudgedWay[], ports: PortSet): readonly Because[] {
  const seen = seenPorts(ports, wall?.wire);
  const bySides = sides.flatMap(({ direction, side, peerMatches, portsOf }) =>
    limited(reasons(direction, side, seen, (rule) => peerMatches(rule) !== 'no', portsOf)),
  );
  const byIdentity = wall?.identity === undefined ? [] : becauseOfRuling(wall.identity.ruling, ports);
  const byRules = [...bySides, ...byIdentity];
  const byWays = ways.filter(({ way }) => !way.ports.intersect(ports).isEmpty).flatMap((each) => each.because);
  return [...new Map([...byRules, ...byWays].map((each) => [JSON.stringify(each), each])).values()];
}

function describeSide(asked: AskedSide): SideOnPorts {
  const { direction, workload, side, portsOf } = asked;
  const unjudgedBy = (side.doubt?.anything ?? []).map(({ id }) => id);
  const partial = side.partial.flatMap(({ policies }) => policies).map(({ id }) => id);
  const say = (rule: CompiledRule): RuleOnPorts => ({ ...askRule(asked, rule), ports: portsOf(rule).ranges() });
  const tiers = tiersOnPorts(side, say);
  return {
    direction,
    workload: workload.id,
    isolatedBy: side.isolatedBy.map(({ id }) => id),
    ...(partial.length === 0 ? {} : { partlyIsolatedBy: partial }),
    rules: [...isolatingRules(side), ...denyRules(side)].map(say),
    ...(tiers.length === 0 ? {} : { tiers }),
    ...(unjudgedBy.length === 0 ? {} : { unjudgedBy }),
  };
}

function tiersOnPorts({ tiers }: Side, say: (rule: CompiledRule) => RuleOnPorts): readonly TierOnPorts[] {
  if (tiers === undefined) return [];
  const describe = (tier: TierName, policies: readonly TierPolicy[]): TierOnPorts => ({
    tier,
    policies: policies.map(({ policy, rules, by }) => ({
      policy: policy.id,
      ...(policy.order?.priority === undefined ? {} : { priority: policy.order.priority }),
      ...(by === undefined ? {} : { isPartial: true }),
      rules: rules.map(({ alone: [rule] }) => say(rule)),
    })),
  });
  return [
    describe('Admin', tiers.admin.flat()),
    describe('Baseline', [...tiers.baseline.flat(), ...tiers.unordered]),
  ].filter(({ policies }) => policies.length > 0);
}
