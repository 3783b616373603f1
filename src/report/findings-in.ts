import { tellCalls } from './accepted-calls';
import { Judged } from './analyse-app';
import { today } from './finding-selection';
import { check, CheckOptions } from '../checks/check';
import { CheckInput } from '../checks/check-input';
import { Finding } from '../checks/finding';

/** What is found in what is judged. What is to be said of one call of `Checks.accept` is said once. */
export function findingsIn(judged: Judged, options: Omit<CheckOptions, 'networkRules'> = {}): Finding[] {
  const { analysis, manifests, context, networkRules, scope } = judged;
  const found = check(new CheckInput(analysis, manifests, { ...context, today: today() }), {
    ...options,
    networkRules,
  });
  return scope === undefined ? found : tellCalls(found, scope, options);
}
