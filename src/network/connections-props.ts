import { MeshMode } from './mesh/mesh-mode';
import { PolicyDirection } from './policy-direction';
import { Port } from './port';

/** Whether a workload's pods are isolated. */
export enum NetworkPolicyMode {
  /** The workload owns one policy: everything is closed in both directions but what is declared, and DNS. */
  ISOLATED = 'isolated',
  /** The workload owns no policy: its pods take and make every connection that no other policy forbids. */
  NONE = 'none',
}

/** What `Connections` must know of the pods that it speaks for. */
export interface ConnectionsProps {
  /** The name of the policy; by convention that of the workload. */
  readonly name: string;

  /** The labels that select exactly these pods. */
  readonly podLabels: { readonly [key: string]: string };

  /**
   * The ports that the pods listen on: what `allowFrom` opens unless it is told which.
   *
   * @default - none
   */
  readonly ports?: Port[];

  /**
   * Labels of the policy itself.
   *
   * @default - none but the chart's
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the policy itself.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Whether the pods are isolated.
   *
   * @default NetworkPolicyMode.ISOLATED
   */
  readonly mode?: NetworkPolicyMode;

  /**
   * Whether the pods are in the mesh of the cluster profile, if it names one.
   *
   * @default MeshMode.INSIDE
   */
  readonly mesh?: MeshMode;

  /**
   * The name of the pods' ServiceAccount, by which a mesh knows them.
   *
   * @default - that of the cdk8s-plus workload that makes the pods; else not known: clients are then known by their namespace
   */
  readonly serviceAccount?: string;

  /**
   * The directions in which the policy isolates the pods; what the other one lets through, others say.
   *
   * @default - both
   */
  readonly directions?: PolicyDirection[];
}

/** Options for `Connections.accept`. */
export interface AcceptOptions {
  /** Why it is wanted, for whoever reviews it; the report lists it. */
  readonly reason: string;
}
