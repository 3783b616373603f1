import { MeshMode } from './mesh/mesh-mode';

/** Options for `Peer.cidr`. */
export interface CidrPeerOptions {
  /**
   * Networks inside the CIDR that stay closed.
   *
   * @default - none
   */
  readonly except?: string[];
}

/** Options for `Peer.pods`. */
export interface PodsPeerOptions {
  /** Labels that the pods carry, all of them. */
  readonly labels: { readonly [key: string]: string };

  /**
   * The namespace of the pods.
   *
   * @default - the namespace of the policy
   */
  readonly namespace?: string;

  /**
   * The name of the pods' ServiceAccount, by which the mesh of the cluster profile knows them, if it names one.
   *
   * @default - not known: a mesh lets all pods of their namespace in, and network policies those with the labels
   */
  readonly serviceAccount?: string;

  /**
   * Whether the pods are in the mesh of the cluster profile, if it names one. Of pods outside of it nobody knows who they are: they
   * are let in by the addresses of pods, the profile's `podCidrs`.
   *
   * @default MeshMode.INSIDE
   */
  readonly mesh?: MeshMode;
}
