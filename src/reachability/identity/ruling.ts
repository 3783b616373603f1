import { agree, Judgement, toJudgement } from '../judgement';
import { divide, Limit } from '../limits';
import { PortSet } from '../port-set';
import { Reason } from '../reason';
import { Because, MOST_REASONS } from '../reasons';
import { ServerRule } from './server-rules';

/** A rule that lets some ports through, or may. */
export interface OpenedBy {
  readonly rule: ServerRule;
  readonly ports: PortSet;
}

/** Ports that are not decided, and why. */
export interface Doubted {
  readonly ports: PortSet;
  readonly reason: Reason;
  /** What leaves it open, where that is a policy that is not judged. */
  readonly unjudged?: string;
}

/** A part of layer 7, in words, and the ports on which it alone is let through. */
export type LimitText = readonly [text: string, ports: PortSet];

/** What the wall of identity says of one who connects to a server, on all ports. */
export interface Ruling {
  readonly judgement: Judgement;
  readonly openedBy: readonly OpenedBy[];
  readonly doubts: readonly Doubted[];
  readonly limits: readonly LimitText[];
}

/** What is neither TCP. */
const OTHERS = PortSet.ALL.subtract(PortSet.range('TCP'));

/** Everything is let through, and no policy says so. */
export const OPEN_RULING: Ruling = {
  judgement: { allow: PortSet.ALL, unknown: PortSet.NONE },
  openedBy: [],
  doubts: [],
  limits: [],
};

/** Nobody knows what is let through. */
export function undecidedRuling(reason: Reason, unjudged: string): Ruling {
  const ports = PortSet.range('TCP');
  const doubts = [{ ports, reason, unjudged }];
  return { judgement: { allow: OTHERS, unknown: ports }, openedBy: [], doubts, limits: [] };
}

/** A ruling about some ports alone. */
export function onPorts({ judgement, openedBy, doubts, limits }: Ruling, ports: PortSet): Ruling {
  const { allow, unknown, limited } = judgement;
  const within = <T extends { readonly ports: PortSet }>(items: readonly T[]): T[] =>
    items.filter((each) => each.ports.overlaps(ports)).map((each) => ({ ...each, ports: each.ports.intersect(ports) }));
  return {
    judgement: toJudgement(allow.intersect(ports), unknown.intersect(ports), limited),
    openedBy: within(openedBy),
    doubts: within(doubts),
    limits: limits.map(([text, own]): LimitText => [text, own.intersect(ports)]).filter(([, own]) => !own.isEmpty),
  };
}

/** Rulings about different ports, as one. */
export function together(rulings: readonly Ruling[]): Ruling {
  const limited = rulings.flatMap(({ judgement }) => judgement.limited ?? []);
  return {
    judgement: toJudgement(
      PortSet.unionAll(rulings.map(({ judgement }) => judgement.allow)),
      PortSet.unionAll(rulings.map(({ judgement }) => judgement.unknown)),
      PortSet.unionAll(limited),
    ),
    ...sumOf(rulings),
  };
}

/** What holds in all cases is decided; why the rest is not, where the cases themselves do not say. */
export function inAllCases(rulings: readonly Ruling[], reason: Reason): Ruling {
  if (rulings.length === 1) return rulings[0];
  const judgement = agree(rulings.map((each) => each.judgement));
  const known = PortSet.unionAll(rulings.map((each) => each.judgement.unknown));
  const ports = judgement.unknown.subtract(known);
  const { doubts, ...others } = sumOf(rulings);
  return { judgement, ...others, doubts: ports.isEmpty ? doubts : [{ ports, reason }, ...doubts] };
}

function sumOf(rulings: readonly Ruling[]): Omit<Ruling, 'judgement'> {
  return {
    openedBy: rulings.flatMap(({ openedBy }) => openedBy),
    doubts: rulings.flatMap(({ doubts }) => doubts),
    limits: rulings.flatMap(({ limits }) => limits),
  };
}

/** Protocols that no proxy of a mesh sees are let through. */
export function withOtherProtocols(ruling: Ruling): Ruling {
  const { allow, unknown, limited } = ruling.judgement;
  return { ...ruling, judgement: toJudgement(allow.union(OTHERS), unknown, limited) };
}

/** Ports of a sidecar of Istio itself, for metrics, health and statistics: it does not redirect them, and so guards none of them. */
const NOT_REDIRECTED = PortSet.unionAll([15020, 15021, 15090].map((port) => PortSet.range('TCP', port, port)));

/**
 * The ports that a sidecar does not redirect are let through.
 *
 * @see https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio
 */
export function withPortsOfSidecar(ruling: Ruling): Ruling {
  return together([onPorts(ruling, PortSet.ALL.subtract(NOT_REDIRECTED)), onPorts(OPEN_RULING, NOT_REDIRECTED)]);
}

/** What of layer 7 alone is let through on limited ports. */
export function limitsOfRuling({ limits }: Ruling, ports: PortSet): readonly Limit[] {
  const texts = new Map<string, PortSet>();
  for (const [text, own] of limits) texts.set(text, (texts.get(text) ?? PortSet.NONE).union(own));
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).reduce(divide, [{ ports, only: [] }]);
}

/** The rules that let some ports through, or may. */
export function becauseOfRuling({ openedBy }: Ruling, ports: PortSet): readonly Because[] {
  const found = new Map<string, Because>();
  for (const { rule, ports: own } of openedBy) {
    const { policy, index } = rule;
    if (policy === undefined || !own.overlaps(ports)) continue;
    const { path } = rule.rule;
    const because: Because = { direction: 'ingress', policy: policy.id, rule: index, wall: 'identity' };
    found.set(`${policy.id} ${index}`, path === undefined ? because : { ...because, path });
  }
  const all = [...found.values()];
  if (all.length <= MOST_REASONS) return all;
  return [...all.slice(0, MOST_REASONS), { direction: 'ingress', more: all.length - MOST_REASONS, wall: 'identity' }];
}

/** Why some ports are not decided. */
export function doubtOn({ doubts }: Ruling, ports: PortSet): Doubted | undefined {
  return doubts.find((doubt) => doubt.ports.overlaps(ports));
}
