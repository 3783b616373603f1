import { Autoscaling, DisruptionBudget, Worker, WorkerProps } from '../../src';
import { Manifest, render, shopChart } from '../manifests';

const withProps = (props: Partial<WorkerProps>): Manifest[] => {
  const chart = shopChart();
  new Worker(chart, 'app', { image: 'ghcr.io/acme/app:1.0.0', ...props });
  return render(chart);
};
const autoscalerOf = (autoscaling: Autoscaling): Manifest =>
  withProps({ autoscaling }).find(({ kind }) => kind === 'HorizontalPodAutoscaler').spec;
const budgetsOf = (props: Partial<WorkerProps>): Manifest[] =>
  withProps(props)
    .filter(({ kind }) => kind === 'PodDisruptionBudget')
    .map(({ spec }) => spec);

const selector = { matchLabels: { 'app.kubernetes.io/name': 'app' } };
const utilization = (name: string, averageUtilization: number) => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization } },
});

describe('autoscaling', () => {
  test('`max` is enough: two pods at least, and 70 percent of the CPU', () => {
    const { minReplicas, maxReplicas, metrics } = autoscalerOf({ max: 8 });
    expect([minReplicas, maxReplicas]).toEqual([2, 8]);
    expect(metrics).toEqual([utilization('cpu', 70)]);
  });

  test('`min` is the fewest pods', () => {
    expect(autoscalerOf({ min: 1, max: 8 }).minReplicas).toBe(1);
  });

  test('`targetCpuUtilization` is kept', () => {
    expect(autoscalerOf({ max: 8, targetCpuUtilization: 45 }).metrics).toEqual([utilization('cpu', 45)]);
  });

  test('`targetMemoryUtilization` alone leaves the CPU out', () => {
    expect(autoscalerOf({ max: 8, targetMemoryUtilization: 80 }).metrics).toEqual([utilization('memory', 80)]);
  });

  test('both targets count together', () => {
    const targets = { targetCpuUtilization: 60, targetMemoryUtilization: 80 };
    expect(autoscalerOf({ max: 8, ...targets }).metrics).toEqual([utilization('cpu', 60), utilization('memory', 80)]);
  });

  test('has no place beside `replicas`', () => {
    expect(() => withProps({ replicas: 3, autoscaling: { max: 8 } })).toThrow(/^shop\/app: replicas: got 3/);
  });
});

describe('the disruption budget', () => {
  test('lets one pod go at a time, from two replicas on', () => {
    expect(budgetsOf({ replicas: 2 })).toEqual([
      { maxUnavailable: 1, selector, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    ]);
  });

  test('is not rendered for a single pod, of which there is none to keep', () => {
    expect(budgetsOf({ replicas: 1 })).toEqual([]);
    expect(budgetsOf({ autoscaling: { min: 1, max: 1 } })).toEqual([]);
  });

  test('is there where an autoscaler may make several pods, although one alone may go', () => {
    expect(budgetsOf({ autoscaling: { min: 1, max: 5 } })).toEqual([
      { maxUnavailable: 1, selector, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    ]);
  });

  test('follows the fewest replicas of the autoscaler', () => {
    expect(budgetsOf({ autoscaling: { min: 2, max: 5 } })).toEqual([
      { maxUnavailable: 1, selector, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    ]);
  });

  test('`maxUnavailable` is rendered', () => {
    expect(budgetsOf({ replicas: 5, disruptionBudget: DisruptionBudget.maxUnavailable(2) })).toEqual([
      { maxUnavailable: 2, selector, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    ]);
  });

  test('`minAvailable` is rendered', () => {
    expect(budgetsOf({ replicas: 5, disruptionBudget: DisruptionBudget.minAvailable(4) })).toEqual([
      { minAvailable: 4, selector, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    ]);
  });

  test('`none` renders none', () => {
    expect(budgetsOf({ replicas: 5, disruptionBudget: DisruptionBudget.none() })).toEqual([]);
  });

  test.each([{ replicas: 3 }, { autoscaling: { min: 3, max: 9 } }])(
    'must leave room to evict a pod: %j',
    (props: Partial<WorkerProps>) => {
      expect(() => withProps({ ...props, disruptionBudget: DisruptionBudget.minAvailable(3) })).toThrow(
        /^shop\/app: disruptionBudget\.minAvailable: got 3; allowed: fewer than the 3 replicas/,
      );
    },
  );
});
