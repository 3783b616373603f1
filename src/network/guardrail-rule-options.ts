import { Peer } from './peer';
import { Port } from './port';

/** Options for the rules of a `ClusterGuardrail`. */
export interface GuardrailRuleOptions {
  /** Why, in at most 100 characters: the name of the rule in the policy, and what a team reads whose connection it closes. */
  readonly reason: string;

  /**
   * The ports of the destination, by number.
   *
   * @default - to deny: every port; to accept: those of a peer that has its own, such as `Peer.kubeApiServer()`
   */
  readonly ports?: Port[];

  /**
   * Parts of the peer that the rule is not about: pods of pods, and networks of networks.
   *
   * @default - none
   */
  readonly except?: Peer[];
}

/** Options for `ClusterGuardrail.pods`. */
export interface GuardedPodsOptions {
  /**
   * Pods that the rules are not for.
   *
   * @default - none
   */
  readonly except?: Peer[];
}

/** Options for rules that are about names outside of the cluster, or about DNS. */
export interface GuardrailNamesOptions {
  /** Why, in at most 100 characters: the name of the rule in the policy. */
  readonly reason: string;

  /**
   * The ports of the names, by number.
   *
   * @default - 443/TCP
   */
  readonly ports?: Port[];
}

/** Options for `ClusterGuardrail.acceptDns`. */
export interface GuardrailDnsOptions {
  /**
   * Why, in at most 100 characters: the name of the rules in the policies.
   *
   * @default "names resolve for every pod"
   */
  readonly reason?: string;
}
