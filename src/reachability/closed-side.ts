import { Analysed } from './analysed';
import { AskedEnd, PortQuestion } from './asked-end';
import { AskedSide, askSide } from './asked-side';
import { explainTiers, TierExplanation } from './explain-tiers';
import { PortSet } from './port-set';
import { denyRules } from './side-rules';
import { Direction, Policy, TierName } from '../topology/model';

/** A rule that denies what other rules cannot open. */
export interface DenyingRule {
  readonly policy: Policy;
  /** Its position in the policy's list of the direction, from 0. */
  readonly rule: number;
  /** Where it stands, if not there. */
  readonly path?: string;
  /** The tier that it is asked in; absent: it stands beside NetworkPolicies. */
  readonly tier?: TierName;
}

/** What closes one side of a question. */
export interface ClosedSide {
  readonly asked: AskedSide;
  /** Rules of the first tier that deny: whatever is asked before them decides. */
  readonly admin: readonly DenyingRule[];
  /** Rules that deny beside those that open. */
  readonly beside: readonly DenyingRule[];
  /** Whether policies isolate the pods, and none of their rules opens it. */
  readonly isNotOpened: boolean;
  /** Rules of the last tier that deny what no policy isolates. */
  readonly baseline: readonly DenyingRule[];
}

/** Finds out what closes a side that is denied. */
export function closedSide(
  analysed: Analysed,
  direction: Direction,
  position: number,
  peer: AskedEnd,
  { protocol, port }: PortQuestion,
): ClosedSide {
  const asked = askSide(analysed, direction, position, peer);
  const question = PortSet.range(protocol, port, port);
  const { side, peerMatches, portsOf } = asked;
  const tiers = explainTiers(asked, question);
  const policies = new Map((side.tiers?.policies ?? []).map(({ policy }) => [policy.id, policy]));
  const beside = denyRules(side)
    .filter((rule) => peerMatches(rule) !== 'no' && portsOf(rule).overlaps(question))
    .map(({ policy, index, given: { path } }) => ({ policy, rule: index, ...(path === undefined ? {} : { path }) }));
  const isOpened = side.rules.some((rule) => peerMatches(rule) === 'yes' && portsOf(rule).includes(question));
  return {
    asked,
    admin: denyingRules(tiers, 'Admin', policies),
    beside,
    isNotOpened: side.isolatedBy.length > 0 && !isOpened,
    baseline: denyingRules(tiers, 'Baseline', policies),
  };
}

/** The first of each policy: of policies of equal priority any may be asked first. */
function denyingRules(
  tiers: readonly TierExplanation[],
  tier: TierName,
  known: ReadonlyMap<string, Policy>,
): DenyingRule[] {
  const { policies = [] } = tiers.find((each) => each.tier === tier) ?? {};
  const found = policies.flatMap(({ policy: id, priority, rules }) => {
    const denying = rules.find(({ action, effect }) => action === 'deny' && /decide/.test(effect));
    if (denying === undefined) return [];
    const { rule, path } = denying;
    return [{ policy: known.get(id)!, priority, rule, ...(path === undefined ? {} : { path }), tier }];
  });
  return found
    .filter(({ priority }) => priority === undefined || priority === found[0].priority)
    .map(({ priority: _, ...denying }) => denying);
}
