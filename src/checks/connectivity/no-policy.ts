import { opennessOf } from './openness';
import { IdentityWall } from '../../reachability/identity/wall';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Workloads that nothing isolates: everybody may reach them, and they may reach everybody. */
export const noPolicy: Rule = {
  id: 'no-policy',
  title: 'No policy isolates a workload',
  severity: 'warning',
  group: 'connectivity',
  why: 'Pods that no policy isolates may be reached by everybody in the cluster, and may reach everybody, the internet included.',
  fix: 'Write a NetworkPolicy that selects the pods with policyTypes Ingress and Egress, or make the workload with a construct of this library.',
  *find({ analysis: { cluster }, pods, context: { standIns } }: CheckInput): Iterable<Found> {
    const wall = IdentityWall.of(cluster);
    for (const { object, position, workload } of pods) {
      // What policies do to the host network is the plugin's business; stand-ins are pods of others.
      if (workload.hostNetwork || standIns?.has(workload.id) === true) continue;
      const sides = [cluster.sides.ingress[position], cluster.sides.egress[position]].map(opennessOf);
      if (!sides.every((side) => side === 'open' || side === 'narrowed')) continue;
      const but = sides.includes('narrowed') ? ', but for what policies of administrators deny' : '';
      yield {
        object,
        message: `${object.id}: no policy isolates its pods, so that ${whoReaches(wall?.standsBefore(position) === true)} and they may reach everybody${but}`,
        fix: 'write a NetworkPolicy whose podSelector selects them, with policyTypes: [Ingress, Egress]',
      };
    }
  },
};

/** A mesh decides about TCP alone, and only where its proxies are. */
function whoReaches(isBehindWall: boolean): string {
  return isBehindWall ? 'policies of the mesh alone decide who may reach them' : 'everybody may reach them';
}
