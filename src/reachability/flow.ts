import { Because } from './judge';
import { PortRange } from './port-set';

/** What a flow may be: allowed, or left open by the manifests. What is denied is no flow. */
export type FlowVerdict = 'allow' | 'undefined';

/** One end may reach the other on some ports. */
export interface Flow {
  /** A workload's id, `ip:<cidr>`, or `pods:<namespace selector>/<pod selector>` for pods that the input does not have. */
  readonly from: string;
  readonly to: string;
  /** Networks that are taken out of the `ip:` end. */
  readonly except?: readonly string[];
  readonly ports: readonly PortRange[];
  readonly verdict: FlowVerdict;
  /** Why the verdict is undefined, or why no rule was asked. */
  readonly reason?: string;
  /** All that policies which are not judged say about it: where that changes, it is another connection. */
  readonly unjudged?: string;
  /** The rules that decided, for each side that the input knows. */
  readonly because: readonly Because[];
  /** The Services that forward there, with their ports: `shop/Service/api:80`. */
  readonly services?: readonly string[];
}

/** Why the manifests alone do not decide, or why their policies have no say. */
export const REASONS = {
  itself: 'a pod always reaches itself',
  hostNetwork:
    'pods on the host network have the address of their node; how policies treat them is left to the network plugin',
  podAddress: 'an ipBlock decides, and the addresses of pods are not known (say the pod CIDRs)',
  nodeAddress:
    'the Service has externalTrafficPolicy Cluster, so a node may stand in for the client and the ipBlock may not match it',
  namedPort: 'a rule names a port, and the pods that it is looked up in are not in the input',
  someAddresses: 'some of the addresses are let through and others are not (ask about fewer)',
} as const;
