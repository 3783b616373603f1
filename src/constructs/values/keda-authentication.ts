import { checked } from '../../checked/checked';
import { SecretValue } from '../../plus/cdk8s-plus';
import { checkDataKey, checkObjectName } from '../../support/names';
import { refuse } from '../../support/refuse';

/** A parameter of a trigger that KEDA reads from a Secret. */
export interface SecretParameter {
  readonly parameter: string;
  readonly name: string;
  readonly key: string;
}

/**
 * How KEDA logs in to what a trigger asks.
 *
 * @see https://keda.sh/docs/latest/concepts/authentication/
 *
 * @example
 *
 * const secret = Secret.fromSecretName(chart, 'mq-secret', 'mq');
 * const authentication = KedaAuthentication.secrets({ host: { secret, key: 'url' } });
 */
@checked
export class KedaAuthentication {
  /** A TriggerAuthentication that is there already, in the namespace of the workload. */
  public static named(name: string): KedaAuthentication {
    checkObjectName('KedaAuthentication.named', name, 'name');
    return new KedaAuthentication([], { name });
  }

  /** A ClusterTriggerAuthentication that is there already. */
  public static cluster(name: string): KedaAuthentication {
    checkObjectName('KedaAuthentication.cluster', name, 'name');
    return new KedaAuthentication([], { name, kind: 'ClusterTriggerAuthentication' });
  }

  /**
   * Parameters of the trigger that KEDA reads from Secrets. A TriggerAuthentication is made for it beside the workload.
   *
   * @param parameters the trigger's parameters, such as `host` or `password`, each with its Secret and key
   */
  public static secrets(parameters: { readonly [parameter: string]: SecretValue }): KedaAuthentication {
    const where = 'KedaAuthentication.secrets';
    const entries = Object.entries(parameters);
    if (entries.length === 0) {
      refuse(where, {
        what: 'parameters',
        got: {},
        allowed: 'at least one',
        fix: 'name the parameters of the trigger',
      });
    }
    return new KedaAuthentication(
      entries.map(([parameter, { secret, key }]) => ({
        parameter,
        name: secret.name,
        key: checkDataKey(where, key, `key of ${parameter}`),
      })),
    );
  }

  private constructor(
    /** @internal */
    public readonly _secrets: readonly SecretParameter[],
    /** @internal */
    public readonly _existing?: { readonly name: string; readonly kind?: string },
  ) {}
}
