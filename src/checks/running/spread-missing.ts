import { runningPods } from './running-containers';
import { scaleOf } from './scale';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Workloads whose pods may all be on one node. */
export const spreadMissing: Rule = {
  id: 'spread-missing',
  title: 'Nothing keeps pods apart',
  severity: 'note',
  group: 'running',
  why: 'All pods may be on one node, and are gone with it; the scheduler spreads them only as far as nothing else matters more.',
  fix: 'Write a topologySpreadConstraint or a podAntiAffinity for kubernetes.io/hostname.',
  *find(input: CheckInput): Iterable<Found> {
    for (const pods of input.once(runningPods)) {
      const { object, spec } = pods;
      const fewest = scaleOf(input, pods)?.fewest ?? 0;
      if (fewest < 2) continue;
      const places = [spec.get('topologySpreadConstraints'), spec.get('affinity', 'podAntiAffinity')];
      if (places.some((place) => place.items().length + place.entries().length > 0)) continue;
      yield {
        object,
        field: places[0],
        message: `${object.id}: nothing keeps its ${fewest} pods apart: all may be on one node`,
        fix: "write topologySpreadConstraints for kubernetes.io/hostname into the pod's spec",
      };
    }
  },
};
