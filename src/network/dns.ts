import { NAMESPACE_NAME_LABEL, Peer, PodsPeerOptions } from './peer';
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
    const nodeLocalPods = { namespace: 'kube-system', labels: { 'k8s-app': 'node-local-dns' } };
    return new Dns([Peer.cidr(text), Peer.pods(COREDNS)], [Port.DNS_UDP, Port.DNS_TCP], [COREDNS, nodeLocalPods]);
  }

  /** OpenShift's DNS pods, which listen on 5353. */
  public static openshift(): Dns {
    const pods = { namespace: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } };
    return new Dns([Peer.pods(pods)], [Port.udp(5353), Port.tcp(5353)], [pods]);
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
  ) {}
}

/** The pods that a peer names by their labels, as it renders them; addresses and whole namespaces name none. */
function podsOf(peer: Peer): PodsPeerOptions[] {
  return (peer._render({ podCidrs: [] }) ?? []).flatMap(({ namespaceSelector, podSelector }) => {
    const labels = podSelector?.matchLabels;
    const namespace = namespaceSelector?.matchLabels?.[NAMESPACE_NAME_LABEL];
    return labels === undefined ? [] : [{ namespace, labels }];
  });
}
