import { runningPods } from './running-containers';
import { selectorOf } from './selectors';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { CheckedPods } from '../checked-pods';

/** A PodDisruptionBudget with the workloads of the input whose pods it surely selects. */
export interface Budget {
  readonly object: CheckedObject;
  readonly pods: readonly CheckedPods[];
}

/** All PodDisruptionBudgets. */
export function budgets(input: CheckInput): readonly Budget[] {
  const byPosition = new Map(input.once(runningPods).map((pods) => [pods.position, pods]));
  return input.ofKind('PodDisruptionBudget', 'policy').map((object) => {
    // Without a selector it selects nobody, and with an empty one all pods of its namespace.
    const selector = selectorOf(object, object.root.get('spec', 'selector'));
    if (selector === undefined || object.namespace === undefined) return { object, pods: [] };
    // In the first version it selected nobody.
    if (object.apiVersion === 'policy/v1beta1' && selector.requirements.length === 0) return { object, pods: [] };
    const { members } = input.analysis.cluster.pods.inNamespace(object.namespace, selector);
    return { object, pods: members.flatMap((position) => byPosition.get(position) ?? []) };
  });
}

/** The budgets of each workload that has one, by its id. */
export function budgetsOf(input: CheckInput): ReadonlyMap<string, readonly Budget[]> {
  const byId = new Map<string, Budget[]>();
  for (const budget of input.once(budgets)) {
    for (const { object } of budget.pods) {
      const known = byId.get(object.id);
      if (known === undefined) byId.set(object.id, [budget]);
      else known.push(budget);
    }
  }
  return byId;
}
