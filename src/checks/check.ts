import { CheckInput } from './check-input';
import { Finding } from './finding';
import { RuleSelection, runRules } from './run-rules';

/** What to ask, and what is accepted. */
export type CheckOptions = RuleSelection;

/** Everything that is found in the input, the worst first; what is accepted is marked. */
export function check(input: CheckInput, options: CheckOptions = {}): Finding[] {
  return runRules(input, options);
}
