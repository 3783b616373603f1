import { accountNamed, accountOf } from './accounts';
import { runningPods } from './running-containers';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Pods that have the token of an account though nobody asked for it. */
export const accountToken: Rule = {
  id: 'account-token',
  title: 'Pods have a token of their account',
  severity: 'note',
  group: 'running',
  why: 'Whoever gets into a container may do at the API server what the account may do.',
  fix: 'Set automountServiceAccountToken: false, unless the program asks the API server.',
  *find(input: CheckInput): Iterable<Found> {
    for (const { object, spec } of input.once(runningPods)) {
      const { name } = accountOf(spec);
      const ofPod = spec.get('automountServiceAccountToken');
      const ofAccount = accountNamed(input, object.namespace ?? '', name)?.root.get('automountServiceAccountToken');
      const said = ofPod.flag() ?? ofAccount?.flag();
      if (said === false || (said === true && name !== 'default')) continue;
      const isAsked = said === true;
      yield {
        object,
        field: ofPod,
        ...(isAsked ? { severity: 'warning' } : {}),
        message: isAsked
          ? `${object.id}: its pods have the token of the account default, which all pods of the namespace share: what one may do at the API server, all may`
          : `${object.id}: its pods have the token of their account, because nobody says that they need none`,
        fix: isAsked
          ? 'give the pods a ServiceAccount of their own in serviceAccountName'
          : "set automountServiceAccountToken: false in the pod's spec, or true if the program asks the API server",
      };
    }
  },
};
