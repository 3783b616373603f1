import { NAMESPACE_NAME_LABEL, Peer, PodsPeerOptions } from './peer';
import { Platform } from './platform';
import { Port } from './port';
import { checked } from '../checked/checked';
import { parseAddress } from '../support/cidr';
import { refuse } from '../support/refuse';

/** Options for `Dns.custom`. */
export interface CustomDnsOptions {
  /** Where the DNS servers are; at least one. */
  readonly peers: Peer[];

  /**
   * The ports of the DNS server's pods.
   *
   * @default - 53/UDP and 53/TCP
   */
  readonly ports?: Port[];
}

const COREDNS: PodsPeerOptions = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
/** The tenth address of 172.20.0.0/16 and of 10.100.0.0/16; EKS takes the one that the VPC does not overlap. */
const EKS_DNS = ['172.20.0.10/32', '10.100.0.10/32'];
const NODE_LOCAL_DNS: PodsPeerOptions = { namespace: 'kube-system', labels: { 'k8s-app': 'node-local-dns' } };

/**
 * How pods of the cluster resolve names; every isolated workload may ask it, or no Service name would resolve.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 *
 * @example
 *
 * new ClusterProfile({ dns: Dns.nodeLocal() }).applyTo(app);
 */
@checked
export class Dns {
  /** CoreDNS or kube-dns in kube-system, labelled `k8s-app: kube-dns`: the default of most clusters. */
  public static coreDns(): Dns {
    return new Dns([Peer.pods(COREDNS)], [Port.DNS_UDP, Port.DNS_TCP], [COREDNS]);
  }

  /**
   * NodeLocal DNSCache on the node's own network, with CoreDNS behind it.
   *
   * @param ip the address that the cache listens on
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  public static nodeLocal(ip: string = '169.254.20.10'): Dns {
    const { text } = parseAddress('Dns.nodeLocal', ip, 'ip');
    return new Dns([Peer.cidr(text), Peer.pods(COREDNS)], [Port.DNS_UDP, Port.DNS_TCP], [COREDNS, NODE_LOCAL_DNS]);
  }

  /**
   * All that GKE resolves names with: kube-dns, NodeLocal DNSCache on the node's network or, under Dataplane V2, in pods,
   * and Cloud DNS at the address of the metadata server, of which port 53 alone is opened.
   *
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns
   */
  public static gke(): Dns {
    const addresses = Peer.cidrs(['169.254.20.10/32', '169.254.169.254/32']);
    const pods = [COREDNS, NODE_LOCAL_DNS];
    return new Dns([addresses, ...pods.map((each) => Peer.pods(each))], [Port.DNS_UDP, Port.DNS_TCP], pods);
  }

  /**
   * DNS of EKS Auto Mode, which runs on each node and in no pod: only its address can be opened. Nodes of other kinds may
   * have CoreDNS pods beside it.
   *
   * @param ip the address of DNS; by default the tenth of both networks that EKS gives to Services of IPv4
   * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html
   */
  public static eksAutoMode(ip?: string): Dns {
    const addresses = ip === undefined ? EKS_DNS : [parseAddress('Dns.eksAutoMode', ip, 'ip').text];
    return new Dns([Peer.cidrs(addresses), Peer.pods(COREDNS)], [Port.DNS_UDP, Port.DNS_TCP], [COREDNS]);
  }

  /**
   * DNS of AKS: CoreDNS pods, and LocalDNS on the node's network where it is switched on.
   *
   * @see https://learn.microsoft.com/azure/aks/localdns-custom
   */
  public static aks(): Dns {
    return new Dns([Peer.cidr('169.254.10.11/32'), Peer.pods(COREDNS)], [Port.DNS_UDP, Port.DNS_TCP], [COREDNS]);
  }

  /** OpenShift's DNS pods, which listen on 5353. A profile with them and without a `platform` is for `Platform.OPENSHIFT`. */
  public static openshift(): Dns {
    const pods = { namespace: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } };
    return new Dns([Peer.pods(pods)], [Port.udp(5353), Port.tcp(5353)], [pods], Platform.OPENSHIFT);
  }

  /** Any other DNS servers. */
  public static custom(options: CustomDnsOptions): Dns {
    const ports = options.ports ?? [Port.DNS_UDP, Port.DNS_TCP];
    if (options.peers.length === 0 || ports.length === 0) {
      refuse('Dns.custom', {
        what: ports.length === 0 ? 'ports' : 'peers',
        got: [],
        allowed: 'at least one',
        fix:
          ports.length === 0
            ? 'leave `ports` out for 53/UDP and 53/TCP'
            : 'name where the DNS servers are, for example Peer.cidr("10.0.0.10/32")',
      });
    }
    return new Dns([...options.peers], [...ports], options.peers.flatMap(podsOf));
  }

  private constructor(
    /** @internal */
    public readonly _peers: readonly Peer[],
    /** @internal */
    public readonly _ports: readonly Port[],
    /** The DNS pods by their labels, for policies that speak of endpoints. @internal */
    public readonly _pods: readonly PodsPeerOptions[],
    /** The one platform that has it. @internal */
    public readonly _platform?: Platform,
  ) {}
}

/** The pods that a peer names by their labels, as it renders them; addresses and whole namespaces name none. */
function podsOf(peer: Peer): PodsPeerOptions[] {
  return (peer._render({ podCidrs: [] }, 'egress') ?? []).flatMap(({ namespaceSelector, podSelector }) => {
    const labels = podSelector?.matchLabels;
    const namespace = namespaceSelector?.matchLabels?.[NAMESPACE_NAME_LABEL];
    return labels === undefined ? [] : [{ namespace, labels }];
  });
}
