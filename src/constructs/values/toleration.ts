import { Duration } from 'cdk8s';
import { checked } from '../../checked/checked';
import { k8s, TaintEffect } from '../../plus/cdk8s-plus';
import { checkLabels, checkQualifiedName } from '../../support/names';
import { checkSeconds } from '../../support/numbers';
import { refuse } from '../../support/refuse';

/** Options for the factories of `Toleration`. */
export interface TolerationOptions {
  /**
   * What the taint does to pods.
   *
   * @default - any effect
   */
  readonly effect?: TaintEffect;

  /**
   * How long a pod stays on a node that gets the taint, with `TaintEffect.NO_EXECUTE`.
   *
   * @default - as long as it runs
   */
  readonly duration?: Duration;
}

/**
 * A taint of nodes that pods put up with.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 *
 * @example
 *
 * const tolerations = [
 *   Toleration.exists('node-role.kubernetes.io/control-plane'),
 *   Toleration.equal('dedicated', 'batch', { effect: TaintEffect.NO_SCHEDULE }),
 * ];
 */
@checked
export class Toleration {
  /** Every taint: the pods run on each node, whatever it is for. */
  public static everything(): Toleration {
    return new Toleration({ operator: 'Exists' });
  }

  /** A taint of this key, whatever its value is. */
  public static exists(key: string, options: TolerationOptions = {}): Toleration {
    return new Toleration({
      key: checkKey('Toleration.exists', key),
      operator: 'Exists',
      ...fields('Toleration.exists', options),
    });
  }

  /** A taint of this key and value. */
  public static equal(key: string, value: string, options: TolerationOptions = {}): Toleration {
    checkKey('Toleration.equal', key);
    checkLabels('Toleration.equal', { [key]: value }, 'look the taint up: no node has one with this value');
    return new Toleration({ key, operator: 'Equal', value, ...fields('Toleration.equal', options) });
  }

  private constructor(
    /** @internal */
    public readonly _rendered: k8s.Toleration,
  ) {}
}

function checkKey(where: string, key: string): string {
  if (key === '') {
    refuse(where, {
      what: 'key',
      got: key,
      allowed: 'the key of a taint',
      fix: 'for all taints use Toleration.everything()',
    });
  }
  checkQualifiedName(where, key, 'key');
  return key;
}

function fields(where: string, { effect, duration }: TolerationOptions): k8s.Toleration {
  if (duration === undefined) return { effect };
  if (effect !== TaintEffect.NO_EXECUTE) {
    refuse(where, {
      what: 'effect',
      got: effect,
      allowed: 'TaintEffect.NO_EXECUTE beside `duration`: nothing else makes pods leave',
      fix: 'add effect: TaintEffect.NO_EXECUTE, or leave `duration` out',
    });
  }
  return { effect, tolerationSeconds: checkSeconds(where, duration, { what: 'duration', min: 0 }) };
}
