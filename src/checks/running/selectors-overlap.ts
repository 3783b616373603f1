import { runningPods } from './running-containers';
import { hasSelector } from './selectors';
import { PodIndex } from '../../reachability/pod-index';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Controllers that take each other's pods for their own. */
export const selectorsOverlap: Rule = {
  id: 'selectors-overlap',
  title: "A controller selects another one's pods",
  severity: 'warning',
  group: 'running',
  why: 'It counts, scales and may adopt pods that are not its own; Kubernetes does not keep anybody from it, and says not to do it.',
  fix: 'Give each its own value of a label such as app.kubernetes.io/name, in the selector and in the template.',
  *find(input: CheckInput): Iterable<Found> {
    const controllers = input.once(controllersWithSelector);
    const index = input.once(indexOfControllers);
    for (const { object, workload } of controllers) {
      // Everybody is selected by an empty selector, which the API server refuses.
      if (workload.selector === undefined || workload.selector.requirements.length === 0) continue;
      const { members } = index.inNamespace(workload.namespace, workload.selector);
      const others = members.slice(0, FEW).map((position) => controllers[position].object.id);
      const [first, ...more] = others.filter((id) => id !== object.id);
      if (first === undefined) continue;
      yield {
        object,
        field: object.root.get('spec', 'selector'),
        message: `${object.id}: its selector selects the pods of ${firstOf([first, ...more])}${members.length > FEW ? ' and others' : ''} as well`,
        fix: 'ask for a label in spec.selector.matchLabels that its own pods alone have',
      };
    }
  },
};

/** More are not named: with equal selectors everybody would name everybody. */
const FEW = 4;

function controllersWithSelector(input: CheckInput): readonly CheckedPods[] {
  return input.once(runningPods).filter(({ object }) => hasSelector(object));
}

function indexOfControllers(input: CheckInput): PodIndex {
  return new PodIndex(
    input.once(controllersWithSelector).map(({ workload }) => workload),
    [],
  );
}
