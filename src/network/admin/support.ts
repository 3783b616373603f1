import { inWords, refuse, Where } from '../../support/refuse';
import { AdminPolicies } from '../admin-policies';
import { Cni } from '../cni';
import { Platform } from '../platform';

/** Which administrators' policies a plugin enforces, and where that was read. */
export interface AdminSupport {
  /** Absent: none of them. The first is what is written where nothing else is said. */
  readonly versions?: readonly ('v1alpha2' | 'v1alpha1' | 'eks')[];
  /** Since when, and what has to be switched on. */
  readonly on?: string;
  readonly source: string;
}

const ANTREA = 'https://github.com/antrea-io/antrea/pull/8018';
const KUBE_ROUTER = 'https://github.com/cloudnativelabs/kube-router/blob/master/docs/user-guide.md';
const AZURE = 'https://learn.microsoft.com/azure/aks/use-network-policies';

/** What is known of each plugin; docs/cluster-policies.md shows it. */
export const ADMIN_SUPPORT: { readonly [cni in Cni]: AdminSupport } = {
  [Cni.ANTREA]: {
    versions: ['v1alpha2', 'v1alpha1'],
    on: '`v1alpha2` since 2.7, by the feature gate `ClusterNetworkPolicy`; `v1alpha1` since 1.13, by `AdminNetworkPolicy`',
    source: ANTREA,
  },
  [Cni.AWS_VPC_CNI]: {
    versions: ['eks'],
    on: 'since 1.21.1, and in EKS Auto Mode, where its network policy controller is switched on',
    source: 'https://aws.amazon.com/blogs/containers/amazon-eks-introduces-enhanced-network-policy-capabilities',
  },
  [Cni.AZURE_CNI]: { source: AZURE },
  [Cni.AZURE_CNI_CILIUM]: { source: 'https://github.com/Azure/AKS/issues/4582' },
  [Cni.AZURE_NPM]: { source: AZURE },
  [Cni.CALICO]: {
    versions: ['v1alpha2', 'v1alpha1'],
    on: '`v1alpha2` since 3.32; AdminNetworkPolicies of `v1alpha1` from 3.29 to 3.31, the baseline one in 3.31',
    source: 'https://github.com/kubernetes-sigs/network-policy-api/pull/376',
  },
  [Cni.CANAL]: {
    versions: ['v1alpha2', 'v1alpha1'],
    on: 'as of Calico',
    source: 'https://github.com/kubernetes-sigs/network-policy-api/pull/376',
  },
  [Cni.CILIUM]: {
    versions: ['v1alpha2'],
    on: 'since 1.20, with `k8sClusterNetworkPolicy.enabled=true`',
    source: 'https://github.com/cilium/cilium/pull/47227',
  },
  [Cni.FLANNEL]: { source: 'https://github.com/flannel-io/flannel' },
  [Cni.GKE_DATAPLANE_V2]: {
    versions: ['v1alpha2'],
    on: 'in preview since 1.36.0-gke.4447000',
    source: 'https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-cluster-network-policy',
  },
  [Cni.K3S]: { source: 'https://docs.k3s.io/networking/networking-services' },
  [Cni.KINDNET]: { source: 'https://github.com/kubernetes-sigs/kind/releases/tag/v0.24.0' },
  [Cni.KUBENET]: { source: AZURE },
  [Cni.KUBE_ROUTER]: { source: KUBE_ROUTER },
  [Cni.OVN_KUBERNETES]: {
    versions: ['v1alpha1'],
    on: 'priorities of AdminNetworkPolicies from 0 to 99',
    source:
      'https://docs.redhat.com/en/documentation/openshift_container_platform/4.17/html/network_security/admin-network-policy',
  },
  [Cni.WEAVE]: { source: 'https://github.com/weaveworks/weave' },
};

/** What a profile says of its cluster. */
interface ClusterWords {
  readonly cni?: Cni;
  readonly platform?: Platform;
}

const FACTORIES = {
  v1alpha2: () => AdminPolicies.v1alpha2(),
  v1alpha1: () => AdminPolicies.v1alpha1(),
  eks: () => AdminPolicies.eks(),
};

/** The administrators' policies of a cluster: those that were said, or those of its plugin. */
export function resolveAdminPolicies(given: AdminPolicies | undefined, cluster: ClusterWords): AdminPolicies {
  if (given !== undefined) {
    checkEnforced('ClusterProfile', given, cluster);
    return given;
  }
  const versions = cluster.cni === undefined ? undefined : ADMIN_SUPPORT[cluster.cni].versions;
  return FACTORIES[versions?.[0] ?? 'v1alpha2']();
}

/** Refuses policies that nobody of the cluster enforces: they are accepted by the API server and have no effect. */
export function checkEnforced(where: Where, policies: AdminPolicies, { cni, platform }: ClusterWords): void {
  const { _version: version, _options: options } = policies;
  if (options.enforcedBy !== undefined) return;
  const versions: readonly string[] | undefined = cni === undefined ? undefined : ADMIN_SUPPORT[cni].versions;
  if (cni === undefined) {
    if (version !== 'eks' || platform === Platform.EKS || platform === Platform.EKS_AUTO_MODE) return;
  } else if (versions?.includes(version) === true) {
    return;
  }
  const known = versions?.map((each) => `AdminPolicies.${each}()`) ?? [];
  refuse(where, {
    what: 'adminPolicies',
    got: inWords(
      `${policies.toString()} with ${cni === undefined ? 'no cni' : `cni ${cni}`}, which does not enforce them`,
    ),
    allowed: known.length > 0 ? known.join(' or ') : 'policies that something in the cluster enforces',
    fix:
      version === 'eks' && known.length === 0
        ? 'add `platform: Platform.EKS` or `cni: Cni.AWS_VPC_CNI`, or leave `adminPolicies` out'
        : known.length > 0
          ? `write \`adminPolicies: ${known[0]}\`, or say what enforces these: AdminPolicies.${version}({ enforcedBy: '…' })`
          : "if a controller beside it does, name it: AdminPolicies.v1alpha2({ enforcedBy: 'kube-network-policies' })",
  });
}
