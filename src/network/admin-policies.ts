import { AdminDialect, EKS, V1ALPHA1, V1ALPHA2 } from './admin/dialects';
import { checked } from '../checked/checked';
import { refuse } from '../support/refuse';

/** Options for `AdminPolicies.v1alpha2` and `v1alpha1`. */
export interface AdminPoliciesOptions {
  /**
   * What enforces them where the network plugin does not: a controller beside it, such as "kube-network-policies".
   *
   * @default - the network plugin of the profile
   */
  readonly enforcedBy?: string;

  /**
   * Whether the cluster has the experimental channel of their CRDs, which knows names outside of the cluster, and a plugin that
   * knows them as well.
   *
   * @default false
   */
  readonly experimental?: boolean;
}

/**
 * By which policies administrators decide before and behind the NetworkPolicies of teams: what `ClusterGuardrail` and
 * `ClusterDefaultDeny` write.
 *
 * @see https://network-policy-api.sigs.k8s.io/
 *
 * @example
 *
 * new ClusterProfile({ cni: Cni.ANTREA, adminPolicies: AdminPolicies.v1alpha1() }).applyTo(app);
 */
@checked
export class AdminPolicies {
  /** ClusterNetworkPolicies of `policy.networking.k8s.io/v1alpha2`, for both tiers. */
  public static v1alpha2(options: AdminPoliciesOptions = {}): AdminPolicies {
    return AdminPolicies.of('v1alpha2', V1ALPHA2, options);
  }

  /** AdminNetworkPolicies, and the one BaselineAdminNetworkPolicy, of `policy.networking.k8s.io/v1alpha1`. */
  public static v1alpha1(options: AdminPoliciesOptions = {}): AdminPolicies {
    return AdminPolicies.of('v1alpha1', V1ALPHA1, options);
  }

  /** ClusterNetworkPolicies of EKS, `networking.k8s.aws/v1alpha1`: of the VPC CNI since 1.21.1, and of EKS Auto Mode. */
  public static eks(): AdminPolicies {
    return new AdminPolicies('eks', EKS, {});
  }

  private static of(version: string, dialect: AdminDialect, options: AdminPoliciesOptions): AdminPolicies {
    const { enforcedBy } = options;
    if (enforcedBy?.trim() === '') {
      refuse(`AdminPolicies.${version}`, {
        what: 'enforcedBy',
        got: enforcedBy,
        allowed: 'the name of what enforces them',
        fix: 'leave it out where the network plugin does',
      });
    }
    return new AdminPolicies(version, dialect, options);
  }

  private constructor(
    /** @internal */
    public readonly _version: string,
    /** @internal */
    public readonly _dialect: AdminDialect,
    /** @internal */
    public readonly _options: AdminPoliciesOptions,
  ) {}

  /** The kinds in words, for messages. */
  public toString(): string {
    const { kindOf, apiVersion } = this._dialect;
    return `${[...new Set([kindOf('Admin'), kindOf('Baseline')])].join(' and ')} of ${apiVersion}`;
  }
}
