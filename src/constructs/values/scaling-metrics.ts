import { k8s, Metric } from '../../plus/cdk8s-plus';
import { checkWholeNumber } from '../../support/numbers';
import { refuse, Where } from '../../support/refuse';

/** Which targets the API takes for each kind of metric. */
const TARGETS: { readonly [type: string]: readonly string[] } = {
  Resource: ['Utilization', 'AverageValue'],
  ContainerResource: ['Utilization', 'AverageValue'],
  Pods: ['AverageValue'],
  Object: ['Value', 'AverageValue'],
  External: ['Value', 'AverageValue'],
};

const FACTORIES: { readonly [type: string]: string } = {
  Utilization: 'MetricTarget.averageUtilization(…)',
  AverageValue: 'MetricTarget.averageValue(…)',
  Value: 'MetricTarget.value(…)',
};

/** cdk8s-plus takes metrics and targets that the API server refuses, and some that no cluster measures. */
export function checkMetrics(where: Where, metrics: readonly Metric[]): void {
  if (metrics.length === 0) {
    refuse(where, {
      what: 'autoscaling.metrics',
      got: [],
      allowed: 'at least one metric',
      fix: 'leave it out to keep 70 % of the CPU',
    });
  }
  for (const metric of metrics) checkMetric(where, metric);
}

function checkMetric(where: Where, metric: Metric): void {
  const { resource, containerResource, pods, object, external } = metric._toKube();
  const resourceName = resource?.name ?? containerResource?.name;
  const name = resourceName ?? (pods ?? object ?? external)!.metric.name;
  if (resourceName !== undefined && !['cpu', 'memory'].includes(resourceName)) {
    refuse(where, {
      what: 'autoscaling.metrics',
      got: resourceName,
      allowed: 'cpu and memory, which a cluster measures for each container',
      fix: 'use Metric.pods or Metric.external',
    });
  }
  const { target } = (resource ?? containerResource ?? pods ?? object ?? external)!;
  checkTarget(where, name, metric.type, target);
}

function checkTarget(where: Where, name: string, type: string, target: k8s.MetricTargetV2): void {
  const what = `autoscaling.metrics: target of ${name}`;
  const allowed = TARGETS[type];
  if (!allowed.includes(target.type)) {
    refuse(where, {
      what,
      got: target.type,
      allowed: allowed.join(' or '),
      fix: `use ${FACTORIES[allowed[0]]}`,
    });
  }
  if (target.averageUtilization !== undefined) {
    const fix = 'it is in percent: 80 means 80 % of the request';
    checkWholeNumber(where, target.averageUtilization, { what, min: 1, fix });
    return;
  }
  const { value } = (target.averageValue ?? target.value)!;
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return;
  refuse(where, { what, got: value, allowed: 'a number above 0' });
}
