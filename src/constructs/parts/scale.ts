import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addScaledObject, Scalable } from './keda';
import { HorizontalPodAutoscaler, Metric, MetricTarget } from '../../plus/cdk8s-plus';
import { plainMetadata } from '../../plus/completed-metadata';
import { withoutLoss } from '../../plus/rendered-json';
import { Autoscaling, ResolvedAutoscaling } from '../values/scaling';
import { resolveBehavior } from '../values/scaling-behavior';

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

/** What lets the number of pods follow the load: Kubernetes' autoscaler, or the ScaledObject from which KEDA makes one. */
export interface MadeAutoscaler {
  readonly autoscaler?: HorizontalPodAutoscaler;
  readonly scaledObject?: ApiObject;
}

/** Lets the number of pods follow the load. */
export function addAutoscaler(
  owner: Construct,
  target: Scalable,
  container: string,
  autoscaling: ResolvedAutoscaling | undefined,
): MadeAutoscaler {
  if (autoscaling === undefined) return {};
  if (autoscaling.keda !== undefined) return { scaledObject: addScaledObject(owner, target, container, autoscaling) };
  const { name, labels } = plainMetadata(target);
  const autoscaler = new HorizontalPodAutoscaler(owner, 'Autoscaler', {
    metadata: { name, labels },
    target,
    minReplicas: autoscaling.min,
    maxReplicas: autoscaling.max,
    metrics: metricsOf(autoscaling),
    ...resolveBehavior(owner, autoscaling),
  });
  withoutLoss(ApiObject.of(autoscaler), owner);
  return { autoscaler };
}

function metricsOf({
  targetCpuUtilization,
  targetMemoryUtilization: memory,
  metrics = [],
}: ResolvedAutoscaling): Metric[] {
  const cpu = targetCpuUtilization ?? (memory === undefined && metrics.length === 0 ? 70 : undefined);
  return [
    ...(cpu === undefined ? [] : [Metric.resourceCpu(MetricTarget.averageUtilization(cpu))]),
    ...(memory === undefined ? [] : [Metric.resourceMemory(MetricTarget.averageUtilization(memory))]),
    ...metrics,
  ];
}
