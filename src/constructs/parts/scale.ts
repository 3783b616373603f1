import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Deployment, HorizontalPodAutoscaler, Metric, MetricTarget } from '../../plus/cdk8s-plus';
import { withoutLoss } from '../../plus/rendered-json';
import { Autoscaling, ResolvedAutoscaling } from '../values/scaling';

/** How many pods run. @internal */
export interface ScaleProps {
  /**
   * How many pods run.
   *
   * @default - 2; with `autoscaling` the autoscaler decides
   */
  readonly replicas?: number;

  /**
   * Lets the number of pods follow the load, instead of `replicas`.
   *
   * @default - a fixed number
   */
  readonly autoscaling?: Autoscaling;
}

/** Lets the number of pods follow the load. */
export function addAutoscaler(
  owner: Construct & { readonly name: string; readonly _labels: { readonly [key: string]: string } },
  target: Deployment,
  { min, max, targetCpuUtilization, targetMemoryUtilization: memory }: ResolvedAutoscaling,
): HorizontalPodAutoscaler {
  const cpu = targetCpuUtilization ?? (memory === undefined ? 70 : undefined);
  const { name, _labels } = owner;
  const autoscaler = new HorizontalPodAutoscaler(owner, 'Autoscaler', {
    metadata: { name, labels: { ..._labels } },
    target,
    minReplicas: min,
    maxReplicas: max,
    metrics: [
      ...(cpu === undefined ? [] : [Metric.resourceCpu(MetricTarget.averageUtilization(cpu))]),
      ...(memory === undefined ? [] : [Metric.resourceMemory(MetricTarget.averageUtilization(memory))]),
    ],
  });
  withoutLoss(ApiObject.of(autoscaler), owner);
  return autoscaler;
}
