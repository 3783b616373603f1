import { Cni } from './cni';
import { API_SERVER_SERVICE, HasParts, ipBlock, otherPeer, PeerEnd, PeerParts, PeerSurroundings } from './peer-parts';
import { Platform } from './platform';
import { Port } from './port';
import { k8s } from '../plus/cdk8s-plus';
import { firstAddress } from '../support/cidr';
import { inWords, refuse } from '../support/refuse';

/** What is known of the API server on a platform. */
interface ApiServerFacts {
  /** The port at its own addresses, which policies see, not that of the Service. */
  readonly port: number;
  /** Who brings its calls to webhooks, where they do not come from its own addresses. */
  readonly callers?: k8s.NetworkPolicyPeer;
}

/**
 * The pods through which an API server outside of the network of the pods calls webhooks.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/setup-konnectivity/
 */
function agents(matchLabels: { readonly [label: string]: string }): k8s.NetworkPolicyPeer {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { ...matchLabels } },
  };
}

/**
 * OVN-Kubernetes knows the host network, on which the API server runs, by the label of a namespace that stands for it, and by
 * none of the nodes' own addresses.
 *
 * @see https://docs.okd.io/latest/networking/network_security/network_policy/about-network-policy.html
 */
const HOST_NETWORK: k8s.NetworkPolicyPeer = {
  namespaceSelector: { matchLabels: { 'policy-group.network.openshift.io/host-network': '' } },
  podSelector: {},
};

const API_SERVER: { readonly [platform in Platform]: ApiServerFacts } = {
  [Platform.OPENSHIFT]: { port: 6443, callers: HOST_NETWORK },
  [Platform.EKS]: { port: 443 },
  [Platform.EKS_AUTO_MODE]: { port: 443 },
  [Platform.GKE]: { port: 443, callers: agents({ 'k8s-app': 'konnectivity-agent' }) },
  [Platform.GKE_AUTOPILOT]: { port: 443, callers: agents({ 'k8s-app': 'konnectivity-agent' }) },
  [Platform.AKS]: { port: 443, callers: agents({ app: 'konnectivity-agent' }) },
  [Platform.K3S]: { port: 6443 },
  [Platform.KIND]: { port: 6443 },
};

/** Managed clusters have the one, others the other. */
const USUAL_PORTS = [443, 6443];

const API_SERVER_TEXT = 'the API server';

/** The API server: where operators connect to, and who calls webhooks. */
export const API_SERVER_PARTS: PeerParts = {
  description: API_SERVER_TEXT,
  ends: (surroundings, direction) => {
    const { entity, callers, addresses, services } = partsOf(surroundings, direction);
    const ends = [...entity, ...callers, ...addresses];
    if (ends.length > 0) return [...ends, ...services];
    return refuse('Peer.kubeApiServer', {
      what: 'apiServer of the cluster profile',
      got: undefined,
      allowed: 'the addresses of the API server, which `kubectl get endpointslices kubernetes` lists',
      fix: "new ClusterProfile({ apiServer: Peer.cidrs(['10.0.0.10/32']) }).applyTo(app)",
    });
  },
  ports: (surroundings) => {
    const known = surroundings.apiServerPort ?? factsOf(surroundings)?.port;
    return (known === undefined ? USUAL_PORTS : [known]).map((port) => Port.tcp(port));
  },
};

/**
 * What of the API server must be open so that it is connected to, or connects: each list is enough by itself. None is
 * where nobody knows.
 */
export function apiServerWays(
  surroundings: PeerSurroundings,
  direction: 'ingress' | 'egress',
): readonly (readonly PeerEnd[])[] {
  const { entity, callers, addresses, services } = partsOf(surroundings, direction);
  // It comes through them alone.
  if (callers.length > 0) return [callers];
  // Of two networks that Services may have, the cluster has one.
  const byAddress = services.length > 0 ? services.map((service) => [...addresses, service]) : [addresses];
  return [entity, ...byAddress].filter((way) => way.length > 0);
}

