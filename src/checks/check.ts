import { annotationAcceptances } from './acceptance/annotations';
import { applyAcceptances } from './acceptance/apply';
import { Baseline, baselineAcceptances } from './acceptance/baseline';
import { CheckInput } from './check-input';
import { Finding } from './finding';
import { isSelected, RuleSelection, runRules, sortFindings } from './run-rules';

/** What to ask, and what is accepted. */
export interface CheckOptions extends RuleSelection {
  /** What is accepted in a file beside the manifests. */
  readonly baseline?: Baseline;
  /** What the proof of a synth found, which knows more than the manifests. Absent: its rules are not asked. */
  readonly proven?: readonly Finding[];
}

/** Everything that is found in the input, the worst first; what is accepted is marked. */
export function check(input: CheckInput, options: CheckOptions = {}): Finding[] {
  const { baseline, proven } = options;
  const found = [...runRules(input, options), ...(proven ?? []).filter(({ rule }) => isSelected(rule, options))];
  const acceptances = [
    annotationAcceptances(input),
    ...(baseline === undefined ? [] : [baselineAcceptances(baseline)]),
  ];
  const applied = applyAcceptances(found, acceptances, {
    today: input.context.today,
    isAsked: (rule) => isSelected(rule, options) && (rule.group !== 'proof' || proven !== undefined),
    hasObject: (id) => input.object(id) !== undefined,
  });
  return sortFindings(applied);
}
