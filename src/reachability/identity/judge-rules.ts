import { matchClients, MatchContext, Presented } from './match-client';
import { Doubted, inAllCases, LimitText, OpenedBy, Ruling, together, undecidedRuling, onPorts } from './ruling';
import { RuleList, ServerPolicy, ServerRules, TCP } from './server-rules';
import { toJudgement } from '../judgement';
import { PortSet } from '../port-set';
import { Reason } from '../reason';

/** Who asks, and what is looked up for it. */
export interface Question {
  readonly presented: Presented;
  readonly context: MatchContext;
  /** Why policies are for some pods of the server alone. */
  readonly somePods: (labels: readonly string[]) => Reason;
}

/** The ports that some rules mean. */
interface Meant {
  readonly sure: PortSet;
  readonly perhaps: PortSet;
  /** Those of `sure` that a rule means as a whole. */
  readonly whole: PortSet;
  readonly openedBy: readonly OpenedBy[];
  readonly doubts: readonly Doubted[];
  readonly limits: readonly LimitText[];
}

/**
 * Of Istio: what a rule that denies means is refused; if any policy that allows is there, one of its rules must mean it.
 *
 * @see https://istio.io/latest/docs/concepts/security/#implicit-enablement
 */
export function judgeIstio(rules: ServerRules, question: Question): Ruling {
  if (rules.unjudged.length > 0) return unjudged(rules);
  const { identity } = question.presented;
  const withoutIdentity = { ...question, presented: { caller: question.presented.caller } };
  const parts = rules.modes.map(({ ports, modes, why }) => {
    const cases = modes.map((mode) => {
      if (identity === undefined && mode === 'strict') return REFUSED;
      return judgeActions(rules, mode === 'disable' ? withoutIdentity : question);
    });
    return onPorts(inAllCases(cases, why ?? NO_REASON), ports);
  });
  return together(parts);
}

/**
 * Of Linkerd: the Server of a port decides, and where there is none the default of the pods. The admission controller refuses two
 * Servers for one port.
 *
 * @see https://linkerd.io/2/reference/authorization-policy/
 */
export function judgeLinkerd(rules: ServerRules, question: Question): Ruling {
  if (rules.unjudged.length > 0) return unjudged(rules);
  return together(
    regionsOf(rules.allow.map(({ ports }) => ports ?? TCP)).map((region) => {
      const own = rules.allow.filter(({ ports }) => ports === undefined || ports.overlaps(region));
      const sure = own.filter(({ by }) => by === undefined);
      const partial = own.filter(({ by }) => by !== undefined);
      const cases = own.map((policy) => ofMeant(meantBy(policy.rules, question), PortSet.NONE));
      if (sure.length === 0) cases.push(judgeDefault(rules, question));
      const reason = partial.length > 0 ? question.somePods(partial.flatMap(({ by = [] }) => by)) : conflict(sure);
      return onPorts(inAllCases(cases, reason), region);
    }),
  );
}

function judgeDefault({ otherwise }: ServerRules, question: Question): Ruling {
  return otherwise === undefined ? ALLOWED : ofMeant(meantBy(otherwise, question), PortSet.NONE);
}

function conflict(policies: readonly ServerPolicy[]): Reason {
  const ids = policies.map(({ policy }) => policy.id);
  return {
    code: 'identity-conflict',
    text: `${ids.join(' and ')} are about the same port, and the manifests do not tell which of them counts`,
  };
}

const NOTHING = { openedBy: [], doubts: [], limits: [] } as const;
const REFUSED: Ruling = { judgement: { allow: PortSet.NONE, unknown: PortSet.NONE }, ...NOTHING };
const ALLOWED: Ruling = { judgement: { allow: TCP, unknown: PortSet.NONE }, ...NOTHING };

/** Of one case there is nothing to disagree about. */
const NO_REASON: Reason = { code: 'identity-conflict', text: 'policies of equal rank say different things' };

function unjudged({ unjudged: policies }: ServerRules): Ruling {
  const names = policies.map(({ id, reason }) => `${id} may change it, and is not judged because ${reason}`);
  const said = policies.map(({ id, reason }) => `${id} ${reason}\n`).join('');
  return undecidedRuling({ code: 'unjudged-identity', text: names.join('; ') }, said);
}

/** Divides the ports of TCP by the sets that they are in. */
function regionsOf(sets: readonly PortSet[]): readonly PortSet[] {
  return sets.reduce<readonly PortSet[]>(
    (regions, set) =>
      regions.flatMap((region) => [region.intersect(set), region.subtract(set)]).filter((part) => !part.isEmpty),
    [TCP],
  );
}

