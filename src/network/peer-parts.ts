import type { Cni } from './cni';
import type { IpFamily } from './ip-family';
import type { MeshMode } from './mesh/mesh-mode';
import type { Platform } from './platform';
import type { Port } from './port';
import type { k8s } from '../plus/cdk8s-plus';
import type { Where } from '../support/refuse';

/** Rendered peers; `undefined` means everybody, in and outside the cluster. */
export type RenderedPeers = k8s.NetworkPolicyPeer[] | undefined;

/** Some peers of a NetworkPolicy, as policies of the other end name them. */
export interface OtherPeer {
  readonly kind: 'peer';
  readonly description: string;
  /** Never an empty list, which Kubernetes would take for everybody. */
  readonly peers: RenderedPeers;
  /** How many of the app's own pods that it selects must be open: those that carry labels all, a namespace's some. */
  readonly podsOfApp: 'all' | 'some' | 'none';
  /** What is known of the identity of its pods in a mesh. */
  readonly identity?: PeerIdentity;
  /** The Services by whose names pods connect to it, where that is known. */
  readonly services?: readonly ServiceName[];
}

/** The name of a Service. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: string;
}

/** The Service by which pods connect to the API server, whatever its addresses are. */
export const API_SERVER_SERVICE: ServiceName = { name: 'kubernetes', namespace: 'default' };

/** What is known of the identity of some pods in a mesh. */
export interface PeerIdentity {
  /** The name of their account; absent where it is not known. */
  readonly account?: string;
  /** Whether they are in the mesh at all; absent: they are. */
  readonly mode?: MeshMode;
}

/**
 * What Cilium has a word for, and NetworkPolicies have none.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#entities-based
 */
export type CiliumEntity = 'kube-apiserver' | 'ingress' | 'host' | 'remote-node';

/** Entities of Cilium, which policies of Cilium alone name. */
export interface CiliumEntities {
  readonly kind: 'entities';
  readonly description: string;
  readonly entities: readonly CiliumEntity[];
}

/** A part of a peer that policies name in one way. */
export type PeerEnd = OtherPeer | CiliumEntities;

/** What a peer may need to know of its surroundings; a ClusterProfile says it. */
export interface PeerSurroundings {
  readonly podCidrs: readonly string[];
  /** The families of the cluster's addresses, where they are known. */
  readonly ipFamilies?: readonly IpFamily[];
  readonly cni?: Cni;
  readonly platform?: Platform;
  /** The addresses of the API server. */
  readonly apiServer?: HasParts;
  /** The ports of the API server at these addresses. */
  readonly apiServerPort?: number;
  /** The networks of Services. */
  readonly serviceCidrs?: readonly string[];
  /** The networks of the nodes. */
  readonly nodeCidrs?: readonly string[];
  /** The networks of the cloud's private network that the cluster is in. */
  readonly vpcCidrs?: readonly string[];
  /** Whether it is to be closed: it is then all that may lead there, and not what surely does. */
  readonly isToBeClosed?: boolean;
  /** The Gateway whose traffic it carries, where it is about one. */
  readonly routeGateway?: GatewayInFront;
}

/** A Gateway as peers need to know it. */
export interface GatewayInFront {
  readonly name: string;
  /** Its namespace; absent where it is that of the policy. */
  readonly namespace?: string;
  /** The name of its class, where it is known. */
  readonly className?: string;
  /** Where the route to it was written. */
  readonly where: Where;
}

/** What a peer is made of. */
export interface PeerParts {
  readonly description: string;
  /** How policies name it; `direction` is that of the policy: `ingress` where the peer connects. */
  readonly ends: (surroundings: PeerSurroundings, direction: 'ingress' | 'egress') => readonly PeerEnd[];
  /** The ports that are opened to it where none are named. */
  readonly ports?: (surroundings: PeerSurroundings) => readonly Port[];
}

/** A peer, for the files that cannot import the class. */
export interface HasParts {
  /** @internal */
  readonly _parts: PeerParts;
}

/** Peers of a NetworkPolicy as a part of a peer. */
export function otherPeer(
  description: string,
  peers: RenderedPeers,
  podsOfApp: OtherPeer['podsOfApp'] = 'none',
  identity?: PeerIdentity,
): OtherPeer {
  return { kind: 'peer', description, peers, podsOfApp, ...(identity === undefined ? {} : { identity }) };
}

/** A network as a peer of a NetworkPolicy. */
export function ipBlock(cidr: string, except: readonly string[] = []): { ipBlock: k8s.IpBlock } {
  return { ipBlock: { cidr, except: except.length > 0 ? [...except] : undefined } };
}
