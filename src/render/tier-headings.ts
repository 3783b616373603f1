import { TierExplanation } from '../reachability/explain';
import { RuleAction, TierName } from '../topology/model';

/** A tier, with what may become of the question there: of all ports together nobody says it. */
export interface TierHeading {
  readonly tier: TierName;
  readonly outcome?: TierExplanation['outcome'];
}

const DONE: Readonly<Record<TierName, Readonly<Record<RuleAction | 'next', string>>>> = {
  Admin: {
    accept: 'allows it',
    deny: 'denies it',
    pass: 'leaves it to the NetworkPolicies',
    next: 'no rule matches',
  },
  Baseline: {
    accept: 'allows it',
    deny: 'denies it',
    pass: 'leaves it open',
    next: 'no rule matches, so it is open',
  },
};

/** What a rule does with what it matches, in words. */
export function deed(tier: TierName, action: RuleAction): string {
  return DONE[tier][action];
}

/** `tier Admin, asked first: leaves it to the NetworkPolicies`. */
export function adminHeading({ outcome }: TierHeading): string {
  return `tier Admin, asked first${said('Admin', outcome)}`;
}

/** When the policies between the tiers are asked, and why they are not. */
export function middleHeading(admin: TierHeading | undefined): string {
  if (admin === undefined) return 'NetworkPolicies, asked first';
  const { outcome } = admin;
  if (outcome === undefined) return 'NetworkPolicies, asked for what tier Admin does not decide';
  const isLeft = outcome.includes('next') || outcome.includes('pass');
  if (!isLeft) return 'NetworkPolicies, not reached: tier Admin has decided';
  const isSure = outcome.every((each) => each === 'next' || each === 'pass');
  return isSure ? 'NetworkPolicies, asked next' : 'NetworkPolicies, asked next if tier Admin has not decided';
}

/** What the last tier says, and why it is not asked. */
export function baselineHeading(
  { outcome }: TierHeading,
  admin: TierHeading | undefined,
  isolatedBy: readonly string[],
): string {
  if (isolatedBy.length > 0) return 'tier Baseline, not reached: it is for pods that no policy isolates';
  if (outcome === undefined) return 'tier Baseline, asked last, for what nothing before it decides';
  if (outcome.length > 0) return `tier Baseline, asked last${said('Baseline', outcome)}`;
  const isLeft = admin?.outcome?.some((each) => each === 'next' || each === 'pass') ?? true;
  return `tier Baseline, not reached: ${isLeft ? 'a rule before it has denied it' : 'tier Admin has decided'}`;
}

function said(tier: TierName, outcome: TierHeading['outcome']): string {
  return outcome === undefined ? '' : `: ${outcome.map((each) => DONE[tier][each]).join(', or ')}`;
}
