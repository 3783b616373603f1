import { fixOf, placeOf } from './denial-fix';
import { messageOf, moreMessageOf, portTextsOf } from './denial-text';
import { Denial, Denials } from './denials';
import { NetworkRule, networkRule } from './network-rule';
import { RuleJudge } from './rule-judge';
import { withoutTold } from './told-pods';
import { unusedFindings } from './unused-findings';
import { CheckInput } from '../check-input';
import { Finding, fingerprintOf } from '../finding';

/**
 * The connections that rules of a platform team deny and that are open, or may be: the first rule that matches a connection decides
 * it, and what no rule matches is not judged.
 *
 * @param rules in the order in which they are asked
 */
export function networkRuleFindings(input: CheckInput, rules: readonly NetworkRule[]): Finding[] {
  if (rules.length === 0) return [];
  const judge = new RuleJudge(input.analysis, rules);
  const denials = new Denials();
  for (const denied of judge.denied()) denials.add(denied);
  return [
    ...withoutTold(denials.all()).map((denial) => toFinding(input, denial)),
    ...denials.more().map(({ denial, count }) => moreFinding(input, denial, count)),
    ...unusedFindings(input, judge),
  ];
}

function toFinding(input: CheckInput, denial: Denial): Finding {
  const { flow, object, texts } = denial;
  const isFrom = flow.from.kind === 'workload';
  const others = [...texts].sort();
  const ports = portTextsOf(denial);
  return {
    ...commonFields(input, denial, [isFrom ? 'to' : 'from', ...others, 'on', ...ports]),
    message: messageOf(denial),
    from: isFrom ? object : others.join(', '),
    to: isFrom ? others.join(', ') : object,
    ports,
  };
}

/** How many it is belongs to what is told: one more is another finding. */
function moreFinding(input: CheckInput, denial: Denial, count: number): Finding {
  const isFrom = denial.flow.from.kind === 'workload';
  return {
    ...commonFields(input, denial, [isFrom ? 'to' : 'from', `${count} more`]),
    message: moreMessageOf(denial, count),
    ...(isFrom ? { from: denial.object } : { to: denial.object }),
  };
}

function commonFields(
  input: CheckInput,
  denial: Denial,
  said: readonly string[],
): Omit<Finding, 'message' | 'from' | 'to' | 'ports'> {
  const { compiled, object, doubts } = denial;
  const isSure = doubts.size === 0;
  const detail = [compiled.rule.key, ...said, ...(isSure ? [] : ['perhaps'])].join(' ');
  return {
    rule: networkRule,
    severity: isSure ? 'error' : 'warning',
    object,
    ...placeOf(input, denial),
    detail,
    fix: fixOf(denial),
    fingerprint: fingerprintOf(networkRule.id, object, detail),
  };
}
