import { Chart, Duration } from 'cdk8s';
import { Metric, MetricTarget, Replicas } from 'cdk8s-plus-28';
import { BadInput } from './row';
import { Autoscaling, DisruptionBudget, KedaAuthentication, KedaOptions, KedaTrigger, Worker } from '../../src';

const image = 'ghcr.io/acme/api:1.4.2';

function worker(chart: Chart, autoscaling: Autoscaling, disruptionBudget?: DisruptionBudget): Worker {
  return new Worker(chart, 'api', { image, autoscaling, disruptionBudget });
}

function keda(chart: Chart, options: Partial<KedaOptions>, autoscaling: Partial<Autoscaling> = {}): Worker {
  return worker(chart, { max: 5, keda: { triggers: [KedaTrigger.cpu(70)], ...options }, ...autoscaling });
}

const queue = KedaTrigger.of('redis', { listName: 'jobs' }, { name: 'jobs' });

/** Autoscaling that the API server or KEDA would refuse, or that would do something else than it says. */
export const AUTOSCALING: { readonly [name: string]: BadInput } = {
  'no metrics at all': {
    write: (chart) => worker(chart, { max: 5, metrics: [] }),
    says: 'shop/api: autoscaling.metrics: got []; allowed: at least one metric. Fix: leave it out to keep 70 % of the CPU',
  },
  'a metric that no cluster measures': {
    write: (chart) => worker(chart, { max: 5, metrics: [Metric.resourceStorage(MetricTarget.averageUtilization(70))] }),
    says: 'shop/api: autoscaling.metrics: got "storage"; allowed: cpu and memory, which a cluster measures for each container. Fix: use Metric.pods or Metric.external',
  },
  'a target that is not of its metric': {
    write: (chart) => worker(chart, { max: 5, metrics: [Metric.pods({ name: 'rps', target: MetricTarget.value(9) })] }),
    says: 'shop/api: autoscaling.metrics: target of rps: got "Value"; allowed: AverageValue. Fix: use MetricTarget.averageValue(…)',
  },
  'a target of zero': {
    write: (chart) =>
      worker(chart, { max: 5, metrics: [Metric.pods({ name: 'rps', target: MetricTarget.averageValue(0) })] }),
    says: 'shop/api: autoscaling.metrics: target of rps: got 0; allowed: a number above 0.',
    withoutFix: true,
  },
  'a way to scale without policies': {
    write: (chart) => worker(chart, { max: 5, scaleUp: { policies: [] } }),
    says: 'shop/api: autoscaling.scaleUp.policies: got []; allowed: at least one policy. Fix: leave `policies` out for the usual ones; `strategy: ScalingStrategy.DISABLED` stops this way',
  },
  'a policy of no pods': {
    write: (chart) => worker(chart, { max: 5, scaleDown: { policies: [{ replicas: Replicas.absolute(0) }] } }),
    says: 'shop/api: autoscaling.scaleDown.policies: replicas: got 0; allowed: a whole number of at least 1.',
    withoutFix: true,
  },
  'a policy over an hour': {
    write: (chart) =>
      worker(chart, {
        max: 5,
        scaleDown: { policies: [{ replicas: Replicas.absolute(1), duration: Duration.hours(1) }] },
      }),
    says: 'shop/api: autoscaling.scaleDown.policies: duration: got 3600 s; allowed: whole seconds from 1 to 1800.',
    withoutFix: true,
  },
  'a window over two hours': {
    write: (chart) => worker(chart, { max: 5, scaleDown: { stabilizationWindow: Duration.hours(2) } }),
    says: 'shop/api: autoscaling.scaleDown.stabilizationWindow: got 7200 s; allowed: whole seconds from 0 to 3600.',
    withoutFix: true,
  },
  'a budget that keeps the one pod': {
    write: (chart) => worker(chart, { min: 1, max: 5 }, DisruptionBudget.minAvailable(1)),
    says: 'shop/api: disruptionBudget.minAvailable: got 1; allowed: none for a workload that may have one pod, which could never be evicted. Fix: use DisruptionBudget.maxUnavailable(1)',
  },
  'KEDA without triggers': {
    write: (chart) => keda(chart, { triggers: [] }),
    says: 'shop/api: autoscaling.keda.triggers: got []; allowed: at least one trigger. Fix: write for example KedaTrigger.cpu(70)',
  },
  'two triggers of one name': {
    write: (chart) => keda(chart, { triggers: [queue, queue] }),
    says: 'shop/api: autoscaling.keda.triggers: name: got "jobs"; allowed: each name once. Fix: rename one',
  },
  'metrics of a cron trigger that are kept': {
    write: (chart) =>
      keda(chart, { triggers: [KedaTrigger.of('cron', { timezone: 'UTC' }, { useCachedMetrics: true })] }),
    says: 'shop/api: autoscaling.keda.triggers: useCachedMetrics of cron: got true; allowed: nothing: KEDA does not poll it. Fix: leave it out',
  },
  'no pods to measure the CPU of': {
    write: (chart) => keda(chart, {}, { min: 0 }),
    says: 'shop/api: autoscaling.min: got 0; allowed: no zero pods with triggers of CPU and memory alone, which need a pod to be measured. Fix: add a trigger that can start the first pod, or set `min: 1`',
  },
  'two ways to say no pods': {
    write: (chart) => keda(chart, { triggers: [queue], idleAtZero: true }, { min: 0 }),
    says: 'shop/api: autoscaling.keda.idleAtZero: got true; allowed: nothing beside `min: 0`, which says the same. Fix: leave it out',
  },
  'a fallback of CPU alone': {
    write: (chart) => keda(chart, { fallback: { replicas: 2 } }),
    says: 'shop/api: autoscaling.keda.fallback: got one; allowed: none with triggers of CPU and memory alone. Fix: leave it out',
  },
  'a CPU target beside KEDA': {
    write: (chart) => keda(chart, {}, { targetCpuUtilization: 60 }),
    says: 'shop/api: autoscaling.targetCpuUtilization: got 60; allowed: nothing beside `keda`, which scales by its triggers alone. Fix: add KedaTrigger.cpu(70) to the triggers',
  },
  'a name that is too long for a label of KEDA': {
    write: (chart) =>
      new Worker(chart, 'api', {
        image,
        name: 'a'.repeat(64),
        autoscaling: { max: 5, keda: { triggers: [KedaTrigger.cpu(70)] } },
      }),
    says: `shop/api: name: got "${'a'.repeat(64)}"; allowed: at most 63 characters with \`autoscaling.keda\`, which writes it into a label. Fix: set a shorter \`name\``,
  },
  'a trigger type with a space': {
    write: () => KedaTrigger.of('Redis Lists', {}),
    says: 'KedaTrigger.of: type: got "Redis Lists"; allowed: a scaler\'s name as its page writes it, such as "postgresql". Fix: see https://keda.sh/docs/latest/scalers/',
  },
  'a password in a trigger': {
    write: () => KedaTrigger.of('redis', { password: 'hunter2' }),
    says: 'KedaTrigger.of: parameter password, whose name says that it is a secret: got literal text; allowed: a reference to a Secret, because manifests are read by many. Fix: use KedaAuthentication.secrets({ parameter: { secret: Secret.fromSecretName(…), key: "…" } })',
  },
  'a threshold of zero': {
    write: () => KedaTrigger.prometheus({ serverAddress: 'http://prometheus:9090', query: 'up', threshold: 0 }),
    says: 'KedaTrigger.prometheus: threshold: got 0; allowed: a number above 0.',
    withoutFix: true,
  },
  'an authentication without parameters': {
    write: () => KedaAuthentication.secrets({}),
    says: 'KedaAuthentication.secrets: parameters: got {}; allowed: at least one. Fix: name the parameters of the trigger',
  },
  'a parameter of KEDA with a name of Object': {
    write: () => KedaTrigger.of('redis', { ['constructor']: 'x' }),
    says: 'KedaTrigger.of: parameter: got "constructor"; allowed: another key, because cdk8s renders no object with this one. Fix: put a prefix before it, for example "example.com/constructor"',
  },
};
