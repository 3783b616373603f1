import { budgetsOf } from './budgets';
import { runningPods } from './running-containers';
import { scaleOf } from './scale';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Workloads of several pods that a drain may stop all at once. */
export const budgetMissing: Rule = {
  id: 'budget-missing',
  title: 'Several pods have no disruption budget',
  severity: 'note',
  group: 'running',
  why: 'Whoever drains nodes may stop all pods at once.',
  fix: 'Write a PodDisruptionBudget with maxUnavailable: 1.',
  *find(input: CheckInput): Iterable<Found> {
    for (const pods of input.once(runningPods)) {
      const { object } = pods;
      const fewest = scaleOf(input, pods)?.fewest ?? 0;
      if (fewest < 2 || input.once(budgetsOf).has(object.id)) continue;
      yield {
        object,
        message: `${object.id}: no PodDisruptionBudget is for its ${fewest} pods: a drain may stop all at once`,
        fix: 'write a PodDisruptionBudget that selects them, with maxUnavailable: 1',
      };
    }
  },
};
