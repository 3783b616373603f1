/**
 * The network plugin of a cluster. It decides whether network policies do anything at all.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites
 */
export enum Cni {
  /** Calico: enforces network policies. */
  CALICO = 'Calico',
  /** Cilium: enforces network policies, and names (`toFQDNs`) in its own. */
  CILIUM = 'Cilium',
  /** Weave Net: enforces network policies. */
  WEAVE = 'Weave',
  /** AWS VPC CNI: enforces them where its network policy agent is switched on. */
  AWS_VPC_CNI = 'AWS VPC CNI',
  /** Azure CNI: enforces them where the cluster was made with a network policy engine. */
  AZURE_CNI = 'Azure CNI',
  /** Flannel: does not enforce network policies. */
  FLANNEL = 'Flannel',
  /** kubenet: does not enforce network policies. */
  KUBENET = 'kubenet',
}

/** The plugins under which a network policy is accepted and has no effect. */
export function ignoresPolicies(cni: Cni | undefined): boolean {
  return cni === Cni.FLANNEL || cni === Cni.KUBENET;
}
