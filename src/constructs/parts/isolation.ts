import { NetworkPolicyMode } from '../../network/connections-props';
import { MeshMode } from '../../network/mesh/mesh-mode';

/** Whether a policy isolates the pods. @internal */
export interface IsolationProps {
  /**
   * Whether the pods are isolated by a network policy of their own.
   *
   * @default NetworkPolicyMode.ISOLATED
   */
  readonly networkPolicy?: NetworkPolicyMode;

  /**
   * Whether the pods are in the mesh of the cluster profile, if it names one.
   *
   * @default MeshMode.INSIDE
   */
  readonly mesh?: MeshMode;
}
