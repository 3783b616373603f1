import { opennessOf } from './openness';
import { Direction, Policy } from '../../topology/model';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

const OTHER = { ingress: 'egress', egress: 'ingress' } as const;
const TYPES = { ingress: 'Ingress', egress: 'Egress' } as const;
const SO = {
  ingress: 'so that everybody may reach its pods',
  egress: 'so that its pods may reach everybody',
} as const;
const NEEDS = { ingress: 'those who call it', egress: 'what it calls and for DNS' } as const;

/** Workloads that are isolated in one direction and open in the other one. */
export const openDirection: Rule = {
  id: 'open-direction',
  title: 'A workload is isolated in one direction only',
  severity: 'warning',
  group: 'connectivity',
  why: 'Without an Egress policy, whoever takes a pod over may send its data anywhere; without an Ingress policy, every pod of the cluster may call it. A policy without policyTypes isolates ingress, and egress only if it has rules for it.',
  fix: 'Write both types into policyTypes, with rules for what the pods need.',
  *find({ analysis: { cluster }, pods, context: { standIns } }: CheckInput): Iterable<Found> {
    for (const { object, position, workload } of pods) {
      if (workload.hostNetwork || standIns?.has(workload.id) === true) continue;
      for (const direction of ['ingress', 'egress'] as const) {
        const own = opennessOf(cluster.sides[direction][position]);
        const isolating = cluster.sides[OTHER[direction]][position];
        if ((own !== 'open' && own !== 'narrowed') || opennessOf(isolating) !== 'isolated') continue;
        const but = own === 'narrowed' ? ', but for what policies of administrators deny' : '';
        yield {
          object,
          detail: direction,
          message: `${object.id}: policies isolate its ${OTHER[direction]} alone, ${SO[direction]}${but}`,
          fix: fixOf(direction, isolating.isolatedBy),
          ...(direction === 'ingress' ? { to: object.id } : { from: object.id }),
        };
      }
    }
  },
};

function fixOf(direction: Direction, isolating: readonly Policy[]): string {
  const [only, ...others] = isolating;
  const rules = `with rules for ${NEEDS[direction]}`;
  if (only === undefined || only.kind !== undefined || others.length > 0) {
    return `write a NetworkPolicy whose podSelector selects them, with policyTypes: [${TYPES[direction]}] and ${rules.slice(5)}`;
  }
  return `add ${TYPES[direction]} to policyTypes of ${only.id}, ${rules}`;
}
