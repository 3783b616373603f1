import { claimsOf, isForOneNode } from './claims';
import { runningPods } from './running-containers';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Deployments behind a Service that stop all their pods before they start new ones. */
export const updateStrategy: Rule = {
  id: 'update-strategy',
  title: 'Nobody answers during an update',
  severity: 'note',
  group: 'running',
  why: 'With Recreate all pods are stopped before the first new one starts, and a new one that does not start leaves none.',
  fix: 'Leave strategy out, which is RollingUpdate then, unless two versions cannot run side by side.',
  *find(input: CheckInput): Iterable<Found> {
    for (const pods of input.once(runningPods)) {
      const { object, position } = pods;
      const field = object.root.get('spec', 'strategy', 'type');
      if (object.kind !== 'Deployment' || field.value !== 'Recreate') continue;
      const [forwarded] = input.analysis.services.forwardsTo(position);
      // A disk for one node has to be let go of before it is taken.
      if (forwarded === undefined || claimsOf(input, pods).some(isForOneNode)) continue;
      yield {
        object,
        field,
        message: `${object.id}: an update stops all pods before it starts new ones (Recreate), and ${forwarded.service.id} leads to nobody meanwhile`,
        fix: 'leave strategy out, which is RollingUpdate then',
      };
    }
  },
};
