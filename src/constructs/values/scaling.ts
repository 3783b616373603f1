import { checked } from '../../checked/checked';
import { k8s } from '../../plus/cdk8s-plus';
import { checkWholeNumber } from '../../support/numbers';
import { refuse, Where } from '../../support/refuse';

/** How a workload scales with its load. */
export interface Autoscaling {
  /**
   * The fewest replicas.
   *
   * @default 2
   */
  readonly min?: number;

  /** The most replicas. */
  readonly max: number;

  /**
   * The average CPU use to keep, in percent of the request.
   *
   * @default - 70 if no target for memory is given either
   */
  readonly targetCpuUtilization?: number;

  /**
   * The average memory use to keep, in percent of the request.
   *
   * @default - memory does not count
   */
  readonly targetMemoryUtilization?: number;
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
  const min = checkWholeNumber(where, autoscaling.min ?? 2, { what: 'autoscaling.min', min: 1 });
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
  return { min, autoscaling: { ...autoscaling, min } };
}

/**
 * How many pods may be missing while nodes are drained; never so few that a drain cannot end.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 *
 * @example
 *
 * new Worker(chart, 'mailer', {
 *   image: 'ghcr.io/acme/mailer:3.1.0',
 *   replicas: 5,
 *   disruptionBudget: DisruptionBudget.maxUnavailable(2),
 * });
 */
@checked
export class DisruptionBudget {
  /**
   * At most this many pods are evicted at a time.
   *
   * @param pods at least 1: 0 would block every eviction, and with it every upgrade of a node
   */
  public static maxUnavailable(pods: number): DisruptionBudget {
    checkWholeNumber('DisruptionBudget.maxUnavailable', pods, {
      what: 'pods',
      min: 1,
      fix: '0 would block every drain of a node; to allow all evictions use DisruptionBudget.none()',
    });
    return new DisruptionBudget({ maxUnavailable: k8s.IntOrString.fromNumber(pods) });
  }

  /**
   * At least this many pods stay; it must be fewer than there are replicas.
   *
   * @param pods at least 1
   */
  public static minAvailable(pods: number): DisruptionBudget {
    checkWholeNumber('DisruptionBudget.minAvailable', pods, { what: 'pods', min: 1 });
    return new DisruptionBudget({ minAvailable: k8s.IntOrString.fromNumber(pods) });
  }

  /** No budget: all pods may be evicted at once. */
  public static none(): DisruptionBudget {
    return new DisruptionBudget(undefined);
  }

  private constructor(
    private readonly spec: Pick<k8s.PodDisruptionBudgetSpec, 'maxUnavailable' | 'minAvailable'> | undefined,
  ) {}

  /** @internal */
  public _render(
    where: Where,
    minReplicas: number,
  ): Pick<k8s.PodDisruptionBudgetSpec, 'maxUnavailable' | 'minAvailable'> | undefined {
    const minAvailable = this.spec?.minAvailable?.value;
    if (typeof minAvailable === 'number' && minAvailable >= minReplicas) {
      refuse(where, {
        what: 'disruptionBudget.minAvailable',
        got: minAvailable,
        allowed: `fewer than the ${minReplicas} replicas, or no pod could ever be evicted`,
        fix: 'use DisruptionBudget.maxUnavailable(1)',
      });
    }
    return this.spec;
  }
}

/** The budget that a workload has unless it names one: from two replicas on, one pod at a time. */
export function resolveDisruptionBudget(given: DisruptionBudget | undefined, scale: Scale): DisruptionBudget {
  return given ?? (scale.min >= 2 ? DisruptionBudget.maxUnavailable(1) : DisruptionBudget.none());
}
