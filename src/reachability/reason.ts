/** Which reason it is, for programs: it stays as it is when the words change. */
export type ReasonCode =
  | 'same-pod'
  | 'host-network'
  | 'pod-address'
  | 'node-address'
  | 'named-port'
  | 'some-addresses'
  | 'some-pods'
  | 'unjudged-policy'
  | 'unknown-names'
  | 'equal-priority'
  | 'not-in-input'
  | 'some-nodes'
  | 'controller-unknown'
  | 'mesh-unknown'
  | 'mesh-wire'
  | 'identity-unknown'
  | 'identity-conflict'
  | 'identity-perhaps'
  | 'unjudged-identity';

/** Why the manifests alone do not decide, or why their policies have no say. */
export interface Reason {
  readonly code: ReasonCode;
  /** The same in words. */
  readonly text: string;
}

/** Those that are always told in the same words. */
export const REASONS = {
  itself: { code: 'same-pod', text: 'a pod always reaches itself' },
  hostNetwork: {
    code: 'host-network',
    text: 'pods on the host network have the address of their node; how policies treat them is left to the network plugin',
  },
  podAddress: {
    code: 'pod-address',
    text: 'an ipBlock decides, and the addresses of pods are not known (say the pod CIDRs)',
  },
  nodeAddress: {
    code: 'node-address',
    text: 'a node or the load balancer may stand in for the client (externalTrafficPolicy Cluster, or targets that do not see clients), and the ipBlock may not match it',
  },
  namedPort: {
    code: 'named-port',
    text: 'a rule names a port, and the pods that it is looked up in are not in the input',
  },
  someAddresses: {
    code: 'some-addresses',
    text: 'some of the addresses are let through and others are not (ask about fewer)',
  },
  someOfThesePods: {
    code: 'some-pods',
    text: 'a rule may let some of these pods through, and which ones have its labels is not in the manifests',
  },
  unknownName: {
    code: 'unknown-names',
    text: 'the addresses of the name are not in the manifests, and some addresses are let through and others are not',
  },
  someNodes: {
    code: 'some-nodes',
    text: 'a rule may mean these nodes or not, which the manifests do not tell',
  },
  controllerUnknown: {
    code: 'controller-unknown',
    text: "a controller's pods pass the traffic on, and the manifests do not tell whether they are among those that the policies let in",
  },
  identityUnknown: {
    code: 'identity-unknown',
    text: 'policies of a mesh decide by the identity of the client, and that of pods which are not in the input is not known',
  },
} as const satisfies Readonly<Record<string, Reason>>;
