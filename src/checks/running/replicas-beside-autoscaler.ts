import { runningPods } from './running-containers';
import { scaleOf } from './scale';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Workloads whose replicas are written and scaled. */
export const replicasBesideAutoscaler: Rule = {
  id: 'replicas-beside-autoscaler',
  title: 'Replicas are written beside an autoscaler',
  severity: 'warning',
  group: 'running',
  why: 'Each time the manifests are applied the workload is set back to that number, whatever it is under.',
  fix: 'Leave replicas out.',
  *find(input: CheckInput): Iterable<Found> {
    for (const pods of input.once(runningPods)) {
      const { object } = pods;
      const scale = scaleOf(input, pods);
      if (scale?.autoscaler === undefined || scale.replicas.isAbsent) continue;
      const isOff = scale.replicas.value === 0 && scale.autoscaler.object.kind === 'HorizontalPodAutoscaler';
      yield {
        object,
        field: scale.replicas,
        message: isOff
          ? `${object.id}: replicas: 0 turns ${scale.autoscaler.object.id} off`
          : `${object.id}: replicas is written though ${scale.autoscaler.object.id} scales it: each apply sets it back`,
        fix: 'leave replicas out',
      };
    }
  },
};
