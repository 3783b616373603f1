import { formatPlace } from './because';
import { placeText } from './place-text';
import { formatRule } from './rule-text';
import { oneLine } from './text-table';
import { baselineHeading, adminHeading, middleHeading, TierHeading } from './tier-headings';
import { SideExplanation } from '../reachability/explain';
import { Direction, Policy, TierName } from '../topology/model';

/** What rules of answers about one port and about all ports have in common. */
export interface RuleLike {
  readonly policy: string;
  readonly rule: number;
  readonly path?: string;
}

/** A policy of an administrator, with what its rules say. */
interface TierPolicyLike<TierRule extends RuleLike> {
  readonly policy: string;
  readonly priority?: number;
  readonly isPartial?: true;
  readonly rules: readonly TierRule[];
}

/** What sides of these answers have in common. */
export interface SideLike<Rule extends RuleLike, TierRule extends RuleLike> {
  readonly direction: Direction;
  readonly workload: string;
  readonly isolatedBy: readonly string[];
  readonly partlyIsolatedBy?: readonly string[];
  readonly rules: readonly Rule[];
  readonly tiers?: readonly (TierHeading & { readonly policies: readonly TierPolicyLike<TierRule>[] })[];
  readonly unjudgedBy?: readonly string[];
}

/** How rules are told: those beside NetworkPolicies, and those of administrators. */
export interface RuleTexts<Rule extends RuleLike, TierRule extends RuleLike> {
  readonly rule: (opinion: Rule) => string;
  readonly tierRule: (opinion: TierRule, tier: TierName) => string;
}

/** `egress of shop/Deployment/web`. */
export function title({ direction, workload }: Pick<SideExplanation, 'direction' | 'workload'>): string {
  return `${direction} of ${oneLine(workload)}`;
}

/** The policies of a side in the order in which they are asked, each with its rules and what they have to say. */
export function* sideText<Rule extends RuleLike, TierRule extends RuleLike>(
  side: SideLike<Rule, TierRule>,
  policies: ReadonlyMap<string, Policy>,
  texts: RuleTexts<Rule, TierRule>,
): Generator<string> {
  const { tiers = [] } = side;
  if (tiers.length === 0) {
    yield* middleText(side, policies, texts.rule);
    return;
  }
  const admin = tiers.find(({ tier }) => tier === 'Admin');
  const baseline = tiers.find(({ tier }) => tier === 'Baseline');
  if (admin !== undefined) {
    yield `  ${adminHeading(admin)}\n`;
    for (const policy of admin.policies) yield* tierPolicyText(side.direction, 'Admin', policy, policies, texts);
  }
  yield `  ${middleHeading(admin)}\n`;
  for (const line of middleText(side, policies, texts.rule)) yield `  ${line}`;
  if (baseline !== undefined) {
    yield `  ${baselineHeading(baseline, admin, side.isolatedBy)}\n`;
    for (const policy of baseline.policies) yield* tierPolicyText(side.direction, 'Baseline', policy, policies, texts);
  }
}

function* tierPolicyText<Rule extends RuleLike, TierRule extends RuleLike>(
  direction: Direction,
  tier: TierName,
  { policy: id, priority, isPartial, rules }: TierPolicyLike<TierRule>,
  policies: ReadonlyMap<string, Policy>,
  { tierRule }: RuleTexts<Rule, TierRule>,
): Generator<string> {
  const policy = policies.get(id);
  const which = priority === undefined ? 'without priority' : `priority ${priority}`;
  const whose = isPartial === true ? ', for some of the pods' : '';
  yield `    ${oneLine(id)}, ${which}${whose}${policy === undefined ? '' : placeText(policy.origin)}\n`;
  for (const opinion of rules) {
    yield `      ${ruleText(direction, opinion, policy)}\n`;
    yield `        ${tierRule(opinion, tier)}\n`;
  }
}

/** The NetworkPolicies, and the policies that are asked with them. */
function* middleText<Rule extends RuleLike, TierRule extends RuleLike>(
  side: SideLike<Rule, TierRule>,
  policies: ReadonlyMap<string, Policy>,
  toText: (opinion: Rule) => string,
): Generator<string> {
  const { direction, isolatedBy, partlyIsolatedBy = [], unjudgedBy = [], rules } = side;
  const known = [...isolatedBy, ...partlyIsolatedBy];
  const others = new Set(rules.map(({ policy }) => policy).filter((id) => !known.includes(id)));
  if (known.length === 0 && unjudgedBy.length === 0) {
    const what = others.size === 0 ? 'no policy selects' : 'no policy isolates';
    yield `  not isolated: ${what} these pods for ${direction}\n`;
  }
  for (const id of isolatedBy) yield* policyText(side, id, policies.get(id), 'isolated by', toText);
  for (const id of partlyIsolatedBy) yield* policyText(side, id, policies.get(id), 'some pods isolated by', toText);
  for (const id of others) yield* policyText(side, id, policies.get(id), 'not isolated, but decided by', toText);
  for (const id of unjudgedBy) yield `  may be decided by ${oneLine(id)}\n`;
}

function* policyText<Rule extends RuleLike, TierRule extends RuleLike>(
  { direction, rules }: SideLike<Rule, TierRule>,
  id: string,
  policy: Policy | undefined,
  does: string,
  toText: (opinion: Rule) => string,
): Generator<string> {
  yield `  ${does} ${oneLine(id)}${policy === undefined ? '' : placeText(policy.origin)}\n`;
  const own = rules.filter((rule) => rule.policy === id);
  if (own.length === 0) yield `    no ${direction} rules, so it opens nothing\n`;
  for (const opinion of own) {
    yield `    ${ruleText(direction, opinion, policy)}\n`;
    yield `      ${toText(opinion)}\n`;
  }
}

/** Where a rule stands, and what it says. */
function ruleText(direction: Direction, opinion: RuleLike, policy: Policy | undefined): string {
  const rule = policy?.rules[direction]?.[opinion.rule];
  const content = policy === undefined || rule === undefined ? '' : ` ${formatRule(policy, direction, rule)}`;
  return oneLine(`${formatPlace(direction, opinion)}${content}`);
}
