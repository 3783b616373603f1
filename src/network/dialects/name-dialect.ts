import { k8s, Protocol } from '../../plus/cdk8s-plus';
import { Where } from '../../support/refuse';
import { Dns } from '../dns';
import { Port } from '../port';

/** Names outside of the cluster that are opened on some ports; the first label of one may be `*`. */
export interface NameOpening {
  readonly names: readonly string[];
  readonly ports: readonly Port[];
}

/** What a policy for names is made of. */
export interface NamePolicy {
  readonly podLabels: { readonly [key: string]: string };
  readonly openings: readonly NameOpening[];
  /** How the pods resolve names. */
  readonly dns: Dns;
  /** What the pods' NetworkPolicy lets them connect to. */
  readonly egress: readonly k8s.NetworkPolicyEgressRule[];
}

/** One way to say in a policy that names outside of the cluster are open. */
export interface NameDialect {
  readonly apiVersion: string;
  readonly kind: string;

  /** Refuses what policies of this kind cannot say. */
  check(where: Where, dns: Dns, ports: readonly Port[]): void;

  /** The spec of the policy. */
  render(policy: NamePolicy): object;
}

/** Whether a port is one number of TCP or UDP: what policies of most plugins take. */
export function isSingleNumber({ number, endNumber, protocol }: Port): boolean {
  return number !== undefined && endNumber === undefined && (protocol === Protocol.TCP || protocol === Protocol.UDP);
}