function judgeActions({ allow, deny }: ServerRules, question: Question): Ruling {
  const opened = judgeAllow(allow, question);
  if (deny.length === 0) return opened;
  const denied = deny.map((policy) => withPart(policy, meantBy(policy.rules, question), question));
  const refused = PortSet.unionAll(denied.map(({ whole }) => whole));
  const perhaps = PortSet.unionAll(denied.map((each) => each.perhaps));
  const narrowed = denied.flatMap(({ limits }) => limits);
  const { allow: open, unknown, limited = PortSet.NONE } = opened.judgement;
  const sure = open.subtract(refused).subtract(perhaps);
  const possible = open.union(unknown).subtract(refused);
  return {
    judgement: toJudgement(
      sure,
      possible.subtract(sure),
      PortSet.unionAll([limited, ...narrowed.map(([, ports]) => ports)]),
    ),
    openedBy: opened.openedBy,
    doubts: [...opened.doubts, ...denied.flatMap(({ doubts }) => doubts)],
    limits: [...opened.limits, ...narrowed.map(([text, ports]): LimitText => [`everything but ${text}`, ports])],
  };
}

/** A policy for some of the pods denies perhaps. */
function withPart({ by }: ServerPolicy, meant: Meant, { somePods }: Question): Meant {
  if (by === undefined) return meant;
  const ports = meant.whole;
  const doubts = ports.isEmpty ? meant.doubts : [...meant.doubts, { ports, reason: somePods(by) }];
  return { ...meant, whole: PortSet.NONE, perhaps: meant.perhaps.union(ports), doubts };
}

function judgeAllow(policies: readonly ServerPolicy[], question: Question): Ruling {
  if (policies.length === 0) return ALLOWED;
  const sure = policies.filter(({ by }) => by === undefined).map(({ rules }) => meantBy(rules, question));
  const partial = policies.filter(({ by }) => by !== undefined);
  const some = partial.map(({ rules }) => meantBy(rules, question));
  if (partial.length === 0) return ofMeant(unite(sure), PortSet.NONE);
  const labels = partial.flatMap(({ by = [] }) => by);
  const others = unite(some);
  const possible = others.sure.union(others.perhaps);
  if (sure.length > 0) {
    const own = unite(sure);
    const more = possible.subtract(own.sure);
    const ruling = ofMeant(own, more);
    const openedBy = [...ruling.openedBy, ...others.openedBy];
    return { ...ruling, openedBy, doubts: [...ruling.doubts, { ports: more, reason: question.somePods(labels) }] };
  }
  // Of pods that none of them selects everything is let through.
  const allow = some.map((each) => each.sure).reduce((a, b) => a.intersect(b));
  const rest = TCP.subtract(allow);
  return {
    judgement: toJudgement(allow, rest, PortSet.unionAll(some.map((each) => each.sure.subtract(each.whole)))),
    openedBy: others.openedBy,
    doubts: [{ ports: rest, reason: question.somePods(labels) }],
    limits: others.limits,
  };
}

/** @param more what may be let through besides */
function ofMeant({ sure, perhaps, whole, openedBy, doubts, limits }: Meant, more: PortSet): Ruling {
  const unknown = perhaps.union(more).subtract(sure);
  const left = limits.map(([text, ports]): LimitText => [text, ports.subtract(whole)]);
  return {
    judgement: toJudgement(sure, unknown, sure.subtract(whole)),
    openedBy,
    doubts,
    limits: left.filter(([, ports]) => !ports.isEmpty),
  };
}

function unite(all: readonly Meant[]): Meant {
  if (all.length === 1) return all[0];
  return {
    sure: PortSet.unionAll(all.map(({ sure }) => sure)),
    perhaps: PortSet.unionAll(all.map(({ perhaps }) => perhaps)),
    whole: PortSet.unionAll(all.map(({ whole }) => whole)),
    openedBy: all.flatMap(({ openedBy }) => openedBy),
    doubts: all.flatMap(({ doubts }) => doubts),
    limits: all.flatMap(({ limits }) => limits),
  };
}

/** The ports on which some rules mean who asks. */
function meantBy(list: RuleList, { presented, context }: Question): Meant {
  const { identity, caller } = presented;
  const isKnown =
    identity?.namespace !== undefined && identity.account !== undefined && caller.isController === undefined;
  let [sure, perhaps, whole] = [PortSet.NONE, PortSet.NONE, PortSet.NONE];
  const openedBy: OpenedBy[] = [];
  const doubts: Doubted[] = [];
  const limits: LimitText[] = [];
  for (const rule of list.for(identity, isKnown)) {
    const { clients, only, perhaps: unsure } = rule.rule;
    const { match, why } = matchClients(clients, presented, context);
    const { ports } = rule;
    if (match === 'no' || ports.isEmpty) continue;
    openedBy.push({ rule, ports });
    if (match === 'unknown' || unsure !== undefined) {
      perhaps = perhaps.union(ports);
      const reason = why ?? mayMeanLess(rule.policy?.id ?? 'the default of the pods', unsure ?? '');
      doubts.push({ ports, reason });
    } else {
      sure = sure.union(ports);
      if (only === undefined) whole = whole.union(ports);
      else limits.push([only, ports]);
    }
  }
  return { sure, perhaps, whole, openedBy, doubts, limits };
}

function mayMeanLess(id: string, why: string): Reason {
  return { code: 'identity-perhaps', text: `a rule of ${id} may mean less than it says because ${why}` };
}
