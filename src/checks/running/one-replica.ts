import { claimsOf, isForOneNode } from './claims';
import { runningPods } from './running-containers';
import { scaleOf } from './scale';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Workloads of which there is one pod: nobody answers while it moves. */
export const oneReplica: Rule = {
  id: 'one-replica',
  title: 'A workload has one pod',
  severity: 'note',
  group: 'running',
  why: 'Nobody answers while the pod is moved to another node or is started again.',
  fix: 'Write replicas: 2 or more, or an autoscaler with as many at least.',
  *find(input: CheckInput): Iterable<Found> {
    for (const pods of input.once(runningPods)) {
      const { object } = pods;
      const scale = scaleOf(input, pods);
      // Zero is somebody's choice, and with a disk for one node there can be no second one.
      if (scale?.fewest !== 1 || claimsOf(input, pods).some(isForOneNode)) continue;
      if (object.root.get('spec', 'strategy', 'type').value === 'Recreate') continue;
      const { autoscaler } = scale;
      yield {
        object,
        field: scale.replicas,
        message:
          autoscaler === undefined
            ? `${object.id}: there is one pod${scale.replicas.isAbsent ? ', because replicas is not written' : ''}`
            : `${object.id}: ${autoscaler.object.id} may leave one pod`,
        fix:
          autoscaler === undefined
            ? 'write replicas: 2 or more'
            : `write 2 or more as the fewest replicas of ${autoscaler.object.id}`,
      };
    }
  },
};
