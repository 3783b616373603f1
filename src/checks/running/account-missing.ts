import { accountNamed, accountOf, namespacesWithAccounts } from './accounts';
import { runningPods, shownName } from './running-containers';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Pods with an account that the input does not have, though it has what is around it. */
export const accountMissing: Rule = {
  id: 'account-missing',
  title: 'An account of pods is missing',
  severity: 'warning',
  group: 'running',
  why: 'Without its ServiceAccount no pod is made.',
  fix: 'Add the ServiceAccount, or name one that is there.',
  *find(input: CheckInput): Iterable<Found> {
    for (const { object, spec } of input.once(runningPods)) {
      const { name, field } = accountOf(spec);
      const { namespace = '' } = object;
      // Each namespace has the account "default".
      if (name === 'default' || !input.once(namespacesWithAccounts).has(namespace)) continue;
      if (accountNamed(input, namespace, name) !== undefined) continue;
      yield {
        object,
        field,
        message: `${object.id}: its pods have the account ${shownName(name)}, and the input has no ServiceAccount of that name in namespace ${namespace}`,
        fix: `add ServiceAccount ${shownName(name)} to namespace ${namespace}, or name one that is there in serviceAccountName`,
      };
    }
  },
};
