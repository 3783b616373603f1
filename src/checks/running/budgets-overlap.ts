import { budgetsOf } from './budgets';
import { runningPods } from './running-containers';
import { CheckInput } from '../check-input';
import { comesToItsEnd } from '../connectivity/unrelated-pods';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Pods for which several PodDisruptionBudgets are. */
export const budgetsOverlap: Rule = {
  id: 'budgets-overlap',
  title: 'Pods have two disruption budgets',
  severity: 'error',
  group: 'running',
  why: 'The API server refuses to evict a pod that has two, so that its node cannot be drained.',
  fix: 'Leave one of them, or let their selectors tell the pods apart.',
  *find(input: CheckInput): Iterable<Found> {
    for (const { object, workload } of input.once(runningPods)) {
      const own = input.once(budgetsOf).get(object.id) ?? [];
      if (own.length < 2) continue;
      // A drain leaves pods of a DaemonSet alone, and others are gone by themselves.
      const isLeftAlone = object.kind === 'DaemonSet' || comesToItsEnd(workload);
      yield {
        object,
        ...(isLeftAlone ? { severity: 'warning' } : {}),
        message: `${object.id}: its pods have the disruption budgets ${firstOf(own.map((budget) => budget.object.id))}: none of them can be evicted`,
        fix: 'leave one of the PodDisruptionBudgets for these pods',
      };
    }
  },
};
