import { Analysed } from './analysed';
import { Policy, Workload } from '../topology/model';

const NAME_LABEL = 'app.kubernetes.io/name';

/**
 * Whether a workload was written with this package. No object says so; but the labels of the pods, and a policy of the
 * workload's own name that selects them by `app.kubernetes.io/name` alone and isolates them in both directions, are together
 * what nothing else renders.
 */
export function isOwn({ cluster }: Analysed, position: number): boolean {
  const { name, namespace, labels } = cluster.workloads[position];
  const own = labels[NAME_LABEL];
  if (own === undefined || labels['app.kubernetes.io/managed-by'] !== 'cdk8s') return false;
  if (labels['app.kubernetes.io/component'] === undefined || labels['app.kubernetes.io/instance'] === undefined) {
    return false;
  }
  const { ingress, egress } = cluster.sides;
  const both = ingress[position].isolatedBy.filter((policy) => egress[position].isolatedBy.includes(policy));
  return both.some((policy) => policy.namespace === namespace && policy.name === name && selectsByName(policy, own));
}

function selectsByName({ podSelector: { requirements } }: Policy, name: string): boolean {
  const [first, ...others] = requirements;
  return (
    others.length === 0 &&
    first?.key === NAME_LABEL &&
    first.operator === 'In' &&
    first.values.length === 1 &&
    first.values[0] === name
  );
}

/** What the variable of a workload's construct is mostly called: `orderService` for `order-service`. */
export function variableOf({ name }: Pick<Workload, 'name'>): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const camel = words.map((word, i) => (i === 0 ? word : word[0].toUpperCase() + word.slice(1))).join('');
  return /^[A-Za-z]/.test(camel) ? camel : `_${camel}`;
}
