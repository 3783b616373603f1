import { Cni } from './cni';
import { Dns } from './dns';
import { IpFamily, isOfFamilies } from './ip-family';
import { Peer } from './peer';
import { Platform } from './platform';

/** Who chooses the users of pods: each workload, or the namespace in which it runs. */
export type UserPolicy = 'chosen' | 'assigned';

/** What a platform brings along, as far as it is the same for all its clusters. */
export interface PlatformFacts {
  readonly dns: () => Dns;
  readonly cni?: Cni;
  readonly ingressController: (ipFamilies?: readonly IpFamily[]) => Peer;
  readonly ipFamilies?: readonly IpFamily[];
  readonly users: UserPolicy;
}

/** Where Ingresses are served by ingress-nginx, as its own manifests label it. */
const ingressNginx = (): Peer =>
  Peer.pods({ namespace: 'ingress-nginx', labels: { 'app.kubernetes.io/name': 'ingress-nginx' } });

/** What holds where nothing is said of the cluster. */
export const UNKNOWN_PLATFORM: PlatformFacts = {
  dns: () => Dns.coreDns(),
  ingressController: ingressNginx,
  users: 'chosen',
};

/**
 * The load balancers of AWS connect to pods from addresses of the VPC, which are private for IPv4 and public for IPv6.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
const AWS_LOAD_BALANCERS = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', '::/0'];

/**
 * Google's front ends and health checks, which connect to the pods of container-native load balancing.
 *
 * @see https://cloud.google.com/load-balancing/docs/firewall-rules
 */
const GOOGLE_FRONT_ENDS = ['35.191.0.0/16', '130.211.0.0/22', '2600:2d00:1:1::/64', '2600:2d00:1:b029::/64'];

const IPV4: readonly IpFamily[] = [IpFamily.IPV4];

/** What is known of each platform; docs/platforms.md says where it was read. */
const FACTS: { readonly [platform in Platform]: PlatformFacts } = {
  [Platform.OPENSHIFT]: {
    dns: () => Dns.openshift(),
    cni: Cni.OVN_KUBERNETES,
    // The router's namespace carries it, and the one that stands for host networks where the router is on them.
    ingressController: () => Peer.namespacesLabelled({ 'policy-group.network.openshift.io/ingress': '' }),
    ipFamilies: IPV4,
    users: 'assigned',
  },
  [Platform.EKS]: {
    dns: () => Dns.coreDns(),
    cni: Cni.AWS_VPC_CNI,
    ingressController: ofFamilies(AWS_LOAD_BALANCERS),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.EKS_AUTO_MODE]: {
    dns: () => Dns.eksAutoMode(),
    cni: Cni.AWS_VPC_CNI,
    ingressController: ofFamilies(AWS_LOAD_BALANCERS),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.GKE]: {
    dns: () => Dns.gke(),
    ingressController: ofFamilies(GOOGLE_FRONT_ENDS),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.GKE_AUTOPILOT]: {
    dns: () => Dns.gke(),
    cni: Cni.GKE_DATAPLANE_V2,
    ingressController: ofFamilies(GOOGLE_FRONT_ENDS),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.AKS]: {
    dns: () => Dns.aks(),
    ingressController: () => Peer.pods({ namespace: 'app-routing-system', labels: { app: 'nginx' } }),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.K3S]: {
    dns: () => Dns.coreDns(),
    cni: Cni.KUBE_ROUTER,
    ingressController: () => Peer.pods({ namespace: 'kube-system', labels: { 'app.kubernetes.io/name': 'traefik' } }),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.KIND]: {
    dns: () => Dns.coreDns(),
    cni: Cni.KINDNET,
    ingressController: ingressNginx,
    ipFamilies: IPV4,
    users: 'chosen',
  },
};

/** What a platform brings along. */
export function factsOf(platform: Platform | undefined): PlatformFacts {
  return platform === undefined ? UNKNOWN_PLATFORM : FACTS[platform];
}

/** Networks as one peer, of which those are left out that the cluster has no addresses like. */
function ofFamilies(cidrs: readonly string[]): (ipFamilies?: readonly IpFamily[]) => Peer {
  return (ipFamilies) => Peer.cidrs(cidrs.filter((cidr) => isOfFamilies(ipFamilies, cidr)));
}
