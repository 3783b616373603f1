import { runningPods } from './running-containers';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Pods that get variables from each Service of their namespace. */
export const serviceLinks: Rule = {
  id: 'service-links',
  title: 'Pods get variables from Services',
  severity: 'note',
  group: 'running',
  why: 'A Service called redis sets REDIS_PORT to a URL in every pod of the namespace, and thousands of Services keep pods from starting.',
  fix: 'Set enableServiceLinks: false.',
  *find(input: CheckInput): Iterable<Found> {
    for (const { object, spec } of input.once(runningPods)) {
      const field = spec.get('enableServiceLinks');
      if (field.value === false) continue;
      yield {
        object,
        field,
        message: `${object.id}: its pods get variables from each Service of their namespace`,
        fix: "set enableServiceLinks: false in the pod's spec",
      };
    }
  },
};
