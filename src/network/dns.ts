import {
  addressServers,
  AKS_LOCAL_DNS_ADDRESSES,
  clusterAddressServers,
  COREDNS,
  DNS_PORTS,
  DnsServers,
  EKS_DNS_ADDRESSES,
  GOOGLE_METADATA_ADDRESS,
  NODE_LOCAL_ADDRESS,
  NODE_LOCAL_DNS,
  OPENSHIFT_DNS,
  podServers,
} from './dns-servers';
import { NAMESPACE_NAME_LABEL, Peer } from './peer';
import { PodsPeerOptions } from './peer-options';
import { Platform } from './platform';
import { Port } from './port';
import { checked } from '../checked/checked';
import { parseAddress } from '../support/cidr';
import { refuse } from '../support/refuse';

/** Options for `Dns.nodeLocal`. */
export interface NodeLocalDnsOptions {
  /**
   * The address of the cluster's DNS, which the cache answers itself where kube-proxy works with iptables: what pods find in
   * their `/etc/resolv.conf` there.
   *
   * @default - the tenth of the profile's `serviceCidrs`; else unknown, and it is not opened
   */
  readonly clusterIp?: string;
}

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

/** What else is known of DNS. */
interface DnsFacts {
  /** The one platform that has it. */
  readonly platform?: Platform;
  /** Whether the networks of Services are needed to know all of its addresses. */
  readonly needsServiceCidrs?: boolean;
}

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
    return new Dns([podServers([COREDNS])]);
  }

  /**
   * NodeLocal DNSCache, whatever way it is installed, with CoreDNS behind it: at an address of its own, at that of the
   * cluster's DNS (kube-proxy with iptables), or in pods to which Cilium redirects what is for DNS.
   *
   * @param ip the address that the cache listens on
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  public static nodeLocal(ip: string = NODE_LOCAL_ADDRESS, options: NodeLocalDnsOptions = {}): Dns {
    const { text } = parseAddress('Dns.nodeLocal', ip, 'ip');
    const { clusterIp } = options;
    const said = clusterIp === undefined ? undefined : parseAddress('Dns.nodeLocal', clusterIp, 'clusterIp');
    const address = { peers: [Peer.cidr(text)], ports: DNS_PORTS, pods: [] };
    const needsServiceCidrs = clusterIp === undefined;
    return new Dns([address, clusterAddressServers(said), podServers([COREDNS, NODE_LOCAL_DNS])], {
      needsServiceCidrs,
    });
  }

  /**
   * All that GKE resolves names with: kube-dns, NodeLocal DNSCache on the node's network or, under Dataplane V2, in pods,
   * and Cloud DNS at the address of the metadata server, of which port 53 alone is opened.
   *
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns
   */
  public static gke(): Dns {
    const addresses = addressServers([NODE_LOCAL_ADDRESS, GOOGLE_METADATA_ADDRESS]);
    return new Dns([addresses, clusterAddressServers(undefined), podServers([COREDNS, NODE_LOCAL_DNS])]);
  }

  /**
   * Cloud DNS of GKE at the address of the metadata server, of which port 53 alone is opened, and NodeLocal DNSCache before it,
   * as Autopilot has them; without kube-dns.
   *
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns
   */
  public static gkeCloudDns(): Dns {
    return new Dns([addressServers([NODE_LOCAL_ADDRESS, GOOGLE_METADATA_ADDRESS]), podServers([NODE_LOCAL_DNS])]);
  }

  /**
   * DNS of EKS Auto Mode, which runs on each node and in no pod: only its address can be opened. Nodes of other kinds may
   * have CoreDNS pods beside it.
   *
   * @param clusterIp the address of DNS; by default the tenth of the profile's `serviceCidrs`, or else of both networks that
   * EKS gives to Services of IPv4
   * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html
   */
  public static eksAutoMode(clusterIp?: string): Dns {
    const said = clusterIp === undefined ? undefined : parseAddress('Dns.eksAutoMode', clusterIp, 'clusterIp');
    return new Dns([clusterAddressServers(said, EKS_DNS_ADDRESSES), podServers([COREDNS])]);
  }

  /**
   * DNS of AKS: CoreDNS pods, and LocalDNS on the node's network where it is switched on.
   *
   * @see https://learn.microsoft.com/azure/aks/localdns-custom
   */
  public static aks(): Dns {
    return new Dns([addressServers(AKS_LOCAL_DNS_ADDRESSES), podServers([COREDNS])]);
  }

  /** OpenShift's DNS pods, which listen on 5353. A profile with them and without a `platform` is for `Platform.OPENSHIFT`. */
  public static openshift(): Dns {
    return new Dns([podServers([OPENSHIFT_DNS], [Port.udp(5353), Port.tcp(5353)])], { platform: Platform.OPENSHIFT });
  }

  /** Several at once, each on its own ports: a cluster with nodes of several kinds, or one that is moved to other DNS. */
  public static anyOf(...dns: Dns[]): Dns {
    if (dns.length === 0) {
      refuse('Dns.anyOf', {
        what: 'dns',
        got: dns,
        allowed: 'at least one; without DNS no name resolves',
        fix: 'name them, for example Dns.anyOf(Dns.coreDns(), Dns.nodeLocal())',
      });
    }
    return new Dns(
      dns.flatMap(({ _servers }) => _servers),
      {
        platform: dns.map(({ _facts }) => _facts.platform).find((platform) => platform !== undefined),
        needsServiceCidrs: dns.some(({ _facts }) => _facts.needsServiceCidrs === true),
      },
    );
  }

  /** Any other DNS servers. */
  public static custom(options: CustomDnsOptions): Dns {
    const ports = options.ports ?? DNS_PORTS;
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
    return new Dns([{ peers: [...options.peers], ports: [...ports], pods: options.peers.flatMap(podsOf) }]);
  }

  private constructor(
    /** Each on its own ports. @internal */
    public readonly _servers: readonly DnsServers[],
    /** @internal */
    public readonly _facts: DnsFacts = {},
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
