import { readAdminNetworkPolicy } from './admin-network-policy';
import { readApplicationNetworkPolicy } from './application-network-policy';
import { readBaselineAdminNetworkPolicy } from './baseline-admin-network-policy';
import { readCiliumNetworkPolicy } from './cilium-network-policy';
import { readBetaClusterNetworkPolicy, readClusterNetworkPolicy } from './cluster-network-policy';
import { readEksClusterNetworkPolicy } from './eks-cluster-network-policy';
import { readFqdnNetworkPolicy } from './fqdn-network-policy';
import { PolicyReader } from './policy-reader';

/** The readers of policies beside NetworkPolicies, by API version, then by kind. */
const READERS: { readonly [apiVersion: string]: { readonly [kind: string]: PolicyReader } } = {
  'cilium.io/v2': {
    CiliumClusterwideNetworkPolicy: readCiliumNetworkPolicy,
    CiliumNetworkPolicy: readCiliumNetworkPolicy,
  },
  'networking.gke.io/v1alpha1': { FQDNNetworkPolicy: readFqdnNetworkPolicy },
  'networking.k8s.aws/v1alpha1': {
    ApplicationNetworkPolicy: readApplicationNetworkPolicy,
    ClusterNetworkPolicy: readEksClusterNetworkPolicy,
  },
  'policy.networking.k8s.io/v1alpha1': {
    AdminNetworkPolicy: readAdminNetworkPolicy,
    BaselineAdminNetworkPolicy: readBaselineAdminNetworkPolicy,
  },
  'policy.networking.k8s.io/v1alpha2': { ClusterNetworkPolicy: readClusterNetworkPolicy },
  'policy.networking.k8s.io/v1beta1': { ClusterNetworkPolicy: readBetaClusterNetworkPolicy },
};

/** Who reads the policies of a kind; nobody if they are not judged. */
export function readerOf(kind: string, apiVersion: string): PolicyReader | undefined {
  const kinds = Object.hasOwn(READERS, apiVersion) ? READERS[apiVersion] : {};
  return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}
