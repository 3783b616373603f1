import { AskedSide } from './asked-side';
import { PortSet } from './port-set';
import { opinionOf, RuleOpinion } from './rule-opinion';
import { Level, TierPolicy } from './side';
import { RuleAction, TierName } from '../topology/model';

/** What a rule does to the question that is asked: nothing, if a rule before it has decided. */
export type RuleEffect = 'decides' | 'may decide' | 'does not match' | 'is not asked';

/** A rule of an administrator's policy. */
export interface TierRuleOpinion extends RuleOpinion {
  readonly action: RuleAction;
  readonly effect: RuleEffect;
}

/** A policy of an administrator. */
export interface TierPolicyExplanation {
  readonly policy: string;
  /** Lower ones are asked first; absent: it has none. */
  readonly priority?: number;
  /** Whether it selects some of the pods, or nobody knows whether all; absent: it selects all of them. */
  readonly isPartial?: true;
  readonly rules: readonly TierRuleOpinion[];
}

/** What the policies of one tier say, in the order in which they are asked. */
export interface TierExplanation {
  readonly tier: TierName;
  /** What may become of the question: several outcomes if the manifests do not decide; `next`: no rule has matched. */
  readonly outcome: readonly (RuleAction | 'next')[];
  readonly policies: readonly TierPolicyExplanation[];
}

/** The tiers of a side as one question goes through them. */
export function explainTiers(asked: AskedSide, question: PortSet): readonly TierExplanation[] {
  const { tiers, isolatedBy } = asked.side;
  if (tiers === undefined || tiers.policies.length === 0) return [];
  const admin = tierOf(asked, 'Admin', tiers.admin, [], question);
  const isLeft = admin === undefined || admin.outcome.some((each) => each === 'next' || each === 'pass');
  const isReached =
    isLeft && isolatedBy.length === 0 && !tiers.denied.some((policy) => closes(asked, policy, question));
  const baseline = tierOf(asked, 'Baseline', tiers.baseline, tiers.unordered, isReached ? question : PortSet.NONE);
  return [admin, baseline].filter((each) => each !== undefined);
}

/** Whether a policy surely closes what is asked for. */
function closes({ peerMatches, portsOf }: AskedSide, { rules, by }: TierPolicy, question: PortSet): boolean {
  if (by !== undefined) return false;
  return rules.some(({ alone: [rule] }) => peerMatches(rule) === 'yes' && portsOf(rule).includes(question));
}

function tierOf(
  asked: AskedSide,
  tier: TierName,
  levels: readonly Level[],
  unordered: readonly TierPolicy[],
  question: PortSet,
): TierExplanation | undefined {
  if (levels.length + unordered.length === 0) return undefined;
  const outcome = new Set<RuleAction | 'next'>();
  const policies: TierPolicyExplanation[] = [];
  let isAsked = !question.isEmpty;
  for (const level of levels) {
    const said = level.map((policy) => explainPolicy(asked, policy, question, isAsked));
    policies.push(...said.map(({ explanation }) => explanation));
    for (const { found } of said) for (const each of found) if (each !== 'next') outcome.add(each);
    // Of policies of equal priority any may be asked first.
    isAsked = isAsked && said.every(({ found }) => found.has('next'));
  }
  const others = unordered.map((policy) => explainPolicy(asked, policy, question, !question.isEmpty));
  policies.push(...others.map(({ explanation }) => explanation));
  for (const { found } of others) for (const each of found) if (each !== 'next') outcome.add(each);
  if (isAsked && others.every(({ found }) => found.has('next'))) outcome.add('next');
  return { tier, outcome: [...outcome].sort(), policies };
}

function explainPolicy(
  asked: AskedSide,
  { policy, rules, by }: TierPolicy,
  question: PortSet,
  isAskedAtAll: boolean,
): { readonly explanation: TierPolicyExplanation; readonly found: ReadonlySet<RuleAction | 'next'> } {
  const found = new Set<RuleAction | 'next'>();
  let isAsked = isAskedAtAll;
  const said = rules.map(({ action, alone: [rule] }): TierRuleOpinion => {
    const opinion = { ...opinionOf(asked, rule, question), action };
    if (!isAsked) return { ...opinion, effect: 'is not asked' };
    if (opinion.peerMatches === 'no' || !opinion.portMatches) return { ...opinion, effect: 'does not match' };
    found.add(action);
    const isSure = opinion.peerMatches === 'yes';
    if (isSure) isAsked = false;
    return { ...opinion, effect: isSure && by === undefined ? 'decides' : 'may decide' };
  });
  if (isAsked || by !== undefined) found.add('next');
  const priority = policy.order?.priority;
  return {
    found,
    explanation: {
      policy: policy.id,
      ...(priority === undefined ? {} : { priority }),
      ...(by === undefined ? {} : { isPartial: true }),
      rules: said,
    },
  };
}
