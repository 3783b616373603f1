import { Cni } from './cni';
import { Platform } from './platform';

/** Whether a plugin enforces network policies, and where that was read. */
export interface CniFacts {
  readonly enforces: 'yes' | 'no' | 'depends';
  /** What it depends on, or what else is to be known, as the documentation says it. */
  readonly on?: string;
  readonly source: string;
}

const AZURE = 'https://learn.microsoft.com/azure/aks/use-network-policies';

/** What is known of each plugin. Nothing is known of others: a profile without `cni` is neither. */
export const CNI_FACTS: { readonly [cni in Cni]: CniFacts } = {
  [Cni.ANTREA]: { enforces: 'yes', source: 'https://antrea.io/docs/main/docs/antrea-network-policy/' },
  [Cni.CALICO]: {
    enforces: 'yes',
    source:
      'https://docs.tigera.io/calico/latest/network-policy/get-started/kubernetes-policy/kubernetes-network-policy',
  },
  [Cni.CANAL]: {
    enforces: 'yes',
    on: "flannel with Calico's policies, the default of RKE2",
    source: 'https://docs.rke2.io/networking/basic_network_options',
  },
  [Cni.CILIUM]: {
    enforces: 'yes',
    on: 'an `endPort` since 1.16; its own policies open names, too',
    source: 'https://docs.cilium.io/en/stable/network/kubernetes/policy/',
  },
  [Cni.GKE_DATAPLANE_V2]: {
    enforces: 'yes',
    on: "takes none of Cilium's own policies",
    source: 'https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2',
  },
  [Cni.K3S]: {
    enforces: 'yes',
    on: 'unless K3s was started with `--disable-network-policy`',
    source: 'https://docs.k3s.io/networking/networking-services',
  },
  [Cni.KINDNET]: {
    enforces: 'depends',
    on: 'since kind 0.24',
    source: 'https://github.com/kubernetes-sigs/kind/releases/tag/v0.24.0',
  },
  [Cni.KUBE_ROUTER]: {
    enforces: 'yes',
    on: 'with `--run-firewall`, its default',
    source: 'https://github.com/cloudnativelabs/kube-router/blob/master/docs/user-guide.md',
  },
  [Cni.OVN_KUBERNETES]: {
    enforces: 'yes',
    source: 'https://docs.okd.io/latest/networking/network_security/network_policy/about-network-policy.html',
  },
  [Cni.WEAVE]: {
    enforces: 'yes',
    on: 'its repository was archived in 2024',
    source: 'https://github.com/weaveworks/weave',
  },
  [Cni.AWS_VPC_CNI]: {
    enforces: 'depends',
    on: 'where its network policy agent is switched on (`enableNetworkPolicy: "true"`)',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html',
  },
  [Cni.AZURE_CNI]: {
    enforces: 'depends',
    on: 'where the cluster was made with a network policy engine (`--network-policy`)',
    source: AZURE,
  },
  [Cni.AZURE_CNI_CILIUM]: {
    enforces: 'yes',
    on: 'an ipBlock matches neither nodes nor pods',
    source: 'https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium',
  },
  [Cni.AZURE_NPM]: {
    enforces: 'yes',
    on: 'addresses of IPv4 alone; it is retired until September 2028',
    source: AZURE,
  },
  [Cni.FLANNEL]: {
    enforces: 'no',
    on: 'by itself: K3s and Canal do',
    source: 'https://github.com/flannel-io/flannel',
  },
  [Cni.KUBENET]: { enforces: 'no', on: 'by itself: with Calico, say `CALICO`', source: AZURE },
};

/** Under these plugins a network policy is accepted and has no effect, unless the platform brings along what enforces it. */
export function ignoresPolicies(cni: Cni | undefined, platform: Platform | undefined): boolean {
  if (cni === undefined) return false;
  return CNI_FACTS[cni].enforces === 'no' && !(cni === Cni.FLANNEL && platform === Platform.K3S);
}

/** What to say instead, where the plugin is only a part of what the cluster has. */
export function instead(cni: Cni): string {
  if (cni === Cni.FLANNEL) {
    return (
      'If this is K3s, whose own controller enforces them, say `platform: Platform.K3S` or `cni: Cni.K3S`; with the policies ' +
      'of Calico beside flannel, say `cni: Cni.CANAL`.'
    );
  }
  return 'If Calico or another engine was switched on for them, name that one: `cni: Cni.CALICO`.';
}
