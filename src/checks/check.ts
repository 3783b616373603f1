import { annotationAcceptances } from './acceptance/annotations';
import { applyAcceptances } from './acceptance/apply';
import { Baseline, baselineAcceptances } from './acceptance/baseline';
import { CheckInput } from './check-input';
import { Finding } from './finding';
import { NetworkRule, networkRule, networkRuleFindings, networkRuleUnused } from './network-rules';
import { RuleDescription } from './rule';
import { isSelected, RuleSelection, runRules, sortFindings } from './run-rules';

/** What to ask, and what is accepted. */
export interface CheckOptions extends RuleSelection {
  /** Rules of somebody about who may reach whom, in the order in which they are asked. Absent: there are none. */
  readonly networkRules?: readonly NetworkRule[];
  /** What is accepted in a file beside the manifests. */
  readonly baseline?: Baseline;
  /** What the proof of a synth found, which knows more than the manifests. Absent: its rules are not asked. */
  readonly proven?: readonly Finding[];
}

/** Everything that is found in the input, the worst first; what is accepted is marked. */
export function check(input: CheckInput, options: CheckOptions = {}): Finding[] {
  const { baseline, proven, networkRules } = options;
  const others = [...networkRuleFindings(input, networkRules ?? []), ...(proven ?? [])];
  const found = [...runRules(input, options), ...others.filter(({ rule }) => isSelected(rule, options))];
  const acceptances = [
    annotationAcceptances(input),
    ...(baseline === undefined ? [] : [baselineAcceptances(baseline)]),
  ];
  const applied = applyAcceptances(found, acceptances, {
    today: input.context.today,
    isAsked: (rule) => isSelected(rule, options) && isThere(rule, options),
    hasObject: (id) => input.object(id) !== undefined,
  });
  return sortFindings(applied);
}

/** Whether that which finds something by a rule was there to look for it. */
function isThere(rule: RuleDescription, { proven, networkRules }: CheckOptions): boolean {
  if (rule.group === 'proof') return proven !== undefined;
  return (rule !== networkRule && rule !== networkRuleUnused) || networkRules !== undefined;
}
