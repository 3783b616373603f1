import { Scale } from './scaling';
import { checked } from '../../checked/checked';
import { k8s } from '../../plus/cdk8s-plus';
import { checkWholeNumber } from '../../support/numbers';
import { refuse, Where } from '../../support/refuse';

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
        allowed:
          minReplicas > 1
            ? `fewer than the ${minReplicas} replicas, or no pod could ever be evicted`
            : `none for a workload that may have ${minReplicas === 1 ? 'one pod' : 'no pods'}, which could never be evicted`,
        fix: 'use DisruptionBudget.maxUnavailable(1)',
      });
    }
    return this.spec;
  }
}

/**
 * The budget that a workload has unless it names one: one pod at a time, wherever there may be several. Where an autoscaler has
 * gone down to one pod, or none, it holds up nothing: that one may go.
 */
export function resolveDisruptionBudget(given: DisruptionBudget | undefined, scale: Scale): DisruptionBudget {
  const most = scale.autoscaling?.max ?? scale.min;
  return given ?? (most >= 2 ? DisruptionBudget.maxUnavailable(1) : DisruptionBudget.none());
}
