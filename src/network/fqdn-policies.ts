import { Cni } from './cni';
import { Platform } from './platform';
import { inWords, refuse } from '../support/refuse';

/**
 * By which policies a cluster opens names outside of it. Network policies know addresses alone.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#what-you-can-t-do-with-network-policies-at-least-not-yet
 */
export enum FqdnPolicies {
  /** CiliumNetworkPolicies with `toFQDNs`; under Cilium alone, also that of Azure CNI where Advanced Container Networking Services are on. */
  CILIUM = 'CiliumNetworkPolicy',
  /** ApplicationNetworkPolicies with `domainNames`; in EKS Auto Mode alone, where its network policy controller is on. */
  EKS = 'ApplicationNetworkPolicy',
  /** FQDNNetworkPolicies of GKE; with Dataplane V2 alone, in clusters with `--enable-fqdn-network-policy`. */
  GKE = 'FQDNNetworkPolicy',
  /** None: names are opened by their addresses. */
  NONE = 'none',
}

/** What a profile says of its cluster. */
interface ClusterWords {
  readonly cni?: Cni;
  readonly platform?: Platform;
}

/**
 * The policies for names of a cluster. Cilium's are part of it; those of clouds are switched on by somebody, who must say so: where
 * nobody enforces them, the names would be closed.
 */
export function resolveFqdnPolicies(given: FqdnPolicies | undefined, cluster: ClusterWords): FqdnPolicies {
  if (given === undefined) return cluster.cni === Cni.CILIUM ? FqdnPolicies.CILIUM : FqdnPolicies.NONE;
  switch (given) {
    case FqdnPolicies.CILIUM:
      if (cluster.cni !== Cni.CILIUM && cluster.cni !== Cni.AZURE_CNI_CILIUM) {
        refuseCluster('CILIUM', cluster, 'cni: Cni.CILIUM');
      }
      break;
    case FqdnPolicies.EKS:
      if (cluster.platform !== Platform.EKS_AUTO_MODE) {
        refuseCluster('EKS', cluster, 'platform: Platform.EKS_AUTO_MODE');
      }
      break;
    case FqdnPolicies.GKE:
      if (cluster.cni !== Cni.GKE_DATAPLANE_V2) refuseCluster('GKE', cluster, 'cni: Cni.GKE_DATAPLANE_V2');
      break;
    case FqdnPolicies.NONE:
      break;
  }
  return given;
}

function refuseCluster(name: string, { cni, platform }: ClusterWords, needed: string): never {
  const beside = [
    ...(platform === undefined ? [] : [`platform ${platform}`]),
    ...(cni === undefined ? [] : [`cni ${cni}`]),
  ];
  return refuse('ClusterProfile', {
    what: 'fqdnPolicies',
    got: inWords(`FqdnPolicies.${name} beside ${beside.length === 0 ? 'neither platform nor cni' : beside.join(', ')}`),
    allowed: `FqdnPolicies.${name} with \`${needed}\`: nobody else enforces these policies`,
    fix: `add \`${needed}\`, or leave \`fqdnPolicies\` out`,
  });
}
