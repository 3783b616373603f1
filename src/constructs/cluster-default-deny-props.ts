import { Peer } from '../network/peer';
import { PolicyDirection } from '../network/policy-direction';

/** Properties of `ClusterDefaultDeny`. */
export interface ClusterDefaultDenyProps {
  /**
   * The pods that it closes, by the labels of their namespaces or their own.
   *
   * @default - every pod of the cluster, but for those of kube-system
   */
  readonly pods?: Peer;

  /**
   * Pods of them that it does not close.
   *
   * @default - none; the namespaces of the cluster's DNS are never closed while `allowDns` is not false
   */
  readonly except?: Peer[];

  /**
   * What is denied.
   *
   * @default - both directions
   */
  readonly directions?: PolicyDirection[];

  /**
   * Whether the pods may still ask the DNS of the cluster's profile. Without it no name resolves.
   *
   * @default true
   */
  readonly allowDns?: boolean;

  /**
   * When it is asked among policies of the Baseline tier: lower numbers first.
   *
   * @default 1000
   */
  readonly priority?: number;

  /**
   * The name of the policy: up to 240 lower-case letters, digits, "-" and ".". A BaselineAdminNetworkPolicy is always "default".
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Who applies it, where that is not this app: "the platform team". It is then not rendered, and part of the proof all the same.
   *
   * @default - this app, which renders it
   */
  readonly appliedBy?: string;

  /**
   * Labels of the policy.
   *
   * @default - the recommended labels only
   */
  readonly labels?: { readonly [key: string]: string };
}
