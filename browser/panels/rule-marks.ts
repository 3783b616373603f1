import { PeerMatch } from '../../src/reachability/match-ends';
import { RuleLike, RuleTexts } from '../../src/render/explain-side';
import { RuleAction } from '../../src/topology/model';

/** Signs before what a rule says: it opens, it closes, it may do so, it says nothing. */
export const MARKS = { opens: '✓', closes: '✕', perhaps: '?', nothing: '–' } as const;

/** What is to be known of a rule for its sign. */
export interface Marked extends RuleLike {
  readonly peerMatches: PeerMatch;
  readonly action?: RuleAction;
  /** Of rules of administrators. */
  readonly effect?: string;
}

/** The texts of rules, each with a sign before it. */
export function withMarks<Rule extends Marked, TierRule extends Marked>(
  { rule, tierRule }: RuleTexts<Rule, TierRule>,
  hits: (opinion: Rule | TierRule) => boolean,
): RuleTexts<Rule, TierRule> {
  const mark = (opinion: Rule | TierRule): string => {
    if (opinion.peerMatches === 'no' || !hits(opinion)) return MARKS.nothing;
    if (opinion.peerMatches === 'unknown' || opinion.effect === 'may decide') return MARKS.perhaps;
    return opinion.action === 'deny' ? MARKS.closes : MARKS.opens;
  };
  return {
    rule: (opinion) => `${mark(opinion)} ${rule(opinion)}`,
    tierRule: (opinion, tier) => `${mark(opinion)} ${tierRule(opinion, tier)}`,
  };
}