/** The nodes themselves, not the pods on them. */
export const NODE_PARTS: PeerParts = {
  description: 'the nodes',
  ends: ({ cni, nodeCidrs = [] }) => {
    if (knowsEntities({ cni })) {
      return [{ kind: 'entities', description: 'the nodes', entities: ['host', 'remote-node'] }];
    }
    if (nodeCidrs.length > 0) {
      return [
        otherPeer(
          'the nodes',
          nodeCidrs.map((cidr) => ipBlock(cidr)),
        ),
      ];
    }
    return refuse('Peer.nodes', {
      what: 'nodeCidrs of the cluster profile',
      got: undefined,
      allowed: 'the networks that the nodes have their addresses from',
      fix: "new ClusterProfile({ nodeCidrs: ['10.0.0.0/20'] }).applyTo(app)",
    });
  },
};

/**
 * Whether policies of Cilium are enforced. Azure's Cilium takes them as far as addresses, pods and entities go, and knows nodes
 * by no address either.
 *
 * @see https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium
 */
export function knowsEntities({ cni }: Pick<PeerSurroundings, 'cni'>): boolean {
  return cni === Cni.CILIUM || cni === Cni.AZURE_CNI_CILIUM;
}

/** The first addresses of the networks that EKS gives to Services; it takes the one that the VPC does not overlap. */
const EKS_SERVICES = ['10.100.0.1/32', '172.20.0.1/32'];

/** The ends of the API server, by what they are. */
interface ApiServerEnds {
  readonly entity: readonly PeerEnd[];
  readonly callers: readonly PeerEnd[];
  readonly addresses: readonly PeerEnd[];
  readonly services: readonly PeerEnd[];
}

function partsOf(surroundings: PeerSurroundings, direction: 'ingress' | 'egress'): ApiServerEnds {
  const caller = direction === 'ingress' ? factsOf(surroundings)?.callers : undefined;
  return {
    entity: knowsEntities(surroundings) ? [apiServerEntity()] : [],
    callers: caller === undefined ? [] : [otherPeer(API_SERVER_TEXT, [caller], 'none')],
    addresses: addressesOf(surroundings.apiServer, surroundings, direction),
    services: direction === 'egress' ? servicesOf(surroundings) : [],
  };
}

/**
 * AWS's agent judges what pods send before the address of a Service becomes that of its endpoint; of Services without a
 * selector it knows neither.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
 */
function servicesOf({ cni, serviceCidrs = [] }: PeerSurroundings): readonly PeerEnd[] {
  if (cni !== Cni.AWS_VPC_CNI) return [];
  const addresses = serviceCidrs.length > 0 ? serviceCidrs.map(firstAddress) : EKS_SERVICES;
  return addresses.map((address) => byService(otherPeer(API_SERVER_TEXT, [ipBlock(address)])));
}

/** Pods connect to it by the name of its Service. */
function byService(end: PeerEnd): PeerEnd {
  return end.kind === 'peer' ? { ...end, services: [API_SERVER_SERVICE] } : end;
}

function factsOf({ platform }: PeerSurroundings): ApiServerFacts | undefined {
  return platform === undefined ? undefined : API_SERVER[platform];
}

function apiServerEntity(): PeerEnd {
  return { kind: 'entities', description: API_SERVER_TEXT, entities: ['kube-apiserver'] };
}

function addressesOf(
  apiServer: HasParts | undefined,
  surroundings: PeerSurroundings,
  direction: 'ingress' | 'egress',
): readonly PeerEnd[] {
  if (apiServer === undefined) return [];
  if (apiServer._parts === API_SERVER_PARTS) {
    return refuse('ClusterProfile', {
      what: 'apiServer',
      got: inWords('Peer.kubeApiServer()'),
      allowed: 'its addresses',
      fix: "write for example Peer.cidrs(['10.0.0.10/32'])",
    });
  }
  return apiServer._parts
    .ends(surroundings, direction)
    .map((end) => byService({ ...end, description: API_SERVER_TEXT }));
}
