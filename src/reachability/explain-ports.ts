import { Analysis } from './analysis';
import { AskedEnd } from './asked-end';
import { AskedSide, askSides, PeerMatch } from './asked-side';
import { asksItself, endsOf, judgementOf, Verdict, waysFor } from './explain';
import { JudgedWay } from './judged-ways';
import { PortRange, PortSet } from './port-set';
import { Reason, REASONS } from './reason';
import { Because, limited, reasons } from './reasons';
import { reasonOf } from './undecided-question';
import { wayNotes } from './way-notes';
import { Direction } from '../topology/model';

/** The ports of one verdict, with what decided it. */
export interface PortsVerdict {
  readonly verdict: Verdict;
  readonly ports: readonly PortRange[];
  /** Why it is undefined, or why no policy was asked. */
  readonly reason?: Reason;
  /** The rules that open them, or may. */
  readonly because: readonly Because[];
  /** The sides that close them; absent if they are not closed. */
  readonly closedBy?: readonly Direction[];
}

/** What one rule opens to the other end. */
export interface RuleOnPorts {
  readonly policy: string;
  readonly rule: number;
  readonly peerMatches: PeerMatch;
  readonly ports: readonly PortRange[];
}

/** What one side says on all ports. */
export interface SideOnPorts {
  readonly direction: Direction;
  readonly workload: string;
  readonly isolatedBy: readonly string[];
  /** The policies of Cilium that open the name or the entity; absent if there are none. */
  readonly openedBy?: readonly string[];
  /** The policies that isolate some of the pods; absent if there are none. */
  readonly partlyIsolatedBy?: readonly string[];
  readonly rules: readonly RuleOnPorts[];
  readonly unjudgedBy?: readonly string[];
}

/** The verdicts on all ports from one end to the other. */
export interface PortsExplanation {
  readonly from: string;
  readonly to: string;
  /** Allowed ports first, then those that are undefined, then those that are denied. */
  readonly ports: readonly PortsVerdict[];
  readonly sides: readonly SideOnPorts[];
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
  const notes = wayNotes(analysis, from, to, PortSet.ALL, likeliest(sides));
  return {
    ...ends,
    ports: verdictsOf(analysis, from, to, sides, ways),
    sides: sides.map(describeSide),
    ...(ways.length === 0 ? {} : { ways }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** The best of the verdicts of the policies alone. */
function likeliest(sides: readonly AskedSide[]): Verdict {
  const { allow, unknown } = judgementOf(sides);
  if (!allow.isEmpty) return 'allow';
  return unknown.isEmpty ? 'deny' : 'undefined';
}

function verdictsOf(
  analysis: Analysis,
  from: AskedEnd,
  to: AskedEnd,
  sides: readonly AskedSide[],
  ways: readonly JudgedWay[],
): PortsVerdict[] {
  const byPolicies = judgementOf(sides);
  const throughWays = (verdict: Verdict): PortSet =>
    PortSet.unionAll(ways.filter((each) => each.verdict === verdict).map(({ way }) => way.ports));
  const allow = byPolicies.allow.union(throughWays('allow'));
  const unknown = byPolicies.unknown.subtract(allow);
  const unknownWays = throughWays('undefined').subtract(allow).subtract(unknown);
  const denied = PortSet.ALL.subtract(PortSet.unionAll([allow, unknown, unknownWays]));
  const because = (ports: PortSet): readonly Because[] => becauseOf(sides, ways, ports);
  const found: PortsVerdict[] = [];
  if (!allow.isEmpty) found.push({ verdict: 'allow', ports: allow.ranges(), because: because(allow) });
  if (!unknown.isEmpty) {
    const reason = reasonOf(analysis, from, to, sides, unknown);
    found.push({ verdict: 'undefined', ports: unknown.ranges(), reason, because: because(unknown) });
  }
  if (!unknownWays.isEmpty) {
    const reason = ways.find((each) => each.verdict === 'undefined')?.reason;
    const own = { ports: unknownWays.ranges(), because: because(unknownWays) };
    found.push({ verdict: 'undefined', ...own, ...(reason === undefined ? {} : { reason }) });
  }
  if (!denied.isEmpty) {
    const closedBy = sides.filter(({ judgement }) => !judgement.allow.union(judgement.unknown).includes(denied));
    const directions = closedBy.map(({ direction }) => direction);
    found.push({ verdict: 'deny', ports: denied.ranges(), because: [], closedBy: directions });
  }
  return found;
}

function becauseOf(sides: readonly AskedSide[], ways: readonly JudgedWay[], ports: PortSet): readonly Because[] {
  const byRules = sides.flatMap(({ direction, side, peerMatches, portsOf }) =>
    limited(reasons(direction, side, ports, (rule) => peerMatches(rule) !== 'no', portsOf)),
  );
  const byWays = ways.filter(({ way }) => !way.ports.intersect(ports).isEmpty).flatMap((each) => each.because);
  return [...new Map([...byRules, ...byWays].map((each) => [JSON.stringify(each), each])).values()];
}

function describeSide({ direction, workload, side, peerMatches, portsOf, openers }: AskedSide): SideOnPorts {
  const openedBy = openers.map(({ id }) => id);
  const unjudgedBy = side.unjudgedBy
    .filter(({ id, effect }) => effect.kind !== 'entities' && !openedBy.includes(id))
    .map(({ id }) => id);
  const partial = side.partial.flatMap(({ policies }) => policies).map(({ id }) => id);
  const rules = [...side.rules, ...side.partial.flatMap((bundle) => bundle.rules)];
  return {
    direction,
    workload: workload.id,
    isolatedBy: side.isolatedBy.map(({ id }) => id),
    ...(partial.length === 0 ? {} : { partlyIsolatedBy: partial }),
    rules: rules.map((rule) => ({
      policy: rule.policy.id,
      rule: rule.index,
      peerMatches: peerMatches(rule),
      ports: portsOf(rule).ranges(),
    })),
    ...(openedBy.length === 0 ? {} : { openedBy }),
    ...(unjudgedBy.length === 0 ? {} : { unjudgedBy }),
  };
}
