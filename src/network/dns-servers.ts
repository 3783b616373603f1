import { isOfFamilies } from './ip-family';
import { Peer } from './peer';
import type { PodsPeerOptions } from './peer-options';
import { ipBlock, otherPeer, PeerSurroundings } from './peer-parts';
import { Port } from './port';
import { Cidr, nthAddress, parseAddress } from '../support/cidr';

/** DNS servers, and the ports that they listen on: not those of the Service in front of them. */
export interface DnsServers {
  readonly peers: readonly Peer[];
  readonly ports: readonly Port[];
  /** Those that are pods, by their labels, for policies that speak of endpoints. */
  readonly pods: readonly PodsPeerOptions[];
}

/** The ports of most DNS servers. */
export const DNS_PORTS: readonly Port[] = [Port.DNS_UDP, Port.DNS_TCP];

/**
 * CoreDNS and kube-dns of nearly all clusters.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/
 */
export const COREDNS: PodsPeerOptions = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

/**
 * NodeLocal DNSCache. Policies do not see its pods where they are on the host network, and see nothing else where Cilium, or
 * GKE's Dataplane V2, redirects what is for DNS to them.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/cluster/addons/dns/nodelocaldns/nodelocaldns.yaml
 * @see https://docs.cilium.io/en/stable/network/kubernetes/local-redirect-policy/#node-local-dns-cache
 */
export const NODE_LOCAL_DNS: PodsPeerOptions = { namespace: 'kube-system', labels: { 'k8s-app': 'node-local-dns' } };

/**
 * OpenShift's. Its plugin judges the ports of pods.
 *
 * @see https://github.com/openshift/cluster-dns-operator/blob/master/assets/dns/daemonset.yaml
 */
export const OPENSHIFT_DNS: PodsPeerOptions = {
  namespace: 'openshift-dns',
  labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
};

/**
 * What NodeLocal DNSCache listens on in most clusters.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
 */
export const NODE_LOCAL_ADDRESS = '169.254.20.10';

/**
 * The metadata server, which is Cloud DNS on port 53.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns
 */
export const GOOGLE_METADATA_ADDRESS = '169.254.169.254';

/**
 * The tenth address of 172.20.0.0/16 and of 10.100.0.0/16; EKS takes the one that the VPC does not overlap.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html
 */
export const EKS_DNS_ADDRESSES: readonly string[] = ['10.100.0.10', '172.20.0.10'];

/**
 * LocalDNS: for pods with the DNS of the node, and for those with the cluster's.
 *
 * @see https://learn.microsoft.com/azure/aks/localdns-custom
 */
export const AKS_LOCAL_DNS_ADDRESSES: readonly string[] = ['169.254.10.10', '169.254.10.11'];

/**
 * The address that DNS has in a network of Services, by the usage of kubeadm and of the clouds.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#service-ip-static-sub-range
 */
function dnsAddressOf(network: string): string {
  return nthAddress(network, 10);
}

/** Servers that are pods. */
export function podServers(pods: readonly PodsPeerOptions[], ports = DNS_PORTS): DnsServers {
  return { peers: pods.map((each) => Peer.pods(each)), ports, pods };
}

/** Servers at some addresses. */
export function addressServers(addresses: readonly string[]): DnsServers {
  return {
    peers: [Peer.cidrs(addresses.map((address) => parseAddress('Dns', address, 'ip').text))],
    ports: DNS_PORTS,
    pods: [],
  };
}

/**
 * Servers at the address of the Service that pods ask for names, for where policies see that one: what answers there is no pod.
 * It is the tenth of the networks of Services unless it is said.
 *
 * @param otherwise what it is where nothing is said of it
 */
export function clusterAddressServers(said: Cidr | undefined, otherwise: readonly string[] = []): DnsServers {
  const addressesOf = ({ serviceCidrs = [], ipFamilies }: PeerSurroundings): readonly string[] => {
    if (said !== undefined) return [said.text];
    const ofServices = serviceCidrs.map(dnsAddressOf).filter((cidr) => isOfFamilies(ipFamilies, cidr));
    if (ofServices.length > 0) return ofServices;
    return otherwise.map((address) => parseAddress('Dns', address, 'ip').text);
  };
  const peer = Peer._of({
    description: "the cluster's DNS address",
    ends: (surroundings) => {
      const blocks = addressesOf(surroundings).map((cidr) => ipBlock(cidr));
      return blocks.length === 0 ? [] : [otherPeer("the cluster's DNS address", blocks)];
    },
  });
  return { peers: [peer], ports: DNS_PORTS, pods: [] };
}
