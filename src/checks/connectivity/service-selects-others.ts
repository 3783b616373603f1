import { labelsText } from './labels-text';
import { strangersOfPolicies } from './policy-strangers';
import { strangersOfServices } from './service-strangers';
import { formatSelector } from '../../reachability/selector';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/**
 * Services and policies that take the pods of others for theirs. Canaries and colours of one app are meant; who is named
 * otherwise, has another image and a Service or a policy of its own, or is a Job, is not.
 */
export const serviceSelectsOthers: Rule = {
  id: 'service-selects-others',
  title: 'A Service or a policy selects the pods of another workload, too',
  severity: 'warning',
  group: 'connectivity',
  why: 'A part of the connections of the Service goes to pods that do something else, and fails there; the policy opens and closes what is not meant for them.',
  fix: 'Add to the selector a label that only the pods have which are meant.',
  *find(input: CheckInput): Iterable<Found> {
    for (const [id, { selector, own, strangers }] of input.once(strangersOfServices)) {
      const object = input.object(id)!;
      const ids = idsOf(strangers);
      yield {
        object,
        field: object.root.get('spec', 'selector'),
        message:
          `${id} is for ${own.workload.id}, by its name, and its selector (${labelsText(selector)}) selects the pods of ` +
          `${firstOf(ids)}, too: these get a part of its connections`,
        fix: `add to spec.selector a label that only the pods of ${own.workload.id} have`,
        to: ids[0],
      };
    }
    for (const { object, policy, own, strangers } of strangersOfPolicies(input)) {
      const ids = idsOf(strangers);
      yield {
        object,
        field: object.root.get('spec', policy.kind === undefined ? 'podSelector' : 'endpointSelector'),
        message:
          `${object.id} is for ${own.workload.id}, by its name, and its selector (${formatSelector(policy.podSelector)}) selects ` +
          `the pods of ${firstOf(ids)}, too, which have a policy of their own: they take part in what it opens`,
        fix: `add to the selector a label that only the pods of ${own.workload.id} have`,
        to: ids[0],
      };
    }
  },
};

function idsOf(pods: readonly CheckedPods[]): readonly string[] {
  return pods.map(({ workload }) => workload.id);
}
