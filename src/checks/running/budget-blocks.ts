import { Budget, budgets } from './budgets';
import { Scale, scaleOf } from './scale';
import { wholeNumber } from './whole-number';
import { CheckInput } from '../check-input';
import { Raw } from '../raw';
import { Found, Rule } from '../rule';

/** PodDisruptionBudgets that let nobody go, or nobody who is not ready. */
export const budgetBlocks: Rule = {
  id: 'budget-blocks',
  title: 'A disruption budget lets no pod go',
  severity: 'warning',
  group: 'running',
  why: 'A node with such a pod cannot be drained, so that updates of the cluster wait for somebody who deletes it.',
  fix: 'Write maxUnavailable: 1, or a minAvailable below the number of pods.',
  *find(input: CheckInput): Iterable<Found> {
    for (const budget of input.once(budgets)) {
      const { object, pods } = budget;
      const blocked = whyBlocked(input, budget);
      const field = object.root.get('spec', 'unhealthyPodEvictionPolicy');
      if (blocked !== undefined) {
        yield {
          object,
          field: blocked.field,
          message: `${object.id}: lets no pod go: ${blocked.why}`,
          fix: 'write maxUnavailable: 1 in place of it',
        };
      } else if (pods.length > 0 && field.isAbsent) {
        yield {
          object,
          field,
          detail: 'unhealthyPodEvictionPolicy',
          severity: 'note',
          message: `${object.id}: keeps pods that are not ready while too few are ready, so that a broken workload keeps nodes from being drained`,
          fix: 'write unhealthyPodEvictionPolicy: AlwaysAllow',
        };
      }
    }
  },
};

function whyBlocked(
  input: CheckInput,
  { object, pods }: Budget,
): { readonly field: Raw; readonly why: string } | undefined {
  const [most, least] = ['maxUnavailable', 'minAvailable'].map((name) => object.root.get('spec', name));
  if (!most.isAbsent) {
    const isNone = most.value === 0 || percentOf(most) === 0;
    return isNone && pods.length > 0 ? { field: most, why: `maxUnavailable is ${String(most.value)}` } : undefined;
  }
  const percent = percentOf(least);
  const count = wholeNumber(least);
  if (pods.length === 0 || (percent === undefined && count === undefined)) return undefined;
  if (percent !== undefined && percent >= 100) return { field: least, why: 'minAvailable is 100%' };
  // Pods that nobody counts, such as those of a Job, make the number unknown.
  const counts = pods.map((each) => countOf(scaleOf(input, each)));
  if (counts.includes(undefined)) return undefined;
  const fewest = counts.reduce<number>((sum, each) => sum + each!, 0);
  const wanted = percent === undefined ? count! : Math.ceil((percent * fewest) / 100);
  if (wanted < fewest || fewest === 0) return undefined;
  const isScaled = pods.some((each) => scaleOf(input, each)?.autoscaler !== undefined);
  return {
    field: least,
    why: `minAvailable is ${String(least.value)}, and there ${fewest === 1 ? 'is 1 pod' : `are ${fewest} pods`}${isScaled ? ' when nobody asks for more' : ''}`,
  };
}

/** What is scaled to nothing comes back with one pod. */
function countOf(scale: Scale | undefined): number | undefined {
  return scale?.fewest === 0 && scale.autoscaler !== undefined ? 1 : scale?.fewest;
}

function percentOf(field: Raw): number | undefined {
  const match = /^(\d{1,3})%$/.exec(field.text() ?? '');
  return match === null ? undefined : Number(match[1]);
}
