import { IpFamily } from './ip-family';

/**
 * The network plugin of a cluster. It decides whether network policies do anything at all.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites
 */
export enum Cni {
  /** Antrea: enforces network policies. */
  ANTREA = 'Antrea',
  /** Calico: enforces network policies. */
  CALICO = 'Calico',
  /** Flannel with the policies of Calico, as in RKE2: enforces network policies. */
  CANAL = 'Canal',
  /** Cilium: enforces network policies, and names (`toFQDNs`) in its own. */
  CILIUM = 'Cilium',
  /** Dataplane V2 of GKE: enforces network policies; it is made of Cilium, but takes none of Cilium's own policies. */
  GKE_DATAPLANE_V2 = 'GKE Dataplane V2',
  /** Flannel of K3s with the controller that K3s has for network policies: enforces them unless that one is switched off. */
  K3S = 'K3s',
  /** kindnet of kind: enforces network policies since kind 0.24. */
  KINDNET = 'kindnet',
  /** kube-router, or its network policy controller as it is part of K3s: enforces network policies. */
  KUBE_ROUTER = 'kube-router',
  /** OVN-Kubernetes of OpenShift: enforces network policies. */
  OVN_KUBERNETES = 'OVN-Kubernetes',
  /** Weave Net: enforces network policies. */
  WEAVE = 'Weave',
  /** AWS VPC CNI: enforces them where its network policy agent is switched on. */
  AWS_VPC_CNI = 'AWS VPC CNI',
  /** Azure CNI: enforces them where the cluster was made with a network policy engine. */
  AZURE_CNI = 'Azure CNI',
  /** Azure CNI powered by Cilium: enforces network policies; names in Cilium's own alone with another service of Azure. */
  AZURE_CNI_CILIUM = 'Azure CNI powered by Cilium',
  /** Azure CNI with Azure Network Policy Manager: enforces network policies of IPv4. */
  AZURE_NPM = 'Azure Network Policy Manager',
  /** Flannel: does not enforce network policies by itself. */
  FLANNEL = 'Flannel',
  /** kubenet: does not enforce network policies by itself. */
  KUBENET = 'kubenet',
}

/**
 * The families of a cluster of which nothing but its plugin is known. AWS's has IPv4 or IPv6, and its policy agent does not
 * take a network of the other one; Azure's policy manager knows IPv4 alone.
 */
export function familiesOf(cni: Cni | undefined): readonly IpFamily[] | undefined {
  return cni === Cni.AWS_VPC_CNI || cni === Cni.AZURE_NPM ? [IpFamily.IPV4] : undefined;
}
