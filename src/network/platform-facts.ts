import { Cni } from './cni';
import { controllerParts } from './controller-peers';
import { CONTROLLERS, KnownController } from './controllers';
import { Dns } from './dns';
import { IpFamily } from './ip-family';
import { Peer } from './peer';
import { Platform } from './platform';

/** Who chooses the users of pods: each workload, or the namespace in which it runs. */
export type UserPolicy = 'chosen' | 'assigned';

/** What a platform brings along, as far as it is the same for all its clusters. */
export interface PlatformFacts {
  readonly dns: () => Dns;
  readonly cni?: Cni;
  readonly ingressController: () => Peer;
  readonly ipFamilies?: readonly IpFamily[];
  readonly users: UserPolicy;
}

/** What carries the traffic of a controller that is known. */
function carrying(controller: KnownController): () => Peer {
  return () => Peer._of(controllerParts(controller));
}

/** What holds where nothing is said of the cluster. */
export const UNKNOWN_PLATFORM: PlatformFacts = {
  dns: () => Dns.coreDns(),
  ingressController: carrying(CONTROLLERS.ingressNginx),
  users: 'chosen',
};

const IPV4: readonly IpFamily[] = [IpFamily.IPV4];

/** What is known of each platform; docs/platforms.md says where it was read. */
const FACTS: { readonly [platform in Platform]: PlatformFacts } = {
  [Platform.OPENSHIFT]: {
    dns: () => Dns.openshift(),
    cni: Cni.OVN_KUBERNETES,
    ingressController: carrying(CONTROLLERS.openshiftRouter),
    ipFamilies: IPV4,
    users: 'assigned',
  },
  [Platform.EKS]: {
    dns: () => Dns.coreDns(),
    cni: Cni.AWS_VPC_CNI,
    ingressController: carrying(CONTROLLERS.alb),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.EKS_AUTO_MODE]: {
    dns: () => Dns.eksAutoMode(),
    cni: Cni.AWS_VPC_CNI,
    ingressController: carrying(CONTROLLERS.alb),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.GKE]: {
    dns: () => Dns.gke(),
    ingressController: carrying(CONTROLLERS.gke),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.GKE_AUTOPILOT]: {
    dns: () => Dns.gke(),
    cni: Cni.GKE_DATAPLANE_V2,
    ingressController: carrying(CONTROLLERS.gke),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.AKS]: {
    dns: () => Dns.aks(),
    ingressController: carrying(CONTROLLERS.aksAppRouting),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.K3S]: {
    dns: () => Dns.coreDns(),
    cni: Cni.KUBE_ROUTER,
    ingressController: carrying(CONTROLLERS.traefik),
    ipFamilies: IPV4,
    users: 'chosen',
  },
  [Platform.KIND]: {
    dns: () => Dns.coreDns(),
    cni: Cni.KINDNET,
    ingressController: carrying(CONTROLLERS.ingressNginx),
    ipFamilies: IPV4,
    users: 'chosen',
  },
};

/** What a platform brings along. */
export function factsOf(platform: Platform | undefined): PlatformFacts {
  return platform === undefined ? UNKNOWN_PLATFORM : FACTS[platform];
}
