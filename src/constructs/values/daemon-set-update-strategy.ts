import { checked } from '../../checked/checked';
import { k8s, PercentOrAbsolute } from '../../plus/cdk8s-plus';
import { inWords, refuse } from '../../support/refuse';

/** Options for `DaemonSetUpdateStrategy.rollingUpdate`. */
export interface DaemonSetRollingUpdateOptions {
  /**
   * On how many nodes the agent may be missing at a time, or on which part of them.
   *
   * @default - one; 0 with `maxSurge`
   */
  readonly maxUnavailable?: PercentOrAbsolute;

  /**
   * On how many nodes the new agent may run beside the old one until it is ready; not for an agent that takes a port of
   * the node.
   *
   * @default - none: the old one is ended first
   */
  readonly maxSurge?: PercentOrAbsolute;
}

/**
 * How the pods of a NodeAgent are replaced.
 *
 * @see https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
 *
 * @example
 *
 * const updateStrategy = DaemonSetUpdateStrategy.rollingUpdate({ maxUnavailable: PercentOrAbsolute.percent(10) });
 */
@checked
export class DaemonSetUpdateStrategy {
  /** Node by node, or some at a time. */
  public static rollingUpdate(options: DaemonSetRollingUpdateOptions = {}): DaemonSetUpdateStrategy {
    const where = 'DaemonSetUpdateStrategy.rollingUpdate';
    const surge = amount(where, 'maxSurge', options.maxSurge);
    const unavailable = amount(where, 'maxUnavailable', options.maxUnavailable);
    const [surges, misses] = [!isZero(surge), !isZero(unavailable)];
    if (surges && misses) {
      refuse(where, {
        what: 'maxSurge',
        got: inWords(`${surge} beside maxUnavailable ${unavailable}`),
        allowed: 'one of the two: a node has either both agents for a while, or none',
        fix: 'leave one out',
      });
    }
    if (!surges && unavailable !== undefined && !misses) {
      refuse(where, {
        what: 'maxUnavailable',
        got: unavailable,
        allowed: 'more than 0, unless `maxSurge` is: else no pod could be replaced',
        fix: 'raise one of the two',
      });
    }
    const rollingUpdate = {
      // What the API server adds where nothing is said is 1, which it does not take beside a surge.
      maxUnavailable: quantity(surges ? 0 : unavailable),
      maxSurge: quantity(surges ? surge : undefined),
    };
    const isDefault = rollingUpdate.maxUnavailable === undefined;
    return new DaemonSetUpdateStrategy({ type: 'RollingUpdate', rollingUpdate: isDefault ? undefined : rollingUpdate });
  }

  /** Only where somebody deletes the old pod. */
  public static onDelete(): DaemonSetUpdateStrategy {
    return new DaemonSetUpdateStrategy({ type: 'OnDelete' });
  }

  private constructor(
    /** @internal */
    public readonly _strategy: k8s.DaemonSetUpdateStrategy,
  ) {}

  /** Whether two agents run on a node for a while. @internal */
  public get _surges(): boolean {
    return this._strategy.rollingUpdate?.maxSurge !== undefined;
  }
}

type Amount = string | number;

/** cdk8s-plus takes any number, and any percentage. */
function amount(where: string, what: string, given: PercentOrAbsolute | undefined): Amount | undefined {
  if (given === undefined) return undefined;
  const value = given.value as Amount;
  const isPercentage = typeof value === 'string';
  const number = isPercentage ? Number(/^(\d+)%$/.exec(value)?.[1] ?? NaN) : value;
  const most = isPercentage ? 100 : 2 ** 31 - 1;
  if (Number.isInteger(number) && number >= 0 && number <= most) return isPercentage ? value : number + 0;
  return refuse(where, {
    what,
    got: value,
    allowed: isPercentage ? 'whole percents from 0 to 100' : `a whole number of nodes from 0 to ${most}`,
  });
}

function isZero(value: Amount | undefined): boolean {
  return value === undefined || value === 0 || /^0+%$/.test(String(value));
}

function quantity(value: Amount | undefined): k8s.IntOrString | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? k8s.IntOrString.fromString(value) : k8s.IntOrString.fromNumber(value);
}
