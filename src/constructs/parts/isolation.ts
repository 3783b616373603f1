import { NetworkPolicyMode } from '../../network/connections-props';

/** Whether a policy isolates the pods. @internal */
export interface IsolationProps {
  /**
   * Whether the pods are isolated by a network policy of their own.
   *
   * @default NetworkPolicyMode.ISOLATED
   */
  readonly networkPolicy?: NetworkPolicyMode;
}
