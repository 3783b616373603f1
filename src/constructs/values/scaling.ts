import { KedaOptions, resolveKeda } from './keda';
import { resolveBehavior } from './scaling-behavior';
import { checkMetrics } from './scaling-metrics';
import { Metric, ScalingRules } from '../../plus/cdk8s-plus';
import { checkWholeNumber } from '../../support/numbers';
import { inWords, refuse, Where } from '../../support/refuse';

/** How a workload scales with its load. */
export interface Autoscaling {
  /**
   * The fewest replicas. 0 takes `keda`.
   *
   * @default 2
   */
  readonly min?: number;

  /** The most replicas. */
  readonly max: number;

  /**
   * The average CPU use to keep, in percent of the request.
   *
   * @default - 70 if nothing else is given: neither a target for memory, nor `metrics`, nor `keda`
   */
  readonly targetCpuUtilization?: number;

  /**
   * The average memory use to keep, in percent of the request.
   *
   * @default - memory does not count
   */
  readonly targetMemoryUtilization?: number;

  /**
   * Further metrics of cdk8s-plus: of containers, pods, other objects, or of something outside. The one that needs the most
   * pods decides.
   *
   * @default - CPU and memory alone
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-on-custom-metrics
   */
  readonly metrics?: Metric[];

  /**
   * How fast pods are added.
   *
   * @default - as Kubernetes: at once, up to four or twice as many in 15 seconds, whichever is more
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
   */
  readonly scaleUp?: ScalingRules;

  /**
   * How fast pods are taken away.
   *
   * @default - as Kubernetes: to the highest number that was needed within the last five minutes
   */
  readonly scaleDown?: ScalingRules;

  /**
   * Lets KEDA scale, by queues, hours or queries, and down to zero. A ScaledObject takes the place of the
   * HorizontalPodAutoscaler, which KEDA makes itself.
   *
   * @default - Kubernetes' own autoscaler
   * @see https://keda.sh/docs/latest/concepts/scaling-deployments/
   */
  readonly keda?: KedaOptions;
}

/** Autoscaling with its defaults filled in. */
export interface ResolvedAutoscaling extends Autoscaling {
  readonly min: number;
}

/** How many replicas run: a fixed number, or what the autoscaler decides within its bounds. */
export interface Scale {
  /** The fewest replicas that may run. */
  readonly min: number;
  /** The fixed number, if somebody named one; else an autoscaler may own the field. */
  readonly replicas?: number;
  readonly autoscaling?: ResolvedAutoscaling;
}

/** Checks replicas and autoscaling against one another. */
export function resolveScale(where: Where, replicas: number | undefined, autoscaling: Autoscaling | undefined): Scale {
  if (autoscaling === undefined) {
    const count = checkWholeNumber(where, replicas ?? 2, { what: 'replicas', min: 0 });
    return { min: count, replicas: replicas === undefined ? undefined : count };
  }
  if (replicas !== undefined) {
    refuse(where, {
      what: 'replicas',
      got: replicas,
      allowed: 'nothing beside `autoscaling`, which owns the number',
      fix: 'use `autoscaling.min`',
    });
  }
  const { keda } = autoscaling;
  const fewest = keda === undefined ? 1 : 0;
  const min = checkWholeNumber(where, autoscaling.min ?? 2, { what: 'autoscaling.min', min: fewest });
  const max = checkWholeNumber(where, autoscaling.max, { what: 'autoscaling.max', min: 1 });
  if (min > max) {
    refuse(where, {
      what: 'autoscaling.min',
      got: min,
      allowed: `at most autoscaling.max, which is ${autoscaling.max}`,
      fix: autoscaling.min === undefined ? 'the default of min is 2: set `min: 1` or raise `max`' : 'swap the two',
    });
  }
  for (const what of ['targetCpuUtilization', 'targetMemoryUtilization'] as const) {
    const percent = autoscaling[what];
    if (percent !== undefined) {
      const fix = 'it is in percent: 80 means 80 % of the request';
      checkWholeNumber(where, percent, { what: `autoscaling.${what}`, min: 1, fix });
    }
  }
  if (autoscaling.metrics !== undefined) checkMetrics(where, autoscaling.metrics);
  resolveBehavior(where, autoscaling);
  if (keda !== undefined) {
    refuseBesideKeda(where, autoscaling);
    resolveKeda(where, keda, min);
  }
  return { min, autoscaling: { ...autoscaling, min } };
}

/** KEDA makes the autoscaler, of its triggers alone. */
function refuseBesideKeda(where: Where, autoscaling: Autoscaling): void {
  const fixes = {
    metrics: 'write them as triggers, for example KedaTrigger.prometheus({ … })',
    targetCpuUtilization: 'add KedaTrigger.cpu(70) to the triggers',
    targetMemoryUtilization: 'add KedaTrigger.memory(80) to the triggers',
  };
  for (const what of ['metrics', 'targetCpuUtilization', 'targetMemoryUtilization'] as const) {
    if (autoscaling[what] === undefined) continue;
    refuse(where, {
      what: `autoscaling.${what}`,
      got: what === 'metrics' ? inWords('metrics') : autoscaling[what],
      allowed: 'nothing beside `keda`, which scales by its triggers alone',
      fix: fixes[what],
    });
  }
}
