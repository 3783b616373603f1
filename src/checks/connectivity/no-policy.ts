import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Workloads that nothing isolates: everybody may reach them, and they may reach everybody. */
export const noPolicy: Rule = {
  id: 'no-policy',
  title: 'No policy isolates a workload',
  severity: 'warning',
  group: 'connectivity',
  why: 'Pods that no policy selects may be reached by everybody in the cluster, and may reach everybody, the internet included.',
  fix: 'Write a NetworkPolicy that selects the pods with policyTypes Ingress and Egress, or make the workload with a construct of this library.',
  *find({ analysis: { cluster }, pods }: CheckInput): Iterable<Found> {
    for (const { object, position, workload } of pods) {
      // What policies do to the host network is the plugin's business, and a policy that is not judged may isolate.
      if (workload.hostNetwork) continue;
      const sides = [cluster.sides.ingress[position], cluster.sides.egress[position]];
      if (sides.some(({ isolatedBy, unjudgedBy }) => isolatedBy.length > 0 || unjudgedBy.length > 0)) continue;
      yield {
        object,
        message: `${object.id}: no policy selects its pods, so that everybody may reach them and they may reach everybody`,
        fix: 'write a NetworkPolicy whose podSelector selects them, with policyTypes: [Ingress, Egress]',
      };
    }
  },
};
