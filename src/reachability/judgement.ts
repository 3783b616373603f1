import { PortSet } from './port-set';

/** Ports by verdict; whatever is in neither set is denied. */
export interface Judgement {
  readonly allow: PortSet;
  /** Left to the network plugin, or not to be known from the manifests. */
  readonly unknown: PortSet;
  /** Those that are allowed for a part of layer 7 alone; absent if there are none. */
  readonly limited?: PortSet;
}

/** Everything is let through. */
export const OPEN: Judgement = { allow: PortSet.ALL, unknown: PortSet.NONE };

/** Nothing is known. */
export const UNDECIDED: Judgement = { allow: PortSet.NONE, unknown: PortSet.ALL };

/** A judgement of which nothing is limited that is not allowed. */
export function toJudgement(allow: PortSet, unknown: PortSet, limited: PortSet = PortSet.NONE): Judgement {
  const own = limited.isEmpty ? limited : limited.intersect(allow);
  return own.isEmpty ? { allow, unknown } : { allow, unknown, limited: own };
}

/** What is not allowed for sure is not known. */
export function undecidedBut({ allow, limited }: Judgement): Judgement {
  return toJudgement(allow, PortSet.ALL.subtract(allow), limited);
}

/** A connection needs both sides. */
export function both(a: Judgement, b: Judgement): Judgement {
  const allow = a.allow.intersect(b.allow);
  const limited = limitedBy([a, b]);
  if (a.unknown.isEmpty && b.unknown.isEmpty) return toJudgement(allow, PortSet.NONE, limited);
  const possible = a.allow.union(a.unknown).intersect(b.allow.union(b.unknown));
  return toJudgement(allow, possible.subtract(allow), limited);
}

/** What holds in all of some cases is decided; the rest is not. */
export function agree(cases: readonly Judgement[]): Judgement {
  const possible = PortSet.unionAll(cases.flatMap((each) => [each.allow, each.unknown]));
  const allow = cases.length === 0 ? PortSet.NONE : cases.map((each) => each.allow).reduce((a, b) => a.intersect(b));
  return toJudgement(allow, possible.subtract(allow), limitedBy(cases));
}

function limitedBy(judgements: readonly Judgement[]): PortSet | undefined {
  if (judgements.every(({ limited }) => limited === undefined)) return undefined;
  return PortSet.unionAll(judgements.flatMap(({ limited }) => limited ?? []));
}

/** Whether nothing is let through. */
export function isClosed({ allow, unknown }: Judgement): boolean {
  return allow.isEmpty && unknown.isEmpty;
}

/** A text that equal judgements alone have. */
export function judgementKey({ allow, unknown, limited }: Judgement): string {
  const key = `${allow.toString()};${unknown.toString()}`;
  return limited === undefined ? key : `${key};${limited.toString()}`;
}
