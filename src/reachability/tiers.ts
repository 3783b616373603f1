import { Judgement, toJudgement } from './judgement';
import { PortSet } from './port-set';
import { CompiledRule, Level, Middle, Narrowing, TierPolicy, Tiers } from './side';

/** The ports on which a rule means a peer for sure, and on which it may. */
export interface Match {
  readonly sure: PortSet;
  readonly perhaps: PortSet;
}

/** What some rules mean of a peer. */
export type Matcher = (rules: readonly CompiledRule[]) => Match;

/** What may become of ports: one of them may have several outcomes, where it is not known whom a rule means. */
export interface Outcome {
  readonly accept: PortSet;
  readonly deny: PortSet;
  readonly pass: PortSet;
  /** No rule has matched. */
  readonly next: PortSet;
}

/** What is judged: the policies between the tiers, and these. */
export interface Judged extends Middle {
  readonly tiers?: Tiers;
  readonly narrowing?: Narrowing;
}

/** No policies but those between the tiers. */
const NO_TIERS: Tiers = { admin: [], denied: [], baseline: [], unordered: [], policies: [], lists: [] };

/** The verdict on a peer. */
export function judgeByTiers(side: Judged, match: Matcher): Judgement {
  const { tiers = NO_TIERS, narrowing } = side;
  const admin = inOrder(tiers.admin, PortSet.ALL, match);
  const left = admin.next.union(admin.pass);
  const own = judgeMiddle(side, tiers.denied, left, match);
  const base = atOnce(
    [inOrder(tiers.baseline, own.next, match), ...tiers.unordered.map((policy) => ask(policy, own.next, match))],
    own.next,
  );
  const accept = PortSet.unionAll([admin.accept, own.accept, base.accept, base.pass, base.next]);
  const deny = PortSet.unionAll([admin.deny, own.deny, base.deny]);
  const [allow, unknown] = [accept.subtract(deny), accept.intersect(deny)];
  if (narrowing === undefined) return { allow, unknown };
  const parts = match(narrowing.parts);
  const narrowed = parts.sure.union(parts.perhaps).subtract(match(narrowing.whole).sure);
  return toJudgement(allow, unknown, left.intersect(narrowed));
}

/** What becomes of ports by policies of falling precedence. */
export function inOrder(levels: readonly Level[], asked: PortSet, match: Matcher): Outcome {
  return levels.reduce<Outcome>(
    (before, level) => {
      const outcome = atOnce(
        level.map((policy) => ask(policy, before.next, match)),
        before.next,
      );
      return {
        accept: before.accept.union(outcome.accept),
        deny: before.deny.union(outcome.deny),
        pass: before.pass.union(outcome.pass),
        next: outcome.next,
      };
    },
    { accept: PortSet.NONE, deny: PortSet.NONE, pass: PortSet.NONE, next: asked },
  );
}

/** Whichever is asked first decides, so that any outcome of one of them may be that of all. */
function atOnce(outcomes: readonly Outcome[], asked: PortSet): Outcome {
  if (outcomes.length === 1) return outcomes[0];
  return {
    accept: PortSet.unionAll(outcomes.map(({ accept }) => accept)),
    deny: PortSet.unionAll(outcomes.map(({ deny }) => deny)),
    pass: PortSet.unionAll(outcomes.map(({ pass }) => pass)),
    next: outcomes.reduce((left, { next }) => left.intersect(next), asked),
  };
}

/** What becomes of ports by the rules of one policy: the first that matches decides. */
export function ask({ rules, by }: TierPolicy, asked: PortSet, match: Matcher): Outcome {
  const found = { accept: PortSet.NONE, deny: PortSet.NONE, pass: PortSet.NONE };
  let next = asked;
  for (const { action, alone } of rules) {
    if (next.isEmpty) break;
    const { sure, perhaps } = match(alone);
    if (sure.isEmpty && perhaps.isEmpty) continue;
    found[action] = found[action].union(next.intersect(sure.union(perhaps)));
    next = next.subtract(sure);
  }
  // Those of the pods that it does not select ask the next one.
  return { ...found, next: by === undefined ? next : asked };
}

/** What becomes of ports by NetworkPolicies and those beside them; what none of them isolates is left to the next tier. */
function judgeMiddle(
  { isolatedBy, bundles, partial }: Middle,
  denied: readonly TierPolicy[],
  asked: PortSet,
  match: Matcher,
): Pick<Outcome, 'accept' | 'deny' | 'next'> {
  const closed = closedBy(denied, match);
  const judged = partial.map(({ policies, rules }) => ({ isolates: policies.length > 0, ...match(rules) }));
  if (isolatedBy.length > 0) {
    const opened = bundles.map(({ rules }) => match(rules));
    const sure = PortSet.unionAll(opened.map((each) => each.sure));
    const perhaps = PortSet.unionAll([...opened, ...judged].flatMap((each) => [each.sure, each.perhaps]));
    return {
      accept: asked.intersect(perhaps.subtract(closed.sure)),
      deny: asked.subtract(sure.subtract(closed.perhaps)),
      next: PortSet.NONE,
    };
  }
  const left = asked.subtract(closed.sure);
  const isolating = judged.filter(({ isolates }) => isolates);
  if (isolating.length === 0) return { accept: PortSet.NONE, deny: asked.intersect(closed.perhaps), next: left };
  // Some of the pods are isolated, by any of these.
  const open = PortSet.unionAll(judged.flatMap(({ sure, perhaps }) => [sure, perhaps]));
  const openToAll = isolating.map(({ sure }) => sure).reduce((a, b) => a.intersect(b));
  return {
    accept: left.intersect(open),
    deny: asked.intersect(closed.perhaps).union(left.subtract(openToAll)),
    next: left,
  };
}

/** The ports that rules close for sure, and those that they may close. */
function closedBy(denied: readonly TierPolicy[], match: Matcher): Match {
  const matches = denied.flatMap(({ rules, by }) => rules.map(({ alone }) => ({ by, ...match(alone) })));
  return {
    sure: PortSet.unionAll(matches.filter(({ by }) => by === undefined).map(({ sure }) => sure)),
    perhaps: PortSet.unionAll(matches.flatMap(({ sure, perhaps }) => [sure, perhaps])),
  };
}

/** All lists of rules that are asked about a peer. */
export function ruleLists({ bundles, partial, tiers, narrowing }: Judged): (readonly CompiledRule[])[] {
  return [
    ...[...bundles, ...partial].map(({ rules }) => rules),
    ...(tiers === undefined ? [] : tiers.lists),
    ...(narrowing === undefined ? [] : [narrowing.parts, narrowing.whole]),
  ];
}

/** Whether rules of NetworkPolicies alone decide, which open something and close nothing. */
export function isPlain({ tiers, narrowing, partial }: Judged): boolean {
  return tiers === undefined && narrowing === undefined && partial.every(({ policies }) => policies.length > 0);
}

/** Whether nothing is closed by policies that are judged. */
export function isOpen({ isolatedBy, partial, tiers }: Judged): boolean {
  return isolatedBy.length === 0 && partial.length === 0 && tiers === undefined;
}
